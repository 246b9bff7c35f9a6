import ArgumentParser
import DebriefPipeline

struct RulesHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List the versions of the rules that were in force, with what each changed, who published it and why.",
    discussion: """
      'debrief prompts show' names the version that a prompt was matched under; 'debrief rules rollback' puts one in \
      force again.
      """)

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let history = try RuleHistory(options.context())
    if options.json { return try Output.standard.json(history) }
    for version in history.versions {
      let used = version.firstUsedAt.map { "first used \($0)" } ?? "not used by a run yet"
      let prompts = "\(version.prompts) prompt\(version.prompts == 1 ? "" : "s")"
      try line(
        "\(version.version)  \(used), \(version.rules) rules, \(prompts)\(version.isCurrent ? ", in force" : "")")
      for publication in version.publications {
        let verb = publication.isRollback ? "rolled back to" : "published"
        try line("  \(verb) \(publication.at) by \(publication.by): \(publication.note)")
      }
      for difference in version.differences { try line("  \(difference)") }
    }
  }

  private func line(_ text: String) throws { try Output.standard.line(terminalText(text)) }
}
