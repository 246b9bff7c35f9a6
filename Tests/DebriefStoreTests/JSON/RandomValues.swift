import Addresses
import Calendars
import DebriefCore

@testable import DebriefStore

/// Values as calendars and CRMs may give them, the same for the same seed, and their texts, spoiled.
struct RandomValues {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state ^ state >> 33) >> 1) % limit
  }

  private mutating func chance() -> Bool { below(2) == 0 }
  private mutating func one<T>(of choices: [T]) -> T { choices[below(choices.count)] }
  private mutating func maybe<T>(_ value: T) -> T? { chance() ? value : nil }

  private static let texts = [
    "", "A", "=", "=A", "ACCEPTED", "Ana \"Lee\"", "a\\b/c", "\u{1F4DE}\n",
    "\u{0}\u{1}\u{8}\u{9}\u{b}\u{c}\r\u{1f}\u{7f}",
    "e\u{301}", "\u{feff}", "\u{2028}\u{2029}", "Zoë", "\u{10ffff}", "company.domains holds tanuki.example",
  ]

  mutating func text() -> String { one(of: Self.texts) + (chance() ? one(of: Self.texts) : "") }

  mutating func number() -> Int { one(of: [0, 1, -1, 9, 10, below(1_000_000), Int.max, Int.min]) }

  private mutating func list<T>(_ value: (inout Self) -> T) -> [T] { (0..<below(4)).map { _ in value(&self) } }

  mutating func ids() -> [SalesforceID] { list { $0.id() } }

  private mutating func id() -> SalesforceID {
    let characters = Array("09AZaz5mM")
    while true {
      if let id = SalesforceID("006" + String((0..<12).map { _ in one(of: characters) })) { return id }
    }
  }

  mutating func participants() -> [Participant] {
    list { values in
      let address = try? EmailAddress(parsing: values.one(of: ["ana@birch.example", "bo@tanuki.example"]))
      return Participant(
        address: values.chance() ? address : nil, written: values.chance() ? address?.key ?? "" : values.text(),
        name: values.maybe(values.text()), kind: values.one(of: Participant.Kind.allCases), basis: values.text(),
        participationStatus: values.maybe(values.text()), isOrganizer: values.chance(), isOwner: values.chance(),
        blockedBy: values.maybe(values.text()))
    }
  }

  mutating func report() -> SourceReport {
    var report = SourceReport()
    report.name = maybe(text())
    report.productID = maybe(text())
    report.events = number()
    report.eventsWithPeople = number()
    for reason in ReasonCode.allCases where chance() { report.setAside[reason.rawValue] = number() }
    report.expanded = number()
    report.refusedEvents = number()
    report.refused = items()
    report.warnings = items()
    return report
  }

  mutating func items() -> [SourceReport.Item] {
    list { .init(line: $0.maybe($0.number()), uid: $0.maybe($0.text()), message: $0.text(), isRemark: $0.chance()) }
  }

  mutating func match() -> Match {
    var match = Match(outcome: one(of: Match.Outcome.allCases))
    match.tier = maybe(one(of: Tier.allCases))
    match.opportunity = maybe(id())
    match.account = maybe(id())
    match.accountName = maybe(text())
    match.lead = maybe(id())
    match.decidedBy = maybe(one(of: TieBreak.allCases))
    match.candidates = list { $0.candidate() }
    match.evidence = list { $0.evidence() }
    match.findings = list { Finding(participant: $0.text(), nothing: $0.maybe($0.text())) }
    match.warnings = list {
      LookAlikeWarning(
        domain: $0.text(), account: $0.id(), accountName: $0.text(), accountDomain: $0.text(), likeness: $0.text())
    }
    return match
  }

  private mutating func candidate() -> Candidate {
    var standing = Standing()
    standing.roleHolders = number()
    standing.isLinkedByOrganizer = chance()
    standing.isPrimarySolutionArchitect = chance()
    standing.wasLoggedRecently = chance()
    standing.isTeamPresent = chance()
    standing.isInWorkingStage = chance()
    standing.daysToCloseDate = maybe(number())
    return Candidate(
      opportunity: id(), name: text(), account: maybe(id()), accountName: maybe(text()), stage: text(),
      closeDate: maybe(CivilDate(daysSinceEpoch: Int64(below(40_000)))), tier: one(of: Tier.allCases),
      standing: standing)
  }

  private mutating func evidence() -> Evidence {
    var evidence = Evidence(tier: one(of: Tier.allCases), participant: text())
    evidence.contact = maybe(id())
    evidence.contactName = maybe(text())
    evidence.field = maybe(text())
    evidence.lead = maybe(id())
    evidence.account = maybe(id())
    evidence.accountName = maybe(text())
    for opportunity in ids() { evidence.roles[opportunity] = text() }
    evidence.domain = maybe(text())
    evidence.domainBasis = maybe(text())
    evidence.opportunities = ids()
    evidence.notOpen = ids()
    evidence.isPartner = chance()
    return evidence
  }

  // MARK: Spoiling

  private static let tokens = [
    "null", "true", "false", "0", "-0", "007", "1.0", "1.5", "1e3", "-", "9223372036854775808", "\"\"", "\"b\"",
    "\"x\\u0041\"",
    "\"\\/\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\u000A\"", "\"\\u001f\"", "\"\\u007f\"", "\"\\x\"", "\"\t\"",
    "\"",
    "{", "}", "[", "]", ",", ":", " ", "\n", "{}", "[]", "\"zz\":1,", "\"b\":0,", "//", "\u{feff}", "\u{0}",
  ]

  /// The text with one to three of its tokens left out, doubled, exchanged or followed by another.
  mutating func spoiled(_ text: String) -> String {
    var tokens = Self.tokens(of: text)
    for _ in 0...below(3) where !tokens.isEmpty {
      let place = below(tokens.count)
      switch below(5) {
      case 0: tokens.remove(at: place)
      case 1: tokens.insert(tokens[place], at: place)
      case 2: tokens[place] = one(of: Self.tokens)
      case 3: tokens.insert(one(of: Self.tokens), at: place)
      default: tokens.swapAt(place, below(tokens.count))
      }
    }
    return tokens.joined()
  }

  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var (isInside, isEscaped) = (false, false)
    for scalar in text.unicodeScalars {
      if isInside {
        tokens[tokens.count - 1].unicodeScalars.append(scalar)
        isInside = scalar != "\"" || isEscaped
        isEscaped = scalar == "\\" && !isEscaped
      } else {
        tokens.append(String(scalar))
        isInside = scalar == "\""
      }
    }
    return tokens
  }
}
