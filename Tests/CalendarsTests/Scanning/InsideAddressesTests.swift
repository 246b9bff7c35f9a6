import Testing

@testable import Calendars

/// The quick look at an ATTENDEE's address, against splitting the line and reading it.
@Suite("Addresses inside") struct InsideAddressesTests {
  private static let domains = [
    "tanuki.example", "a.example", "q.io", "emea-tanuki.example", "long-enough-name.example",
  ]
  private let inside = InsideAddresses(
    Prefilter(
      window: Instant(secondsSinceEpoch: 0)..<Instant(secondsSinceEpoch: 1), internalDomains: Self.domains))

  /// Lines that differ from addresses inside in little: in case, in a sign, at the beginning of the domain.
  private func line(_ dice: inout Dice) -> [UInt8] {
    let domain = Self.domains.randomElement(using: &dice) ?? ""
    let local = ["a", "ana.lee", "x_y+z-1", "an a", "", "a\"b"].randomElement(using: &dice) ?? ""
    let prefix = ["", ".", "emea.", "x", "_", "-", "@"].randomElement(using: &dice) ?? ""
    let suffix = ["", "", "", ".uk", "x", " ", "\r\n  ", "\n"].randomElement(using: &dice) ?? ""
    let beginning =
      ["ATTENDEE:mailto:", "ATTENDEE;CN=\"A:b@c\":MAILTO:", "ORGANIZER:", "ATTENDEE:mailto: "]
      .randomElement(using: &dice) ?? ""
    var bytes = Array((beginning + local + "@" + prefix + domain + suffix).utf8)
    for place in bytes.indices where Int.random(in: 0..<40, using: &dice) == 0 {
      bytes[place] = [bytes[place] ^ 0x20, 0x0E, 0x7F, 0xAE, 0x40, 0x5F].randomElement(using: &dice) ?? 0
    }
    return bytes + Array("\r\n".utf8)
  }

  @Test func aQuickAnswerIsTheAnswerOfTheWholeReading() {
    var dice = Dice(state: 14)
    var answers: [Bool: Int] = [:]
    for _ in 0..<50_000 {
      // In the middle of other bytes, as lines of a file are, or at the very beginning of them.
      let line = line(&dice)
      let before = Array(
        repeating: UInt8(0x41), count: Bool.random(using: &dice) ? 0 : Int.random(in: 0...40, using: &dice))
      let bytes = before + line + Array(repeating: 0, count: 64)
      let range = before.count..<before.count + line.count
      guard let answer = inside.quickly(bytes.span, range) else { continue }
      answers[answer, default: 0] += 1
      var content = ContentLine()
      let isRead = content.read(bytes.span, range)
      #expect(isRead)
      #expect(
        answer == inside.contains(CalendarUser(content).email),
        "\(String(decoding: line, as: UTF8.self).debugDescription)")
    }
    #expect(answers[true, default: 0] > 1000 && answers[false, default: 0] > 1000)
  }

  @Test func everyByteIsPlainOrNotInBothWays() {
    for byte in 0...255 as ClosedRange<UInt8> {
      let bytes = Array("ATTENDEE:mailto:anna.lee-fern1".utf8) + [byte] + Array("x@tanuki.example\r\n".utf8)
      let isPlain =
        "+-._".utf8.contains(byte) || UnicodeScalar(byte).properties.isAlphabetic && byte < 0x80
        || (0x30...0x39).contains(byte)
      let padded = bytes + Array(repeating: 0, count: 64)
      #expect(InsideAddresses.isPlain(byte) == isPlain)
      // The address would begin behind an "@" or a colon; everything else that is not plain leaves no answer.
      if byte != 0x40, byte != 0x3A {
        #expect((inside.quickly(padded.span, 0..<bytes.count) != nil) == isPlain, "\(byte)")
      }
    }
  }
}
