/// A zone, and how the name in the file led to it.
package struct ResolvedZone: Sendable, Equatable {
  package var transitions: ZoneTransitions
  /// The IANA name, where there is one: a VTIMEZONE of its own making and a bare offset have none.
  package var name: String?
  /// Where the zone was found, in words for `debrief explain`.
  package var found: String
  /// A sentence where the name had to be guessed at or could not be found at all.
  package var remark: String?
  /// False for the calendar's zone in place of one that nobody knows: then the clock's time is all that is certain.
  package var isKnown = true

  /// Times written with a `Z`.
  package static let utc = ResolvedZone(transitions: .utc, name: nil, found: "UTC")
}
