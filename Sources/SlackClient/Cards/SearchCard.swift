/// What a search found, for the person who asked.
package struct SearchCard: Sendable {
  package var query: String
  package var hits: [String]

  package init(query: String, hits: [String]) {
    self.query = query
    self.hits = hits
  }

  package var message: SlackMessage {
    let heading = hits.isEmpty ? "Nothing in the CRM snapshot is called \"\(query)\"." : "Found for \"\(query)\""
    return NoticeCard(lines: [heading] + hits.map { "• \($0)" }).message
  }
}
