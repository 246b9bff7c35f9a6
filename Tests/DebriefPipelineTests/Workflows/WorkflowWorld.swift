import Addresses
import Calendars
import DebriefCore
import Testing

@testable import DebriefPipeline

/// A small fictional company, and opportunities of it as the tests need them.
struct WorkflowWorld {
  static let ada = "005Tk0000000AefIAE"  // an SA in Berlin
  static let hiro = "005Tk0000000B04IAE"  // an SA in Tokyo
  static let sven = "005Tk0000000FUJIA2"  // an account executive in New York
  static let gone = "005Tk0000000CNgIAM"  // left the company
  static let opportunity = "006Tk0000000AefIAE"

  var directory = WorkflowDirectory()

  init() throws {
    func address(_ text: String) throws -> EmailAddress { try EmailAddress(parsing: text) }
    func architect(_ name: String, _ region: String) throws -> SolutionArchitect {
      var architect = SolutionArchitect(email: try address("\(name)@tanuki.example"))
      architect.profile.name = name.prefix(1).uppercased() + name.dropFirst()
      architect.profile.region = region
      architect.profile.manager = try address("vera@tanuki.example")
      return architect
    }
    directory.architects = [try architect("ada", "emea"), try architect("hiro", "apac")]
    directory.regions = [
      Region(name: "emea", timeZone: "Europe/Berlin", channel: "#emea"),
      Region(name: "apac", timeZone: "Asia/Tokyo", channel: "#apac"),
      Region(name: "amer", timeZone: "America/New_York", channel: "#amer"),
    ]
    directory.timeZone = "Europe/Berlin"
    let cache = TimeCache()
    for name in ["Europe/Berlin", "Asia/Tokyo", "America/New_York"] { directory.zones[name] = cache.zone(named: name) }
    for (id, name, zone) in [
      (Self.ada, "ada", "Europe/Berlin"), (Self.hiro, "hiro", "Asia/Tokyo"), (Self.sven, "sven", "America/New_York"),
      (Self.gone, "gone", "Europe/Berlin"),
    ] {
      var user = CRMUser(id: try #require(SalesforceID(id)), name: name.prefix(1).uppercased() + name.dropFirst())
      user.email = "\(name)@tanuki.example"
      user.emailKey = user.email
      user.timeZone = zone
      user.isActive = id != Self.gone
      directory.users[user.id] = user
    }
  }

  /// What an opportunity of these values is to workflows; `nil` for `primarySA` is no SA.
  func opportunity(
    _ values: [WorkflowField: FieldValue] = [:], id: String = opportunity, name: String = "Birch - New",
    primarySA: String? = ada, owner: String? = sven
  ) throws -> WorkflowSubject {
    var subject = WorkflowSubject(
      kind: .opportunity, id: id, name: name, opportunity: SalesforceID(id))
    subject.primarySA = primarySA.flatMap { SalesforceID($0) }
    subject.owner = owner.flatMap { SalesforceID($0) }
    subject.values = [
      .opportunity: .text(name), .closed: .flag(false), .won: .flag(false), .professionalServices: .flag(false),
      .primarySA: directory.value(of: subject.primarySA), .owner: directory.value(of: subject.owner),
    ]
    for (field, value) in values { subject.values[field] = value.isBlank ? nil : value }
    if let number = subject.values[.stage], case .number(let stage) = number {
      subject.values[.stageName] = .text("\(Int(stage))-Stage")
    }
    return subject
  }

  func facts(
    present: [WorkflowSubject] = [], created: [WorkflowSubject] = [], changed: [WorkflowFacts.Change] = []
  ) -> WorkflowFacts {
    var facts = WorkflowFacts()
    facts.directory = directory
    facts.present = present
    facts.created = created
    facts.changed = changed
    return facts
  }

  static func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }
  static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  /// The shipped workflow, switched on.
  static func shipped(_ ref: String) throws -> Workflow {
    var workflow = try #require(ShippedWorkflows.all.first { $0.ref == ref })
    workflow.isEnabled = true
    return workflow
  }

  /// Whom a shipped workflow tells.
  func told(by ref: String, _ facts: WorkflowFacts, at now: String) throws -> [String] {
    let evaluation = WorkflowEvaluation([try Self.shipped(ref)], facts, at: try Self.instant(now))
    return evaluation.firings.map(\.recipient.description)
  }
}
