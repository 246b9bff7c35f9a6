import Calendars
import DebriefCore
import DebriefStore

/// Where a person looks at deliveries and settles what no courier could: the same acts for every face.
package struct OutboxDesk: Sendable {
  package let store: Store
  /// Who acts, as the delivery's history names it.
  package let person: String

  package init(store: Store, person: String) {
    self.store = store
    self.person = person
  }

  /// One delivery with everything that happened to it.
  package struct Item: Sendable {
    package var record: OutboxRecord
    package var history: [OutboxEventLine]
    /// What has to be settled before it can go.
    package var waitsFor: [String]
  }

  /// What a person can do to a delivery.
  package enum Act: Sendable, Hashable {
    /// Send it again: after a correction, or having seen that it did not happen.
    case retry
    /// It has happened; `reference` is what the service calls it.
    case confirm(reference: String?)
    /// Nobody is to send it.
    case drop(reason: String)

    fileprivate var event: OutboxEvent {
      switch self {
      case .retry: .retried
      case .confirm(let reference): .confirmed(reference: reference.flatMap { $0.isEmpty ? nil : $0 })
      case .drop(let reason): .dropped(why: reason)
      }
    }
  }

  package func item(_ record: OutboxRecord) throws -> Item {
    let key = record.entry.key
    return Item(
      record: record, history: try store.outboxHistory(of: key),
      waitsFor: record.state == .queued ? try store.outboxWaitsFor(key) : [])
  }

  /// - Parameter seen: how long the delivery's history was when the person looked at it; nil where nobody did.
  /// - Throws: ``OutboxRefused``, ``DeliveryWasChanged``, ``ReasonMissing``.
  package func perform(_ act: Act, on key: String, seen: Int? = nil, at now: Instant) throws -> OutboxRecord {
    if case .drop(let reason) = act, reason.allSatisfy(\.isWhitespace) { throw ReasonMissing() }
    return try store.handle(act.event, key: key, seen: seen, by: person, at: now)
  }
}

/// A delivery is given up for a reason.
package struct ReasonMissing: Error, CustomStringConvertible {
  package var description: String { "Say why: it is kept with the delivery." }
}

extension OutboxRecord {
  /// Whether its state allows the act.
  package func allows(_ act: OutboxDesk.Act, at now: Instant) -> Bool { (try? applying(act.event, at: now)) != nil }
}
