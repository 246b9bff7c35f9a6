import Calendars
import DebriefCore
import DebriefStore
import Foundation
import Testing

@testable import DebriefPipeline

/// A database on disk and a CRM export that changes from day to day; every run opens the database anew, as cron does.
final class WorkflowInstallation {
  let folder: String
  var more = "messages: { files: true }"
  var opportunities: [String: [String: String]] = [:]
  var tasks: [[String: String]] = []

  /// Of the next export of opportunities.
  var columns = [
    "Id", "AccountId", "Name", "StageName", "CloseDate", "IsClosed", "IsWon", "OwnerId", "Amount",
    "solution_architect__c", "LastStageChangeDate", "x3_technical_evaluation_date__c", "is_ps_opportunity__c",
    "sa_validated_tech_evaluation_start_date__c", "sa_validated_tech_evaluation_end_date__c",
    "sa_validated_tech_evaluation_close_statu__c", "sa_requested_at__c",
  ]

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/debrief-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder + "/crm", withIntermediateDirectories: true)
    try write("Account", "Id,Name,Website\n001Tk0000000AefIAE,Birch,https://birch.example\n")
    try write("Contact", "Id,AccountId,Name,Email\n003Tk0000000AefIAE,001Tk0000000AefIAE,Ana Lee,ana@birch.example\n")
    try write("OpportunityContactRole", "Id,OpportunityId,ContactId\n")
    try write(
      "User",
      """
      Id,Name,Email,IsActive,TimeZoneSidKey
      \(WorkflowWorld.ada),Ada Fern,ada@tanuki.example,true,Europe/Berlin
      \(WorkflowWorld.sven),Sven Moor,sven@tanuki.example,true,America/New_York

      """)
    opportunity(WorkflowWorld.opportunity, ["Name": "Birch - New"])
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ object: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/crm/\(object).csv"))
  }

  /// Sets columns of an opportunity for the next export.
  func opportunity(_ id: String, _ values: [String: String]) {
    let base = [
      "Id": id, "AccountId": "001Tk0000000AefIAE", "Name": "Deal", "StageName": "1-Discovery",
      "CloseDate": "2026-06-30", "IsClosed": "false", "OwnerId": WorkflowWorld.sven,
    ]
    opportunities[id] = (opportunities[id] ?? base).merging(values) { $1 }
  }

  /// Writes the export as it now is. Files are replaced whole, as a copied export's are.
  func export() throws {
    func line(_ values: [String: String], _ columns: [String]) -> String {
      columns.map { "\"\((values[$0] ?? "").replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }
    let rows = opportunities.sorted { $0.key < $1.key }.map { line($0.value, columns) }
    try write("Opportunity", ([columns.joined(separator: ",")] + rows).joined(separator: "\n") + "\n")
    let taskColumns = [
      "Id", "OwnerId", "WhatId", "Subject", "ActivityDate", "Status", "affectlayer__chorus_call_id__c",
    ]
    try write(
      "Task",
      ([taskColumns.joined(separator: ",")] + tasks.map { line($0, taskColumns) }).joined(separator: "\n") + "\n")
  }

  func configuration() throws -> Configuration {
    try Configuration(
      yaml: """
        state: state
        time_zone: Europe/Berlin
        company: { domains: [tanuki.example] }
        regions: [{ name: emea, time_zone: Europe/Berlin, channel: "#emea", owners: [sven@tanuki.example] }]
        solution_architects: [{ email: ada@tanuki.example, name: Ada Fern, region: emea }]
        crm: { snapshot: crm, max_shrink_percent: 100 }
        \(more)
        """, path: folder + "/pipeline.yml")
  }

  func store() throws -> Store { try Store(folder: folder + "/state") }

  func context(at now: String) throws -> RunContext {
    RunContext(configuration: try configuration(), store: try store(), now: try WorkflowWorld.instant(now))
  }

  /// One run of the main job: the messages that it added to the outbox.
  @discardableResult func run(at now: String, exporting: Bool = true) throws -> [Message] {
    if exporting { try export() }
    let context = try context(at: now)
    let report = try Pipeline.run(context)
    try #require(report.refused.isEmpty, "\(report.refused)")
    return try context.store.batchesToWrite(now: context.now.advanced(by: 3600)).flatMap { batch in
      try context.store.markWritten(batch: batch.number, at: context.now)
      return batch.entries.compactMap { if case .message(let message) = $0.delivery { message } else { nil } }
    }
  }

  /// The same, as recipient and text.
  func told(at now: String, exporting: Bool = true) throws -> [String] {
    try run(at: now, exporting: exporting).map { "\($0.recipient.description): \($0.plainText)" }
  }
}
