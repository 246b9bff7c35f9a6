import Calendars

/// Carries deliveries to one service. The outbox says what to carry and when; a courier knows how.
///
/// It keeps nothing between calls, never throws, and waits for the service's answer: whatever goes wrong is a result.
package protocol Courier: Sendable {
  /// `salesforce`, `slack`, `mail`: kept with every attempt and shown to people.
  var name: String { get }
  /// How many parcels one call of `send` may take; what a service has no batches for takes one.
  var batchSize: Int { get }

  func accepts(_ delivery: Delivery) -> Bool

  /// Delivers each parcel, and says of each, in their order, what became of it.
  func send(_ parcels: [Parcel]) -> [DeliveryResult]

  /// Asks the service whether an earlier attempt, whose answer never came, had its effect.
  func lookUp(_ parcel: Parcel) -> LookUpResult
}

extension Courier {
  package var batchSize: Int { 1 }
}

/// An entry of the outbox on its way.
package struct Parcel: Sendable, Hashable {
  package var entry: OutboxEntry
  /// 1 for the first.
  package var attempt: Int
  /// What the service called earlier deliveries of the same subject, and those that this one needs, by their keys: the
  /// id of a contact that was created for this task, the message that is to be updated.
  package var references: [String: String]
  /// When the attempt begins.
  package var now: Instant

  package init(entry: OutboxEntry, attempt: Int = 1, references: [String: String] = [:], now: Instant) {
    self.entry = entry
    self.attempt = attempt
    self.references = references
    self.now = now
  }
}

/// What became of one attempt. No text may hold a secret or more of a stranger's words than the service itself quoted.
package enum DeliveryResult: Sendable, Hashable {
  /// It happened; `reference` is what the service calls it.
  case done(reference: String?)
  /// It certainly did not happen, and the same again may succeed: a lock, a rate limit for this one, a lost connection
  /// before anything was sent. `after` is in seconds, where the service said so.
  case retry(after: Int64?, why: String)
  /// The service takes nothing at all for now: it is down, its daily limit is used up, it refuses who we are. Ends this
  /// courier's part of the push, and counts as no attempt.
  case unavailable(after: Int64?, why: String)
  /// It may have happened: the answer never came. It is looked up before it is tried again.
  case unknown(why: String)
  /// It did not happen and will not, as it is; a person has to change something. `field` is the service's name of the
  /// field that is wrong.
  case failed(why: String, field: String?)
}

/// What a service says of an attempt whose answer never came.
package enum LookUpResult: Sendable, Hashable {
  case happened(reference: String?)
  case didNotHappen
  /// The service could not be asked; later it may answer.
  case notNow(after: Int64?, why: String)
  /// Nothing there tells: a person has to look.
  case cannotTell(why: String)
}
