/// A table of comma-separated values (RFC 4180) with a header line, in UTF-8.
package struct CommaSeparatedTable: Sendable {
  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package let line: Int
    package let problem: String
    package var description: String { "line \(line): \(problem)" }
  }

  package let columns: [String]
  package let rows: [[String]]

  package init(parsing bytes: some Collection<UInt8>) throws(Malformed) {
    var records = try Self.records(in: bytes)
    guard !records.isEmpty else { throw Malformed(line: 1, problem: "the file is empty") }
    columns = records.removeFirst().fields
    for record in records where record.fields.count != columns.count {
      throw Malformed(
        line: record.line, problem: "\(record.fields.count) fields, but the header has \(columns.count)")
    }
    rows = records.map(\.fields)
  }

  package func index(of column: String) throws(Malformed) -> Int {
    guard let index = columns.firstIndex(of: column) else {
      throw Malformed(line: 1, problem: "there is no column \"\(column)\"")
    }
    return index
  }

  private static func records(
    in bytes: some Collection<UInt8>
  ) throws(Malformed) -> [(line: Int, fields: [String])] {
    var records: [(line: Int, fields: [String])] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var (line, start) = (1, 1)
    var (isQuoted, wasQuoted) = (false, false)
    var isPending = false
    func text() -> String { String(decoding: field, as: UTF8.self) }
    for byte in bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...] {
      if byte == UInt8(ascii: "\n") { line += 1 }
      if isQuoted {
        if byte == UInt8(ascii: "\"") { (isQuoted, wasQuoted) = (false, true) } else { field.append(byte) }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        // The second of two quotes stands for one; any other quote opens the field.
        if wasQuoted { field.append(byte) }
        isQuoted = true
        isPending = true
      case UInt8(ascii: ","):
        fields.append(text())
        field.removeAll(keepingCapacity: true)
        wasQuoted = false
        isPending = true
      case UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"):
        if isPending || !field.isEmpty { records.append((start, fields + [text()])) }
        fields.removeAll(keepingCapacity: true)
        field.removeAll(keepingCapacity: true)
        (wasQuoted, isPending, start) = (false, false, line)
      default:
        field.append(byte)
        isPending = true
      }
    }
    guard !isQuoted else { throw Malformed(line: start, problem: "a quoted field is not closed") }
    if isPending || !field.isEmpty { records.append((start, fields + [text()])) }
    return records
  }
}
