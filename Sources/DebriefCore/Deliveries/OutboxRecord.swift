import Addresses
import Calendars

/// Where an entry of the outbox stands.
package enum OutboxState: String, CaseIterable, Sendable, Codable {
  /// Waits for its time, for what has to go before it, or for the next attempt; it has certainly not happened.
  case queued
  /// Handed to a courier, which has not answered yet.
  case sending
  case done
  /// It may have happened: looked up before it is tried again.
  case unknown
  /// It did not happen, and a person has to change something.
  case failed
  /// Taken back, superseded or dropped before it happened.
  case cancelled
}

/// An entry of the outbox with its standing: the state machine of deliveries, without any I/O.
package struct OutboxRecord: Sendable, Hashable {
  package var entry: OutboxEntry
  package var state: OutboxState
  /// Who carries it, or carried it last.
  package var courier: String?
  /// How often it was handed to a courier since a person last looked at it.
  package var attempts = 0
  /// How often it was looked up since it became unknown.
  package var lookUps = 0
  /// Nobody can find out what became of it but a person.
  package var isForPerson = false
  /// What the service calls it.
  package var reference: String?
  /// Why it stands where it stands, in words.
  package var why: String?
  /// The service's name of the field that a person has to correct.
  package var field: String?
  /// When the attempt under way began, and until when nobody else may take it for lost.
  package var lease: Lease?

  package struct Lease: Sendable, Hashable {
    package var since: Instant
    package var until: Instant

    package init(since: Instant, until: Instant) {
      self.since = since
      self.until = until
    }
  }

  package init(entry: OutboxEntry, state: OutboxState = .queued) {
    self.entry = entry
    self.state = state
  }
}

/// What happens to an entry of the outbox.
package enum OutboxEvent: Sendable, Hashable {
  case claimed(courier: String)
  case answered(DeliveryResult)
  /// The process that was sending it is gone, or has held it for longer than it may.
  case orphaned
  case lookedUp(LookUpResult)
  /// A person wants it sent again: after a correction, or having seen that it did not happen.
  case retried
  /// A person has seen that it happened.
  case confirmed(reference: String?)
  /// A person does not want it any more.
  case dropped(why: String)
}

/// Something was asked of an entry that its state does not allow.
package struct OutboxRefused: Error, Equatable, CustomStringConvertible {
  package var key: String
  package var why: String
  package var description: String { "\(key): \(why)" }

  package init(key: String, why: String) {
    self.key = key
    self.why = why
  }
}

extension OutboxRecord {
  /// The record after `event`.
  ///
  /// - Throws: ``OutboxRefused`` where the state does not allow it.
  package func applying(
    _ event: OutboxEvent, at now: Instant, timing: OutboxTiming = .standard
  ) throws(OutboxRefused) -> OutboxRecord {
    var next = self
    next.why = nil
    next.field = nil
    next.lease = nil
    switch (event, state) {
    case (.claimed(let courier), .queued):
      next.state = .sending
      next.courier = courier
      next.attempts += 1
      next.lookUps = 0
      next.lease = Lease(since: now, until: now.advanced(by: timing.lease))
    case (.answered(let result), .sending): next.take(result, at: now, timing)
    case (.orphaned, .sending):
      next.state = .unknown
      next.why = "the process that was sending it ended before an answer came"
      // The request of a process that is gone may still be under way.
      next.entry.dueAt = max(now, (lease?.since ?? now).advanced(by: timing.settle))
    case (.lookedUp(let result), .unknown): next.take(result, at: now, timing)
    case (.retried, .failed), (.retried, .unknown):
      next.state = .queued
      next.attempts = 0
      next.isForPerson = false
      next.entry.dueAt = now
    case (.confirmed(let reference), .unknown), (.confirmed(let reference), .failed):
      next.state = .done
      next.isForPerson = false
      next.reference = reference
    case (.dropped(let why), .failed), (.dropped(let why), .unknown), (.dropped(let why), .queued):
      next.state = .cancelled
      next.isForPerson = false
      next.why = why
    default: throw OutboxRefused(key: entry.key, why: refusal(of: event))
    }
    return next
  }

  private mutating func take(_ result: DeliveryResult, at now: Instant, _ timing: OutboxTiming) {
    switch result {
    case .done(let reference):
      state = .done
      self.reference = reference ?? self.reference
    case .retry(let after, let why):
      self.why = why
      if attempts >= timing.attempts {
        state = .failed
        self.why = "given up after \(attempts) attempts; the last one: \(why)"
      } else {
        state = .queued
        entry.dueAt = now.advanced(by: max(after ?? 0, timing.delay(of: entry.key, attempt: attempts)))
      }
    case .unavailable(let after, let why):
      state = .queued
      attempts -= 1
      self.why = why
      entry.dueAt = now.advanced(by: after ?? timing.unavailable)
    case .unknown(let why):
      state = .unknown
      self.why = why
      entry.dueAt = now.advanced(by: timing.settle)
    case .failed(let why, let field):
      state = .failed
      self.why = why
      self.field = field
    }
  }

  private mutating func take(_ result: LookUpResult, at now: Instant, _ timing: OutboxTiming) {
    switch result {
    case .happened(let reference):
      state = .done
      self.reference = reference ?? self.reference
    case .didNotHappen:
      state = .queued
      entry.dueAt = now
    case .notNow(let after, let why):
      lookUps += 1
      self.why = why
      entry.dueAt = now.advanced(by: max(after ?? 0, timing.delay(of: entry.key, attempt: lookUps)))
    case .cannotTell(let why):
      isForPerson = true
      self.why = why
    }
  }

  private func refusal(of event: OutboxEvent) -> String {
    let fact =
      switch state {
      case .queued: "it is waiting to be sent"
      case .sending: "it is being sent"
      case .done: "it was delivered" + (reference.map { " as \($0)" } ?? "")
      case .unknown: "nobody knows yet whether it was delivered"
      case .failed: "it has failed"
      case .cancelled: "it was taken back"
      }
    return switch event {
    case .retried where state == .queued: fact + " as it is; nothing needs to be done"
    case .retried, .dropped, .confirmed: fact + ", so this cannot be done to it"
    default: fact + ", which no courier may change"
    }
  }
}
