import Foundation

/// A small export on disk, of a fictional org; gone when the test is.
final class SnapshotFolder {
  static let contact = """
    "Id","AccountId","Name","Email","Email_2__c","Title"
    "0030X00000BBBBBQA5","0010X00000AAAAAQA5","Ana Lee","Ana.Lee@birch.example","ana@home.example","VP"

    """

  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("debrief-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
    try write("Contact.csv", Self.contact)
    try write(
      "Account.csv",
      "Id,Name,Website,ParentId\n0010X00000AAAAA,Birch Ltd,https://birch.example,\n0010X00000AAAAB,Birch North,,0010X00000AAAAA\n"
    )
    try write(
      "Opportunity.csv",
      """
      Id,AccountId,Name,StageName,CloseDate,IsClosed,CreatedDate,Amount,incremental_acv_2__c,x3_technical_evaluation_date__c,sa_validated_tech_evaluation_close_detai__c,customer_success_plan_url__c,csm_ready__c,customer_accepted__c
      0060X00000DDDDD,0010X00000AAAAA,Birch - New,3-Technical Evaluation,2026-06-30,false,2026-01-02T03:04:05.000Z,1.5,20000,2026-02-03,As agreed,https://plans.example/7,true,false

      """)
    try write(
      "OpportunityContactRole.csv",
      "Id,OpportunityId,ContactId,Role\n00K0X00000EEEEE,0060X00000DDDDD,0030X00000BBBBB,Technical Buyer\n")
    try write(
      "Task.csv",
      """
      Id,OwnerId,WhatId,WhoId,Subject,ActivityDate,sa_activity_type__c,affectlayer__chorus_call_id__c
      00T0X00000FFFFF,0050X00000CCCCC,0060X00000DDDDD,0030X00000BBBBB,Call,2026-03-01,Demo;Deep Dive,RC-7

      """)
    try write(
      "POV__c.csv",
      """
      Id,Name,OwnerId,Opportunity__c,Start_Date__c,End_Date__c,Status__c,Close_Details__c
      a0X0X00000GGGGG,Birch trial,0050X00000CCCCC,0060X00000DDDDD,2026-02-03,2026-03-03,Win,All met

      """)
    try users(["Ada Fern", "Bo Oak"])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func users(_ names: [String]) throws {
    let rows = names.enumerated().map { index, name in
      "0050X00000CC\(String(1000 + index).suffix(3)),\(name),user\(index)@seller.example,true"
    }
    try write("User.csv", (["Id,Name,Email,IsActive"] + rows).joined(separator: "\n") + "\n")
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func append(_ name: String, _ text: String) throws {
    let old = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    try write(name, old + text)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }
}
