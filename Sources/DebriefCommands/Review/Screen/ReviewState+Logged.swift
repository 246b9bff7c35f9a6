import DebriefCore
import DebriefPipeline

/// What was logged, with a meeting or without: to look at, to change, to take back. An entry's id is its prompt's, or the
/// activity's own.
extension ReviewState {
  mutating func handleInLogged(_ key: Key, _ selected: Int) -> Effect {
    let last = max(0, logged.count - 1)
    switch key {
    case .character("j"), .down: mode = .logged(min(selected + 1, last))
    case .character("k"), .up: mode = .logged(max(0, selected - 1))
    case .enter:
      if logged.indices.contains(selected) {
        mode = .form(ReviewForm(ids: [logged[selected].prompt.id], item: logged[selected]))
      }
    case .character("z"):
      if logged.indices.contains(selected) { return .takeBack(logged[selected].prompt.id) }
    case .escape, .character("q"), .character("u"): mode = .list
    default: break
    }
    return .none
  }

  /// Shows what was logged; the cursor stays where it is as far as there is something.
  mutating func show(logged items: [ReviewItem], _ message: String? = nil) {
    logged = items
    let selected = if case .logged(let selected) = mode { selected } else { 0 }
    mode = .logged(min(selected, max(0, items.count - 1)))
    self.message = message
  }

  func isLogged(_ id: Prompt.ID) -> Bool { logged.contains { $0.prompt.id == id } }
}

extension ReviewScreen {
  /// One line for each: the day, what, about what.
  static func loggedLines(_ state: ReviewState, selected: Int, rows: Int) -> [ScreenLine] {
    guard !state.logged.isEmpty else {
      return [ScreenLine(text: "  Nothing was logged in the last seven days. Esc goes back.", style: .plain)]
    }
    let first = max(0, min(selected - rows / 2, state.logged.count - rows))
    return (first..<min(first + rows, state.logged.count)).map { index in
      let item = state.logged[index]
      let about = item.draft.relatedTo.map(item.label) ?? ""
      let width = max(12, (state.columns - 15) / 2)
      return ScreenLine(
        text: "\(index == selected ? ">" : " ") \(item.draft.day) "
          + "\(fitted(terminalText(item.draft.subject), to: width)) \(about)",
        style: index == selected ? .selected : .plain)
    }
  }
}
