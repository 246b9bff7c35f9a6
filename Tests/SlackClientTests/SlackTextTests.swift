import Testing

@testable import SlackClient

@Suite("A stranger's text in Slack") struct SlackTextTests {
  @Test(arguments: [
    ("<!channel>", "&lt;!channel&gt;"), ("<https://evil.example|Log call>", "&lt;https://evil.example|Log call&gt;"),
    ("R&D", "R&amp;D"), ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;"), ("<@U012AB3CD>", "&lt;@U012AB3CD&gt;"),
  ]) func markupIsEscaped(text: String, escaped: String) {
    #expect(SlackText.escaped(text) == escaped)
  }

  /// A combining mark joins `<` to one Character; the scalar is escaped all the same.
  @Test func aMarkHidesNoBracket() {
    #expect(SlackText.escaped("<\u{301}!channel>") == "&lt;\u{301}!channel&gt;")
    #expect(!SlackText.escaped("a\u{301}<\u{20DD}>").contains("<"))
  }

  @Test(arguments: [1, 2, 5, 10, 24, 75, 150]) func theEscapedFormFitsAndNoEntityIsCut(limit: Int) {
    for text in [
      String(repeating: "<", count: 400), String(repeating: "a&", count: 200), String(repeating: "👩‍👩‍👧‍👦>", count: 50),
    ] {
      let safe = SlackText.escaped(text, within: limit)
      #expect(SlackText.length(safe) <= limit)
      let rest = safe.replacing("&lt;", with: "").replacing("&gt;", with: "").replacing("&amp;", with: "")
      #expect(!rest.contains("&") && !rest.contains("<") && !rest.contains(">"))
    }
  }

  @Test func cutsStandBetweenCharacters() {
    let family = "👩‍👩‍👧‍👦"  // eleven UTF-16 units, one character
    #expect(SlackText.length(family) == 11)
    #expect(SlackText.cut("ab" + family + "cd", to: 14) == "ab" + family + "…")
    #expect(SlackText.cut("ab" + family + "cd", to: 13) == "ab…")
    #expect(SlackText.cut("ab" + family, to: 13) == "ab" + family)
    #expect(SlackText.cut("🇩🇪🇫🇷🇯🇵", to: 9) == "🇩🇪🇫🇷…")
  }

  /// One letter under 5,000 marks is one character: it is cut all the same, and something of it stays.
  @Test func aCharacterLongerThanTheLimitIsCutToo() {
    let zalgo = "Z" + String(repeating: "\u{0301}", count: 5000)
    let cut = SlackText.cut(zalgo, to: 150)
    #expect(SlackText.length(cut) == 150)
    #expect(cut.unicodeScalars.first == "Z")
  }

  @Test func whatTurnsTheWritingIsLeftOut() {
    #expect(SlackText.clean("gnp.\u{202E}exe\u{2066}") == "gnp.exe")
    #expect(SlackText.clean("one\r\ntwo\u{2028}three\u{7}") == "one  two three ")
    #expect(SlackText.clean("one\r\ntwo\u{7}", keepsLineEnds: true) == "one\ntwo ")
    #expect(SlackText.clean("שלום 你好 👩‍👩‍👧‍👦") == "שלום 你好 👩‍👩‍👧‍👦")
  }

  @Test func anEmptyTextIsADash() {
    for text in ["", "   ", "\u{202E}", "\n"] { #expect(PlainText(text, limit: 10).text == "–") }
  }

  @Test func jsonIsWrittenAsTheStandardSays() {
    let json = SlackJSON.object(of: [
      "b": .string("\"\\\u{1}\n/é🦊"), "a": .array([.integer(1), .bool(true)]), "c": nil,
    ])
    #expect(json.text == "{\"b\":\"\\\"\\\\\\u0001\\n/é🦊\",\"a\":[1,true]}")
  }
}
