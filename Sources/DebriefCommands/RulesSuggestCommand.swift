import ArgumentParser
import DebriefPipeline

struct RulesSuggestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Propose rules from the CRM's contacts and from what SAs corrected.",
    discussion: "Nothing is applied: paste the lines you agree with below rules:, simulate, and commit.")

  @OptionGroup var options: GlobalOptions

  @Option(help: "At most this many.")
  var limit: Int?

  func run() throws {
    let context = try options.context()
    let all = try RuleRecords(context).proposals()
    let proposals = Array(all.prefix(max(0, limit ?? .max)))
    if options.json { return try Output.standard.json(Proposals(proposals: proposals)) }
    guard !all.isEmpty else { return try Output.standard.line("Nothing to propose.") }
    for proposal in proposals {
      for line in proposal.evidence { try Output.standard.line("# " + terminalText(line)) }
      for line in proposal.yaml { try Output.standard.line(terminalText(line)) }
    }
    if proposals.count < all.count { try Output.error.line("\(all.count - proposals.count) more are not shown.") }
  }
}

private struct Proposals: Encodable {
  var schema = "debrief.rules-suggest/1"
  var proposals: [RuleProposal]
}
