import Calendars
import DebriefCore

/// Several prompts in one message: what came after the day's share of single messages, and the answer to the slash
/// command.
package struct QueueCard: Sendable {
  package var heading: String
  /// With the length of each one's history.
  package var prompts: [(prompt: Prompt, events: Int)]
  package var clock: WallClock
  /// Lines below the prompts.
  package var notices: [String] = []

  package init(heading: String, prompts: [(prompt: Prompt, events: Int)], clock: WallClock) {
    self.heading = heading
    self.prompts = prompts
    self.clock = clock
  }

  /// More would not be read, and 50 blocks are a message's end.
  static let most = 15

  package var message: SlackMessage {
    var blocks: [Block] = [.header(heading)]
    for (prompt, events) in prompts.prefix(Self.most) {
      let reference = PromptReference(id: prompt.id, seenEvents: events)
      let title = SlackText.cut(prompt.facts.title.flatMap { $0.isEmpty ? nil : $0 } ?? "(no title)", to: 150)
      let about = SlackText.cut(prompt.match.headline, to: 200)
      blocks.append(
        .section(
          "\(clock.short(prompt.facts.startsAt)) · \(title)\n\(about)",
          accessory: prompt.state.isOpen
            ? .button(action: SlackAction.log, text: "Log a Call", value: reference.description) : nil))
    }
    if !notices.isEmpty { blocks += NoticeCard(lines: notices).message.blocks.prefix(10) }
    if prompts.isEmpty, notices.isEmpty { blocks.append(.section("Nothing waits for you.")) }
    if prompts.count > Self.most {
      blocks.append(.context(["and \(prompts.count - Self.most) more: see them all in Debrief's inbox"]))
    }
    return SlackMessage(text: heading, blocks: blocks)
  }
}
