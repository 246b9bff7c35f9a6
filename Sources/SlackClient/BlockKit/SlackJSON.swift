/// JSON as it goes to Slack: objects keep the order they were written in, so equal messages are equal bytes.
package enum SlackJSON: Hashable, Sendable {
  case string(String)
  case integer(Int)
  case bool(Bool)
  case array([SlackJSON])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: SlackJSON
  }

  /// An object; members without a value are left out.
  package static func object(of members: KeyValuePairs<String, SlackJSON?>) -> SlackJSON {
    .object(members.compactMap { key, value in value.map { Member(key: key, value: $0) } })
  }

  package subscript(_ key: String) -> SlackJSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var array: [SlackJSON] { if case .array(let values) = self { values } else { [] } }

  package var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .string(let value): Self.write(value, to: &text)
    case .integer(let value): text += String(value)
    case .bool(let value): text += value ? "true" : "false"
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        Self.write(member.key, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  /// RFC 8259, section 7: quotation mark, reverse solidus and the control characters are escaped.
  private static func write(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension SlackJSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(arrayLiteral elements: SlackJSON...) { self = .array(elements) }
}
