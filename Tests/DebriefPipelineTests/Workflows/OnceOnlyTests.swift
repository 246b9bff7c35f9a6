import Calendars
import DebriefCore
import DebriefStore
import GRDB
import Testing

@testable import DebriefPipeline

/// Each cause is told once to each recipient, over real snapshots and a real database that every run opens anew.
@Suite("Each cause once") struct OnceOnlyTests {
  let installation: WorkflowInstallation
  private let id = WorkflowWorld.opportunity

  init() throws { installation = try WorkflowInstallation() }

  private func set(_ values: [String: String]) { installation.opportunity(id, values) }
  private let start = "sa_validated_tech_evaluation_start_date__c"

  @Test func aFirstSnapshotHasNoChanges() throws {
    set([start: "2026-03-01", "StageName": "2-Scoping", "Amount": "50000", "solution_architect__c": WorkflowWorld.ada])
    #expect(try installation.told(at: "2026-03-31T05:00:00Z") == [])
  }

  @Test func aChangeIsToldOnceHoweverOftenItIsLookedAt() throws {
    try installation.run(at: "2026-03-31T05:00:00Z")
    set([start: "2026-03-30"])
    let message = "#sa-tech-eval-start: Birch - New: evaluation start is now 2026-03-30 (was blank). "
    #expect(try installation.told(at: "2026-03-31T05:15:00Z") == [message + "Primary SA: blank. (wf-03)"])
    for minute in ["15", "30", "45"] {
      #expect(try installation.told(at: "2026-03-31T05:\(minute):00Z", exporting: false) == [])
      // The same export, copied there again.
      #expect(try installation.told(at: "2026-03-31T05:\(minute):30Z") == [])
    }
    #expect(try installation.store().firings(workflow: "wf-03", record: id, limit: 9).count == 1)
  }

  @Test func anOldExportThatIsPutBackTellsNothingAndNeitherDoesTheNewOneAfterIt() throws {
    try installation.run(at: "2026-03-31T05:00:00Z")
    set([start: "2026-03-30"])
    #expect(try installation.told(at: "2026-03-31T05:15:00Z").count == 1)
    set([start: ""])
    #expect(try installation.told(at: "2026-03-31T05:30:00Z") == [])
    set([start: "2026-03-30"])
    #expect(try installation.told(at: "2026-03-31T05:45:00Z") == [])
    // A new export that holds what the newest one held.
    set(["Amount": "7"])
    #expect(try installation.told(at: "2026-03-31T06:00:00Z") == [])
  }

  @Test func aFieldThatIsChangedBackIsAChangeEachTime() throws {
    try installation.run(at: "2026-03-31T05:00:00Z")
    for (minute, (amount, day)) in [("15", ("1", "2026-03-30")), ("30", ("2", "")), ("45", ("3", "2026-03-30"))] {
      set(["Amount": amount, start: day])
      #expect(try installation.told(at: "2026-03-31T05:\(minute):00Z").count == 1, "\(minute)")
    }
  }

  @Test func aColumnThatAnExportLeavesOutForOnceChangesNothing() throws {
    for number in 10..<22 {
      installation.opportunity("006Tk00000000\(number)", ["Name": "Deal \(number)", start: "2026-03-01"])
    }
    set([start: "2026-03-01"])
    try installation.run(at: "2026-03-31T05:00:00Z")
    let columns = installation.columns
    installation.columns.removeAll { $0 == start }
    #expect(try installation.told(at: "2026-03-31T05:15:00Z") == [])
    installation.columns = columns
    set(["Amount": "1"])
    #expect(try installation.told(at: "2026-03-31T05:30:00Z") == [])
    // What did change in the meantime is told.
    set([start: "2026-03-02"])
    #expect(try installation.told(at: "2026-03-31T05:45:00Z").count == 1)
  }

