import Calendars
import DebriefCore

// What tells "unchanged" from "changed" between two runs. The hashes are the same on every machine.

extension SeatDetails {
  /// The hash of what matching looks at beside the owner and the time.
  var matchedHash: UInt64 {
    var hash = StableHash()
    for participant in participants {
      hash.combine(participant.written)
      hash.combine(participant.name)
      hash.combine(participant.kind.rawValue)
      hash.combine(participant.basis)
      hash.combine(participant.participationStatus)
      hash.combine(participant.isOrganizer)
      hash.combine(participant.isOwner)
      hash.combine(participant.blockedBy)
    }
    for link in recordLinks { hash.combine(link.description) }
    return hash.value
  }

  /// The hash of all of them.
  ///
  /// - Parameter matched: ``matchedHash``.
  func hash(matched: UInt64) -> UInt64 {
    var hash = StableHash()
    for text in [title, location, timeZone] { hash.combine(text) }
    hash.combine(matched)
    return hash.value
  }
}
