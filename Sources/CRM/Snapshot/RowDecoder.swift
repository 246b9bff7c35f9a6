import Calendars
import DebriefCore

/// Reads values out of rows.
///
/// What tells records apart or decides about them must be right, or the row is lost: a record whose `IsClosed` cannot
/// be read is worse than none. Anything else that cannot be read is left out, counted, and the row is kept.
struct RowDecoder {
  private struct LeftOut {
    var count: Int
    let firstLine: Int
    let example: String
  }

  private let file: String
  private let dateOrder: DateOrder?
  private var notUTF8 = 0
  private var leftOut: [String: LeftOut] = [:]

  init(file: String, dateOrder: DateOrder?) {
    self.file = file
    self.dateOrder = dateOrder
  }

  func notes() -> [SnapshotNote] {
    var notes = leftOut.sorted { $0.key < $1.key }.map { column, values in
      SnapshotNote(
        file: file,
        fact: .valuesLeftOut(
          column: column, count: values.count, firstLine: values.firstLine, example: values.example))
    }
    if notUTF8 > 0 { notes.append(SnapshotNote(file: file, fact: .notUTF8(fields: notUTF8))) }
    return notes
  }

  /// Without white space around it; nil where nothing is left.
  mutating func text(_ column: Column?, _ row: borrowing CSVReader) throws(RowFault) -> String? {
    guard let column else { return nil }
    let bytes = row.field(column.index)
    guard !bytes.isEmpty else { return nil }
    let text: String
    if let valid = String(validating: bytes, as: UTF8.self) {
      text = trimmed(valid)
    } else {
      notUTF8 += 1
      text = trimmed(String(windows1252: bytes))
    }
    if bytes.contains(0) {
      throw .badValue(column: column.name, value: text, expected: "text: it holds a NUL byte")
    }
    return text.isEmpty ? nil : text
  }

  mutating func required(_ column: Column, _ row: borrowing CSVReader) throws(RowFault) -> String {
    guard let text = try text(column, row) else { throw .missingValue(column: column.name) }
    return text
  }

  /// The name column, else first and last name, else `fallback`.
  mutating func name(
    _ columns: NameColumns, _ row: borrowing CSVReader, fallback: String
  ) throws(RowFault) -> String {
    if let whole = try text(columns.whole, row) { return whole }
    let first = try text(columns.first, row)
    let last = try text(columns.last, row)
    let joined = [first, last].compactMap { $0 }.joined(separator: " ")
    return joined.isEmpty ? fallback : joined
  }

  /// The record's own id, of the object's kind.
  mutating func id(_ column: Column, of object: SnapshotObject, _ row: borrowing CSVReader) throws(RowFault)
    -> SalesforceID
  {
    let id = try requiredID(column, row)
    guard object.canHave(id) else { throw .otherObject(id: id.description, expected: object) }
    return id
  }

  mutating func requiredID(_ column: Column, _ row: borrowing CSVReader) throws(RowFault) -> SalesforceID {
    if let id = SalesforceID(utf8: row.field(column.index)), !id.isNull { return id }
    let text = try required(column, row)
    guard let id = SalesforceID(text), !id.isNull else {
      throw .badValue(column: column.name, value: text, expected: "a Salesforce id of 15 or 18 characters")
    }
    return id
  }

  /// A reference. The weekly export writes an empty one as zeros.
  mutating func reference(_ column: Column?, _ row: borrowing CSVReader) throws(RowFault) -> SalesforceID? {
    guard let column else { return nil }
    if let id = SalesforceID(utf8: row.field(column.index)) { return id.isNull ? nil : id }
    guard let text = try text(column, row) else { return nil }
    if let id = SalesforceID(text) { return id.isNull ? nil : id }
    leaveOut(text, column, row)
    return nil
  }

  /// False where the column is missing or empty.
  mutating func boolean(_ column: Column?, _ row: borrowing CSVReader) throws(RowFault) -> Bool {
    guard let column else { return false }
    if let value = Value.boolean(row.field(column.index)) { return value }
    guard let text = try text(column, row) else { return false }
    guard let value = Value.boolean(ArraySlice(text.utf8)) else {
      throw .badValue(column: column.name, value: text, expected: "true or false, 1 or 0")
    }
    return value
  }

  mutating func requiredBoolean(_ column: Column, _ row: borrowing CSVReader) throws(RowFault) -> Bool {
    if row.field(column.index).isEmpty { throw .missingValue(column: column.name) }
    return try boolean(column, row)
  }

  /// Nil where the column is missing or empty.
  mutating func instant(_ column: Column?, _ row: borrowing CSVReader) throws(RowFault) -> Instant? {
    guard let column, let text = try text(column, row) else { return nil }
    if let instant = Value.instant(text) { return instant }
    // Reports write local dates; the day is enough for "was it open then".
    if let date = Value.date(text, order: dateOrder),
      let civil = CivilDateTime(date: date, hour: 0, minute: 0, second: 0)
    {
      return Instant(utc: civil)
    }
    throw .badValue(column: column.name, value: text, expected: "a time such as 2026-02-07T20:47:49.000Z")
  }

  mutating func date(_ column: Column?, _ row: borrowing CSVReader) throws(RowFault) -> CivilDate? {
    guard let column, let text = try text(column, row) else { return nil }
    if let date = Value.date(text, order: dateOrder) { return date }
    let expected =
      dateOrder == nil && text.contains("/")
      ? "one certain day; set crm.date_order to day_first or month_first" : "a day such as 2026-02-07"
    throw .badValue(column: column.name, value: text, expected: expected)
  }

  mutating func requiredDate(_ column: Column, _ row: borrowing CSVReader) throws(RowFault) -> CivilDate {
    guard let date = try date(column, row) else { throw .missingValue(column: column.name) }
    return date
  }

  mutating func amount(_ column: Column?, _ row: borrowing CSVReader) throws(RowFault) -> Double? {
    guard let column, let text = try text(column, row) else { return nil }
    if let amount = Value.amount(text) { return amount }
    leaveOut(text, column, row)
    return nil
  }

  private mutating func leaveOut(_ text: String, _ column: Column, _ row: borrowing CSVReader) {
    let first = leftOut[column.name] ?? LeftOut(count: 0, firstLine: row.line, example: text)
    leftOut[column.name] = LeftOut(count: first.count + 1, firstLine: first.firstLine, example: first.example)
  }
}
