import Addresses
import Calendars

/// One effect that something outside is to have, once: a row of the outbox, as the decision that caused it wrote it.
package struct OutboxEntry: Sendable, Hashable {
  /// Idempotency: what was delivered under a key is never delivered again.
  package var key: String
  /// What it is about: entries of an activity are taken back with it.
  package var subject: String
  package var owner: EmailAddress
  package var delivery: Delivery
  package var createdAt: Instant
  package var dueAt: Instant

  package init(
    key: String, subject: String, owner: EmailAddress, delivery: Delivery, createdAt: Instant, dueAt: Instant
  ) {
    self.key = key
    self.subject = subject
    self.owner = owner
    self.delivery = delivery
    self.createdAt = createdAt
    self.dueAt = dueAt
  }
}
