/// A message of Debrief's, complete but for where it goes.
package struct SlackMessage: Hashable, Sendable {
  /// What a notification shows, and a reader without blocks. Slack reads markup here, so it is escaped.
  package let text: String
  package let blocks: [Block]

  /// - Parameter text: as a person would write it; it is cut and escaped here.
  package init(text: String, blocks: [Block]) {
    let clean = SlackText.clean(text)
    self.text = clean.allSatisfy(\.isWhitespace) ? "Debrief" : SlackText.escaped(clean, within: Self.notification)
    self.blocks = Self.fitting(blocks, beside: SlackText.length(self.text))
  }

  /// A notification is a line, not a page.
  static let notification = 300

  /// As many blocks, from the first on, as a message may hold; buttons never go, since without them a prompt is dead.
  private static func fitting(_ blocks: [Block], beside used: Int) -> [Block] {
    let texts = blocks.map { BlockKitCheck.text(in: $0.json) }
    var room = BlockKitLimits.message - used - zip(blocks, texts).reduce(0) { $1.0.isInteractive ? $0 + $1.1 : $0 }
    var places = BlockKitLimits.blocksOfMessage - blocks.count(where: \.isInteractive)
    return zip(blocks, texts).compactMap { block, length in
      if block.isInteractive { return block }
      guard places > 0, length <= room else { return nil }
      places -= 1
      room -= length
      return block
    }
  }

  /// The members of a `chat.postMessage` or `chat.update`: nothing unfurls, nobody is mentioned, nothing is read as
  /// markup but what Debrief itself wrote.
  package func arguments(_ further: KeyValuePairs<String, SlackJSON?>) -> SlackJSON {
    var members: [SlackJSON.Member] = further.compactMap { key, value in value.map { .init(key: key, value: $0) } }
    let own = SlackJSON.object(of: [
      "text": .string(text), "blocks": .array(blocks.map(\.json)), "parse": "none", "link_names": false,
      "unfurl_links": false, "unfurl_media": false, "mrkdwn": false,
    ])
    if case .object(let rest) = own { members += rest }
    return .object(members)
  }
}

extension Block {
  fileprivate var isInteractive: Bool {
    switch self {
    case .actions, .input: true
    case .section(_, let accessory, _): accessory != nil
    case .header, .fields, .context, .divider: false
    }
  }
}
