/// A text that Slack shows as it stands: a `plain_text` object without emoji codes. The only form in which a stranger's
/// text goes into a block.
package struct PlainText: Hashable, Sendable {
  package let text: String

  /// - Parameter limit: in UTF-16 units; what is longer is cut.
  package init(_ text: String, limit: Int, keepsLineEnds: Bool = false) {
    let clean = SlackText.clean(text, keepsLineEnds: keepsLineEnds)
    // Slack refuses an empty text, and one of blanks looks like a fault.
    let shown = clean.allSatisfy(\.isWhitespace) ? "–" : clean
    self.text = SlackText.cut(shown, to: limit)
  }

  var json: SlackJSON { .object(of: ["type": "plain_text", "text": .string(text), "emoji": false]) }
}
