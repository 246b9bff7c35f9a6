import Addresses
import Calendars

import Testing

@testable import DebriefCore

/// What is told, in which words, and what stands together.
@Suite("Messages of workflows") struct MessageTests {
  private func firing(
    _ ref: String, _ name: String = "Birch", group: String? = "006Tk0000000AefIAE", to recipient: String = "#emea",
    digest: Workflow.Digest = .opportunity, id: String? = nil
  ) -> Firing {
    var subject = WorkflowSubject(kind: .opportunity, id: id ?? group ?? name, name: name)
    subject.opportunity = group.flatMap { SalesforceID($0) }
    return Firing(
      key: "\(ref)|\(subject.id)|\(recipient)", workflow: ref, title: "About \(ref)", subject: subject, cause: "now",
      recipient: .channel(recipient), text: [.ours("says \(ref) of "), .theirs(name)], digest: digest)
  }

  private let other = "006Tk0000000B04IAE"

  @Test func oneAlertIsOneLine() {
    let entries = MessageDigest.entries(of: [firing("wf-10")])
    #expect(entries.map(\.message.plainText) == ["says wf-10 of Birch (wf-10)"])
    #expect(entries.first?.message.links == SalesforceID("006Tk0000000AefIAE").map { [.opportunity($0)] })
  }

