import Testing

@testable import Calendars

@Suite("Days around the window") struct DaysAroundTests {
  /// A glance at the digits may only say what the exact reading says.
  @Test func aGlanceAtADateNeverContradictsTheExactReading() throws {
    var dice = Dice(state: 13)
    let around = try #require(DaysAround(generatedWindow))
    var excluded = 0
    for _ in 0..<20_000 {
      // Valid and broken fields alike, near the window and far from it.
      func digits(_ range: ClosedRange<Int>, _ width: Int) -> String {
        let text = String(Int.random(in: range, using: &dice))
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
      }
      func time() -> String {
        let day = digits(2024...2027, 4) + digits(0...13, 2) + digits(0...32, 2)
        let end = ["Z", "z", "", "X", "Z "].randomElement(using: &dice) ?? "Z"
        return Int.random(in: 0..<5, using: &dice) == 0
          ? ";VALUE=DATE:" + day : ":" + day + "T" + digits(0...25, 2) + digits(0...61, 2) + digits(0...61, 2) + end
      }
      let line = Bool.random(using: &dice) ? "\r\n" : "\n"
      let (start, end) = ("DTSTART" + time() + line, "DTEND" + time() + line)
      let bytes = Array((start + end).utf8) + Array(repeating: 0, count: 64)
      let (first, second) = (0..<start.utf8.count, start.utf8.count..<(start + end).utf8.count)
      var reach = Reach()
      reach.add(start: RoughTime(bytes.span, first, nameLength: 7))
      reach.add(end: RoughTime(bytes.span, second, nameLength: 5))
      if around.excludes(bytes.span, start: first, end: second) {
        excluded += 1
        #expect(!reach.mayTouch(generatedWindow), "\(start)\(end)")
      }
    }
    #expect(excluded > 1000)
  }
}
