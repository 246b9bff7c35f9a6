import Calendars
import Testing

@Suite("Texts and encodings") struct TextTests {
  private func summary(_ lines: [UInt8]...) throws -> (text: String?, notes: Int) {
    let head = Array("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n".utf8)
    let tail = Array("\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".utf8)
    let contents = try read(head + lines.joined() + tail)
    return (contents.components.first?.details.summary, contents.notes.count)
  }

  /// RFC 5545, 3.1: "DESCRIPTION:This is a long description / that exists on a long line", folded in three.
  @Test func foldedLinesAreJoined() throws {
    let text = try summary(Array("SUMMARY:This is a lo\r\n ng description\r\n  that exists on a long line.".utf8))
    #expect(text.text == "This is a long description that exists on a long line.")
  }

  @Test func aFoldInsideAUTF8SequenceDoesNotBreakTheCharacter() throws {
    let zurich = Array("SUMMARY:Zürich 👩‍💻 meets".utf8)
    for cut in 9..<zurich.count {
      let text = try summary(Array(zurich[..<cut]), Array("\r\n ".utf8), Array(zurich[cut...]))
      #expect(text.text == "Zürich 👩‍💻 meets")
      #expect(text.notes == 0)
    }
  }

  /// RFC 5545, 3.3.11.
  @Test func escapesAreResolved() throws {
    #expect(try summary(Array("SUMMARY:a\\, b\\; c\\\\n d\\ne\\Nf\\".utf8)).text == "a, b; c\\n d\ne\nf\\")
  }

  @Test func latin1IsReadAsWindows1252AndSaysSo() throws {
    let (text, notes) = try summary(Array("SUMMARY:M".utf8), [0xFC], Array("ller ".utf8), [0x80, 0x93, 0xE9])
    #expect(text == "Müller €“é")
    #expect(notes == 1)
  }

  @Test func utf16IsRefusedWithAdvice() throws {
    for order in [[0xFF, 0xFE], [0xFE, 0xFF], [] as [UInt8]] {
      let bytes =
        order
        + "BEGIN:VCALENDAR\r\n".utf16.flatMap { unit in
          order == [0xFE, 0xFF] ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
      let contents = try read(bytes)
      #expect(contents.refusals.map(\.scope) == [.file])
      #expect(contents.refusals.first?.message.contains("UTF-8") == true)
      #expect(contents.addsUp)
    }
  }

  @Test func aByteOrderMarkIsNoPartOfTheFirstLine() throws {
    let text = calendar(event("SUMMARY:x"))
    let marked = try read([0xEF, 0xBB, 0xBF] + Array(text.utf8))
    #expect(marked.components == (try read(text)).components)
    // Files joined by a script have one in the middle.
    let twice = try read([0xEF, 0xBB, 0xBF] + Array(text.utf8) + [0xEF, 0xBB, 0xBF] + Array(text.utf8))
    #expect(twice.events == 2 && twice.isComplete && twice.notes.isEmpty)
  }

  @Test func longTextsAreCutBetweenCharacters() throws {
    var limits = CalendarLimits()
    limits.valueBytes = 6
    let contents = try read(calendar(event("SUMMARY:abcdeü")), limits: limits)
    #expect(contents.components.first?.details.summary == "abcde")
  }
}
