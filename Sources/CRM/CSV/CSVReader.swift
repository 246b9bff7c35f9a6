/// Reads the next bytes of a file into the front of the buffer; 0 at the end.
package typealias ByteFill = (UnsafeMutableRawBufferPointer) throws -> Int

/// Why a CSV file cannot be read any further. Its rows after this point cannot be told apart.
package enum CSVFailure: Error, Equatable, Sendable {
  /// The file ends inside a quoted field that began on `line`.
  case quoteNeverClosed(line: Int)
  /// A field that began on `line` passes the limit: most often a quote that is never closed.
  case fieldTooLong(line: Int, limit: Int)
  case tooManyColumns(line: Int, limit: Int)
}

/// The bounds of one row. They keep memory small whatever the file holds.
package struct CSVLimits: Sendable {
  /// Salesforce's longest field, a rich text area, holds 131,072 characters.
  package var fieldBytes = 1 << 20
  package var columns = 4_096

  package init() {}
}

/// A stream of rows over the bytes of a CSV file (RFC 4180).
///
/// Beyond the RFC: any of six delimiters, LF, CRLF or CR as the end of a row, and quotes inside an unquoted field
/// taken as they are. Text between a closing quote and the delimiter is a fault of that row. The current row's
/// fields lie in one buffer that the next row reuses, so memory does not grow with the file.
package struct CSVReader: ~Copyable {
  package enum RowFault: Equatable, Sendable {
    case textAfterClosingQuote
  }

  /// The physical line that the current row began on, from 1.
  package private(set) var line = 0
  package private(set) var fault: RowFault?
  /// False where the file ended without a line break after this row.
  package private(set) var isTerminated = true
  /// True where some field of the row was quoted.
  package private(set) var hasQuotes = false
  /// True where the last field of the row was quoted.
  package private(set) var endsQuoted = false

  private let delimiter: UInt8
  private let limits: CSVLimits
  private let fill: ByteFill
  private var chunk: [UInt8]
  private var position = 0
  private var end = 0
  private var nextLine = 1
  private var row: [UInt8] = []
  private var ends: [Int] = []

  package init(delimiter: UInt8, limits: CSVLimits = CSVLimits(), chunkBytes: Int = 256 << 10, fill: @escaping ByteFill)
  {
    self.delimiter = delimiter
    self.limits = limits
    self.fill = fill
    chunk = Array(repeating: 0, count: max(1, chunkBytes))
    row.reserveCapacity(4_096)
    ends.reserveCapacity(64)
  }

  package var count: Int { ends.count }

  /// A line with nothing on it.
  package var isBlank: Bool { ends.count == 1 && row.isEmpty && !hasQuotes }

  /// The bytes of a field without its quotes; empty for a column that the row does not have.
  package func field(_ index: Int) -> ArraySlice<UInt8> {
    guard ends.indices.contains(index) else { return [] }
    return row[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// Moves to the next row; false at the end of the file.
  ///
  /// - Throws: ``CSVFailure``, and what reading throws.
  package mutating func next() throws -> Bool {
    row.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    fault = nil
    hasQuotes = false
    isTerminated = true
    line = nextLine
    guard try peek() != nil else { return false }
    while try readField() {}
    return true
  }

  /// Reads one field and what follows it; true where another field of the row follows.
  private mutating func readField() throws -> Bool {
    guard ends.count < limits.columns else { throw CSVFailure.tooManyColumns(line: line, limit: limits.columns) }
    let start = row.count
    endsQuoted = false
    if try peek() == quote {
      position += 1
      hasQuotes = true
      endsQuoted = true
      try readQuoted(start: start)
    }
    try readPlain(start: start)
    ends.append(row.count)
    guard let byte = try peek() else {
      isTerminated = false
      return false
    }
    position += 1
    if byte == delimiter { return true }
    if byte == carriageReturn, try peek() == lineFeed { position += 1 }
    nextLine += 1
    return false
  }

  /// Copies up to the closing quote and steps over it; a doubled quote stands for one.
  private mutating func readQuoted(start: Int) throws {
    let openedOn = nextLine
    while true {
      guard try peek() != nil else { throw CSVFailure.quoteNeverClosed(line: openedOn) }
      let from = position
      var lastWasReturn = row.count > start && row.last == carriageReturn
      while position < end, chunk[position] != quote {
        let byte = chunk[position]
        if byte == carriageReturn || (byte == lineFeed && !lastWasReturn) { nextLine += 1 }
        lastWasReturn = byte == carriageReturn
        position += 1
      }
      try append(from..<position, start: start, openedOn: openedOn)
      guard position < end else { continue }
      position += 1
      guard try peek() == quote else { break }
      row.append(quote)
      position += 1
    }
    switch try peek() {
    case nil, delimiter, carriageReturn, lineFeed: break
    default: fault = .textAfterClosingQuote
    }
  }

  /// Copies up to the delimiter or the end of the row, which it leaves in place.
  private mutating func readPlain(start: Int) throws {
    while try peek() != nil {
      let from = position
      while position < end {
        let byte = chunk[position]
        if byte == delimiter || byte == lineFeed || byte == carriageReturn { break }
        position += 1
      }
      try append(from..<position, start: start, openedOn: nextLine)
      if position < end { return }
    }
  }

  private mutating func append(_ range: Range<Int>, start: Int, openedOn: Int) throws {
    guard row.count - start + range.count <= limits.fieldBytes else {
      throw CSVFailure.fieldTooLong(line: openedOn, limit: limits.fieldBytes)
    }
    row.append(contentsOf: chunk[range])
  }

  /// The next byte, without stepping over it.
  @inline(__always)
  private mutating func peek() throws -> UInt8? {
    if position < end { return chunk[position] }
    return try refill() ? chunk[0] : nil
  }

  private mutating func refill() throws -> Bool {
    position = 0
    end = try chunk.withUnsafeMutableBytes(fill)
    return end > 0
  }
}

private let quote = UInt8(ascii: "\"")
private let carriageReturn = UInt8(ascii: "\r")
private let lineFeed = UInt8(ascii: "\n")
