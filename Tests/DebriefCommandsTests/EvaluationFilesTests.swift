import Addresses
import Foundation
import Testing

@testable import DebriefCommands

@Suite("Reading the files of rules evaluate") struct EvaluationFilesTests {
  @discardableResult
  static func withFile<Value>(_ text: String, _ body: (String) throws -> Value) throws -> Value {
    let path = NSTemporaryDirectory() + "evaluation-\(UUID().uuidString).csv"
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  @Test(arguments: [
    "account_id,name,website,aliases\r\nA,Tanuki,https://tanuki.example,tanuki-mail.example\r\n",
    "\u{FEFF}Id,Website,Name,aliases\nA,https://tanuki.example,Tanuki,tanuki-mail.example\n",
  ])
  func accountsHaveEitherHeader(_ text: String) throws {
    let accounts = try Self.withFile(text) { try EvaluationFiles.accounts(path: $0) }
    let expected = AccountDomains.Entry(
      id: "A", name: "Tanuki", website: "https://tanuki.example", domainFields: ["tanuki-mail.example"])
    #expect(accounts == [expected])
  }

  @Test(arguments: [
    ("", 1, "the file is empty"), ("name\n", 1, "there is no column 'account_id'"),
    ("account_id,website\nA\n", 2, "1 fields, but the header has 2"),
  ])
  func aFileThatIsNoTableOfAccountsIsRefused(_ text: String, _ line: Int, _ problem: String) throws {
    try Self.withFile(text) { path in
      #expect(throws: EvaluationFiles.Malformed(path: path, line: line, problem: problem)) {
        try EvaluationFiles.accounts(path: path)
      }
    }
  }

  @Test func aCaseSaysWhatIsExpected() throws {
    let text = """
      row_id,attendee_domain,account_ids,expected,class,subclass,acceptable,lookalike_of
      7,tanki.example,,none,typo,omission,none|suggest,A;B
      """
    var cases: [DomainEvaluation.Case] = []
    try Self.withFile(text) { path in
      try EvaluationFiles.eachCase(path: path, bySubclass: true) { cases.append($0) }
    }
    let test = try #require(cases.first)
    #expect(test.id == "7" && test.host == "tanki.example" && test.expected == .none)
    #expect(test.className == "typo/omission" && test.acceptable == [.none, .suggest])
    #expect(test.lookAlikeOf == ["A", "B"] && test.accountIDs.isEmpty)
  }

  @Test func predictionsAreQuotedWhereTheyMustBe() {
    let prediction = DomainEvaluation.Prediction(
      caseID: "1,2", answer: .suggest, accountIDs: ["A", "B"], warnedIDs: ["say \"C\""])
    #expect(prediction.csv == "\"1,2\",suggest,A;B,\"say \"\"C\"\"\"")
  }
}
