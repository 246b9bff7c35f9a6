import Addresses
import ArgumentParser
import Foundation

struct RulesEvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score the matching of domains on labelled cases.",
    discussion: """
      Accounts: account_id,name,website[,aliases]. Cases: attendee_domain,account_ids,expected[,row_id,class,\
      subclass,acceptable,lookalike_of], where expected is auto, suggest or none. docs/matching.md explains the table.
      """)

  @Option(help: ArgumentHelp("The accounts.", valueName: "csv"))
  var accounts: String

  @Option(help: ArgumentHelp("The labelled cases.", valueName: "csv"))
  var cases: String

  @Option(help: ArgumentHelp("Where to write each case's outcome: row_id,outcome,ids,flag_ids.", valueName: "csv"))
  var predictions: String?

  @Option(help: ArgumentHelp("The Public Suffix List to use instead of the system's.", valueName: "file"))
  var pslFile: String?

  @Flag(help: "Count each subclass apart.")
  var bySubclass = false

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  func run() throws {
    let index = AccountDomains(
      accounts: try EvaluationFiles.accounts(path: accounts), suffixes: try PublicSuffixes.load(file: pslFile))
    var evaluation = DomainEvaluation()
    var lines = predictions == nil ? "" : DomainEvaluation.Prediction.header + "\n"
    try EvaluationFiles.eachCase(path: cases, bySubclass: bySubclass) { test in
      let prediction = DomainEvaluation.prediction(for: test, by: index)
      evaluation.count(prediction, for: test)
      if predictions != nil { lines += prediction.csv + "\n" }
    }
    if let predictions { try write(lines, to: predictions) }
    let report = EvaluationReport(evaluation)
    if json { try Output.standard.json(report) } else { try Output.standard.write(report.text) }
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Output.Failure(description: "\(path) could not be written: \(error.localizedDescription)")
    }
  }
}
