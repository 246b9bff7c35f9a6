/// One VEVENT with its times read.
///
/// A class, and the component by its place in the series: both are handed about, and taking a reference is cheaper than
/// copying a dozen texts.
final class EventRevision {
  private let components: [EventComponent]
  private let index: Int
  let start: EventTime
  let length: EventLength
  let recurrenceID: EventTime?

  /// - Parameter index: the component's among `components`.
  init(
    _ components: [EventComponent], at index: Int, start: EventTime, length: EventLength, recurrenceID: EventTime?
  ) {
    self.components = components
    self.index = index
    self.start = start
    self.length = length
    self.recurrenceID = recurrenceID
  }

  /// The same VEVENT in another place of the series; nil makes it the series itself.
  func standing(for recurrenceID: EventTime?) -> EventRevision {
    EventRevision(components, at: index, start: start, length: length, recurrenceID: recurrenceID)
  }

  var component: EventComponent {
    _read { yield components[index] }
  }

  var coversFuture: Bool { component.recurrenceID?.coversFuture ?? false }

  /// Whether this override stands for a series of its own where no master is there: Lotus Notes sends a series as
  /// RANGE=THISANDFUTURE with all its RDATEs, Connect Daily gives one a RECURRENCE-ID of January 1970, its clock's zero.
  var isWholeSeries: Bool {
    guard let recurrenceID, !component.recurrenceRules.isEmpty || !component.recurrenceDates.isEmpty else {
      return false
    }
    return coversFuture || (0..<31 * 86_400).contains(recurrenceID.wall)
  }

  /// Whether this one replaces `other`: the higher SEQUENCE, then the later DTSTAMP, then LAST-MODIFIED, then the place
  /// in the file (RFC 5546, 2.1.5).
  func supersedes(_ other: EventRevision) -> Bool {
    guard component.sequence == other.component.sequence else { return component.sequence > other.component.sequence }
    return stamps >= other.stamps
  }

  func isSameRevision(as other: EventRevision) -> Bool {
    component.sequence == other.component.sequence && stamps == other.stamps
  }

  private var stamps: (String, String) {
    let (stamp, lastModified) = component.late.stamps
    return (stamp ?? "", lastModified ?? "")
  }
}

/// Reads a VEVENT's times and collects what it had to say about them.
struct EventReader {
  let zones: CalendarZones
  private(set) var refusals: [Refusal] = []
  private(set) var remarks: [Refusal] = []

  init(zones: CalendarZones) { self.zones = zones }

  /// A series that is wrong in more places than this is described well enough.
  private static let maximumMessages = 100

  /// Property refusals beyond the maximum are dropped; event refusals, which the accounts count, never are.
  mutating func refuse(_ component: EventComponent, _ message: String, scope: Refusal.Scope = .property) {
    guard scope == .event || refusals.count < Self.maximumMessages else { return }
    refusals.append(Refusal(scope: scope, line: component.line, uid: component.uid, message: message))
  }

  mutating func remark(_ component: EventComponent, _ message: String) {
    let remark = Refusal(scope: .property, line: component.line, uid: component.uid, message: message)
    guard remarks.count < Self.maximumMessages, !remarks.contains(remark) else { return }
    remarks.append(remark)
  }

  /// - Parameter master: what the event overrides an instance of, where that is known.
  /// - Returns: nil, and one refusal, where the event has no start that can be read.
  mutating func read(
    _ components: [EventComponent], at index: Int, master: EventRevision? = nil
  ) -> EventRevision? {
    guard let (start, length, recurrenceID) = times(of: components[index], master: master) else { return nil }
    return EventRevision(components, at: index, start: start, length: length, recurrenceID: recurrenceID)
  }

  private mutating func times(
    of component: EventComponent, master: EventRevision?
  ) -> (start: EventTime, length: EventLength, recurrenceID: EventTime?)? {
    var recurrenceID: EventTime?
    if let property = component.recurrenceID {
      guard let time = time(property, of: component) else {
        refuse(
          component,
          "RECURRENCE-ID \(quoted(property.value)) is no date or time, so nobody knows which instance this event replaces. Correct it in the calendar.",
          scope: .event)
        return nil
      }
      recurrenceID = time
    }
    guard let property = component.start else {
      // A cancelled instance needs no DTSTART of its own (RFC 5546, 3.2.5): the series knows its times.
      if let recurrenceID, let master {
        let start = recurrenceID.written(like: master.start, in: zones)
        return (start, master.length, recurrenceID)
      }
      refuse(component, "The event has no DTSTART. Give it a start in the calendar.", scope: .event)
      return nil
    }
    guard let start = time(property, of: component) else {
      refuse(
        component,
        "DTSTART \(quoted(property.value)) is no date or time that exists. Correct the start in the calendar.",
        scope: .event)
      return nil
    }
    return (start, length(of: component, from: start), recurrenceID)
  }

  mutating func time(_ property: TimeProperty, of component: EventComponent) -> EventTime? {
    guard let time = EventTime(property, in: zones) else { return nil }
    if case .floating(let zone?) = time.form, let text = zone.remark { remark(component, text) }
    return time
  }

  /// DTEND, else DURATION, else one day for a DATE and nothing for a DATE-TIME (RFC 5545, 3.6.1).
  private mutating func length(of component: EventComponent, from start: EventTime) -> EventLength {
    let none: EventLength = start.form.isDate ? .nominal(CalendarDuration(days: 1, seconds: 0)) : .exact(seconds: 0)
    if let property = component.end {
      guard let end = time(property, of: component) else {
        refuse(
          component, "DTEND \(quoted(property.value)) is no date or time that exists. Correct the end in the calendar.")
        return none
      }
      return length(from: start, to: end, of: component) ?? none
    }
    if let text = component.duration {
      guard let duration = CalendarDuration(text) else {
        refuse(component, "DURATION \(quoted(text)) is no duration. Correct the end in the calendar.")
        return none
      }
      guard !duration.isNegative else {
        remark(component, "DURATION \(quoted(text)) is negative and was ignored.")
        return none
      }
      return .nominal(duration)
    }
    return none
  }

  mutating func length(from start: EventTime, to end: EventTime, of component: EventComponent) -> EventLength? {
    let seconds: Int
    switch (start.form, end.form) {
    case (.date, _):
      seconds = (floorDivide(end.wall, 86_400) - floorDivide(start.wall, 86_400)) * 86_400
    case (.floating, .floating), (_, .date):
      // A timed event that ends on a day ends where the day begins on its own clock.
      seconds = end.wall - start.wall
    default:
      seconds = Int(end.instant(in: zones).seconds(since: start.instant(in: zones)))
    }
    guard seconds >= 0 else {
      remark(component, "DTEND lies before DTSTART and was ignored.")
      return nil
    }
    if start.form.isDate {
      return .nominal(CalendarDuration(days: seconds / 86_400, seconds: 0))
    }
    return .exact(seconds: seconds)
  }
}

func quoted(_ text: String) -> String { "\"\(printable(text))\"" }
