import Addresses
import Calendars
import DebriefCore

extension Match: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("account", account)
      json.field("accountName", accountName)
      json.field("candidates", candidates)
      json.field("decidedBy", decidedBy?.rawValue)
      json.field("evidence", evidence)
      json.field("findings", findings)
      json.field("lead", lead)
      json.field("opportunity", opportunity)
      json.field("outcome", outcome.rawValue)
      json.field("tier", tier?.rawValue)
      json.field("warnings", warnings)
    }
  }

  init(from json: inout JSONReader) throws(Unfamiliar) {
    var match = Match(outcome: .unmatched)
    var (outcome, candidates): (Outcome?, [Candidate]?)
    var (evidence, findings, warnings): ([Evidence]?, [Finding]?, [LookAlikeWarning]?)
    try json.object { (key, json) throws(Unfamiliar) in
      switch key {
      case "account": match.account = try json.value()
      case "accountName": match.accountName = try json.value()
      case "candidates": candidates = try json.value()
      case "decidedBy": match.decidedBy = try TieBreak(rawValue: try json.string()).required()
      case "evidence": evidence = try json.value()
      case "findings": findings = try json.value()
      case "lead": match.lead = try json.value()
      case "opportunity": match.opportunity = try json.value()
      case "outcome": outcome = try Outcome(rawValue: try json.string()).required()
      case "tier": match.tier = try Tier(rawValue: try json.string()).required()
      case "warnings": warnings = try json.value()
      default: throw Unfamiliar()
      }
    }
    match.outcome = try outcome.required()
    match.candidates = try candidates.required()
    match.evidence = try evidence.required()
    match.findings = try findings.required()
    match.warnings = try warnings.required()
    self = match
  }
}

extension Finding: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("nothing", nothing)
      json.field("participant", participant)
    }
  }

  init(from json: inout JSONReader) throws(Unfamiliar) {
    var (nothing, participant): (String?, String?)
    try json.object { (key, json) throws(Unfamiliar) in
      switch key {
      case "nothing": nothing = try json.value()
      case "participant": participant = try json.value()
      default: throw Unfamiliar()
      }
    }
    self.init(participant: try participant.required(), nothing: nothing)
  }
}

extension LookAlikeWarning: PlainJSON {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("account", account)
      json.field("accountDomain", accountDomain)
      json.field("accountName", accountName)
      json.field("domain", domain)
      json.field("likeness", likeness)
    }
  }

  init(from json: inout JSONReader) throws(Unfamiliar) {
    var account: SalesforceID?
    var (accountDomain, accountName, domain, likeness): (String?, String?, String?, String?)
    try json.object { (key, json) throws(Unfamiliar) in
      switch key {
      case "account": account = try json.value()
      case "accountDomain": accountDomain = try json.value()
      case "accountName": accountName = try json.value()
      case "domain": domain = try json.value()
      case "likeness": likeness = try json.value()
      default: throw Unfamiliar()
      }
    }
    self.init(
      domain: try domain.required(), account: try account.required(), accountName: try accountName.required(),
      accountDomain: try accountDomain.required(), likeness: try likeness.required())
  }
}
