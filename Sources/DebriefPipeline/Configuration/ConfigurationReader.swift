import Addresses
import CRM
import Calendars
import DebriefCore
import Yams

extension Configuration {
  /// Reads the text of a configuration; all that is wrong with it comes in one error.
  ///
  /// - Parameter path: where the text comes from, for messages and for relative paths in it.
  package init(yaml text: String, path: String) throws(ConfigurationError) {
    let problems = ConfigurationProblems()
    self = try Self.read(text, path: path, problems: problems)
    if !problems.all.isEmpty {
      throw ConfigurationError(path: path, problems: problems.all.sorted { ($0.line, $0.key) < ($1.line, $1.key) })
    }
  }

  /// Every key that a configuration may have, lists as `rules[].kind`.
  package static func knownKeys() throws -> Set<String> {
    let problems = ConfigurationProblems()
    // One item in each list, so that the keys of the items are asked for, too.
    _ = try read(
      """
      {regions: [{}], solution_architects: [{}], calendars: [{}], rules: [{}], workflows: [{}],
      activities: {templates: [{}], keywords: [{}]}}
      """,
      path: "keys", problems: problems)
    return problems.knownKeys
  }

  private static func read(
    _ text: String, path: String, problems: ConfigurationProblems
  ) throws(ConfigurationError) -> Configuration {
    let root = ConfigurationSection(
      try ConfigurationFile.compose(text, path: path), path: "", line: 1, problems: problems)
    var configuration = Configuration()
    configuration.path = path
    configuration.readGeneral(root)
    configuration.readPeople(root)
    configuration.readCalendars(root)
    configuration.readFeeds(root.section("feeds"))
    configuration.readCRM(root.section("crm"))
    configuration.readMeetings(root.section("meetings"))
    configuration.readPrompts(root.section("prompts"))
    configuration.checkRetention(root)
    configuration.readMatching(root.section("matching"))
    configuration.rules = root.sections("rules").compactMap(rule)
    configuration.readActivities(root.section("activities"))
    configuration.readSalesforce(root.section("salesforce"))
    configuration.readDeliveries(root.section("deliveries"))
    configuration.readWorkflows(root)
    configuration.readWeb(root.section("web"))
    configuration.readSlack(root.section("slack"))
    configuration.readLimits(root.section("limits"))
    root.refuseUnknownKeys()
    return configuration
  }

  private mutating func readGeneral(_ root: ConfigurationSection) {
    stateFolder = resolved(root.string("state") ?? ".debrief")
    timeZone = Self.timeZone(root) ?? timeZone
    retention = root.duration("retention")
    publicSuffixFile = root.string("public_suffix_list").map(resolved)
  }

  private static func timeZone(_ section: ConfigurationSection) -> String? {
    guard let name = section.string("time_zone") else { return nil }
    if TimeCache().zone(named: name) != nil { return name }
    section.problem("\"\(name)\" is no IANA time zone, such as Europe/Berlin", at: "time_zone")
    return nil
  }

  private mutating func readRegions(_ root: ConfigurationSection) {
    for section in root.sections("regions") {
      let name = section.string("name")
      let region = Region(
        name: name ?? "", timeZone: Self.timeZone(section), channel: section.string("channel"),
        owners: section.values("owners", EmailAddress.init(parsing:)) ?? [])
      section.refuseUnknownKeys()
      if region.name.isEmpty {
        section.problem("a region needs a name", at: "name")
      } else if regions.contains(where: { $0.name == region.name }) {
        section.problem("\(region.name) stands here twice", at: "name")
      } else {
        regions.append(region)
      }
    }
  }

  private mutating func readPeople(_ root: ConfigurationSection) {
    let company = root.section("company")
    internalDomains = company.values("domains", HostName.init(parsing:)) ?? []
    internalAddresses = company.values("addresses", EmailAddress.init(parsing:)) ?? []
    if internalDomains.isEmpty, company.has("domains") || !root.sections("solution_architects").isEmpty {
      company.problem("name at least one domain of your own: without it everybody is external", at: "domains")
    }
    company.refuseUnknownKeys()
    admins = root.values("admins", EmailAddress.init(parsing:)) ?? []
    readRegions(root)
    for section in root.sections("solution_architects") {
      guard let email = section.value("email", EmailAddress.init(parsing:)) else {
        if !section.has("email") { section.problem("an SA needs an e-mail address", at: "email") }
        _ = Self.profile(section)
        continue
      }
      if solutionArchitects.contains(where: { $0.owns(email) }) {
        section.problem("\(email.key) is another SA's address already", at: "email")
      }
      var architect = SolutionArchitect(email: email)
      architect.profile = Self.profile(section)
      if let name = architect.profile.region, region(of: architect) == nil, !regions.isEmpty {
        section.problem(
          "\"\(name)\" is not among regions\(didYouMean(name, among: regions.map(\.name)))", at: "region")
      }
      solutionArchitects.append(architect)
    }
  }

