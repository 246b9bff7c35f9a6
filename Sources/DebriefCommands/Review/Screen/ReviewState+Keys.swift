import DebriefCore
import DebriefPipeline

extension ReviewState {
  /// Keys of choices, in their order.
  static let choiceKeys = Array("123456789abcdefghijklmnopqrstuvwxyz")

  /// What one key does. Pure: the effect is for the caller to carry out.
  mutating func handle(_ key: Key) -> Effect {
    message = nil
    if key == .control("c") { return .quit }
    switch mode {
    case .list: return handleInList(key)
    case .form(var form):
      let effect = handle(key, in: &form)
      if case .form = mode { mode = .form(form) }
      return effect
    case .dismiss: return handleInDismiss(key)
    case .logged(let selected): return handleInLogged(key, selected)
    case .search(var search):
      let effect = handle(key, in: &search)
      if case .search = mode { mode = .search(search) }
      return effect
    case .help:
      mode = .list
      return .none
    }
  }

  // MARK: The list

  private mutating func handleInList(_ key: Key) -> Effect {
    switch key {
    case .character("q"): return .quit
    case .character("?"): mode = .help
    case .character("j"), .down: selected = min(selected + 1, max(0, items.count - 1))
    case .character("k"), .up: selected = max(0, selected - 1)
    case .character("g"): selected = 0
    case .character("G"): selected = max(0, items.count - 1)
    case .character("r"), .control("l"): return .refresh
    case .character("u"): return .showLogged
    case .character("z"):
      guard let last = done.last else { message = "Nothing was done here yet."; break }
      return .undo(last)
    default: return handleOnTargets(key)
    }
    return .none
  }

  private mutating func handleOnTargets(_ key: Key) -> Effect {
    guard let current else {
      message = "Nothing is waiting."
      return .none
    }
    switch key {
    case .enter: openForm()
    case .character("t"):
      openForm()
      insertTemplate()
    case .character("e"): mode = .dismiss
    case .character("h"): return .snooze(targets)
    case .character("o"): mode = .search(Search())
    case .character("x"):
      if marked.remove(current.prompt.id) == nil { marked.insert(current.prompt.id) }
      selected = min(selected + 1, items.count - 1)
    case .character("s"): markSeries(of: current)
    case .escape: marked = []
    default: break
    }
    return .none
  }

  private mutating func markSeries(of item: ReviewItem) {
    let series = items.filter { $0.prompt.seat.uid == item.prompt.seat.uid }.map(\.prompt.id)
    marked = marked.isSuperset(of: series) ? marked.subtracting(series) : marked.union(series)
    message = "\(series.count) of this series. Enter logs them together."
  }

  private mutating func openForm() {
    let ids = targets
    let chosen = items.filter { ids.contains($0.prompt.id) }
    guard let first = chosen.first else { return }
    let isSeries = chosen.allSatisfy { $0.prompt.seat.uid == first.prompt.seat.uid }
    let account = first.prompt.match.account
    guard isSeries || account != nil && chosen.allSatisfy({ $0.prompt.match.account == account }) else {
      message = "Only prompts of one series or of one account are logged together. Esc clears the marks."
      return
    }
    mode = .form(ReviewForm(ids: ids, item: first))
  }

  // MARK: The form

  private mutating func handle(_ key: Key, in form: inout ReviewForm) -> Effect {
    switch key {
    case .escape:
      keep(form)
      mode = .list
    case .tab, .down: form.move(by: 1)
    case .backTab, .up: form.move(by: -1)
    case .control("o"):
      mode = .search(Search(form: form))
    case .control("t"): insertTemplate(in: &form)
    case .enter: return log(form)
    default:
      if form.focus == .description {
        type(key, in: &form)
      } else {
        return choose(key, in: &form)
      }
    }
    return .none
  }

  private func type(_ key: Key, in form: inout ReviewForm) {
    switch key {
    case .character(let character): form.insert(String(character))
    case .paste(let text): form.insert(text)
    case .newline: form.insert("\n")
    case .backspace: if !form.draft.description.isEmpty { form.draft.description.removeLast() }
    case .control("u"): form.draft.description = ""
    case .control("w"): form.deleteWord()
    default: break
    }
  }

