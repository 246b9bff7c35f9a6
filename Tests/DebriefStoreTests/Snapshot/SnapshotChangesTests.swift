import CRM
import Calendars
import DebriefCore
import Foundation
import GRDB
import Testing

@testable import DebriefStore

/// A CRM that is asked for its changes every hour, for as long as an installation lives.
struct SnapshotChangesTests {
  private let store: Store
  private let changes: SnapshotFolder
  private let start = Instant("2026-03-31T06:00:00Z") ?? Instant(secondsSinceEpoch: 0)
  private let opportunity = SalesforceID("0060X00000DDDDD")

  init() throws {
    store = try Store()
    let everything = try SnapshotFolder()
    _ = try store.importSnapshot(Self.reader(everything.path), maxShrinkPercent: 30, at: start)
    changes = try SnapshotFolder()
    // An object without changes has its header alone.
    for name in ["Contact", "Account", "OpportunityContactRole", "Task", "POV__c", "User", "Opportunity"] {
      let text = try String(contentsOfFile: "\(changes.path)/\(name).csv", encoding: .utf8)
      try changes.write("\(name).csv", text.prefix { !$0.isNewline } + "\n")
    }
  }

  private static func reader(_ path: String) -> SnapshotReader {
    SnapshotReader(path: path, map: FieldMap(), dateOrder: nil)
  }

  /// The opportunity with another stage and amount, as the CRM would send it.
  @discardableResult
  private func change(_ stage: String, _ amount: Int, at now: Instant) throws -> SnapshotChanges.Outcome {
    try changes.write(
      "Opportunity.csv",
      """
      Id,AccountId,Name,StageName,CloseDate,IsClosed,CreatedDate,Amount,incremental_acv_2__c,x3_technical_evaluation_date__c,sa_validated_tech_evaluation_close_detai__c,customer_success_plan_url__c,csm_ready__c,customer_accepted__c
      0060X00000DDDDD,0010X00000AAAAA,Birch - New,\(stage),2026-06-30,false,2026-01-02T03:04:05.000Z,\(amount),20000,2026-02-03,As agreed,https://plans.example/7,true,false

      """)
    let sync = SnapshotSync(
      changedUntil: [.opportunity: now], fullAt: start, readAt: now, settings: "", snapshot: 0)
    return try store.importChanges(Self.reader(changes.path), sync: sync, maxShrinkPercent: 30, at: now)
  }

  private func count(_ table: String) throws -> Int {
    try store.writer.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
  }

  @Test func whatAChangeSaysIsNoticedLikeAnExports() throws {
    try change("4-Proposal", 1, at: start.advanced(by: 3600))
    let noticed = try store.snapshotChanges(after: 0)
    #expect(noticed.first { $0.field == "stage" }?.was == "3-Technical Evaluation")
    #expect(noticed.first { $0.field == "stage" }?.value == "4-Proposal")
    #expect(noticed.allSatisfy { $0.record == opportunity })
    // The same once more is no news, and what was changed back has changed again.
    try change("4-Proposal", 1, at: start.advanced(by: 7200))
    #expect(try store.snapshotChanges(after: 0).count == noticed.count)
    try change("3-Technical Evaluation", 1, at: start.advanced(by: 10_800))
    #expect(try store.snapshotChanges(after: 0).count { $0.field == "stage" } == 2)
    #expect(try !store.isSnapshotOld())
  }

  @Test func aMonthOfChangesLeavesNoMoreRowsThanADay() throws {
    func sizes() throws -> [String: Int] {
      let tables = ["snapshot", "snapshot_count", "crm_file", "crm_sync", "crm_watch_snapshot", "crm_watch"]
      return Dictionary(uniqueKeysWithValues: try tables.map { ($0, try count($0)) })
    }
    var afterADay: [String: Int] = [:]
    for hour in 1...720 {
      let outcome = try change(
        hour % 2 == 0 ? "3-Technical Evaluation" : "4-Proposal", hour, at: start.advanced(by: Int64(hour) * 3600))
      guard case .changed(let snapshot, _, 1, 0) = outcome else { return #expect(Bool(false), "hour \(hour)") }
      // What is in force is what was read last, and it goes on counting.
      #expect(try store.currentSnapshot()?.id == snapshot.id && snapshot.id == Int64(hour) + 1)
      #expect(try store.snapshotSync()?.snapshot == snapshot.id)
      if hour == 24 { afterADay = try sizes() }
    }
    #expect(try sizes() == afterADay)
    #expect(afterADay["snapshot"] == 1)
    // Changes are kept for ninety days.
    try change("5-Closing", 0, at: start.advanced(by: 200 * 86_400))
    #expect(try Set(store.snapshotChanges(after: 0).map(\.field)) == ["stage", "amount"])
    #expect(try count("crm_change") == 2)
  }

  @Test func anotherExportLeavesNoRowOfTheOneBefore() throws {
    let other = try SnapshotFolder()
    try other.users(["Ada Fern", "Bo Oak", "Cy Elm"])
    _ = try store.importSnapshot(Self.reader(other.path), maxShrinkPercent: 30, at: start.advanced(by: 3600))
    #expect(try count("snapshot") == 1)
    #expect(try store.currentSnapshot()?.counts[.user]?.records == 3)
  }
}
