import Foundation
import Testing

@testable import CRM

@Suite("Reading CSV") struct CSVReaderTests {
  /// All rows, with the file arriving in pieces of `piece` bytes.
  static func rows(_ bytes: [UInt8], delimiter: Delimiter = .comma, piece: Int = 7, limits: CSVLimits = CSVLimits())
    throws
    -> [[[UInt8]]]
  {
    var at = 0
    var csv = CSVReader(delimiter: delimiter.rawValue, limits: limits, chunkBytes: piece) { buffer in
      let count = min(buffer.count, bytes.count - at)
      buffer.copyBytes(from: bytes[at..<at + count])
      at += count
      return count
    }
    var rows: [[[UInt8]]] = []
    while try csv.next() {
      if csv.isBlank { continue }
      rows.append((0..<csv.count).map { Array(csv.field($0)) })
    }
    return rows
  }

  private static func rows(_ text: String) throws -> [[String]] {
    try rows(Array(text.utf8)).map { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  /// RFC 4180, section 2, rules 1 to 7.
  @Test func readsTheExamplesOfTheRFC() throws {
    #expect(try Self.rows("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n") == [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]])
    #expect(try Self.rows("aaa,bbb,ccc\r\nzzz,yyy,xxx") == [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]])
    #expect(
      try Self.rows("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx") == [
        ["aaa", "b\r\nbb", "ccc"], ["zzz", "yyy", "xxx"],
      ])
    #expect(try Self.rows("\"aaa\",\"b\"\"bb\",\"ccc\"") == [["aaa", "b\"bb", "ccc"]])
  }

  @Test func linesAreCountedThroughQuotedBreaks() throws {
    var bytes = Array("a\r\n\"x\r\ny\nz\rw\",2\nlast\n".utf8)[...]
    var csv = CSVReader(delimiter: UInt8(ascii: ","), chunkBytes: 3) { buffer in
      let count = min(buffer.count, bytes.count)
      buffer.copyBytes(from: bytes.prefix(count))
      bytes = bytes.dropFirst(count)
      return count
    }
    var lines: [Int] = []
    while try csv.next() { lines.append(csv.line) }
    #expect(lines == [1, 2, 6])
  }

  @Test func aQuoteThatIsNeverClosedIsAFailureOnItsLine() {
    #expect(throws: CSVFailure.quoteNeverClosed(line: 2)) { try Self.rows("a,b\n1,\"2\n3,4\n") }
  }

  @Test func aFieldIsBounded() {
    var limits = CSVLimits()
    limits.fieldBytes = 10
    #expect(throws: CSVFailure.fieldTooLong(line: 1, limit: 10)) {
      try Self.rows(Array("a,bbbbbbbbbbb".utf8), limits: limits)
    }
    limits.columns = 3
    #expect(throws: CSVFailure.tooManyColumns(line: 1, limit: 3)) {
      try Self.rows(Array("a,b,c,d".utf8), limits: limits)
    }
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("ab\",\n\r;\té😀 ".utf8)
    for _ in 0..<2_000 {
      let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        (0..<Int.random(in: 1...5, using: &random)).map { _ in
          (0..<Int.random(in: 0...6, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
        }
      }
      var text: [UInt8] = []
      for row in rows {
        for (index, field) in row.enumerated() {
          if index > 0 { text.append(UInt8(ascii: ",")) }
          text.append(UInt8(ascii: "\""))
          for byte in field { text += byte == UInt8(ascii: "\"") ? [byte, byte] : [byte] }
          text.append(UInt8(ascii: "\""))
        }
        text += Bool.random(using: &random) ? [13, 10] : [10]
      }
      #expect(try Self.rows(text, piece: Int.random(in: 1...9, using: &random)) == rows, "\(text)")
    }
  }

  /// Python's csv module is the other implementation; any text at all, well formed or not.
  @Test func agreesWithPythonOnAnyText() throws {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("ab\"\",,\n\r x".unicodeScalars).map(String.init)
    let texts = (0..<5_000).map { _ in
      (0..<Int.random(in: 0...14, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
    }
    let folder = try Folder()
    try folder.write("texts.json", try JSONEncoder().encode(texts))
    try folder.write(
      "read.py",
      """
      import csv, io, json, sys
      out = []
      for text in json.load(open(sys.argv[1], encoding="utf-8")):
          try:
              out.append([row for row in csv.reader(io.StringIO(text, newline="")) if row])
          except csv.Error as error:
              out.append(None)
      json.dump(out, sys.stdout)
      """)
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", folder.path + "/read.py", folder.path + "/texts.json"]
    let pipe = Pipe()
    python.standardOutput = pipe
    try python.run()
    let answer = pipe.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
    let expected = try JSONDecoder().decode([[[String]]?].self, from: answer)
    #expect(expected.count == texts.count)
    for (text, theirs) in zip(texts, expected) {
      // Python reads on where a quote is never closed; we refuse the file.
      guard let ours = try? Self.rows(text) else { continue }
      #expect(ours == theirs, "\(text.debugDescription)")
    }
  }

  @Test func theDelimiterIsToldFromTheFirstRow() {
    #expect(Delimiter(sniffing: "a;b;c\n1,2,3,4,5".utf8) == .semicolon)
    #expect(Delimiter(sniffing: "\"a,b,c\"|\"d\"\n".utf8) == .pipe)
    #expect(Delimiter(sniffing: "ID".utf8) == .comma)
  }
}
