/// A plain notice: lines for a person or a channel.
package struct NoticeCard: Sendable {
  package var lines: [String]

  package init(lines: [String]) { self.lines = lines }

  package var message: SlackMessage {
    var blocks: [Block] = []
    var paragraph: [String] = []
    func flush() {
      if !paragraph.isEmpty { blocks.append(.section(paragraph.joined(separator: "\n"))) }
      paragraph = []
    }
    // Ten lines to a block: a block is cut as one, so that a long list loses its end and not every line its own.
    for line in lines {
      paragraph.append(SlackText.cut(SlackText.clean(line), to: 280))
      if paragraph.count == 10 { flush() }
    }
    flush()
    return SlackMessage(text: lines.first ?? "Debrief", blocks: blocks)
  }
}
