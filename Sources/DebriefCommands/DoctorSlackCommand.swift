import ArgumentParser
import DebriefPipeline
import Foundation

struct DoctorSlackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slack",
    abstract: "Ask the Slack workspace whether Debrief can work in it: token, scopes, channels, people.",
    discussion: "Posts nothing. Exit code 0: fine; 3: something needs a hand, marked with !.")

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let configuration = try options.configuration()
    let environment = ProcessInfo.processInfo.environment
    let api = try SlackConnection.api(configuration.slack, environment: environment, patience: 15)
    let findings = SlackCheckup(configuration: configuration, api: api)
      .run(hasSigningSecret: environment["DEBRIEF_SLACK_SIGNING_SECRET"]?.isEmpty == false)
    if options.json {
      try Output.standard.json(DoctorSlackJSON(findings: findings))
    } else {
      for finding in findings {
        try Output.standard.line(
          "\(finding.isGood ? " " : "!") \(fitted(finding.subject, to: 14))\(terminalText(finding.message))")
      }
    }
    if findings.contains(where: { !$0.isGood }) { throw ExitCode(3) }
  }
}

private struct DoctorSlackJSON: Encodable {
  var schema = "debrief.doctor.slack/1"
  var findings: [SlackCheckup.Finding]
}
