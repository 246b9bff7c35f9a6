import Addresses
import DebriefCore
import Yams

/// Reads `workflows`: each entry is a workflow of its own, or says what is different about a shipped one.
struct WorkflowReader {
  /// What `when` may say.
  enum Occasion: String, CaseIterable {
    case promptCreated = "prompt_created"
    case activityLogged = "activity_logged"
    case fieldChanged = "field_changed"
    case recordAppeared = "record_appeared"
    case state, schedule
  }

  enum Repetition: String, CaseIterable { case once, daily }

  /// The shipped workflows, parsed and unmerged.
  private static func shippedSections() -> [ConfigurationSection] {
    let node = try? Yams.compose(yaml: "workflows:\n" + ShippedWorkflows.yaml)
    return ConfigurationSection(node, path: "", line: 1, problems: ConfigurationProblems()).sections("workflows")
  }

  static func shipped() -> [Workflow] {
    shippedSections().compactMap { section in
      WorkflowReader(section: section, base: nil, ref: section.string("ref") ?? "").workflow()
    }
  }

  /// The shipped workflows with what `sections` change, switch off and add, the shipped ones first.
  static func workflows(_ sections: [ConfigurationSection]) -> [Workflow] {
    var bases = shippedSections().map { (ref: $0.string("ref") ?? "", base: $0) }
    var changed: [Workflow.Ref: Workflow] = [:]
    var seen: Set<Workflow.Ref> = []
    var order = bases.map(\.ref)
    for section in sections {
      let ref = section.string("ref") ?? ""
      let base = bases.first { $0.ref == ref }?.base
      if ref.isEmpty || !ref.utf8.allSatisfy(isOfRef) {
        section.problem("a workflow needs a ref of small letters, digits and hyphens, such as wf-20", at: "ref")
      } else if !seen.insert(ref).inserted {
        section.problem("\(ref) stands here twice", at: "ref")
      }
      if base == nil, !ref.isEmpty, !section.has("when") {
        section.problem(
          "\(ref) is none of the workflows that come with Debrief, so it needs a when\(didYouMean(ref, among: order))",
          at: "ref")
      }
      let reader = WorkflowReader(section: section, base: base, ref: ref)
      if let workflow = reader.workflow() {
        changed[ref] = workflow
        if base == nil { order.append(ref) }
      }
      section.refuseUnknownKeys()
    }
    bases.removeAll { changed[$0.ref] != nil }
    for (ref, base) in bases {
      changed[ref] = WorkflowReader(section: base, base: nil, ref: ref).workflow()
    }
    return order.compactMap { changed[$0] }
  }

  private static func isOfRef(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
  }

  // MARK: One workflow

  private let section: ConfigurationSection
  /// The shipped workflow that `section` changes.
  private let base: ConfigurationSection?
  private let ref: Workflow.Ref

  private init(section: ConfigurationSection, base: ConfigurationSection?, ref: Workflow.Ref) {
    self.section = section
    self.base = base
    self.ref = ref
  }

  /// The key's value, else the shipped workflow's.
  private func either<T>(_ key: String, _ read: (ConfigurationSection) -> T?) -> T? {
    let own = read(section)
    return section.has(key) ? own : base.flatMap(read)
  }

  /// Nil where it cannot be used; every reason is noted, and every key was asked for.
  private func workflow() -> Workflow? {
    let title = either("title") { $0.string("title") }
    let isEnabled = either("enabled") { $0.bool("enabled") } ?? true
    let occasion = either("when") { $0.choice("when", of: Occasion.self) }
    let trigger = trigger(occasion)
    let digest = either("digest") { $0.choice("digest", of: Workflow.Digest.self) }
    let conditions = either("if") { $0.lines("if").map { $0.compactMap(condition) } } ?? []
    let recipients = either("to") { $0.lines("to").map { $0.compactMap(recipient) } }
    let text = either("text") { $0.string("text") }.flatMap(text)
    if base == nil {
      for key in ["when", "to", "text"] where !section.has(key) { section.problem("\(ref) needs it", at: key) }
    }
    guard let trigger, let recipients, !recipients.isEmpty, let text else { return nil }
    var workflow = Workflow(
      ref: ref, title: title ?? ref, trigger: trigger, conditions: conditions, recipients: recipients, text: text)
    workflow.isEnabled = isEnabled
    workflow.digest = digest ?? .opportunity
    checkFields(of: workflow)
    return workflow
  }

