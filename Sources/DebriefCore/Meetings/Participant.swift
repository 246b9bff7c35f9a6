import Addresses
import Calendars

/// Somebody or something that an event names as organiser or attendee, and what we take it for
/// (product definition, section 4).
package struct Participant: Hashable, Sendable, Codable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// One of us: an internal domain, subdomains included, or an internal address.
    case `internal`
    /// Somebody from outside: only these can lead to a prompt.
    case external
    /// A room or a thing (CUTYPE ROOM or RESOURCE, or a resource calendar's address).
    case resource
    /// A distribution list (CUTYPE GROUP).
    case group
    /// A notetaker, a no-reply address: not a person.
    case automation
    /// Nothing that could be read as an address, or a calendar user type of nobody's knowing.
    case unknown
  }

  /// The address in its comparison form, where what was written is one.
  package var address: EmailAddress?
  /// The address or URI as written, for the reader.
  package var written: String
  package var name: String?
  package var kind: Kind
  /// The step or the list entry that decided `kind`, in words.
  package var basis: String
  /// PARTSTAT, upper-cased; nil for an organiser who is not among the attendees.
  package var participationStatus: String?
  package var isOrganizer: Bool
  /// Whether this is the SA whose calendar the event stands in.
  package var isOwner: Bool
  /// A rule of kind `block` keeps this participant out of every match.
  package var blockedBy: String?

  package var hasDeclined: Bool { participationStatus == "DECLINED" }

  package init(
    address: EmailAddress?, written: String, name: String? = nil, kind: Kind, basis: String,
    participationStatus: String? = nil, isOrganizer: Bool = false, isOwner: Bool = false, blockedBy: String? = nil
  ) {
    self.address = address
    self.written = written
    self.name = name
    self.kind = kind
    self.basis = basis
    self.participationStatus = participationStatus
    self.isOrganizer = isOrganizer
    self.isOwner = isOwner
    self.blockedBy = blockedBy
  }
}
