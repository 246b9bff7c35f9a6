import DebriefCore
import DebriefStore
import Foundation

/// Deliveries as text: CSV for Salesforce's Data Loader, NDJSON for programs.
package enum DeliveryText {
  /// One file's worth of one object, RFC 4180 with every field quoted, as Data Loader itself writes it.
  ///
  /// A cell that a spreadsheet would run as a formula gets an apostrophe before it: people open these files.
  package static func csv(_ deliveries: [Delivery], columns: DeliveryColumns) -> String {
    let rows = deliveries.map(columns.fields)
    guard let first = rows.first else { return "" }
    let lines = [first.map { quoted($0.column) }] + rows.map { row in row.map { quoted(defused($0.value)) } }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// One object a line; values as they are, with the key and everything that a CSV cannot hold.
  package static func ndjson(_ entries: [OutboxEntry], columns: DeliveryColumns) throws -> String {
    try entries.map { try json($0, columns: columns) + "\n" }.joined()
  }

  /// One delivery as a JSON object on one line.
  ///
  /// - Parameter references: what a service called the deliveries before this one, by their keys.
  package static func json(
    _ entry: OutboxEntry, columns: DeliveryColumns, references: [String: String] = [:]
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let fields = Dictionary(columns.fields(of: entry.delivery), uniquingKeysWith: { first, _ in first })
    var line = Line(key: entry.key, object: entry.delivery.object, owner: entry.owner.key, fields: fields)
    if case .task(let task) = entry.delivery {
      line.contacts = task.call.contacts
      line.newContacts = task.call.newContacts
      line.isWithdrawn = task.isWithdrawn
    }
    if case .message(let message) = entry.delivery {
      line.fields = [
        "recipient": message.recipient.description, "workflow": message.workflow, "cause": message.cause,
        "text": message.plainText,
      ]
      line.links = message.links.map(\.text)
    }
    if !references.isEmpty { line.references = references }
    return String(decoding: try encoder.encode(line), as: UTF8.self)
  }

  private struct Line: Encodable {
    var schema = "debrief.delivery/1"
    var key: String
    var object: String
    var owner: String
    var fields: [String: String]
    /// Everybody who attended: a task's own field takes one.
    var contacts: [SalesforceID]?
    var newContacts: [NewContact]?
    var isWithdrawn: Bool?
    var references: [String: String]?
    /// What a message is about: `prompt 5ev7wtkwv2qt`, `opportunity 006…`.
    var links: [String]?
  }

  /// OWASP's list of what begins a formula: `=`, `+`, `-`, `@`, tab and carriage return.
  static func defused(_ value: String) -> String {
    guard let first = value.unicodeScalars.first,
      "=+-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
    else { return value }
    return "'" + value
  }

  private static func quoted(_ value: String) -> String { "\"\(value.replacing("\"", with: "\"\""))\"" }
}
