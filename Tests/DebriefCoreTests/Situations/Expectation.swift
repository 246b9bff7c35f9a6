import Calendars
import Testing

@testable import DebriefCore

/// What must come of a situation. The lines after `=>`:
///
///     => matched Renewal                      the opportunity that is preselected
///     => ambiguous Renewal Upsell             the candidates, in any order ("-" for none)
///     => account_only Acme · lead_only · suggested Renewal · unmatched
///     => no prompt internal_only              the reason why there is none
///     => order Upsell Renewal                 the candidates, best first
///     => by primary_sa                        the question that told the first from the second
///     => evidence ana@acme.example domain account=Acme field=Email_2__c partner says=…
///     => no evidence lou@other.example says=generic
///     => warning Acme hyphen                  a look-alike that was not matched, and a word of its sentence
///     => kind bot@x.example automation
///     => flag probable_no_show
/// In `says`, `_` stands for a space.
struct Expectation {
  let world: World
  let situation: Situation

  func check() throws {
    let lines = situation.lines.filter { $0.hasPrefix("=>") }.map { String($0.dropFirst(3)) }
    guard let first = lines.first else { throw SituationError("nothing is expected") }
    let reason = try world.screened()
    if first.hasPrefix("no prompt") {
      #expect(reason?.rawValue == String(first.dropFirst("no prompt ".count)))
    } else {
      #expect(reason == nil, "there is no prompt: \(reason?.rawValue ?? "")")
    }
    let match = try world.match()
    for line in lines where !line.hasPrefix("no prompt") { try check(SituationLine(line), match) }
    #expect((match.opportunity != nil) == (match.outcome == .matched))
    #expect(
      !match.evidence.contains { $0.tier == .suggestion && match.outcome == .matched && match.tier == .suggestion })
  }

  private func check(_ input: SituationLine, _ match: Match) throws {
    var line = input
    switch line.verb {
    case "by": #expect(match.decidedBy?.rawValue == (try line.word()))
    case "order":
      #expect(match.candidates.map(\.name) == line.words)
      while !line.words.isEmpty { _ = try line.word() }
    case "tier": #expect(match.tier?.rawValue == (try line.word()))
    case "evidence": try checkEvidence(&line, match)
    case "no":
      _ = try line.word()
      let participant = try line.word()
      #expect(!match.evidence.contains { $0.participant == participant })
      let says = line.option("says")?.replacing("_", with: " ") ?? ""
      let finding = match.findings.first { $0.participant == participant }?.nothing
      // Whether a text contains the empty one depends on which library is asked.
      #expect(says.isEmpty || finding?.contains(says) == true, "it says: \(finding ?? "nothing")")
    case "warning":
      let account = try line.word()
      let warning = match.warnings.first { $0.accountName == account }
      #expect(warning != nil, "warnings: \(match.warnings.map(\.likeness))")
      while !line.words.isEmpty {
        let word = try line.word()
        #expect(warning?.likeness.contains(word) == true, "it says: \(warning?.likeness ?? "")")
      }
    case "kind":
      let address = try line.word()
      let kind = try line.word()
      let participant = try world.participants().first { ($0.address?.key ?? $0.written) == address }
      #expect(participant?.kind.rawValue == kind, "it is: \(participant?.kind.rawValue ?? "nobody")")
    case "flag":
      let flags = SeatFacts(
        title: nil, location: nil, start: world.occurrence.start, end: world.occurrence.end, startsAt: World.startsAt,
        endsAt: World.startsAt, timeZone: nil, participants: try world.participants(), recordLinks: []
      ).flags
      let flag = try line.word()
      #expect(flags.contains { $0.rawValue == flag }, "flags: \(flags.map(\.rawValue))")
    default: try checkOutcome(&line, match)
    }
    try line.end()
  }

  private func checkOutcome(_ line: inout SituationLine, _ match: Match) throws {
    guard let outcome = Match.Outcome(rawValue: line.verb) else { throw SituationError("no outcome: \(line.verb)") }
    #expect(match.outcome == outcome, "\(match.reasons)")
    var names: [String] = []
    while !line.words.isEmpty { names.append(try line.word()) }
    switch outcome {
    case .matched: #expect([match.opportunity.map(world.name)] == names)
    case .ambiguous, .suggested:
      if names != [] { #expect(match.candidates.map(\.name).sorted() == names.filter { $0 != "-" }.sorted()) }
    case .accountOnly: #expect([match.accountName] == names)
    case .leadOnly, .unmatched: #expect(names.isEmpty)
    }
  }

  private func checkEvidence(_ line: inout SituationLine, _ match: Match) throws {
    let participant = try line.word()
    let tier = try line.word()
    let field = line.option("field")
    let account = line.option("account")
    let says = line.option("says")?.replacing("_", with: " ")
    let isPartner = line.flag("partner")
    let fits = match.evidence.contains { evidence in
      evidence.participant == participant && evidence.tier.rawValue == tier && evidence.isPartner == isPartner
        && (field == nil || evidence.field == field) && (account == nil || evidence.accountName == account)
        && (says == nil || evidence.sentence.contains(says ?? ""))
    }
    #expect(fits, "evidence: \(match.evidence.map { "\($0.participant) \($0.tier.rawValue): \($0.sentence)" })")
  }
}