  private func trigger(_ occasion: Occasion?) -> Workflow.Trigger? {
    // Another occasion leaves nothing of the shipped one's particulars.
    let base = section.has("when") ? nil : base
    func either<T>(_ key: String, _ read: (ConfigurationSection) -> T?) -> T? {
      let own = read(section)
      return section.has(key) ? own : base.flatMap(read)
    }
    let kinds = either("of") { section in
      section.lines("of").map { $0.compactMap { kind($0, section) } }
    }
    let fields = either("fields") { section in section.lines("fields").map { $0.compactMap { watched($0, section) } } }
    let includesNew = either("include_new") { $0.bool("include_new") }
    let minute = either("at") { $0.value("at", Self.minute) }
    let repetition = either("repeat") { $0.choice("repeat", of: Repetition.self) }
    guard let occasion else { return nil }
    for (key, value, wanted) in [
      ("of", kinds != nil, [.recordAppeared, .schedule]), ("fields", fields != nil, [.fieldChanged]),
      ("include_new", includesNew != nil, [.fieldChanged]), ("at", minute != nil, [.schedule]),
      ("repeat", repetition != nil, [Occasion.schedule]),
    ] where value && !wanted.contains(occasion) {
      section.problem("means nothing with when: \(occasion.rawValue)", at: key)
    }
    switch occasion {
    case .promptCreated: return .created(.prompt)
    case .activityLogged: return .created(.activity)
    case .recordAppeared:
      guard let kind = kinds?.first, kinds?.count == 1, kind == .task || kind == .opportunity else {
        section.problem("record_appeared is of: task (a recorder's call) or of: opportunity", at: "of")
        return nil
      }
      return .created(kind)
    case .fieldChanged:
      guard let fields, !fields.isEmpty else {
        section.problem("field_changed needs the fields to watch", at: "fields")
        return nil
      }
      return .changed(fields: fields, includesNew: includesNew ?? false)
    case .state: return .state
    case .schedule:
      guard let minute else {
        if !section.has("at") { section.problem("schedule needs an hour, such as \"16:00\"", at: "at") }
        return nil
      }
      let kinds = Set(kinds ?? [.opportunity])
      if kinds.contains(.activity) { section.problem("a schedule looks at opportunity, prompt and task", at: "of") }
      return .schedule(Workflow.Schedule(minute: minute, isDaily: repetition == .daily, kinds: kinds))
    }
  }

  // MARK: Values

  private func condition(_ line: ConfigurationLine) -> WorkflowCondition? {
    do {
      return try WorkflowCondition(line.text)
    } catch {
      section.problems.add(
        "\"\(line.text)\": \(error.sentence)", line: line.line, key: "\(section.path).if")
      return nil
    }
  }

  private func text(_ text: String) -> WorkflowText? {
    do {
      return try WorkflowText(text)
    } catch {
      section.problem(error.sentence, at: "text")
      return nil
    }
  }

  private static let recipients: [String: Workflow.RecipientRule] = [
    "sa": .architect, "primary_sa": .primarySA, "owner": .owner, "manager": .manager, "region": .region,
  ]

  private func recipient(_ line: ConfigurationLine) -> Workflow.RecipientRule? {
    if let rule = Self.recipients[line.text] { return rule }
    if line.text.hasPrefix("#"), line.text.count > 1 { return .channel(line.text) }
    if line.text.contains("@"), let address = try? EmailAddress(parsing: line.text) { return .person(address) }
    let names = Self.recipients.keys.sorted()
    section.problems.add(
      "\"\(line.text)\" is none of \(names.joined(separator: ", ")), no channel (\"#name\") and no address"
        + didYouMean(line.text, among: names), line: line.line, key: "\(section.path).to")
    return nil
  }

  private func kind(_ line: ConfigurationLine, _ section: ConfigurationSection) -> WorkflowSubject.Kind? {
    if let kind = WorkflowSubject.Kind(rawValue: line.text) { return kind }
    let names = WorkflowSubject.Kind.allCases.map(\.rawValue)
    section.problems.add(
      "\"\(line.text)\" is none of \(names.joined(separator: ", "))\(didYouMean(line.text, among: names))",
      line: line.line, key: "\(section.path).of")
    return nil
  }

  private func watched(_ line: ConfigurationLine, _ section: ConfigurationSection) -> WorkflowField? {
    let names = WorkflowField.allCases.filter(\.isWatched).map(\.rawValue)
    if let field = WorkflowField(rawValue: line.text), field.isWatched { return field }
    section.problems.add(
      "\"\(line.text)\" is none of the fields that snapshots are compared by (\(names.joined(separator: ", ")))"
        + didYouMean(line.text, among: names), line: line.line, key: "\(section.path).fields")
    return nil
  }

  private static func minute(_ text: String) throws(InvalidValue) -> Int {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { throw InvalidValue("\"\(text)\" is no time of day: write it in quotes, such as \"08:00\"") }
    return hour * 60 + minute
  }

  /// Fields that the records looked at do not have would always be blank.
  private func checkFields(of workflow: Workflow) {
    let uses =
      workflow.conditions.flatMap(\.fields).map { ($0, "if") } + workflow.text.fields.map { ($0, "text") }
    for (field, key) in uses where field.kinds.isDisjoint(with: workflow.kinds) {
      let kinds = workflow.kinds.map(\.rawValue).sorted().joined(separator: " and ")
      section.problem("\(field.rawValue) is no field of \(kinds)", at: key)
    }
    if workflow.text.parts.contains(.change) {
      if case .changed = workflow.trigger { return }
      section.problem("{change} is for when: field_changed", at: "text")
    }
  }
}

extension WorkflowFault {
  /// What to tell the admin.
  var sentence: String {
    let fields = WorkflowField.allCases.map(\.rawValue)
    switch self {
    case .noField(let name):
      return name.isEmpty
        ? "a line begins with a field" : "\"\(name)\" is no field\(didYouMean(name, among: fields))"
    case .noRelation(let text):
      let names = WorkflowCondition.Relation.allCases.map(\.rawValue).joined(separator: " ")
      return text.isEmpty
        ? "after the field comes is, or one of \(names)"
        : "\"\(text)\" does not fit here: after the field comes is, or one of \(names), as far as the field has an order"
    case .noValue: return "a value is missing at the end"
    case .wrongValue(let text, let wanted): return "\"\(text)\" is not \(wanted)"
    case .wrongForm(let field, let wanted): return "\(field.rawValue) is not \(wanted)"
    case .unclosed(let text): return "a quote or a brace is not closed before \"\(text.prefix(40))\""
    }
  }
}
