import Calendars
import DebriefCore

// What tells "unchanged" from "changed" between two runs. The hashes are the same on every machine.

extension Seat {
  /// Twelve letters and digits that are the same wherever the seat is seen.
  package var promptID: Prompt.ID {
    var hash = StableHash(seed: 0x6465_6272_6965_66)
    for text in [owner.key, uid, recurrenceID] { hash.combine(text) }
    return String((0..<12).map { Self.alphabet[Int(truncatingIfNeeded: hash.value >> ($0 * 5)) & 31] })
  }

  /// Crockford's base 32, lower-cased: nothing in it is mistaken for something else when it is read out or typed.
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
}

/// What a match depends on beside the meeting's own facts.
enum MatchContext {
  /// Counted up whenever matching itself changes, so that open prompts are matched anew after an upgrade.
  static let version = 1

  static func hash(_ configuration: Configuration, snapshot: String?) -> UInt64 {
    var hash = StableHash()
    hash.combine(version)
    hash.combine(snapshot)
    hash.combine(rulesVersion(configuration.rules))
    let settings = configuration.matching
    hash.combine(settings.usesKnownContacts)
    hash.combine(Int(settings.graceBeforeCreation))
    hash.combine(settings.graceDaysAfterClose)
    hash.combine(settings.loggedWithinDays)
    for stage in settings.workingStages.sorted() { hash.combine(stage) }
    return hash.value
  }

  /// Names a set of rules: every prompt says under which it was matched.
  static func rulesVersion(_ rules: [Rule]) -> String {
    var hash = StableHash()
    for rule in rules {
      hash.combine(rule.kind.rawValue)
      hash.combine(String(describing: rule.subject))
      hash.combine(rule.account?.description)
      hash.combine(rule.reason)
      hash.combine(rule.from?.description)
      hash.combine(rule.until?.description)
    }
    return String(hash.value, radix: 36)
  }
}
