/// How much of a stranger's calendar is taken at most. Every limit costs the item that broke it, never the batch.
package struct CalendarLimits: Sendable, Equatable {
  /// Bytes of one file. What lies behind them is not read, and the file counts as cut off.
  package var fileBytes = 4 << 30
  /// Bytes of one logical line, its folds included. A longer line costs the property.
  package var lineBytes = 1 << 20
  /// Components inside each other, VCALENDAR being the first. Real calendars need three.
  package var depth = 8
  /// VEVENTs of one file.
  package var events = 2_000_000
  /// Lines of one VEVENT that Debrief reads, attendees apart.
  package var propertiesPerEvent = 20_000
  /// Bytes of those lines and of the attendees.
  package var eventBytes = 4 << 20
  /// Attendees of one VEVENT; those beyond are counted, not kept.
  package var attendeesPerEvent = 1000
  /// Bytes of one decoded text (title, place, name). What is longer is cut.
  package var valueBytes = 64 << 10
  /// Bytes of one VTIMEZONE, and how many of them one file may have.
  package var timeZoneBytes = 64 << 10
  package var timeZones = 512
  /// Opportunity links kept of one event.
  package var recordLinks = 8
  /// Refusals, and notes, listed for one file; more are only counted.
  package var remarks = 200

  package init() {}
}
