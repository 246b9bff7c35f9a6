/// The lines of a VEVENT that tell whether it is a single event far from the window.
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

  /// - Parameter last: the last line of a kind; whatever is handy where there is none.
  @inline(__always)
  init(kinds: PropertyKinds, repeated: PropertyKinds, last: (PropertyKind) -> LineBounds) {
    self.kinds = kinds
    self.repeated = repeated
    start = last(.start)
    end = last(.endTime)
    uid = last(.uid)
    instance = last(.recurrenceID)
    role = kinds.contains(.attendee) ? .attendee : kinds.contains(.organizer) ? .organizer : .none
    person = last(role)
  }
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
    // What stands in the table for a kind that is missing is of an earlier event.
    EventOutline(kinds: kinds, repeated: repeated) { kind in
      LineBounds(starts, kinds.contains(kind) ? Int(last[Int(kind.rawValue)]) : 0)
    }
  }
}
