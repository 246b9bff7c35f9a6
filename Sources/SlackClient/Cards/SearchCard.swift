import DebriefCore

/// What a search found, for the person who asked.
package struct SearchCard: Sendable {
  package var query: String
  package var hits: [String]
  /// Proofs of value, which can be changed from here.
  package var proofs: [(id: SalesforceID, line: String)]

  package init(query: String, hits: [String], proofs: [(id: SalesforceID, line: String)] = []) {
    self.query = query
    self.hits = hits
    self.proofs = proofs
  }

  /// More would not be read, and 50 blocks are a message's end.
  static let mostProofs = 10

  package var message: SlackMessage {
    let isNothing = hits.isEmpty && proofs.isEmpty
    let heading = isNothing ? "Nothing in the CRM snapshot is called \"\(query)\"." : "Found for \"\(query)\""
    let found = NoticeCard(lines: [heading] + hits.map { "• \($0)" }).message
    let buttons = proofs.prefix(Self.mostProofs).map { proof in
      Block.section(
        SlackText.cut(SlackText.clean(proof.line), to: 280),
        accessory: .button(
          action: SlackAction.changeProofOfValue, text: "Update", value: proof.id.description))
    }
    return SlackMessage(text: found.text, blocks: found.blocks + buttons)
  }
}
