import Addresses
import Calendars

@testable import DebriefCore

extension World {
  /// Builds the world of a situation; the lines that say what must come of it are left over.
  init(_ situation: Situation) throws {
    self.init()
    let lines = situation.lines.filter { !$0.hasPrefix("=>") }
    // Users first, so that "sa=ada" and "owner=sam" find them.
    for line in lines { try readUsers(SituationLine(line)) }
    try addUser("ada")
    var inviteMe = true
    for line in lines where try !read(SituationLine(line)) { inviteMe = false }
    if details.organizer == nil { details.organizer = CalendarUser(email: Self.me) }
    if inviteMe, !details.attendees.contains(where: { $0.email == Self.me }) {
      details.attendees.append(Self.user(Self.me, status: "ACCEPTED"))
    }
  }

  static func user(_ email: String, status: String? = nil) -> CalendarUser {
    var user = CalendarUser(email: email)
    user.participationStatus = status
    return user
  }

  /// `ada` is ada@tanuki.example.
  private mutating func addUser(_ name: String) throws {
    let id = try id("005", name)
    guard !users.contains(where: { $0.id == id }) else { return }
    var user = CRMUser(id: id, name: name)
    user.email = name.contains("@") ? name : "\(name)@tanuki.example"
    users.append(user)
  }

  private mutating func readUsers(_ line: SituationLine) throws {
    for key in ["sa", "owner", "by"] {
      if let name = line.options[key] { try addUser(name) }
    }
  }

  /// - Returns: false where the line keeps the SA out of the guest list.
  private mutating func read(_ input: SituationLine) throws -> Bool {
    var line = input
    switch line.verb {
    case "account": try readAccount(&line)
    case "opportunity": try readOpportunity(&line)
    case "contact": try readContact(&line)
    case "lead": try readLead(&line)
    case "task":
      var task = LoggedTask(id: try id("00T", "\(tasks.count)"))
      task.ownerID = try line.option("by").map { try id("005", $0) }
      task.whatID = try line.option("on").map { try id("006", $0) }
      task.activityDate = try line.option("day").map(date)
      tasks.append(task)
    case "rule": try readRule(&line)
    case "guest": details.attendees.append(try readGuest(&line))
    case "organizer": details.organizer = try readGuest(&line)
    case "me": details.attendees.append(Self.user(Self.me, status: try line.word().uppercased()))
    case "also": also.append(try EmailAddress(parsing: try line.word()))
    case "inside": internalAddresses.insert(try EmailAddress(parsing: try line.word()))
    case "not-a-guest": return false
    case "class": details.classification = try line.word()
    case "status": details.status = try line.word()
    case "all-day": isAllDay = true
    case "link": details.recordLinks.append(try id("006", try line.word()).description)
    case "left-out": details.attendeesLeftOut = Int(try line.word()) ?? 0
    case "setting": try readSettings(&line)
    default: throw SituationError("no such verb: \(line.verb)")
    }
    try line.end()
    return true
  }

  private mutating func readAccount(_ line: inout SituationLine) throws {
    let name = try line.word()
    var account = Account(id: try id("001", name), name: name)
    account.website = line.option("web")
    account.domainFields = line.option("fields")?.split(separator: ",").map(String.init) ?? []
    account.parentID = try line.option("parent").map { try id("001", $0) }
    account.ownerID = try line.option("owner").map { try id("005", $0) }
    account.masterRecordID = try line.option("into").map { try id("001", $0) }
    accounts.append(account)
  }

