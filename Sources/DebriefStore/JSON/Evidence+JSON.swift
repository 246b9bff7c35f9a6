import Calendars
import DebriefCore

extension Evidence: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("account", account)
      json.field("accountName", accountName)
      json.field("contact", contact)
      json.field("contactName", contactName)
      json.field("domain", domain)
      json.field("domainBasis", domainBasis)
      json.field("field", field)
      json.field("isPartner", isPartner)
      json.field("lead", lead)
      json.field("notOpen", notOpen)
      json.field("opportunities", opportunities)
      json.field("participant", participant)
      json.field("roles", Roles(roles))
      json.field("tier", tier.rawValue)
    }
  }

  init(from json: inout JSONReader) throws(Unfamiliar) {
    var evidence = Evidence(tier: .suggestion, participant: "")
    var (tier, participant, isPartner): (Tier?, String?, Bool?)
    var (opportunities, notOpen): ([SalesforceID]?, [SalesforceID]?)
    var roles: Roles?
    try json.object { (key, json) throws(Unfamiliar) in
      switch key {
      case "account": evidence.account = try json.value()
      case "accountName": evidence.accountName = try json.value()
      case "contact": evidence.contact = try json.value()
      case "contactName": evidence.contactName = try json.value()
      case "domain": evidence.domain = try json.value()
      case "domainBasis": evidence.domainBasis = try json.value()
      case "field": evidence.field = try json.value()
      case "isPartner": isPartner = try json.value()
      case "lead": evidence.lead = try json.value()
      case "notOpen": notOpen = try json.value()
      case "opportunities": opportunities = try json.value()
      case "participant": participant = try json.value()
      case "roles": roles = try json.value()
      case "tier": tier = try Tier(rawValue: try json.string()).required()
      default: throw Unfamiliar()
      }
    }
    evidence.tier = try tier.required()
    evidence.participant = try participant.required()
    evidence.isPartner = try isPartner.required()
    evidence.opportunities = try opportunities.required()
    evidence.notOpen = try notOpen.required()
    evidence.roles = try roles.required().values
    self = evidence
  }

  /// The role by opportunity.
  private struct Roles: PlainJSON {
    var values: [SalesforceID: String]

    init(_ values: [SalesforceID: String]) { self.values = values }

    func write(to json: inout JSONWriter) {
      json.object { json in
        for (opportunity, role) in values.sorted(by: { $0.key < $1.key }) { json.field(opportunity.description, role) }
      }
    }

    init(from json: inout JSONReader) throws(Unfamiliar) {
      var values: [SalesforceID: String] = [:]
      try json.object { (key, json) throws(Unfamiliar) in
        // One opportunity may have been written in two ways.
        let opportunity = try SalesforceID(key).required()
        guard values.updateValue(try json.string(), forKey: opportunity) == nil else { throw Unfamiliar() }
      }
      self.values = values
    }
  }
}

extension Candidate: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("account", account)
      json.field("accountName", accountName)
      json.field("closeDate", closeDate?.description)
      json.field("name", name)
      json.field("opportunity", opportunity)
      json.field("stage", stage)
      json.field("standing", standing)
      json.field("tier", tier.rawValue)
    }
  }

  init(from json: inout JSONReader) throws(Unfamiliar) {
    var (account, opportunity): (SalesforceID?, SalesforceID?)
    var (accountName, name, stage): (String?, String?, String?)
    var closeDate: CivilDate?
    var (standing, tier): (Standing?, Tier?)
    try json.object { (key, json) throws(Unfamiliar) in
      switch key {
      case "account": account = try json.value()
      case "accountName": accountName = try json.value()
      case "closeDate": closeDate = try CivilDate(try json.string()).required()
      case "name": name = try json.value()
      case "opportunity": opportunity = try json.value()
      case "stage": stage = try json.value()
      case "standing": standing = try json.value()
      case "tier": tier = try Tier(rawValue: try json.string()).required()
      default: throw Unfamiliar()
      }
    }
    self.init(
      opportunity: try opportunity.required(), name: try name.required(), account: account, accountName: accountName,
      stage: try stage.required(), closeDate: closeDate, tier: try tier.required(), standing: try standing.required())
  }
}

extension Standing: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("daysToCloseDate", daysToCloseDate)
      json.field("isInWorkingStage", isInWorkingStage)
      json.field("isLinkedByOrganizer", isLinkedByOrganizer)
      json.field("isPrimarySolutionArchitect", isPrimarySolutionArchitect)
      json.field("isTeamPresent", isTeamPresent)
      json.field("roleHolders", roleHolders)
      json.field("wasLoggedRecently", wasLoggedRecently)
    }
  }

  init(from json: inout JSONReader) throws(Unfamiliar) {
    var standing = Standing()
    var keys = 0
    try json.object { (key, json) throws(Unfamiliar) in
      keys += 1
      switch key {
      case "daysToCloseDate": standing.daysToCloseDate = try json.value()
      case "isInWorkingStage": standing.isInWorkingStage = try json.value()
      case "isLinkedByOrganizer": standing.isLinkedByOrganizer = try json.value()
      case "isPrimarySolutionArchitect": standing.isPrimarySolutionArchitect = try json.value()
      case "isTeamPresent": standing.isTeamPresent = try json.value()
      case "roleHolders": standing.roleHolders = try json.value()
      case "wasLoggedRecently": standing.wasLoggedRecently = try json.value()
      default: throw Unfamiliar()
      }
    }
    // All but the days are always there.
    guard keys == (standing.daysToCloseDate == nil ? 6 : 7) else { throw Unfamiliar() }
    self = standing
  }
}
