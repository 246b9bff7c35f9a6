import Testing

@testable import Calendars

@Suite("Days around the window") struct DaysAroundTests {
  /// A glance at the digits may only say what the exact reading says.
  @Test func aGlanceAtADateNeverContradictsTheExactReading() throws {
    var dice = Dice(state: 13)
    let around = try #require(DaysAround(generatedWindow))
    var (excluded, instances) = (0, 0)
    for _ in 0..<20_000 {
      // Valid and broken fields alike, near the window and far from it.
      func digits(_ range: ClosedRange<Int>, _ width: Int) -> String {
        let text = String(Int.random(in: range, using: &dice))
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
      }
      func time() -> String {
        let day = digits(2024...2027, 4) + digits(0...13, 2) + digits(0...32, 2)
        let clock = "T" + digits(0...25, 2) + digits(0...61, 2) + digits(0...61, 2)
        let end = ["Z", "z", "", "X", "Z "].randomElement(using: &dice) ?? "Z"
        let zone =
          ["Europe/Berlin", "x", "", "a:b", "\"a:b\"", "x;RANGE=THISANDFUTURE"].randomElement(using: &dice) ?? ""
        switch Int.random(in: 0..<6, using: &dice) {
        case 0: return ";VALUE=DATE:" + day
        case 1, 2: return (Bool.random(using: &dice) ? ";TZID=" : ";tzid=") + zone + ":" + day + clock
        default: return ":" + day + clock + end
        }
      }
      let line = Bool.random(using: &dice) ? "\r\n" : "\n"
      let texts = ["DTSTART", "DTEND", "RECURRENCE-ID"].map { $0 + time() + line }
      let bytes = Array(texts.joined().utf8) + Array(repeating: 0, count: 64)
      var lines: [LineBounds] = []
      for text in texts {
        let start = lines.last?.upperBound ?? 0
        lines.append(LineBounds(start..<start + text.utf8.count, isFolded: false))
      }
      var reach = Reach()
      reach.add(start: RoughTime(bytes.span, lines[0].range, nameLength: 7))
      reach.add(end: RoughTime(bytes.span, lines[1].range, nameLength: 5))
      if around.excludes(bytes.span, start: lines[0], end: lines[1]) {
        excluded += 1
        #expect(!reach.mayTouch(generatedWindow), "\(texts)")
      }
      if around.excludes(bytes.span, instance: lines[2]) {
        instances += 1
        let time = RoughTime(bytes.span, lines[2].range, nameLength: 13)
        #expect(time?.isFar(from: generatedWindow, before: EventJudge.farthest) == true, "\(texts)")
        #expect(!texts[2].contains("RANGE"))
      }
    }
    #expect(excluded > 1000 && instances > 1000)
  }
}
