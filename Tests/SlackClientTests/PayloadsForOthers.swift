import Foundation
import Testing

@testable import SlackClient

/// Writes everything that leaves, one JSON object a line, for Tests/Fakes/check_slack.py, which has slack_sdk's models judge
/// it. Only where DEBRIEF_SLACK_PAYLOADS names the file.
@Suite("Payloads for slack_sdk") struct PayloadsForOthers {
  static var file: String? { ProcessInfo.processInfo.environment["DEBRIEF_SLACK_PAYLOADS"] }

  @Test(.enabled(if: file != nil)) func areWritten() throws {
    let path = try #require(Self.file)
    var lines: [String] = []
    for text in Sample.hostileTitles + ["Pepsilo demo"] {
      lines += try (Sample.cards(title: text) + Sample.notices(text: text)).map { $0.arguments([:]).text }
      lines += try Sample.forms(text: text).map(\.json.text)
    }
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }
}