  private mutating func choose(_ key: Key, in form: inout ReviewForm) -> Effect {
    guard case .character(let character) = key, let item = form.ids.first.flatMap(item) else { return .none }
    let index = Self.choiceKeys.firstIndex(of: character)
    switch form.focus {
    case .relatedTo:
      if let index, item.records.indices.contains(index), index < 9 {
        form.choose(item.records[index])
      } else if character == "o" || character == "/" {
        mode = .search(Search(form: form))
      }
    case .name:
      if let index, item.people.indices.contains(index) { form.choose(item.people[index]) }
    case .type:
      if let index, types.indices.contains(index) { form.choose(type: types[index]) }
    case .sentiment:
      switch character {
      case "+", "1": form.choose(Sentiment.positive)
      case "0", "2": form.choose(Sentiment.neutral)
      case "-", "3": form.choose(Sentiment.negative)
      default: break
      }
    case .description: break
    }
    return .none
  }

  /// Every target with its own meeting's facts, and with what the form says for all of them.
  private func log(_ form: ReviewForm) -> Effect {
    .log(
      form.ids.compactMap { id in
        guard let item = item(id) else { return nil }
        if id == form.ids.first { return Logged(id: id, draft: form.draft) }
        return Logged(id: id, draft: item.draft(sharing: form.draft))
      })
  }

  /// A form that is left keeps what was typed, until the screen is closed.
  private mutating func keep(_ form: ReviewForm) {
    guard form.ids.count == 1, let index = items.firstIndex(where: { $0.prompt.id == form.ids[0] }) else { return }
    items[index].draft = form.draft
    items[index].guesses = form.guesses
  }

  private mutating func insertTemplate() {
    guard case .form(var form) = mode else { return }
    insertTemplate(in: &form)
    mode = .form(form)
  }

  /// The first template; asked again before anything was typed into it, the next one in its place.
  private func insertTemplate(in form: inout ReviewForm) {
    guard !templates.isEmpty, let item = form.ids.first.flatMap(item) else { return }
    var number = 0
    if let last = form.template, form.draft.description == last.text {
      number = (last.number + 1) % templates.count
      form.draft.description = ""
    }
    form.insert(item.filled(templates[number], for: form.draft))
    form.template = ReviewForm.Template(number: number, text: form.draft.description)
    form.focus = form.nextMissing ?? .description
  }

  // MARK: Dismissing and searching

  private mutating func handleInDismiss(_ key: Key) -> Effect {
    mode = .list
    guard case .character(let character) = key, let index = Self.choiceKeys.firstIndex(of: character),
      DismissReason.allCases.indices.contains(index)
    else { return .none }
    return .dismiss(targets, DismissReason.allCases[index])
  }

  private mutating func handle(_ key: Key, in search: inout Search) -> Effect {
    switch key {
    case .escape:
      mode = search.form.map(Mode.form) ?? .list
      return .none
    case .enter:
      if let first = search.hits.first { pick(first, search) }
      return .none
    case .backspace: if !search.text.isEmpty { search.text.removeLast() }
    case .character(let character):
      if let number = character.wholeNumberValue, search.hits.indices.contains(number - 1), !search.text.isEmpty {
        pick(search.hits[number - 1], search)
        return .none
      }
      search.text.append(character)
    case .paste(let text): search.text += text.prefix(80)
    default: return .none
    }
    return .search(search.text)
  }

  private mutating func pick(_ choice: ReviewItem.Choice, _ search: Search) {
    for id in search.form?.ids ?? targets {
      if let index = logged.firstIndex(where: { $0.prompt.id == id }), !logged[index].records.contains(choice) {
        logged[index].records.insert(choice, at: 0)
      }
      guard let index = items.firstIndex(where: { $0.prompt.id == id }) else { continue }
      if !items[index].records.contains(choice) { items[index].records.insert(choice, at: 0) }
      items[index].draft.relatedTo = choice.id
    }
    if var form = search.form {
      form.choose(choice)
      mode = .form(form)
    } else {
      mode = .list
      message = "Related To is now \(choice.label)."
    }
  }
}
