import Calendars
import DebriefCore
import DebriefPipeline

/// One line of the screen: exactly as wide as the terminal, and safe to print.
struct ScreenLine: Hashable {
  enum Style: Hashable {
    case plain, title, selected, quiet
  }

  var text: String
  var style: Style
}

/// State to lines. Pure: as many lines as the terminal has rows, each as wide as it has columns, and no byte of a
/// stranger's among them that a terminal would obey.
struct ReviewScreen {
  private let state: ReviewState
  private let clock: WallClock
  private var lines: [ScreenLine] = []

  /// Below this there is no room for a form.
  static let least = (columns: 40, rows: 10)

  static func lines(_ state: ReviewState, clock: WallClock) -> [ScreenLine] {
    var screen = ReviewScreen(state: state, clock: clock)
    screen.draw()
    return screen.lines
  }

  private init(state: ReviewState, clock: WallClock) {
    self.state = state
    self.clock = clock
  }

  private mutating func draw() {
    guard state.columns >= Self.least.columns, state.rows >= Self.least.rows else {
      add("Make this window larger: \(Self.least.columns) x \(Self.least.rows) at least. q leaves.", .plain)
      fill(to: state.rows)
      return
    }
    drawHeader()
    let body = state.rows - 2
    switch state.mode {
    case .list, .dismiss:
      let list = max(3, min(state.items.count, body / 2))
      drawList(rows: list)
      rule()
      drawDetail()
    case .form(let form):
      drawList(rows: body >= 20 ? 4 : 1)
      rule()
      drawForm(form)
    case .search(let search):
      drawList(rows: min(4, max(1, state.items.count)))
      rule()
      drawSearch(search)
    case .logged(let selected):
      for line in Self.loggedLines(state, selected: selected, rows: body) { add(line.text, line.style) }
    case .help: for line in Self.help { add(line, .plain) }
    }
    fill(to: state.rows - 1)
    drawFooter()
  }

  // MARK: Parts

  private mutating func drawHeader() {
    let unclear = state.items.count { $0.draft.relatedTo == nil }
    let marks = state.marked.isEmpty ? "" : " | Marked \(state.marked.count)"
    let counts = "Pending \(state.items.count) | No opportunity \(unclear) | Logged \(state.loggedToday)\(marks)"
    add("\(state.name)  \(counts) | \(state.snapshot)", .title)
  }

  private mutating func drawList(rows: Int) {
    guard !state.items.isEmpty else {
      add("  Nothing is waiting. z takes back the last act, q leaves.", .plain)
      return
    }
    let first = max(0, min(state.selected - rows / 2, state.items.count - rows))
    let series = Dictionary(grouping: state.items) { $0.prompt.seat.uid }.mapValues(\.count)
    for index in first..<min(first + rows, state.items.count) {
      let item = state.items[index]
      let isSelected = index == state.selected
      let mark = state.marked.contains(item.prompt.id) ? "*" : " "
      let facts = item.prompt.facts
      let count = series[item.prompt.seat.uid] ?? 1
      let title = (facts.title ?? "(no title)") + (count > 1 ? " [x\(count)]" : "")
      let about = item.draft.relatedTo.map(item.label) ?? item.prompt.match.headline
      let width = max(12, (state.columns - 27) / 2)
      add(
        "\(isSelected ? ">" : " ")\(mark)\(clock.short(facts.startsAt)) "
          + "\(fitted(WallClock.duration(facts.startsAt, facts.endsAt), to: 7))"
          + "\(fitted(terminalText(title), to: width)) \(about)", isSelected ? .selected : .plain)
    }
  }

  private mutating func drawDetail() {
    guard let item = state.current else { return }
    let prompt = item.prompt
    add("  \(prompt.facts.title ?? "(no title)")", .title)
    add("  \(clock.range(prompt.facts.startsAt, prompt.facts.endsAt))", .plain)
    for flag in prompt.flags.map(\.sentence).sorted() { add("  Note: \(flag)", .plain) }
    let who = prompt.facts.participants.filter { $0.kind == .external }
      .map { $0.name ?? $0.address?.key ?? $0.written }
    wrap("Who: \(who.joined(separator: ", "))", indent: 2, most: 2)
    wrap("About: \(item.draft.relatedTo.map(item.label) ?? prompt.match.headline)", indent: 2, most: 2)
    for reason in prompt.match.reasons { wrap(reason, indent: 4, most: 2, .quiet) }
    if item.draft.relatedTo == nil, let change = prompt.match.whatWouldChangeIt {
      wrap("What would change it: \(change).", indent: 4, most: 2, .quiet)
    }
  }

  private mutating func drawForm(_ form: ReviewForm) {
    guard let item = form.ids.first.flatMap(state.item) else { return }
    if form.ids.count == 1, state.isLogged(form.ids[0]) { add("  Changing what was logged", .title) }
    if form.ids.count > 1 { add("  Logging \(form.ids.count) together", .title) }
    let related = form.draft.relatedTo.map(item.label) ?? "choose:"
    field("Related To", related, .relatedTo, form)
    if form.focus == .relatedTo {
      choices(item.records.prefix(9).map(\.label), columns: 1)
      add("      o search for another", .quiet)
    }
    let name =
      item.name(in: form.draft) ?? (form.draft.lead == nil ? "choose:" : "a lead: it has to be converted first")
    let more = form.draft.contacts.count + form.draft.newContacts.count - 1
    field("Name", more > 0 ? "\(name) and \(more) more" : name, .name, form)
    if form.focus == .name { choices(item.people.prefix(9).map(\.label), columns: 1) }
    add("  Subject      \(form.draft.subject)", .quiet)
    let isGuess = form.guesses[.type] != nil
    let type = form.draft.types.joined(separator: ", ")
    field(
      "Type", type.isEmpty ? "choose:" : isGuess ? "(\(type)?)  \(form.guesses[.type] ?? "")" : type, .type, form)
    if form.focus == .type { choices(state.types, columns: 2) }
    field("Sentiment", form.draft.sentiment?.rawValue ?? "[+] positive  [0] neutral  [-] negative", .sentiment, form)
    field("Description", "", .description, form)
    drawDescription(form)
    if let reason = item.prompt.match.reasons.first { wrap("Why: \(reason)", indent: 2, most: 2, .quiet) }
  }

