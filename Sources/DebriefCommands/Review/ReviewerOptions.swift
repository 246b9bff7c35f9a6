import Addresses
import ArgumentParser
import DebriefCore
import DebriefPipeline
import DebriefStore
import Foundation

/// Who acts: an SA, on own prompts only.
struct ReviewerOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "The SA who acts: address, local part or name. Default: DEBRIEF_AS, then activities.reviewer.", valueName: "sa"))
  var reviewer: String?

  /// The desk of the SA that option, environment or configuration names.
  func desk(_ options: GlobalOptions) throws -> ReviewDesk {
    let configuration = try options.configuration()
    let name =
      reviewer ?? ProcessInfo.processInfo.environment["DEBRIEF_AS"] ?? configuration.activities.reviewer?.key
    guard let name, !name.isEmpty else {
      throw ValidationError("Say who you are: --as SA, DEBRIEF_AS, or activities.reviewer in \(options.config).")
    }
    guard let architect = configuration.architect(named: name) else {
      throw NotFound(description: "\(name) is none of the SAs in \(options.config).")
    }
    return ReviewDesk(
      configuration: configuration, store: try options.existingStore(configuration), architect: architect)
  }
}

/// What one verb did, for scripts.
struct ReviewResultJSON: Encodable {
  var schema = "debrief.review/1"
  var prompt: PromptJSON?
  var activity: ActivityJSON?
  /// The activity had been sent, so that a correction follows it.
  var isCorrection: Bool?
}

/// An activity as `--json` shows it.
struct ActivityJSON: Encodable {
  var id: String
  var owner: String
  var prompt: String?
  var revision: Int
  var loggedAt: String
  /// Taken back.
  var isWithdrawn: Bool
  var call: Activity.Call
  /// Contacts who attended without a role on the opportunity.
  var missingRoles: [SalesforceID]

  init(_ activity: Activity, missingRoles: [SalesforceID]) {
    id = activity.id
    owner = activity.owner.key
    prompt = activity.prompt
    revision = activity.revision
    loggedAt = activity.loggedAt.description
    isWithdrawn = activity.isWithdrawn
    call = activity.call
    self.missingRoles = missingRoles
  }
}

extension Output {
  /// The line that a verb prints on success.
  func done(_ text: String) throws { try line(terminalText(text)) }
}
