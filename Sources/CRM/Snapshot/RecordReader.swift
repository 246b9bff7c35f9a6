import DebriefCore

/// One record of a snapshot.
package enum SnapshotRecord: Equatable, Sendable {
  case account(Account)
  case contact(Contact)
  case lead(Lead)
  case opportunity(Opportunity)
  case contactRole(ContactRole)
  case user(CRMUser)
  case task(LoggedTask)
  case proofOfValue(CRMProofOfValue)
  /// Only from a reader that was asked for what the CRM has deleted.
  case deleted(SnapshotObject, SalesforceID)
}

/// Where a record stands: the index of its file in the plan, and the line.
package struct RecordPlace: Hashable, Sendable {
  package let file: Int
  package let line: Int

  package init(file: Int, line: Int) {
    self.file = file
    self.line = line
  }
}

/// Reads the rows of one file into records.
struct RecordReader {
  struct Result {
    var counts = SnapshotReading.Counts()
    var refusals: [RowRefusal] = []
    var notes: [SnapshotNote] = []
    var fingerprint = ""
  }

  private let file: SnapshotPlan.File
  private let index: Int
  private let limits: CSVLimits
  private var row: RowDecoder
  private var result = Result()
  private var trailers = 0
  private var sawBlankLine = false
  /// Whether what the CRM has deleted is handed on, too.
  var givesDeletions = false

  init(file: SnapshotPlan.File, index: Int, dateOrder: DateOrder?, limits: CSVLimits) {
    self.file = file
    self.index = index
    self.limits = limits
    row = RowDecoder(file: file.name, dateOrder: dateOrder)
  }

  /// - Throws: ``SnapshotRefusal`` where the rest of the file cannot be read, and what `sink` and reading throw.
  consuming func read(
    _ fill: @escaping ByteFill, into sink: (SnapshotRecord, RecordPlace) throws -> Void
  ) throws -> Result {
    var fingerprint = Fingerprint()
    var mark = file.markBytes
    let hashed: ByteFill = { buffer in
      let count = try fill(buffer)
      fingerprint.add(buffer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      return count
    }
    let marked: ByteFill = { buffer in
      guard mark > 0 else { return try hashed(buffer) }
      var start = [UInt8](repeating: 0, count: mark)
      mark = 0
      var got = 0
      while got < start.count {
        let count = try start.withUnsafeMutableBytes { try hashed(UnsafeMutableRawBufferPointer(rebasing: $0[got...])) }
        if count == 0 { return 0 }
        got += count
      }
      return try hashed(buffer)
    }
    var csv = CSVReader(delimiter: file.delimiter.rawValue, limits: limits, fill: file.encoding.decoding(marked))
    do {
      _ = try csv.next()
      while try csv.next() { try readRow(&csv, into: sink) }
    } catch let failure as CSVFailure {
      throw SnapshotRefusal(failure, in: file.name)
    }
    result.fingerprint = fingerprint.text
    result.notes = row.notes()
    if trailers > 0 { result.notes.append(SnapshotNote(file: file.name, fact: .trailerLines(trailers))) }
    return result
  }

  private mutating func readRow(
    _ csv: inout CSVReader, into sink: (SnapshotRecord, RecordPlace) throws -> Void
  ) throws {
    let expected = file.header.names.count
    if csv.isBlank && expected > 1 {
      sawBlankLine = true
      return
    }
    let isReport = file.dialect == .report
    if isReport && csv.count == 1 && expected > 1 && (csv.isTerminated || sawBlankLine) {
      trailers += 1
      return
    }
    // Where names are quoted so is an empty value: a file that ends behind a comma lacks the rest of the row.
    let endsBehindDelimiter = file.header.isQuoted && !csv.endsQuoted && csv.field(csv.count - 1).isEmpty
    guard csv.isTerminated || (csv.count >= expected && !endsBehindDelimiter) else {
      throw SnapshotRefusal(
        file: file.name, line: csv.line, fact: .cutShort(fields: csv.count, expected: expected))
    }
    let record: SnapshotRecord?
    do throws(RowFault) {
      if csv.fault != nil { throw .textAfterClosingQuote }
      guard csv.count == expected || (isReport && csv.count < expected) else {
        throw .fieldCount(csv.count, expected: expected)
      }
      record = try row.record(of: csv, columns: file.columns)
    } catch {
      result.counts.refused += 1
      if result.refusals.count < SnapshotReading.examplesPerFile {
        result.refusals.append(RowRefusal(file: file.name, line: csv.line, fact: error))
      }
      return
    }
    if let record {
      result.counts.records += 1
      try sink(record, RecordPlace(file: index, line: csv.line))
    } else {
      result.counts.deleted += 1
      if givesDeletions, let id = row.id(of: csv, columns: file.columns) {
        try sink(.deleted(file.object, id), RecordPlace(file: index, line: csv.line))
      }
    }
  }
}

typealias RowFault = RowRefusal.Fact
