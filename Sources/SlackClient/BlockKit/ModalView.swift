/// A form that opens over Slack.
package struct ModalView: Hashable, Sendable {
  /// Which form it is: comes back with the submission.
  package var callback: String
  package var title: String
  package var submit: String?
  /// What the form is about; a ``PromptReference``, or nothing.
  package var metadata: String
  package var blocks: [Block]

  package init(callback: String, title: String, submit: String?, metadata: String, blocks: [Block]) {
    self.callback = callback
    self.title = title
    self.submit = submit
    self.metadata = metadata
    self.blocks = blocks
  }

  package var json: SlackJSON {
    .object(of: [
      "type": "modal", "callback_id": .string(callback),
      "title": PlainText(title, limit: BlockKitLimits.viewTitle).json,
      "submit": submit.map { PlainText($0, limit: BlockKitLimits.viewTitle).json },
      "close": PlainText("Cancel", limit: BlockKitLimits.viewTitle).json, "private_metadata": .string(metadata),
      "blocks": .array(blocks.prefix(BlockKitLimits.blocksOfView).map(\.json)),
    ])
  }
}
