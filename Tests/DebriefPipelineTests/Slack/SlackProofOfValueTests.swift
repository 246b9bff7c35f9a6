import CRM
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import SlackClient
import Testing

@testable import DebriefPipeline

/// A proof of value that the CRM has is found by its words, and changed in its form.
@Suite(.serialized) struct SlackProofOfValueTests {
  private let slack: SlackWorkspace
  private let pov = "a0XTk0000000B04MAE"

  init() throws {
    slack = try SlackWorkspace()
    let fixtures =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path + "/Fixtures"
    let reader = SnapshotReader(path: fixtures + "/crm/weekly", map: FieldMap(), dateOrder: nil)
    _ = try slack.store.importSnapshot(reader, maxShrinkPercent: 30, at: SlackWorkspace.clock)
  }

  private func known() throws -> (proof: CRMProofOfValue, opportunity: String) {
    let id = try #require(SalesforceID(pov))
    return try #require(try slack.store.proofOfValue(id: id))
  }

  private func command(_ text: String) throws -> SlackWorkspace.Reply {
    try slack.act("command", #"{"user": "U0ADA", "command": "/debrief", "text": "\#(text)"}"#)
  }

  private var queued: [ProofOfValue] {
    get throws {
      try slack.store.outboxRecords(in: [.queued], limit: 10).compactMap {
        if case .proofOfValue(let pov) = $0.entry.delivery { pov } else { nil }
      }
    }
  }

  @Test func theSearchLeadsToItsForm() throws {
    let known = try self.known()
    let found = try command("search \(known.proof.name)")
    #expect(found.complaints == [] && found.body.contains("pov_update") && found.body.contains(pov))
    // The answer itself stands in no channel: the same message in one has its button pressed.
    let message = try SlackForms(configuration: slack.configuration, store: slack.store).search(known.proof.name)
    let place = try slack.api.post(message, to: slack.api.openDirectMessages(with: "U0ADA"), key: "search")
    #expect(try slack.press("pov_update", in: (channel: place.channel, ts: place.ts)).complaints == [])
    let view = try #require(try slack.state().views.last)
    #expect(view.title.text == "Update Proof of Value")
    let words = view.blocks.map(\.words).joined(separator: "\n")
    let start = try #require(known.proof.start)
    #expect(words.contains(known.proof.name) && words.contains("Now: \(start)"))
  }

  @Test func whatIsLeftEmptyStaysAndWhatIsWrongComesBackAtItsField() throws {
    let known = try self.known().proof
    #expect(try command("pov update").complaints == [])
    let typed = try slack.act("suggest", #"{"user": "U0ADA", "block": "pov", "query": "\#(known.name)"}"#)
    #expect(typed.complaints == [] && typed.body.contains(pov))
    let nothing = try slack.submit(#"{"pov": "\#(pov)"}"#)
    #expect(nothing.complaints == [] && nothing.body.contains("\"pov\":\"nothing was changed\""))
    let late = try slack.submit(#"{"pov": "\#(pov)", "end": "2999-01-01", "status": "Win"}"#)
    #expect(late.complaints == [] && late.body.contains("\"status\":"))
    let gone = try slack.submit(#"{"pov": "a0XTk0000000ZZZIAE", "status": "Win"}"#)
    #expect(gone.complaints == [] && gone.body.contains("\"pov\":\"choose the proof of value\""))
    #expect(try queued == [])
    #expect(try slack.submit(#"{"pov": "\#(pov)", "end": "2026-03-31", "status": "Stalled"}"#).complaints == [])
    var expected = ProofOfValue(id: known.id, opportunity: known.opportunityID, name: known.name)
    expected.end = CivilDate("2026-03-31")
    expected.status = .stalled
    #expect(try queued == [expected])
  }

  @Test func somebodyWhomDebriefDoesNotKnowChangesNothing() throws {
    let reply = try slack.act("command", #"{"user": "U0GUEST", "command": "/debrief", "text": "pov update"}"#)
    #expect(reply.body.contains("does not know you"))
    #expect(try queued == [])
  }
}
