import Calendars

/// The same numbers for the same seed, on every machine.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The window that the generated events scatter around: March 2026.
let generatedWindow = Instant(secondsSinceEpoch: 1_772_323_200)..<Instant(secondsSinceEpoch: 1_775_001_600)

/// A calendar with every kind of event that the prefilter has to tell apart, in random order, some UIDs shared.
func generatedCalendar(seed: UInt64, events: Int) -> String {
  var dice = Dice(state: seed)
  var lines = ["X-WR-CALNAME:Ada Fern", "X-WR-TIMEZONE:Europe/Berlin"]
  lines += [
    "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
    "DTSTART:19701025T030000", "END:STANDARD", "END:VTIMEZONE",
  ]
  for number in 0..<events { lines += generatedEvent(number, &dice) }
  return calendar(lines)
}

private func generatedEvent(_ number: Int, _ dice: inout Dice) -> [String] {
  func roll(_ sides: Int, _ dice: inout Dice) -> Int { Int.random(in: 0..<sides, using: &dice) }
  let year = 2024 + roll(4, &dice)
  func someDay(_ year: Int, _ dice: inout Dice) -> String {
    "\(year)\(two(1 + roll(12, &dice)))\(two(1 + roll(28, &dice)))"
  }
  let day = someDay(year, &dice)
  let hour = two(roll(20, &dice))
  var lines = ["BEGIN:VEVENT", "DTSTAMP:20260101T000000Z"]
  switch roll(4, &dice) {
  case 0: lines += ["DTSTART;VALUE=DATE:\(day)"]
  case 1:
    lines += [
      "DTSTART;TZID=Europe/Berlin:\(day)T\(hour)0000", "DURATION:P\(roll(9, &dice) == 0 ? 40 : roll(3, &dice))DT1H",
    ]
  case 2: lines += ["DTSTART:\(day)T\(hour)0000", "DTEND:\(day)T\(hour)3000"]
  default: lines += ["DTSTART:\(day)T\(hour)0000Z", "DTEND:\(day)T\(hour)4500Z"]
  }
  // Some UIDs recur by accident, some as the overrides of a series.
  lines.append("UID:\(roll(3, &dice) == 0 ? roll(8, &dice) : number + 100)@tanuki.example")
  switch roll(6, &dice) {
  case 0: lines.append("RRULE:FREQ=WEEKLY;UNTIL=\(year + roll(3, &dice))0301T000000Z;BYDAY=MO")
  case 1: lines.append("RRULE:FREQ=DAILY;COUNT=\(1 + roll(9, &dice))")
  case 2, 3:
    // In the window; where it was; or moved from anywhere.
    let original = ["20260310", day, someDay(2024 + roll(4, &dice), &dice)][roll(3, &dice)]
    let forms = ["", ";TZID=Europe/Berlin", ";VALUE=DATE", ";RANGE=THISANDFUTURE"]
    let form = forms[roll(8, &dice) == 0 ? 3 : roll(3, &dice)]
    let time = form == ";VALUE=DATE" ? "" : "T\(hour)0000" + (form == ";TZID=Europe/Berlin" ? "" : "Z")
    lines.append("RECURRENCE-ID\(form):\(original)\(time)")
  default: break
  }
  if roll(9, &dice) == 0 { lines.append("RDATE:20260312T\(hour)0000Z") }
  let people = roll(4, &dice)
  if people > 0 { lines.append("ORGANIZER;CN=\"Fern, Ada\":mailto:Ada@tanuki.example") }
  for guest in 0..<people * roll(3, &dice) {
    let host = ["tanuki.example", "EMEA.tanuki.example", "birch.example", "nottanuki.example"][
      roll(roll(2, &dice) == 0 ? 2 : 4, &dice)]
    lines.append(
      "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Guest \(guest):mailto:guest\(guest)@\(host)"
    )
  }
  lines += [
    "SUMMARY:Größe \(number)\\, \(roll(1000, &dice))", "SEQUENCE:\(roll(3, &dice))", "X-OTHER:x", "STATUS:CONFIRMED",
  ]
  if roll(3, &dice) == 0 { lines += ["BEGIN:VALARM", "TRIGGER:-PT10M", "DESCRIPTION:Soon", "END:VALARM"] }
  return lines + ["END:VEVENT"]
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