  private mutating func readOpportunity(_ line: inout SituationLine) throws {
    let name = try line.word()
    var opportunity = Opportunity(
      id: try id("006", name), name: name, stage: line.option("stage") ?? "3-Technical")
    if line.flag("of") { opportunity.accountID = try id("001", try line.word()) }
    opportunity.createdAt = Instant("\(line.option("created") ?? "2026-01-01")T00:00:00Z")
    let closes = line.option("closes") ?? "2026-06-01"
    opportunity.closeDate = closes == "never" ? nil : try date(closes)
    opportunity.isClosed = line.flag("closed")
    opportunity.ownerID = try line.option("owner").map { try id("005", $0) }
    opportunity.primarySolutionArchitectID = try line.option("sa").map { try id("005", $0) }
    opportunity.lastStageChangeAt = line.option("moved").flatMap { Instant("\($0)T08:00:00Z") }
    opportunities.append(opportunity)
  }

  private mutating func readContact(_ line: inout SituationLine) throws {
    let address = try line.word()
    var contact = Contact(id: try id("003", line.option("id") ?? address), name: line.option("name") ?? address)
    if address != "-" { contact.addresses.append(.init(field: "Email", value: address)) }
    if line.flag("of") { contact.accountID = try id("001", try line.word()) }
    contact.masterRecordID = try line.option("into").map { try id("003", $0) }
    for name in line.option("roles")?.split(separator: ",") ?? [] {
      let opportunity = try id("006", String(name))
      roles.append(
        ContactRole(
          id: try id("00K", "\(contact.id)\(name)"), opportunityID: opportunity, contactID: contact.id))
    }
    for (field, value) in line.rest().sorted(by: { $0.key < $1.key }) {
      guard field.hasSuffix("__c") else { throw SituationError("no such field: \(field)") }
      contact.addresses.append(.init(field: field, value: value))
    }
    contacts.append(contact)
  }

  private mutating func readLead(_ line: inout SituationLine) throws {
    let address = try line.word()
    var lead = Lead(id: try id("00Q", line.option("id") ?? address), name: address)
    lead.email = address
    lead.isConverted = line.flag("converted")
    lead.convertedContactID = try line.option("contact").map { try id("003", $0) }
    lead.convertedAccountID = try line.option("account").map { try id("001", $0) }
    leads.append(lead)
  }

  private mutating func readRule(_ line: inout SituationLine) throws {
    let name = try line.word()
    guard let kind = Rule.Kind(rawValue: name) else { throw SituationError("no such rule: \(name)") }
    let subject = try line.word()
    var rule = Rule(
      kind: kind,
      subject: subject.contains("@")
        ? .address(try EmailAddress(parsing: subject)) : .domain(try HostName(parsing: subject)),
      reason: "agreed", line: rules.count + 1)
    rule.account = try line.option("account").map { try id("001", $0) }
    rule.from = try line.option("from").map(date)
    rule.until = try line.option("until").map(date)
    rules.append(rule)
  }

  private func readGuest(_ line: inout SituationLine) throws -> CalendarUser {
    let address = try line.word()
    var user = CalendarUser(email: address == "-" ? nil : address)
    user.uri = line.option("uri")
    user.userType = line.option("type")
    user.commonName = line.option("name")
    for status in ["accepted", "declined", "tentative"] where line.flag(status) {
      user.participationStatus = status.uppercased()
    }
    return user
  }

  private mutating func readSettings(_ line: inout SituationLine) throws {
    for (key, value) in line.rest() {
      switch key {
      case "known-contacts": matching.usesKnownContacts = value != "off"
      case "grace-before": matching.graceBeforeCreation = (Int64(value) ?? 0) * 86_400
      case "grace-after": matching.graceDaysAfterClose = Int(value) ?? 0
      case "logged-within": matching.loggedWithinDays = Int(value) ?? 0
      case "private": meetings.privateEvents = MeetingSettings.PrivateEvents(rawValue: value) ?? .skip
      case "all-day": meetings.allDay = MeetingSettings.AllDay(rawValue: value) ?? .skip
      default: throw SituationError("no such setting: \(key)")
      }
    }
  }

  private func date(_ text: String) throws -> CivilDate {
    guard let date = CivilDate(text) else { throw SituationError("no day: \(text)") }
    return date
  }
}
