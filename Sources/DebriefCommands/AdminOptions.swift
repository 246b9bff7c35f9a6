import Addresses
import ArgumentParser
import DebriefPipeline
import Foundation

/// Who changes the rules: one of the configuration's admins.
struct AdminOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("The admin who acts, one of admins. Default: DEBRIEF_AS.", valueName: "address"))
  var admin: String?

  @Option(help: ArgumentHelp("Why, for the next admin.", valueName: "text"))
  var note: String

  func desk(_ options: GlobalOptions) throws -> RulesDesk {
    guard let name = admin ?? ProcessInfo.processInfo.environment["DEBRIEF_AS"], !name.isEmpty else {
      throw ValidationError("Say who you are: --as ADDRESS, or DEBRIEF_AS.")
    }
    let address: EmailAddress
    do {
      address = try EmailAddress(parsing: name)
    } catch {
      throw ValidationError("\(name) is no address: \(error)")
    }
    let store = try options.existingStore(options.configuration())
    return try RulesDesk(path: options.config, store: store, admin: address)
  }
}

/// What a publication did, for scripts.
struct RulePublicationJSON: Encodable {
  var schema = "debrief.rules-publication/1"
  var version: String
  var replaced: String
  var by: String
  var note: String
  var differences: [String]
}
