import Testing

@testable import DebriefCommands

@Suite("Keys of a terminal") struct KeyReaderTests {
  func keys(_ text: String) -> [Key] {
    var reader = KeyReader()
    return reader.feed(Array(text.utf8))
  }

  // ECMA-48 and xterm's control sequences: CSI A/B are the arrows, CSI Z is Shift-Tab, 200~ and 201~ enclose a paste.
  @Test func keysAreRead() {
    #expect(
      keys("aé漢\r\n\t\u{7F}") == [
        .character("a"), .character("é"), .character("漢"), .enter, .newline, .tab, .backspace,
      ])
    #expect(keys("\u{1B}[A\u{1B}[B\u{1B}[Z\u{1B}OA") == [.up, .down, .backTab, .up])
    #expect(keys("\u{03}\u{14}") == [.control("c"), .control("t")])
  }

  @Test func aPasteIsTextAndItsLineEndsDoNotLog() {
    #expect(keys("\u{1B}[200~one\r\ntwo\rthree\u{1B}[201~\r") == [.paste("one\ntwo\nthree"), .enter])
  }

  @Test func bytesMayComeOneByOne() {
    for text in ["é漢😀", "\u{1B}[A", "\u{1B}[200~a\rb\u{1B}[201~", "\u{1B}[1;5Cx"] {
      var reader = KeyReader()
      let single = text.utf8.flatMap { reader.feed([$0]) }
      #expect(single == keys(text))
      #expect(!reader.isUndecided)
    }
  }

  @Test func aLoneEscapeIsKnownAfterAPause() {
    var reader = KeyReader()
    #expect(reader.feed([0x1B]) == [])
    #expect(reader.isUndecided)
    #expect(reader.flush() == [.escape])
    #expect(reader.feed(Array("j".utf8)) == [.character("j")])
  }

  @Test func rubbishNeitherTrapsNorSticks() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      var reader = KeyReader()
      let bytes = (0..<Int.random(in: 1...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = reader.feed(bytes)
      _ = reader.flush()
      #expect(reader.feed([0x1B, 0x5B, 0x41]).count <= 3)
    }
  }
}
