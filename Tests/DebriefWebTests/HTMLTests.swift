import Testing

@testable import DebriefWeb

@Suite("A page") struct HTMLTests {
  @Test func textIsEscapedScalarByScalar() {
    // U+0338 joins "<" into one Character, which a browser knows nothing of.
    let html = p { "<\u{338}script>\"it's\" & \u{202e}" }
    #expect(
      String(decoding: html.bytes, as: UTF8.self)
        == "<p>&lt;\u{338}script&gt;&quot;it&#39;s&quot; &amp; \\u{202e}</p>")
  }

  @Test func anAddressIsAlwaysOneOfOurs() {
    let hostile = "../javascript:alert(1)//evil.example?x#y"
    #expect(
      ("/prompts/\(hostile)" as OwnPath).text
        == "/prompts/..%2Fjavascript%3Aalert%281%29%2F%2Fevil.example%3Fx%23y")
    #expect(("//evil.example/" as OwnPath).text == "/evil.example/")
    for text in ["//evil.example", "/\\evil.example", "https://evil.example", "", "javascript:1", "/a\nb", "/ä"] {
      #expect(OwnPath(returning: text) == nil, "\(text)")
    }
    #expect(OwnPath(returning: "/inbox?tab=pending")?.text == "/inbox?tab=pending")
  }
}
