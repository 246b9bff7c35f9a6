import Calendars
import Testing

/// The same calendar, written in every way that means the same, is read as the same.
@Suite("The form of a file changes nothing") struct SameWhateverTheFormTests {
  private let text = generatedCalendar(seed: 3, events: 60)
  private let filter = Prefilter(window: generatedWindow, internalDomains: ["tanuki.example"])

  /// Lines move when a file is folded; nothing else may.
  private func withoutLines(_ contents: CalendarContents) -> CalendarContents {
    var contents = contents
    for i in contents.series.indices {
      for j in contents.series[i].components.indices { contents.series[i].components[j].line = 0 }
    }
    return contents
  }

  private func expectSame(_ bytes: [UInt8], _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    for filter in [Prefilter.none, filter] {
      let expected = withoutLines(try read(text, prefilter: filter))
      let found = withoutLines(try read(bytes, prefilter: filter))
      #expect(found == expected, comment, sourceLocation: sourceLocation)
      #expect(!found.series.isEmpty, comment, sourceLocation: sourceLocation)
    }
  }

  @Test func lineFeedsAlone() throws { try expectSame(text.utf8.filter { $0 != 0x0D }, "LF") }

  @Test func carriageReturnsAlone() throws { try expectSame(text.utf8.filter { $0 != 0x0A }, "CR") }

  @Test func carriageReturnsDoubled() throws {
    try expectSame(text.utf8.flatMap { $0 == 0x0D ? [0x0D, 0x0D] : [$0] }, "CR CR LF")
  }

  @Test func everyLineFoldedAtEveryWidth() throws {
    for width in [1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 17, 31, 40, 74] {
      try expectSame(folded(text, at: width, with: "\r\n "), "folded at \(width)")
      try expectSame(folded(text, at: width, with: "\n\t"), "folded at \(width) with tabs")
    }
  }

  @Test func namesInMixedCase() throws {
    var isInZone = false
    let lines = text.split(separator: "\r\n").map { line -> String in
      // The text of a zone is handed on as it is.
      if line.contains("VTIMEZONE") { isInZone = line.hasPrefix("BEGIN") }
      guard !isInZone, !line.contains("VTIMEZONE"), let end = line.firstIndex(where: { $0 == ":" || $0 == ";" }) else {
        return String(line)
      }
      let name = line[..<end].enumerated().map { $0.offset % 2 == 0 ? $0.element.lowercased() : String($0.element) }
      return name.joined() + line[end...]
    }
    try expectSame(Array((lines.joined(separator: "\r\n") + "\r\n").utf8), "mixed case")
  }

  @Test func readInChunksOfEverySize() throws {
    let short = generatedCalendar(seed: 4, events: 6)
    let expected = try read(short)
    for chunk in 1...60 { #expect(try read(short, chunk: chunk) == expected) }
    for size in 256...400 { #expect(try read(short, bufferBytes: size) == expected, "buffer of \(size)") }
    for size in 256...300 {
      #expect(try read(short.filter { $0 != "\n" }, chunk: 7, bufferBytes: size).events == expected.events)
    }
  }

  private func folded(_ text: String, at width: Int, with fold: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in text.split(separator: "\r\n") {
      for (i, byte) in line.utf8.enumerated() {
        if i > 0, i % width == 0 { bytes.append(contentsOf: fold.utf8) }
        bytes.append(byte)
      }
      bytes.append(contentsOf: fold.hasPrefix("\r") ? [0x0D, 0x0A] : [0x0A])
    }
    return bytes
  }
}
