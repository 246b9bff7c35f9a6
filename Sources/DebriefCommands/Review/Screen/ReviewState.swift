import DebriefCore
import DebriefPipeline
import DebriefStore

/// Everything that the screen shows. Keys change it (ReviewState+Keys.swift); what has to be done outside comes back
/// as an effect, and its outcome is told with one of the functions here.
struct ReviewState {
  enum Mode: Hashable {
    case list
    case form(ReviewForm)
    case dismiss
    case search(Search)
    /// What was logged, and which of it the cursor is on.
    case logged(Int)
    case help
  }

  struct Search: Hashable {
    var text = ""
    var hits: [ReviewItem.Choice] = []
    /// Where to go back to: the form that was open, if any.
    var form: ReviewForm?
  }

  /// What is to be done outside.
  enum Effect: Hashable {
    case none, quit
    case log([Logged])
    case dismiss([Prompt.ID], DismissReason)
    case snooze([Prompt.ID])
    /// Prompts that one act was done to.
    case undo([Prompt.ID])
    case search(String)
    case refresh
    case showLogged
    /// The last act on something that was logged.
    case takeBack(Prompt.ID)
  }

  struct Logged: Hashable {
    var id: Prompt.ID
    var draft: ActivityDraft
  }

  var name: String
  var items: [ReviewItem]
  var selected = 0
  var marked: Set<Prompt.ID> = []
  /// What was logged lately, the latest first, once the SA has asked for it (ReviewState+Logged.swift).
  var logged: [ReviewItem] = []
  var mode = Mode.list
  /// The last line: what happened, until the next key.
  var message: String?
  /// What was done here, for undo: the last is undone first. Each act has all the prompts that it was done to.
  var done: [[Prompt.ID]] = []
  var loggedToday = 0
  var types: [String]
  var templates: [DescriptionTemplate]
  /// How old the CRM snapshot is: "CRM of Tue 31 Mar 06:00".
  var snapshot = ""
  var columns = 80
  var rows = 24

  init(name: String, items: [ReviewItem], types: [String], templates: [DescriptionTemplate]) {
    self.name = name
    self.items = items
    self.types = types
    self.templates = templates
  }

  var current: ReviewItem? { items.indices.contains(selected) ? items[selected] : nil }
  func item(_ id: Prompt.ID) -> ReviewItem? { (items + logged).first { $0.prompt.id == id } }

  /// The marked ones, or the one under the cursor.
  var targets: [Prompt.ID] {
    let marked = items.map(\.prompt.id).filter(self.marked.contains)
    return marked.isEmpty ? current.map { [$0.prompt.id] } ?? [] : marked
  }

  // MARK: Outcomes

  mutating func handled(_ ids: [Prompt.ID], _ text: String, isLogged: Bool = false) {
    let before = items.prefix(selected).count { ids.contains($0.prompt.id) }
    items.removeAll { ids.contains($0.prompt.id) }
    marked.subtract(ids)
    selected = min(max(0, selected - before), max(0, items.count - 1))
    done.append(ids)
    if isLogged { loggedToday += ids.count }
    mode = .list
    message = text
  }

  /// - Parameter logged: how many of them had been logged.
  mutating func restored(_ restored: [ReviewItem], _ text: String, logged: Int) {
    _ = done.popLast()
    loggedToday = max(0, loggedToday - logged)
    for item in restored.reversed() {
      items.removeAll { $0.prompt.id == item.prompt.id }
      let at = items.firstIndex { $0.prompt.facts.startsAt > item.prompt.facts.startsAt } ?? items.count
      items.insert(item, at: at)
      selected = at
    }
    mode = .list
    message = text
  }

  /// The last act cannot be taken back: the one before can.
  mutating func cannotUndo(_ text: String) {
    _ = done.popLast()
    message = text
  }

  /// Somebody else was first: the prompt goes, and the SA is told.
  mutating func gone(_ ids: [Prompt.ID], _ text: String) {
    let remembered = done
    handled(ids, text)
    done = remembered
  }

  mutating func refused(_ problems: [ActivityProblem]) {
    guard case .form(var form) = mode else { return }
    form.show(problems)
    mode = .form(form)
    message = problems.map { "\($0.field.rawValue): \($0.message)" }.joined(separator: "; ")
  }

  mutating func failed(_ text: String) { message = text }

  mutating func found(_ hits: [RecordHit]) {
    guard case .search(var search) = mode else { return }
    search.hits = hits.prefix(9).map { ReviewItem.Choice(id: $0.id, label: $0.label) }
    mode = .search(search)
  }
}
