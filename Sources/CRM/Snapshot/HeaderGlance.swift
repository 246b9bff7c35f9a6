import DebriefCore

/// The first row of a file and the first record below it: enough to tell the object and the dialect.
struct HeaderGlance {
  private let name: String
  private let encoding: TextEncoding
  private let markBytes: Int
  private let delimiter: Delimiter
  private let header: SnapshotHeader
  private let firstRow: [String]

  /// - Parameter head: the first megabyte of the file, or all of it.
  /// - Throws: ``SnapshotRefusal``.
  init(name: String, head: ArraySlice<UInt8>, limits: CSVLimits) throws {
    self.name = name
    (encoding, markBytes) = TextEncoding.sniff(head)
    switch encoding {
    case .utf32: throw SnapshotRefusal(file: name, fact: .unreadableEncoding("UTF-32"))
    case .binary: throw SnapshotRefusal(file: name, line: 1, fact: .unreadableEncoding("not text: it holds NUL bytes"))
    default: break
    }
    let text = ByteText(of: head.dropFirst(markBytes), encoding: encoding)
    let bytes = try text.read()
    delimiter = Delimiter(sniffing: bytes)
    var at = 0
    var csv = CSVReader(delimiter: delimiter.rawValue, limits: limits) { buffer in
      let count = min(buffer.count, bytes.count - at)
      buffer.copyBytes(from: bytes[at..<at + count])
      at += count
      return count
    }
    guard try Self.next(&csv, in: name), !csv.isBlank else {
      throw SnapshotRefusal(file: name, line: 1, fact: .emptyFile)
    }
    header = SnapshotHeader(names: Self.cells(of: csv), isQuoted: csv.hasQuotes)
    // The first record may be cut off by the end of the glance, and need not be there.
    firstRow = (try? csv.next()) == true ? Self.cells(of: csv) : []
  }

  /// Nil, and no notes, where the file is none of the snapshot's.
  func plan(map: FieldMap, fingerprint: String) throws -> (SnapshotPlan.File?, [SnapshotNote]) {
    let named = SnapshotObject(fileName: name)
    guard let object = named ?? objectByColumns(map: map) else { return (nil, []) }
    let finder = ColumnFinder(file: name, header: header, map: map)
    let columns: RecordColumns
    do {
      columns = try RecordColumns(object, finder)
    } catch let refusal as SnapshotRefusal where object.keyPrefix == nil {
      // Another org's custom object may bear the same name; matching needs nothing of it.
      return (nil, [SnapshotNote(file: name, fact: .columnsMissing(refusal.fact))])
    }
    let file = SnapshotPlan.File(
      name: name, object: object, isNamedAfterObject: named != nil, encoding: encoding, markBytes: markBytes,
      delimiter: delimiter, header: header, columns: columns, fingerprint: fingerprint)
    let missing = finder.configuredButMissing(object)
    return (file, missing.map { SnapshotNote(file: name, fact: .configuredColumnMissing($0)) })
  }

  /// The object whose id column holds an id of that object in the first row, and whose required columns are there.
  private func objectByColumns(map: FieldMap) -> SnapshotObject? {
    let finder = ColumnFinder(file: name, header: header, map: map)
    let candidates = SnapshotObject.allCases.filter(\.isToldByColumns).filter { object in
      guard let fields = SnapshotField.byObject[object], let id = fields.first, fields.allSatisfy(finder.isSatisfied),
        case .at(let index) = header.find(map.columns(of: id)), firstRow.indices.contains(index),
        let first = SalesforceID(firstRow[index])
      else { return false }
      return object.canHave(first)
    }
    return candidates.count == 1 ? candidates[0] : nil
  }

  private static func next(_ csv: inout CSVReader, in name: String) throws -> Bool {
    do {
      return try csv.next()
    } catch let failure as CSVFailure {
      throw SnapshotRefusal(failure, in: name)
    }
  }

  private static func cells(of csv: borrowing CSVReader) -> [String] {
    (0..<csv.count).map { trimmed(String(decoding: csv.field($0), as: UTF8.self)) }
  }
}

/// The bytes of a glance as UTF-8.
private struct ByteText {
  let bytes: ArraySlice<UInt8>
  let encoding: TextEncoding

  init(of bytes: ArraySlice<UInt8>, encoding: TextEncoding) {
    self.bytes = bytes
    self.encoding = encoding
  }

  func read() throws -> [UInt8] {
    var rest = bytes
    let source: ByteFill = { buffer in
      let count = min(buffer.count, rest.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
    let fill = encoding.decoding(source)
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = try piece.withUnsafeMutableBytes(fill)
      if count == 0 { return text }
      text.append(contentsOf: piece[..<count])
    }
  }
}

extension SnapshotRefusal {
  init(_ failure: CSVFailure, in file: String) {
    switch failure {
    case .quoteNeverClosed(let line): self.init(file: file, line: line, fact: .quoteNeverClosed)
    case .fieldTooLong(let line, let limit): self.init(file: file, line: line, fact: .fieldTooLong(limit: limit))
    case .tooManyColumns(let line, let limit): self.init(file: file, line: line, fact: .tooManyColumns(limit: limit))
    }
  }
}

extension TextEncoding {
  /// `fill`'s text as UTF-8, without its mark.
  func decoding(_ fill: @escaping ByteFill) -> ByteFill {
    switch self {
    case .utf16LittleEndian: Self.transcoding(fill, isBigEndian: false)
    case .utf16BigEndian: Self.transcoding(fill, isBigEndian: true)
    case .utf8, .utf32, .binary: fill
    }
  }
}

/// Without white space at its ends, Unicode's included: Data Loader's own files have ideographic spaces there.
func trimmed(_ text: String) -> String {
  guard let first = text.utf8.first, let last = text.utf8.last else { return text }
  if (0x21..<0x80).contains(first) && (0x21..<0x80).contains(last) { return text }
  let scalars = text.unicodeScalars
  let body = scalars.drop { $0.properties.isWhitespace }
  guard let end = body.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
  return String(body[...end])
}
