import Testing

@testable import DebriefPipeline

@Suite("slack: in the configuration") struct SlackSettingsTests {
  func read(_ yaml: String) throws -> Configuration {
    try Configuration(
      yaml: "company: {domains: [tanuki.example]}\nsolution_architects: [{email: ada.fern@tanuki.example}]\n" + yaml,
      path: "pipeline.yml")
  }

  @Test func everythingCanBeSet() throws {
    let slack = try read(
      "slack: {enabled: true, command: /sa-log, daily_messages: 5, users: {ada.fern@tanuki.example: U012AB3CD}, "
        + "api: 'https://gateway.tanuki.example/api/', ca_file: /etc/ca.pem}"
    ).slack
    #expect(slack.isEnabled && slack.command == "/sa-log" && slack.dailyMessages == 5)
    #expect(slack.users == ["ada.fern@tanuki.example": "U012AB3CD"] && slack.caFile == "/etc/ca.pem")
  }

  @Test func withoutASectionNothingGoesToSlack() throws { #expect(try !read("").slack.isEnabled) }

  @Test(arguments: [
    ("command: debrief", "no slash command"), ("command: /De brief", "no slash command"),
    ("api: 'http://slack.com/api/'", "https://"), ("users: {bob@tanuki.example: U012AB3CD}", "not among"),
    ("users: {ada.fern@tanuki.example: ada}", "member ID"), ("daily_messages: -1", "whole number"),
    ("token: xoxb-1", "no key of Debrief's"),
  ]) func whatIsWrongIsSaid(text: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) { try read("slack: {\(text)}") }
    #expect(error?.description.contains(message) == true)
  }
}
