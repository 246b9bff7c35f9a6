import ArgumentParser
import DebriefPipeline

struct RulesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong, idle or doubtful in the rules and in the accounts' domains.",
    discussion: "Exit code 0: nothing, or only notes; 3: something is wrong.")

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("A rule that touched no meeting in so many days is unused.", valueName: "days"))
  var unused = 90

  @Flag(help: "List every finding about accounts, not only the first twenty.")
  var all = false

  /// Findings about accounts beyond this many are counted on a terminal: they are the CRM's to mend, not the rules'.
  private static let mostAccounts = 20

  func validate() throws {
    guard (1...36_500).contains(unused) else { throw ValidationError("'--unused' takes a number of days from 1.") }
  }

  func run() throws {
    let context = try options.context()
    let findings = try RuleRecords(context).check(unusedDays: unused).findings()
    if options.json {
      try Output.standard.json(RuleFindings(rules: context.configuration.rules.count, findings: findings))
    } else {
      try print(findings, rules: context.configuration.rules.count)
    }
    if findings.contains(where: { $0.level == .wrong }) { throw ExitCode(3) }
  }

  private func print(_ findings: [RuleFinding], rules: Int) throws {
    let accounts = findings.filter { $0.code == .sharedDomain || $0.code == .refusedWebsite }
    let left = all ? 0 : max(0, accounts.count - Self.mostAccounts)
    let shown = left == 0 ? findings : findings.filter { !accounts.contains($0) } + accounts.prefix(Self.mostAccounts)
    for finding in shown { try Output.standard.line(terminalText(finding.sentence)) }
    if left > 0 { try Output.standard.line("… and \(left) more notes about accounts: --all lists them.") }
    let wrong = findings.count { $0.level == .wrong }
    try Output.standard.line("\(rules) rules: \(wrong) wrong, \(findings.count - wrong) notes.")
  }
}

private struct RuleFindings: Encodable {
  var schema = "debrief.rules-check/1"
  var rules: Int
  var findings: [RuleFinding]
}
