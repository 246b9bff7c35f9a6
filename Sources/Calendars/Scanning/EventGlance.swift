/// The lines of a VEVENT that tell whether it is far from the window.
struct EventOutline {
  /// The kinds that it has, and those that it has more than once.
  var kinds: PropertyKinds
  var repeated: PropertyKinds
  /// The last lines of their kinds, where it has any.
  var start: LineBounds
  var end: LineBounds
  var uid: LineBounds
  /// RECURRENCE-ID.
  var instance: LineBounds
  var person: LineBounds
  /// What the person is: an attendee, the organizer, or nobody.
  var role: PropertyKind
}

/// Looks at a VEVENT that is at hand as a whole, before any of its lines is noted.
///
/// Most of a long history is passed over with this glance.
struct EventGlance {
  private var kinds = PropertyKinds()
  private var repeated = PropertyKinds()
  /// The last line of each kind, in the order of their numbers.
  private var last: [UInt32] = Array(repeating: 0, count: 32)

  mutating func begin() {
    kinds = PropertyKinds()
    repeated = PropertyKinds()
  }

  /// Looks at lines from `first` on up to one that may be a boundary, and returns which that is.
  mutating func add(_ kindOfLine: Span<PropertyKind>, from first: Int, before end: Int) -> Int {
    var found = kinds
    var again = repeated
    var last = last.mutableSpan
    var next = first
    while next < end {
      let kind = kindOfLine[next]
      if PropertyKinds.stops.contains(kind) { break }
      last[Int(kind.rawValue)] = UInt32(truncatingIfNeeded: next)
      let bit = PropertyKinds(kind)
      again.insert(found.both(bit))
      found.insert(bit)
      next &+= 1
    }
    kinds = found
    repeated = again
    return next
  }

  @inline(__always)
  func outline(_ starts: Span<LineStart>) -> EventOutline {
    let role: PropertyKind = kinds.contains(.attendee) ? .attendee : kinds.contains(.organizer) ? .organizer : .none
    return EventOutline(
      kinds: kinds, repeated: repeated, start: line(.start, starts), end: line(.endTime, starts),
      uid: line(.uid, starts), instance: line(.recurrenceID, starts), person: line(role, starts), role: role)
  }

  /// The last line of a kind; any where there is none, for what stands in the table then is of an earlier event.
  @inline(__always)
  private func line(_ kind: PropertyKind, _ starts: Span<LineStart>) -> LineBounds {
    LineBounds(starts, kinds.contains(kind) ? Int(last[Int(kind.rawValue)]) : 0)
  }
}
