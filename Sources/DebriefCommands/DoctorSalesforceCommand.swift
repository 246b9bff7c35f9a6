import ArgumentParser
import DebriefPipeline
import Foundation

struct DoctorSalesforceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "salesforce",
    abstract: "Look a Salesforce org over: login, fields, permissions, picklists.",
    discussion: "Changes nothing there. What needs a hand is marked with '!', and the exit code is 3.")

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Also have Salesforce check a task, in a request that it must roll back.")
  var dryRun = false

  func run() throws {
    let inspection = SalesforceInspection(
      try options.configuration(), environment: ProcessInfo.processInfo.environment, now: options.instant,
      triesTask: dryRun)
    try Checkup(inspection).print(json: options.json)
  }
}

extension Checkup {
  init(_ inspection: SalesforceInspection) {
    self.init(
      findings: inspection.findings.map { finding in
        let state: Finding.State =
          switch finding.state {
          case .fine: .fine
          case .note: .note
          case .attention: .attention
          }
        return Finding(subject: finding.subject, state: state, message: finding.message)
      })
  }
}
