import SalesforceClient
import Testing
import TestServers

/// An org, to which two calls with a new contact each go, an opportunity's field, a contact role and a proof of value.
struct KilledSalesforce: KilledService {
  enum Way: String {
    /// The key of a task is an external id.
    case upsert
    /// The key is a plain text field: all is left to looking first.
    case text
  }

  let name: String
  let installation: Installation
  let expected: Set<String>
  private let way: Way
  private let forgets: Bool
  private let org: FakeOrg

  private static let opportunity = "006Tk0000000B04IAE"
  private static let account = "001Tk0000000B04IAE"
  private static let paula = "003Tk0000000BLTIA2"
  private static let mira = "003Tk0000000AefIAE"
  private static let start = "2026-02-03"

  /// - Parameter forgets: the control, an org that finds nothing again of what was created in it.
  init(_ way: Way, forgets: Bool = false) throws {
    self.way = way
    self.forgets = forgets
    name = "salesforce \(way)" + (forgets ? ", forgetful" : "")
    org = try FakeOrg()
    installation = try Installation(
      more: """
        salesforce:
          url: \(org.url)
          login: client_credentials
          client_id: 3MVG9.debrief
          ca_file: \(org.authority)
        """)
    installation.environment["DEBRIEF_SALESFORCE_CLIENT_SECRET"] = "s3cret"
    try installation.write("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", to: "calendars/ada.fern@tanuki.example.ics")
    try installation.must("run")
    // Nobody has a contact or a task there yet.
    try Self.prepare(org, way, forgets)
    for number in 0..<2 { try installation.logCall(number) }
    try installation.must(
      "opportunity", Self.opportunity, "--as", "ada.fern", "--evaluation-start", Self.start, "--pov", "Pilot",
      "--pov-start", Self.start, "--add-role", Self.mira, "--role", "Evaluator")
    let tasks = try installation.queued().filter { $0.hasPrefix("task/") }
    #expect(tasks.count == 2)
    // The outbox's key counts an activity's forms; the org's is the activity's own.
    expected = Set(tasks.map { "Task \($0.split(separator: "/")[1])" }).union([
      "Contact guest0@pepsilo.example", "Contact guest1@pepsilo.example", "Role \(Self.mira)", "POV Pilot",
      "Opportunity \(Self.start)",
    ])
  }

  func reset() throws { try Self.prepare(org, way, forgets) }

  private static func prepare(_ org: FakeOrg, _ way: Way, _ forgets: Bool) throws {
    try org.control("reset")
    try org.seed(
      "User", ["Id": "005Tk0000000AefIAE", "Name": "Ada Fern", "Email": "ada.fern@tanuki.example", "IsActive": true])
    try org.seed("Account", ["Id": .string(account), "Name": "Pepsilo Drinks"])
    for (id, name) in [(paula, "Finch"), (mira, "Okafor")] {
      try org.seed("Contact", ["Id": .string(id), "LastName": .string(name), "AccountId": .string(account)])
    }
    try org.seed(
      "Opportunity",
      [
        "Id": .string(opportunity), "Name": "Pepsilo - Renewal and Growth", "AccountId": .string(account),
        "StageName": "4-Proposal", "CloseDate": "2026-05-29",
      ])
    if way == .text {
      try org.control(
        "schema",
        [
          "object": "Task", "field": "Debrief_Key__c",
          "changes": ["externalId": false, "unique": false, "idLookup": false],
        ])
    }
    if forgets { try org.control("set", ["forgetful": true]) }
  }

  func effects() throws -> [String] {
    let records = try org.control("state")["records"]
    func texts(_ object: String, _ field: String) -> [String] {
      (records?[object]?.array ?? []).compactMap { $0[field]?.string }
    }
    return texts("Task", "Debrief_Key__c").map { "Task \($0)" }
      + texts("Contact", "Email").map { "Contact \($0)" }
      + texts("OpportunityContactRole", "ContactId").map { "Role \($0)" }
      + texts("POV__c", "Name").map { "POV \($0)" }
      + texts("Opportunity", "sa_validated_tech_evaluation_start_date__c").map { "Opportunity \($0)" }
  }
}