  @Test func severalForOneRecipientAndOpportunityAreOneMessage() {
    let entries = MessageDigest.entries(of: [firing("wf-13"), firing("wf-10"), firing("wf-12")])
    #expect(entries.count == 1)
    #expect(entries.first?.message.workflow == "wf-10, wf-12, wf-13")
    #expect(
      entries.first?.message.plainText == """
        Birch
        - says wf-10 of Birch (wf-10)
        - says wf-12 of Birch (wf-12)
        - says wf-13 of Birch (wf-13)
        """)
    #expect(entries.first?.firings.count == 3)
  }

  @Test func otherRecipientsAndOtherOpportunitiesHaveTheirOwn() {
    let entries = MessageDigest.entries(of: [
      firing("wf-10"), firing("wf-10", to: "#apac"), firing("wf-10", "Alder", group: other),
    ])
    #expect(entries.map(\.message.recipient.description) == ["#apac", "#emea", "#emea"])
    #expect(Set(entries.map(\.key)).count == 3)
  }

  @Test func aDigestOfTheRecipientHoldsAllOfItsOpportunitiesAndWhatElseIsSaidOfThem() {
    let digest = [
      firing("wf-06", "Birch", digest: .recipient), firing("wf-06", "Alder", group: other, digest: .recipient),
    ]
    #expect(
      MessageDigest.entries(of: digest).map(\.message.plainText) == [
        "About wf-06\n- says wf-06 of Alder (wf-06)\n- says wf-06 of Birch (wf-06)"
      ])
    let both = MessageDigest.entries(of: digest + [firing("wf-15")])
    #expect(
      both.map(\.message.plainText) == [
        "Alder\n- says wf-06 of Alder (wf-06)\nBirch\n- says wf-06 of Birch (wf-06)\n- says wf-15 of Birch (wf-15)"
      ])
  }

  @Test func whatIsActedUponStandsAloneUnlessItIsAFlood() {
    func prompts(_ count: Int) -> [Firing] {
      (0..<count).map { firing("wf-01", "Review \($0)", digest: .none, id: "p\($0)") }
    }
    let most = MessageDigest.mostSingle
    #expect(MessageDigest.entries(of: prompts(most) + [firing("wf-11", digest: .recipient)]).count == most + 1)
    let flood = MessageDigest.entries(of: prompts(most + 1) + [firing("wf-11", digest: .recipient)])
    #expect(flood.count == 2)
    #expect(Set(flood.map(\.firings.count)) == [most + 1, 1])
  }

  @Test func aLongDigestGoesOnInTheNextMessage() {
    let firings = (0..<(2 * MessageDigest.longest + 1)).map {
      firing("wf-13", "Deal \($0)", group: nil, digest: .recipient)
    }
    let entries = MessageDigest.entries(of: firings)
    #expect(entries.map(\.firings.count) == [MessageDigest.longest, MessageDigest.longest, 1])
    #expect(Set(entries.flatMap(\.firings)).count == firings.count)
  }

  @Test(arguments: [
    "<!channel>", "<https://evil.example|Log call>", "*bold* _it_ `x`", "=HYPERLINK(\"x\")",
    "<script>alert(1)</script>",
    "{primary_sa}", "a\r\nTo: #general\nb", "\u{202E}gnp.exe", "\u{1B}[31mred", "\u{2028}line", "x\u{0}y",
  ]) func aStrangersTextIsMarkedAndStaysOneLineOfText(_ hostile: String) throws {
    var subject = WorkflowSubject(kind: .opportunity, id: "1", name: hostile)
    subject.values[.opportunity] = .text(hostile)
    let text = try WorkflowText("{opportunity} is late.")
    let parts = text.filled(for: subject, changes: [], .utc)
    #expect(parts.count == 2)
    #expect(parts.last == .ours(" is late."))
    guard case .theirs(let shown) = parts[0] else {
      Issue.record("not marked: \(parts)")
      return
    }
    for scalar in shown.unicodeScalars {
      let category = scalar.properties.generalCategory
      #expect(![.control, .format, .lineSeparator, .paragraphSeparator].contains(category), "\(scalar.value)")
    }
    // Everything that can be seen is there as it was written.
    let seen = hostile.unicodeScalars.filter {
      ![.control, .format, .lineSeparator].contains($0.properties.generalCategory)
    }
    #expect(shown.unicodeScalars.filter { $0 != " " }.elementsEqual(seen.filter { $0 != " " }))
  }

  @Test func aFieldIsNeverLongerThanAScreen() throws {
    var subject = WorkflowSubject(kind: .opportunity, id: "1", name: "x")
    subject.values[.opportunity] = .text(String(repeating: "🙂é", count: 5000))
    let parts = try WorkflowText("{opportunity}").filled(for: subject, changes: [], .utc)
    #expect(parts.map(\.text.count) == [300])
  }

  @Test func textsShowDaysAmountsAndWhatIsBlank() throws {
    var subject = WorkflowSubject(kind: .opportunity, id: "1", name: "x")
    let berlin = try #require(TimeCache().zone(named: "Europe/Berlin"))
    subject.values = [
      .value: .number(1_234_567.5), .amount: .number(20_000), .closeDate: FieldValue(CivilDate("2026-03-31")),
      .created: FieldValue(Instant("2026-03-31T22:30:00Z")), .closed: .flag(true),
    ]
    let text = try WorkflowText("{value} {amount} {close_date} {created} {closed} {primary_sa}")
    let shown = text.filled(for: subject, changes: [], berlin).map(\.text).joined()
    #expect(shown == "1,234,567.50 20,000 2026-03-31 2026-04-01 yes blank")
  }

  @Test func aChangeSaysFromWhatToWhat() throws {
    let text = try WorkflowText("{opportunity}: {change}.")
    var subject = WorkflowSubject(kind: .opportunity, id: "1", name: "Birch")
    subject.values[.opportunity] = .text("Birch")
    let changes = [
      FieldChange(field: .evaluationEnd, was: .blank, value: FieldValue(CivilDate("2026-03-30"))),
      FieldChange(field: .evaluationCloseStatus, was: .text("Stalled"), value: .text("Win")),
    ]
    let shown = text.filled(for: subject, changes: changes, .utc).map(\.text).joined()
    #expect(
      shown == "Birch: evaluation end is now 2026-03-30 (was blank), evaluation close status is now Win (was Stalled).")
  }

  @Test func textsWithUnknownFieldsAreRefused() {
    #expect(throws: WorkflowFault.noField("oportunity")) { try WorkflowText("{oportunity}") }
    #expect(throws: WorkflowFault.unclosed("opportunity")) { try WorkflowText("a {opportunity") }
  }
}
