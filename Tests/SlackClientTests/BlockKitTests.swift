import Testing

@testable import DebriefCore
@testable import SlackClient

@Suite("What leaves for Slack") struct BlockKitTests {
  @Test(arguments: Sample.hostileTitles) func everyMessageKeepsEveryLimit(title: String) throws {
    for message in try Sample.cards(title: title) + Sample.notices(text: title) {
      #expect(BlockKitCheck.problems(ofMessage: message.arguments([:])) == [])
    }
  }

  @Test(arguments: Sample.hostileTitles) func everyFormKeepsEveryLimit(text: String) throws {
    for view in try Sample.forms(text: text) { #expect(BlockKitCheck.problems(ofView: view.json) == []) }
  }

  /// Strangers' text stands in plain_text objects or, escaped, in the notification: nowhere else.
  @Test(arguments: Sample.hostileTitles) func nothingOfAStrangersIsMarkup(title: String) throws {
    for message in try Sample.cards(title: title) + Sample.notices(text: title) {
      let arguments = message.arguments([:])
      let text = try #require(arguments["text"]?.string)
      #expect(!text.contains("<") && !text.contains(">"))
      for piece in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
        #expect(["amp;", "lt;", "gt;"].contains { piece.hasPrefix($0) })
      }
      #expect(!arguments.text.contains("\"mrkdwn\",\""))
      #expect(!arguments.text.contains("\"type\":\"mrkdwn\""))
      #expect(!arguments.text.contains("\"url\""))
      #expect(arguments["unfurl_links"] == false && arguments["unfurl_media"] == false)
      #expect(arguments["link_names"] == false && arguments["parse"] == "none" && arguments["mrkdwn"] == false)
      for scalar in arguments.text.unicodeScalars {
        #expect(![0x202E, 0x2066, 0x2028, 0x1B, 0].contains(scalar.value))
      }
    }
  }

  @Test func aPromptKeepsItsButtonsHoweverLongItIs() throws {
    let card = Sample.card(
      try Sample.prompt(title: String(repeating: "long ", count: 1000), guests: 200, candidates: 90))
    let types = card.message.blocks.map { $0.json["type"]?.string ?? "" }
    #expect(types.count { $0 == "actions" } == 2)
    let text = card.message.arguments([:]).text
    for label in ["Log a Call", "Update Opportunity", "Add a Proof of Value", "Dismiss…", "Snooze…"] {
      #expect(text.contains("\"\(label)\""))
    }
    #expect(text.contains("external_select"))
  }

  @Test func sentimentAndDescriptionAreNeverFilledIn() throws {
    let form = LogForm(reference: nil, draft: try Sample.draft(), types: [])
    for block in form.view.blocks.map(\.json) where ["sentiment", "description"].contains(block["block_id"]?.string) {
      #expect(block["element"]?["initial_value"] == nil)
      #expect(block["element"]?["initial_option"] == nil)
      #expect(block["optional"] == false)
    }
    #expect(form.view.json.text.contains("\"block_id\":\"sentiment\""))
  }

  /// Every number of the table is the last that is taken: one more is found.
  @Test(arguments: [
    ("header", BlockKitLimits.header), ("section", BlockKitLimits.section),
  ]) func theCheckKnowsTheLastCharacter(type: String, limit: Int) {
    func problems(_ count: Int) -> [String] {
      let text: SlackJSON = .object(of: [
        "type": "plain_text", "text": .string(String(repeating: "x", count: count)), "emoji": false,
      ])
      let block = SlackJSON.object(of: ["type": .string(type), "text": text])
      return BlockKitCheck.problems(ofMessage: .object(of: ["text": "t", "blocks": [block]]))
    }
    #expect(problems(limit).isEmpty)
    #expect(problems(limit + 1).count == 1)
    #expect(problems(0).count == 1)
  }

  @Test func lengthsCountUTF16Units() {
    let text: SlackJSON = .object(of: [
      "type": "plain_text", "text": .string(String(repeating: "😀", count: 76)), "emoji": false,
    ])
    let block = SlackJSON.object(of: ["type": "header", "text": text])
    #expect(!BlockKitCheck.problems(ofMessage: .object(of: ["text": "t", "blocks": [block]])).isEmpty)
    #expect(SlackText.length(PlainText(String(repeating: "😀", count: 76), limit: 150).text) <= 150)
  }

  @Test func theCheckCountsListsAndTheWhole() {
    let line = Block.section("x").json
    func message(_ blocks: [SlackJSON]) -> SlackJSON { .object(of: ["text": "t", "blocks": .array(blocks)]) }
    #expect(BlockKitCheck.problems(ofMessage: message(Array(repeating: line, count: 50))).isEmpty)
    #expect(BlockKitCheck.problems(ofMessage: message(Array(repeating: line, count: 51))).count == 1)
    let long = Block.section(String(repeating: "x", count: 3000)).json
    #expect(BlockKitCheck.problems(ofMessage: message([long, long, long])).isEmpty)
    #expect(BlockKitCheck.problems(ofMessage: message([long, long, long, long])).count == 1)
    let twice = Block.actions(id: "a", [.button(action: "b", text: "B", value: "v")]).json
    #expect(BlockKitCheck.problems(ofMessage: message([twice, twice])) == ["block_id a stands twice"])
    let mrkdwn = SlackJSON.object(of: [
      "type": "section", "text": .object(of: ["type": "mrkdwn", "text": "x", "emoji": false]),
    ])
    #expect(BlockKitCheck.problems(ofMessage: message([mrkdwn])).count == 1)
  }

  @Test func anOptionsValueIsNeverCut() {
    #expect(Option("x", value: String(repeating: "v", count: 150)) != nil)
    #expect(Option("x", value: String(repeating: "v", count: 151)) == nil)
    #expect(Option("x", value: "") == nil)
  }
}
