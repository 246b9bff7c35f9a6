/// A zone, and how the name in the file led to it.
///
/// It is shared, not copied: every time of every event refers to one.
package final class ResolvedZone: Sendable {
  package let transitions: ZoneTransitions
  /// The IANA name, where there is one: a VTIMEZONE of its own making and a bare offset have none.
  package let name: String?
  /// Where the zone was found, in words for `debrief explain`.
  package let found: String
  /// A sentence where the name had to be guessed at or could not be found at all.
  package let remark: String?
  /// False for the calendar's zone in place of one that nobody knows: then the clock's time is all that is certain.
  package let isKnown: Bool

  init(
    transitions: ZoneTransitions, name: String?, found: String, remark: String? = nil, isKnown: Bool = true
  ) {
    self.transitions = transitions
    self.name = name
    self.found = found
    self.remark = remark
    self.isKnown = isKnown
  }

  /// The same zone, found in another way.
  func found(_ words: String) -> ResolvedZone {
    ResolvedZone(transitions: transitions, name: name, found: words, remark: remark, isKnown: isKnown)
  }
}
