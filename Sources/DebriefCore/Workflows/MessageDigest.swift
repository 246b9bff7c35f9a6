/// Firings as messages: what one run has to tell one recipient of one opportunity is one message, and so is what a
/// workflow with `digest: recipient` has to tell. Where the two meet, everything that hangs together is one. A workflow
/// with `digest: none` stands apart from all that.
package enum MessageDigest {
  /// How many records one message lists; the rest follow in the next.
  package static let longest = 20

  /// How many messages of its own a workflow with `digest: none` may have for one recipient in one run; more come as
  /// one digest, so that a first run or a long silence does not end in a flood.
  package static let mostSingle = 5

  /// A message, and the firings that it tells.
  package struct Entry: Hashable, Sendable {
    package var message: Message
    package var firings: [Firing]
    /// The same for the same firings.
    package var key: String
  }

  /// In the order of recipients; the same whatever the order of `firings`.
  package static func entries(of firings: [Firing]) -> [Entry] {
    let sorted = firings.sorted { order($0) < order($1) }
    let byRecipient = Dictionary(grouping: sorted, by: \.recipient.description)
    return byRecipient.sorted { $0.key < $1.key }.flatMap { _, firings in
      hangingTogether(firings).flatMap { portions(of: $0) }.map(entry)
    }
  }

  private static func order(_ firing: Firing) -> (String, String, String, String) {
    (firing.subject.name, firing.subject.group, firing.workflow, firing.key + firing.subject.id)
  }

  /// Splits one recipient's firings into those that belong into one message.
  private static func hangingTogether(_ firings: [Firing]) -> [[Firing]] {
    let single = Dictionary(grouping: firings.filter { $0.digest == .none }, by: \.workflow)
    var parts: [(names: Set<String>, firings: [Firing])] = []
    for firing in firings {
      let names: Set<String>
      switch firing.digest {
      case .none where (single[firing.workflow]?.count ?? 0) <= mostSingle: names = ["alone \(firing.key)"]
      case .none: names = ["flood of \(firing.workflow)"]
      case .opportunity: names = ["about \(firing.subject.group)"]
      case .recipient: names = ["about \(firing.subject.group)", "by \(firing.workflow)"]
      }
      var merged = (names: names, firings: [firing])
      parts.removeAll { part in
        guard !part.names.isDisjoint(with: names) else { return false }
        merged.names.formUnion(part.names)
        merged.firings = part.firings + merged.firings
        return true
      }
      parts.append(merged)
    }
    return parts.map { $0.firings.sorted { order($0) < order($1) } }
  }

  private static func portions(of firings: [Firing]) -> [[Firing]] {
    var portions: [[Firing]] = []
    var groups: Set<String> = []
    for firing in firings {
      if portions.isEmpty || (groups.count == longest && !groups.contains(firing.subject.group)) {
        portions.append([])
        groups = []
      }
      groups.insert(firing.subject.group)
      portions[portions.count - 1].append(firing)
    }
    return portions
  }

  private static func entry(_ firings: [Firing]) -> Entry {
    let recipient = firings[0].recipient
    let refs = Set(firings.map(\.workflow)).sorted()
    var links: [Message.Link] = []
    for link in firings.compactMap(\.link) where !links.contains(link) { links.append(link) }
    let causes = Set(firings.map { "\($0.workflow): \($0.cause)" }).sorted()
    let message = Message(
      recipient: recipient, workflow: refs.joined(separator: ", "), cause: causes.joined(separator: "; "),
      lines: lines(of: firings), links: links)
    let keys = Set(firings.map { "\($0.key)|\($0.subject.id)" }).sorted()
    return Entry(message: message, firings: firings, key: StableKey.of([recipient.description] + keys))
  }

  private static func lines(of firings: [Firing]) -> [MessageLine] {
    func said(_ firing: Firing, _ role: MessageLine.Role) -> MessageLine {
      MessageLine(role, firing.text + [.ours(" (\(firing.workflow))")], link: firing.link)
    }
    if firings.count == 1 { return [said(firings[0], .text)] }
    if Set(firings.map(\.workflow)).count == 1 {
      return [MessageLine(.heading, [.ours(firings[0].title)])] + firings.map { said($0, .item) }
    }
    var lines: [MessageLine] = []
    var group: String?
    for firing in firings {
      if firing.subject.group != group {
        lines.append(MessageLine(.heading, [.theirs(MessageLine.oneLine(firing.subject.name))]))
        group = firing.subject.group
      }
      lines.append(said(firing, .item))
    }
    return lines
  }
}
