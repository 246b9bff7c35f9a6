import ArgumentParser
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

struct OpportunityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opportunity",
    abstract: "Change an opportunity's fields, add a contact role, or add a proof of value.",
    discussion: "The end of an evaluation and its close status are facts: neither may lie in the future.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reviewer: ReviewerOptions

  @Argument(help: "The opportunity's id.")
  var id: SalesforceID

  @Option(help: "The primary SA's user id.")
  var primarySA: SalesforceID?

  @Option(help: ArgumentHelp("The day the technical evaluation started.", valueName: "date"))
  var evaluationStart: CivilDate?

  @Option(help: ArgumentHelp("The day it ended.", valueName: "date"))
  var evaluationEnd: CivilDate?

  @Option(help: "How it ended: Win, Loss or Stalled.")
  var evaluationStatus: EvaluationStatus?

  @Option(help: "Why it ended so.")
  var evaluationDetails: String?

  @Option(help: ArgumentHelp("The customer success plan.", valueName: "url"))
  var successPlan: String?

  @Option(help: ArgumentHelp("Whether a customer success manager can take over.", valueName: "true|false"))
  var csmReady: Bool?

  @Option(help: ArgumentHelp("Whether the customer accepted.", valueName: "true|false"))
  var customerAccepted: Bool?

  @Option(help: ArgumentHelp("A contact to give a role there.", valueName: "contact"))
  var addRole: SalesforceID?

  @Option(help: "The role; default: Other.")
  var role = "Other"

  @Option(help: ArgumentHelp("The name of a proof of value to add or change.", valueName: "name"))
  var pov: String?

  @Option(help: ArgumentHelp("The proof of value to change.", valueName: "id"))
  var povID: SalesforceID?

  @Option(help: ArgumentHelp("The day it started.", valueName: "date"))
  var povStart: CivilDate?

  @Option(help: ArgumentHelp("The day it ended.", valueName: "date"))
  var povEnd: CivilDate?

  @Option(help: "How it ended: Win, Loss or Stalled.")
  var povStatus: EvaluationStatus?

  func validate() throws {
    guard ContactRoleRequest.roles.contains(role) else {
      throw ValidationError("'--role' is one of \(ContactRoleRequest.roles.joined(separator: ", ")).")
    }
    if pov == nil, povID != nil || povStart != nil || povEnd != nil || povStatus != nil {
      throw ValidationError("Name the proof of value with '--pov'.")
    }
  }

  func run() throws {
    let desk = try reviewer.desk(options)
    let now = options.instant
    var update = OpportunityUpdate(opportunity: id)
    update.primarySolutionArchitect = primarySA
    update.evaluationStart = evaluationStart
    update.evaluationEnd = evaluationEnd
    update.evaluationStatus = evaluationStatus
    update.evaluationDetails = evaluationDetails
    update.successPlanURL = successPlan
    update.isCSMReady = csmReady
    update.isCustomerAccepted = customerAccepted
    guard try desk.store.opportunity(id: id) != nil else {
      throw NotFound(description: "The CRM snapshot holds no opportunity \(id).")
    }
    var done: [String] = []
    if !update.isEmpty || (addRole == nil && pov == nil) {
      try desk.update(update, at: now)
      done.append("fields")
    }
    if let pov {
      var record = ProofOfValue(id: povID, opportunity: id, name: pov)
      record.start = povStart
      record.end = povEnd
      record.status = povStatus
      try desk.save(record, at: now)
      done.append("proof of value")
    }
    if let addRole {
      let isNew = try desk.addRole(ContactRoleRequest(opportunity: id, contact: addRole, role: role), at: now)
      done.append(isNew ? "contact role" : "no contact role: it is there already")
    }
    if options.json { return try Output.standard.json(OpportunityResultJSON(opportunity: id, queued: done)) }
    try Output.standard.done("Queued for \(id): \(done.joined(separator: ", ")).")
  }
}

struct OpportunityResultJSON: Encodable {
  var schema = "debrief.opportunity/1"
  var opportunity: SalesforceID
  var queued: [String]
}

extension SalesforceID: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension CivilDate: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension EvaluationStatus: ExpressibleByArgument {
  package init?(argument: String) {
    // "Won" is what older notes say (product definition, section 12).
    let wanted = argument.lowercased() == "won" ? "win" : argument.lowercased()
    guard let status = Self.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else { return nil }
    self = status
  }
}
