import Addresses

/// A part of the world with a channel of its own (product definition, section 8).
package struct Region: Hashable, Sendable {
  package var name: String
  /// The IANA zone of what is posted at an hour; nil: the configuration's.
  package var timeZone: String?
  /// The Slack channel of the region's activities, such as `#sa-activity-emea`.
  package var channel: String?
  /// Owners of opportunities who belong to it: they tell the region of an opportunity that has no Primary SA.
  package var owners: [EmailAddress]

  package init(name: String, timeZone: String? = nil, channel: String? = nil, owners: [EmailAddress] = []) {
    self.name = name
    self.timeZone = timeZone
    self.channel = channel
    self.owners = owners
  }
}