  /// The end of the description: what is being typed is always in view.
  private mutating func drawDescription(_ form: ReviewForm) {
    let text = form.draft.description + (form.focus == .description ? "_" : "")
    let room = max(1, state.rows - 1 - lines.count)
    let wrapped = text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { Self.wrapped(terminalText(String($0)), to: state.columns - 6) }
    for line in wrapped.suffix(min(room, 8)) { add("    \(line)", .plain) }
  }

  private mutating func drawSearch(_ search: ReviewState.Search) {
    add("  Opportunity or account: \(search.text)_", .title)
    choices(search.hits.map(\.label), columns: 1)
    if search.hits.isEmpty, !search.text.isEmpty { add("    Nothing is called that.", .quiet) }
  }

  private mutating func drawFooter() {
    if let message = state.message { return add(message, .title) }
    let hints =
      switch state.mode {
      case .list: "Enter log  e dismiss  h later  o other  t template  z undo  ? all keys  q quit"
      case .form(let form) where form.focus == .description:
        "Enter log  Ctrl-J new line  Ctrl-T template  Ctrl-O other  Tab next  Esc back"
      case .form: "A key chooses  Enter log  Tab next  Ctrl-T template  Ctrl-O other  Esc back"
      case .dismiss:
        "Dismiss \(state.targets.count): "
          + DismissReason.allCases.enumerated().map { "\($0.offset + 1) \($0.element.rawValue)" }.joined(
            separator: "  ")
      case .logged: "What you logged in seven days: Enter change  z take back  j k  Esc back"
      case .search: "Type words of its name  Enter takes the first, 1-9 another  Esc back"
      case .help: "Any key goes back"
      }
    add(hints, .quiet)
  }

  // MARK: Pieces

  private mutating func field(_ label: String, _ value: String, _ field: ReviewForm.Field, _ form: ReviewForm) {
    let isFocused = form.focus == field
    add("\(isFocused ? ">" : " ") \(fitted(label, to: 12)) \(value)", isFocused ? .selected : .plain)
  }

  private mutating func choices(_ labels: [String], columns: Int) {
    let keyed = zip(ReviewState.choiceKeys, labels).map { "\($0) \(terminalText($1))" }
    let rows = (keyed.count + columns - 1) / columns
    let width = (state.columns - 8) / columns
    for row in 0..<rows {
      let cells = stride(from: row, to: keyed.count, by: rows).map { fitted(keyed[$0], to: width - 1) }
      add("      \(cells.joined(separator: " "))", .plain)
    }
  }

  private mutating func rule() { add(String(repeating: "-", count: state.columns), .quiet) }

  private mutating func wrap(_ text: String, indent: Int, most: Int, _ style: ScreenLine.Style = .plain) {
    let space = String(repeating: " ", count: indent)
    for line in Self.wrapped(terminalText(text), to: state.columns - indent).prefix(most) { add(space + line, style) }
  }

  /// Everything that is shown passes here.
  private mutating func add(_ text: String, _ style: ScreenLine.Style) {
    guard lines.count < state.rows else { return }
    lines.append(ScreenLine(text: fitted(terminalText(text), to: max(1, state.columns)), style: style))
  }

  private mutating func fill(to rows: Int) {
    lines = Array(lines.prefix(rows))
    while lines.count < rows { add("", .plain) }
  }

  /// Lines of at most `columns`, broken at spaces where there are any.
  static func wrapped(_ text: String, to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var width = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let wordWidth = terminalWidth(String(word))
      if width > 0, width + 1 + wordWidth > columns {
        lines.append(line)
        (line, width) = ("", 0)
      } else if !line.isEmpty || width > 0 {
        line += " "
        width += 1
      }
      for character in word {
        let next = terminalWidth(String(character))
        if width + next > columns {
          lines.append(line)
          (line, width) = ("", 0)
        }
        line.append(character)
        width += next
      }
    }
    return lines + [line]
  }

  private static let help = [
    "", "  In the list", "    j k, arrows   next, previous          Enter  open the form",
    "    e  dismiss, with one key for the reason  h  later: tomorrow morning",
    "    o  another opportunity, by search        t  open the form with a template",
    "    x  mark, s mark the series: Enter, e and h then act on all that are marked",
    "    z  undo the last act; free for a minute, a correction afterwards",
    "    u  what you logged: Enter changes it, z takes it back",
    "    r  read the queue again                  q  quit", "", "  In the form",
    "    What is missing has the focus; one key chooses and goes on. Sentiment: + 0 -",
    "    (Type?) in brackets is a guess: Enter accepts it, Tab goes there to change it.",
    "    Enter logs as soon as nothing is missing; Esc keeps what you typed.",
  ]
}
