import Calendars

/// Why a line of `if`, or a text, cannot be used.
package enum WorkflowFault: Error, Hashable, Sendable {
  case noField(String)
  case noRelation(String)
  case noValue
  /// What the field's values look like.
  case wrongValue(String, wanted: String)
  /// The field is of another form than the line needs.
  case wrongForm(WorkflowField, wanted: String)
  case unclosed(String)
}

extension WorkflowCondition {
  /// Reads `stage >= 3`, `evaluation_end is blank or evaluation_close_status is blank`, `days since close_date >= 30`,
  /// `closed is no`, `owner is not "Rita Moor"`.
  package init(_ text: String) throws(WorkflowFault) {
    var alternatives: [Comparison] = []
    for words in try Self.words(of: text).split(separator: Word(text: "or"), omittingEmptySubsequences: false) {
      alternatives.append(try Self.comparison(Array(words)))
    }
    self.text = text
    self.alternatives = alternatives
  }

  /// One word of a line; what stood in quotes is never a keyword.
  private struct Word: Hashable {
    var text: String
    var isQuoted = false
  }

  private static func words(of text: String) throws(WorkflowFault) -> [Word] {
    var words: [Word] = []
    var current = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        if isQuoted { words.append(Word(text: current, isQuoted: true)) }
        isQuoted.toggle()
        current = ""
      } else if character == " ", !isQuoted {
        if !current.isEmpty { words.append(Word(text: current)) }
        current = ""
      } else {
        current.append(character)
      }
    }
    guard !isQuoted else { throw .unclosed(current) }
    if !current.isEmpty { words.append(Word(text: current)) }
    return words
  }

  private static func comparison(_ words: [Word]) throws(WorkflowFault) -> Comparison {
    var words = words[...]
    let operand = try operand(&words)
    guard let relation = words.popFirst()?.text else { throw .noRelation("") }
    if relation == "is" {
      if words.count == 1, let word = words.first, !word.isQuoted {
        if word.text == "blank" { return Comparison(operand: operand, test: .isBlank) }
        if word.text == "set" { return Comparison(operand: operand, test: .isSet) }
      }
      let isNegated = words.count > 1 && words.first == Word(text: "not")
      if isNegated { words.removeFirst() }
      return Comparison(operand: operand, test: try test(operand, isNegated ? .unequal : .equal, words))
    }
    guard let relation = Relation(rawValue: relation) else { throw .noRelation(relation) }
    return Comparison(operand: operand, test: try test(operand, relation, words))
  }

  private static func operand(_ words: inout ArraySlice<Word>) throws(WorkflowFault) -> Operand {
    guard let first = words.popFirst()?.text else { throw .noField("") }
    guard let unit = Operand.Unit(rawValue: first), words.first?.text == "since" else {
      guard let field = WorkflowField(rawValue: first) else { throw .noField(first) }
      return .field(field)
    }
    words.removeFirst()
    guard let name = words.popFirst()?.text else { throw .noField("") }
    guard let field = WorkflowField(rawValue: name) else { throw .noField(name) }
    let isMoment = field.form == .moment
    guard isMoment || (field.form == .day && unit != .hours) else {
      throw .wrongForm(field, wanted: unit == .hours ? "a moment" : "a day")
    }
    return .since(unit, field)
  }

  private static func test(
    _ operand: Operand, _ relation: Relation, _ words: ArraySlice<Word>
  ) throws(WorkflowFault) -> Test {
    let text = words.map(\.text).joined(separator: " ")
    guard !text.isEmpty else { throw .noValue }
    if case .since = operand { return .number(relation, try number(text)) }
    switch operand.field.form {
    case .number: return .number(relation, try number(text))
    case .day, .moment:
      guard let day = CivilDate(text) else { throw .wrongValue(text, wanted: "a day such as 2026-11-21") }
      return .day(relation, day)
    case .flag:
      guard relation == .equal || relation == .unequal else { throw .noRelation(relation.rawValue) }
      guard text == "yes" || text == "no" else { throw .wrongValue(text, wanted: "yes or no") }
      return .flag((text == "yes") == (relation == .equal))
    case .text, .person:
      guard relation == .equal || relation == .unequal else { throw .noRelation(relation.rawValue) }
      return .text(text, isEqual: relation == .equal)
    }
  }

  /// `20000`, `20,000`, `20_000` or `1.5`; nothing else that Swift would read (`0x1F`, `inf`).
  private static func number(_ text: String) throws(WorkflowFault) -> Double {
    let digits = text.filter { $0 != "," && $0 != "_" }
    let allowed = digits.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    guard allowed, let number = Double(digits) else { throw .wrongValue(text, wanted: "a number such as 20,000") }
    return number
  }
}
