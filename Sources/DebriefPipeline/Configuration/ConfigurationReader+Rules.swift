import Addresses
import Calendars
import DebriefCore

extension Configuration {
  /// Reads one entry of `rules`; nil where it is wrong, and the problem is noted.
  static func rule(_ section: ConfigurationSection) -> Rule? {
    defer { section.refuseUnknownKeys() }
    let kind = section.choice("kind", of: Rule.Kind.self)
    if kind == nil, !section.has("kind") { section.problem("a rule needs a kind", at: "kind") }
    let domain = section.value("domain", HostName.init(parsing:))
    let address = section.value("address", EmailAddress.init(parsing:))
    let account = section.value("account") { text throws(InvalidValue) in
      guard let id = SalesforceID(text), id.keyPrefix == "001" else {
        throw InvalidValue("\"\(text)\" is no account id: 15 or 18 characters that begin with 001")
      }
      return id
    }
    let from = section.value("from", day)
    let until = section.value("until", day)
    let reason = section.string("reason")
    if reason?.isEmpty ?? true { section.problem("a rule needs a reason: the next admin will ask", at: "reason") }
    if let from, let until, until < from { section.problem("ends before it begins", at: "until") }

    guard let kind else { return nil }
    if section.has("domain") == section.has("address") {
      section.problem("give either a domain or an address", at: "domain")
    }
    let needsAccount = kind == .alias || kind == .subsidiary
    if needsAccount != section.has("account") {
      section.problem(
        needsAccount ? "\(kind.rawValue) needs the account that it means" : "\(kind.rawValue) takes no account",
        at: "account")
    }
    guard let subject = domain.map(Rule.Subject.domain) ?? address.map(Rule.Subject.address),
      needsAccount == (account != nil)
    else { return nil }
    switch (kind, subject) {
    case (.sharedHost, .address), (.generic, .address), (.allow, .address):
      section.problem("\(kind.rawValue) is about a domain", at: "address")
    default: break
    }
    return Rule(
      kind: kind, subject: subject, account: account, reason: reason ?? "", from: from, until: until,
      line: section.line(of: "kind"))
  }

  private static func day(_ text: String) throws(InvalidValue) -> CivilDate {
    guard let date = CivilDate(text) else { throw InvalidValue("\"\(text)\" is no day: write 2026-11-21") }
    return date
  }
}

/// A value that does not say what its key needs; the text is the message.
struct InvalidValue: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