  private static func profile(_ section: ConfigurationSection) -> SolutionArchitect.Profile {
    var profile = SolutionArchitect.Profile()
    profile.name = section.string("name")
    profile.also = section.values("also", EmailAddress.init(parsing:)) ?? []
    profile.team = section.string("team")
    profile.region = section.string("region")
    profile.manager = section.value("manager", EmailAddress.init(parsing:))
    profile.timeZone = timeZone(section)
    profile.promptTime = section.choice("prompt", of: SolutionArchitect.PromptTime.self) ?? .after
    section.refuseUnknownKeys()
    return profile
  }

  private mutating func readCalendars(_ root: ConfigurationSection) {
    for section in root.sections("calendars") {
      let path = section.string("path")
      let owner = section.value("owner", EmailAddress.init(parsing:))
      let feed = feed(section, owner: owner)
      section.refuseUnknownKeys()
      guard feed != nil || path?.isEmpty == false else {
        if !section.has("url"), !section.has("url_env"), !section.has("url_file") {
          section.problem("a calendar needs a path (a file, a folder, a glob or a .zip) or a url", at: "path")
        }
        continue
      }
      if let owner, !solutionArchitects.contains(where: { $0.owns(owner) }) {
        section.problem("\(owner.key) is not among solution_architects", at: "owner")
      }
      calendars.append(
        CalendarSource(
          path: feed.map(feedPath) ?? resolved(path ?? ""), owner: owner,
          line: section.line(of: feed == nil ? "path" : "url"), feed: feed))
    }
  }

  private mutating func readCRM(_ section: ConfigurationSection) {
    crm.snapshot = section.string("snapshot").map(resolved)
    crm.readsSalesforce = section.bool("salesforce") ?? crm.readsSalesforce
    if crm.readsSalesforce, crm.snapshot != nil {
      section.problem("the snapshot comes from files or from Salesforce: give one of the two", at: "salesforce")
    }
    crm.maxShrinkPercent = section.int("max_shrink_percent", in: 0...100) ?? crm.maxShrinkPercent
    crm.maxAge = section.duration("max_age") ?? crm.maxAge
    crm.dateOrder = section.choice("date_order", of: DateOrder.self)
    if let fields = section.strings("contact_email_fields") { crm.fields.contactEmailFields = fields }
    if let fields = section.strings("account_domain_fields") { crm.fields.accountDomainFields = fields }
    for (key, column, line) in section.pairs("fields") {
      if FieldMap.keys.contains(key) {
        crm.fields.overrides[key] = column
      } else {
        section.problems.add(
          "is no field of Debrief's\(didYouMean(key, among: FieldMap.keys))", line: line, key: "crm.fields.\(key)")
      }
    }
    section.refuseUnknownKeys()
  }

  private mutating func readMeetings(_ section: ConfigurationSection) {
    meetings.since = section.duration("since") ?? meetings.since
    meetings.horizon = section.duration("horizon") ?? meetings.horizon
    meetings.settle = section.duration("settle") ?? meetings.settle
    meetings.lead = section.duration("lead") ?? meetings.lead
    meetings.privateEvents =
      section.choice("private_events", of: MeetingSettings.PrivateEvents.self) ?? meetings.privateEvents
    meetings.allDay = section.choice("all_day", of: MeetingSettings.AllDay.self) ?? meetings.allDay
    section.refuseUnknownKeys()
  }

  private mutating func readPrompts(_ section: ConfigurationSection) {
    prompts.expireAfter = section.duration("expire_after") ?? prompts.expireAfter
    if prompts.expireAfter <= meetings.since {
      section.problem(
        "must be longer than meetings.since, or prompts would expire as they are made", at: "expire_after")
    }
    section.refuseUnknownKeys()
  }

  private func checkRetention(_ root: ConfigurationSection) {
    guard let retention, retention <= prompts.expireAfter else { return }
    root.problem(
      "must be longer than prompts.expire_after, or what is still open would be all that is left", at: "retention")
  }

  private mutating func readMatching(_ section: ConfigurationSection) {
    matching.usesKnownContacts = section.bool("known_contact") ?? matching.usesKnownContacts
    matching.graceBeforeCreation = section.duration("open_grace_before") ?? matching.graceBeforeCreation
    matching.graceDaysAfterClose =
      section.duration("open_grace_after").map { Int($0 / 86_400) } ?? matching.graceDaysAfterClose
    matching.loggedWithinDays = section.duration("logged_within").map { Int($0 / 86_400) } ?? matching.loggedWithinDays
    if let stages = section.strings("working_stages") {
      matching.workingStages = Set(stages.compactMap(stageNumber))
      if stages.contains(where: { stageNumber($0) == nil }) {
        section.problem("a stage begins with its number: 3 or 3-Technical Evaluation", at: "working_stages")
      }
    }
    section.refuseUnknownKeys()
  }

  /// A path as seen from the configuration's folder.
  func resolved(_ relative: String) -> String {
    guard !relative.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return relative }
    return path[...slash] + relative
  }
}
