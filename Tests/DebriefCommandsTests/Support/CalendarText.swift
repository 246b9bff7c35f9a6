/// iCalendar text for a test, as Google writes it.
struct CalendarText {
  var events: [String] = []
  var method = "PUBLISH"

  init(_ events: [String] = [], method: String = "PUBLISH") {
    self.events = events
    self.method = method
  }

  var text: String {
    let head =
      "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\nMETHOD:\(method)\r\n"
    return head + events.joined() + "END:VCALENDAR\r\n"
  }

  /// One meeting of Ada's with somebody from outside, on a day of March 2026.
  static func meeting(
    _ uid: String, day: Int = 20, hour: Int = 10, with guest: String = "ned.fox@hexleypharma.example",
    organizer: String = "ada.fern@tanuki.example", stamp: String = "20260301T080000Z", title: String = "Review",
    more: String = ""
  ) -> String {
    let date = "202603\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour)"
    return """
      BEGIN:VEVENT
      UID:\(uid)
      DTSTAMP:\(stamp)
      DTSTART:\(date)0000Z
      DTEND:\(date)3000Z
      SUMMARY:\(title)
      ORGANIZER:mailto:\(organizer)
      ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada.fern@tanuki.example
      ATTENDEE;PARTSTAT=ACCEPTED:mailto:\(guest)
      \(more)END:VEVENT

      """.replacing("\n", with: "\r\n")
  }
}