  @Test func anOpportunityThatAnExportLeavesOutForOnceIsNotNewWhenItComesBack() throws {
    let other = "006Tk0000000B04IAE"
    installation.opportunity(other, ["Name": "Alder", "StageName": "2-Scoping", "Amount": "50000"])
    try installation.run(at: "2026-03-31T05:00:00Z")
    let kept = installation.opportunities[other]
    installation.opportunities[other] = nil
    #expect(try installation.told(at: "2026-03-31T05:15:00Z") == [])
    installation.opportunities[other] = kept
    set(["Amount": "1"])
    #expect(try installation.told(at: "2026-03-31T05:30:00Z") == [])
    // One that was never there is new, and in stage 2.
    installation.opportunity("006Tk0000000CNgIAM", ["Name": "Cedar", "StageName": "2-Scoping", "Amount": "20000.01"])
    #expect(
      try installation.told(at: "2026-03-31T05:45:00Z") == [
        "#stage-move-02: Sven Moor just moved Cedar to 2-Scoping, worth 20,000.01. (wf-08)"
      ])
  }

  @Test func aMoveOfStagesIsOneMoveAsLongAsTheCRMSaysSo() throws {
    set(["Amount": "50000"])
    try installation.run(at: "2026-03-31T05:00:00Z")
    let moved = ["StageName": "2-Scoping", "LastStageChangeDate": "2026-03-31T05:10:00.000Z"]
    set(moved)
    #expect(try installation.told(at: "2026-03-31T05:15:00Z").count == 1)
    // An export from before the move, told apart by something else, and the move once more.
    set(["StageName": "1-Discovery", "LastStageChangeDate": "2026-01-01T05:10:00.000Z", "Name": "Birch - Old"])
    #expect(try installation.told(at: "2026-03-31T05:30:00Z") == [])
    set(moved.merging(["Name": "Birch - Other"]) { $1 })
    #expect(try installation.told(at: "2026-03-31T05:45:00Z") == [])
    // A second move is another one.
    set(["StageName": "1-Discovery", "LastStageChangeDate": "2026-03-31T06:00:00.000Z"])
    try installation.run(at: "2026-03-31T06:15:00Z")
    set(["StageName": "2-Scoping", "LastStageChangeDate": "2026-03-31T06:20:00.000Z"])
    #expect(try installation.told(at: "2026-03-31T06:30:00Z").count == 1)
    // Another name of the same stage is no move.
    set(["StageName": "2 - Scoping and sizing"])
    #expect(try installation.told(at: "2026-03-31T06:45:00Z") == [])
  }

  @Test func aStateIsToldWhenItBeginsAndAgainOnlyWhenItBeginsAnew() throws {
    let lacking = ["StageName": "4-Proposal", "Amount": "10000", "solution_architect__c": ""]
    set(lacking)
    let message = "#emea: Birch - New is in 4-Proposal, is worth 10,000, and has no Primary SA. (wf-13)"
    #expect(try installation.told(at: "2026-03-31T04:00:00Z") == [message])
    set(["CloseDate": "2026-07-01"])
    #expect(try installation.told(at: "2026-03-31T04:15:00Z") == [])
    // A day begins.
    #expect(try installation.told(at: "2026-04-01T04:00:00Z", exporting: false) == [])
    set(["solution_architect__c": WorkflowWorld.ada])
    #expect(try installation.told(at: "2026-04-01T04:15:00Z") == [])
    set(["solution_architect__c": "", "Name": "Birch - Newer"])
    #expect(try installation.told(at: "2026-04-01T04:30:00Z").count == 1)
  }

  @Test func aStateOfAnOldExportBeginsNothing() throws {
    set(["StageName": "4-Proposal", "Amount": "10000"])
    #expect(try installation.told(at: "2026-03-31T04:00:00Z").count == 1)
    set(["solution_architect__c": WorkflowWorld.ada])
    #expect(try installation.told(at: "2026-03-31T04:15:00Z") == [])
    set(["solution_architect__c": ""])
    #expect(try installation.told(at: "2026-03-31T04:30:00Z") == [])
    set(["solution_architect__c": WorkflowWorld.ada])
    #expect(try installation.told(at: "2026-03-31T04:45:00Z") == [])
  }

  @Test func whatOverlapsIsOneDigestOfTheRecipientAndOpportunity() throws {
    set([
      "StageName": "3-Technical Evaluation", "Amount": "20000", "is_ps_opportunity__c": "true",
      "x3_technical_evaluation_date__c": "2026-03-24",
    ])
    let messages = try installation.run(at: "2026-03-31T06:00:00Z")  // 08:00 in Berlin
    #expect(messages.map(\.workflow) == ["wf-10, wf-12, wf-13"])
    #expect(messages.first?.lines.count == 4)
    #expect(messages.first?.links.count == 1)
    #expect(try installation.told(at: "2026-03-31T06:15:00Z") == [])
    // The daily one alone comes again.
    #expect(try installation.run(at: "2026-04-01T06:00:00Z").map(\.workflow) == ["wf-12"])
  }

  @Test func aRecordersCallIsToldWhenItAppears() throws {
    let call = [
      "OwnerId": WorkflowWorld.ada, "WhatId": id, "Subject": "Recorded: pricing", "ActivityDate": "2026-03-30",
      "Status": "Completed", "affectlayer__chorus_call_id__c": "c-1",
    ]
    installation.tasks = [call.merging(["Id": "00TTk0000000AefMAE"]) { $1 }]
    #expect(try installation.told(at: "2026-03-31T05:00:00Z") == [])
    installation.tasks.append(call.merging(["Id": "00TTk0000000B04MAE", "Subject": "Recorded: security"]) { $1 })
    var logged = call.merging(["Id": "00TTk0000000CNgMAM", "Subject": "Logged by hand"]) { $1 }
    logged["affectlayer__chorus_call_id__c"] = ""
    installation.tasks.append(logged)
    #expect(
      try installation.told(at: "2026-03-31T05:15:00Z") == [
        "#chorus-calls: Ada Fern had a recorded call about Birch - New: Recorded: security. (wf-09)"
      ])
    #expect(try installation.told(at: "2026-03-31T05:30:00Z") == [])
  }

  @Test func openTasksComeAtSixteen() throws {
    func task(_ id: String, _ subject: String, _ day: String, _ status: String) -> [String: String] {
      [
        "Id": id, "OwnerId": WorkflowWorld.ada, "WhatId": self.id, "Subject": subject, "ActivityDate": day,
        "Status": status,
      ]
    }
    installation.tasks = [
      task("00TTk0000000AefMAE", "Send the deck", "2026-03-31", "Not Started"),
      task("00TTk0000000B04MAE", "Call back", "2026-04-01", "Not Started"),
      task("00TTk0000000CNgMAM", "Done already", "2026-03-31", "Completed"),
    ]
    #expect(try installation.told(at: "2026-03-31T13:59:59Z") == [])
    #expect(
      try installation.told(at: "2026-03-31T14:00:00Z") == ["ada@tanuki.example: Send the deck, 2026-03-31 (wf-11)"])
    #expect(try installation.told(at: "2026-03-31T14:15:00Z") == [])
  }

  @Test func anUnansweredRequestIsToldAfterADay() throws {
    installation.more += "\nworkflows: [{ ref: sa-request, enabled: true }]"
    set(["sa_requested_at__c": "2026-03-30T10:00:00.000Z"])
    #expect(try installation.told(at: "2026-03-31T09:59:59Z") == [])
    #expect(
      try installation.told(at: "2026-03-31T10:00:00Z", exporting: false) == [
        "#emea: Sven Moor asked for an SA for Birch - New on 2026-03-30, and nobody has taken it yet. (sa-request)"
      ])
    #expect(try installation.told(at: "2026-03-31T11:00:00Z", exporting: false) == [])
  }

  @Test func withoutAWayOutNothingIsMadeAndNothingPilesUp() throws {
    installation.more = ""
    set(["StageName": "3-Technical Evaluation", "Amount": "10000"])
    try installation.run(at: "2026-03-31T05:00:00Z")
    set([start: "2026-03-30"])
    #expect(try installation.told(at: "2026-03-31T05:15:00Z") == [])
    #expect(try installation.store().workflowProgress().mark == nil)
    // Once there is one, what holds is told, and what happened before is not.
    installation.more = "messages: { files: true }"
    #expect(try installation.run(at: "2026-03-31T05:30:00Z").map(\.workflow) == ["wf-13"])
  }

  @Test func withMailAloneOnlyPeopleAndChannelsWithAnAddressAreTold() throws {
    installation.more = ""
    set(["StageName": "4-Proposal", "Amount": "10000", start: "2026-03-01", "is_ps_opportunity__c": "true"])
    let mail = "deliveries: { mail: { server: \"smtp://mail.example:587\", from: debrief@tanuki.example"
    installation.more = mail + " } }"
    #expect(try installation.run(at: "2026-03-31T05:00:00Z") == [])
    set(["solution_architect__c": WorkflowWorld.ada])
    #expect(try installation.run(at: "2026-03-31T05:15:00Z").map(\.workflow) == ["wf-06"])
    set(["solution_architect__c": "", "Name": "Birch - Newer"])
    installation.more = mail + ", channels: { \"#emea\": emea@tanuki.example } } }"
    #expect(try installation.run(at: "2026-03-31T05:30:00Z").map(\.workflow) == ["wf-10, wf-13"])
  }

  @Test func whatIsWrittenBesideAMessageIsWrittenWithItOrNotAtAll() throws {
    set(["StageName": "3-Technical Evaluation", "Amount": "10000"])
    let store = try installation.store()
    try store.writer.write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER full BEFORE INSERT ON workflowStanding BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
          """)
    }
    #expect(throws: (any Error).self) { try installation.run(at: "2026-03-31T05:00:00Z") }
    #expect(try store.outboxCounts().isEmpty)
    #expect(try store.firings(workflow: nil, record: nil, limit: 9).isEmpty)
    try store.writer.write { try $0.execute(sql: "DROP TRIGGER full") }
    #expect(try installation.told(at: "2026-03-31T05:15:00Z", exporting: false).count == 1)
  }

  @Test func anIdleRunWritesNothing() throws {
    try installation.run(at: "2026-03-31T05:00:00Z")
    let before = try installation.store().workflowProgress().mark
    try installation.run(at: "2026-03-31T05:05:00Z", exporting: false)
    #expect(try installation.store().workflowProgress().mark == before)
    // 08:00 in Berlin is the next hour of a schedule.
    #expect(before?.nextAt.description == "2026-03-31T06:00:00Z")
  }
}
