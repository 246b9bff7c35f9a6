import DebriefCore

/// An activity as the region's channel sees it (wf-02).
package struct ActivityCard: Sendable {
  package var activity: Activity
  /// The SA's name.
  package var by: String
  package var relatedTo: String
  package var contacts: [String]
  /// The prompt with the length of its history; nil for an activity that was logged on demand.
  package var reference: PromptReference?

  package init(activity: Activity, by: String, relatedTo: String, contacts: [String], reference: PromptReference?) {
    self.activity = activity
    self.by = by
    self.relatedTo = relatedTo
    self.contacts = contacts
    self.reference = reference
  }

  package var message: SlackMessage {
    let call = activity.call
    let types = call.types.joined(separator: ", ")
    let line = "\(by) logged \(types): \(call.subject)"
    if activity.isWithdrawn {
      return SlackMessage(text: "Withdrawn: \(line)", blocks: [.section("Withdrawn: \(line)")])
    }
    var blocks: [Block] = [
      .section(line),
      .fields([
        ("Related To", relatedTo), ("Sentiment", call.sentiment.rawValue),
        ("Name", contacts.isEmpty ? "–" : contacts.prefix(5).joined(separator: ", ")), ("Day", call.day.description),
      ]),
      .section(SlackText.cut(call.description, to: 1000)),
    ]
    if let reference {
      blocks.append(
        .actions(
          id: BlockName("activity", reference).text,
          [.button(action: SlackAction.update, text: "Update Activity", value: reference.description)]))
    }
    return SlackMessage(text: line, blocks: blocks)
  }
}
