import ArgumentParser
import DebriefPipeline
import DebriefStore

struct RulesRollbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Put an earlier version of the rules in force again.",
    discussion: """
      Writes the rules: of pipeline.yml as they stood in that version, byte for byte where it was published, and leaves \
      every other byte as it is. 'debrief rules history' lists the versions.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var admin: AdminOptions

  @Argument(help: ArgumentHelp("The version, as 'debrief rules history' names it.", valueName: "version"))
  var version: String

  func run() throws {
    let desk = try admin.desk(options)
    let publication = try desk.rollBack(to: version, note: admin.note, at: options.instant)
    let differences = try desk.difference(to: publication).sentences
    try Self.report(publication, differences, desk, options)
  }

  static func report(
    _ publication: RulePublication, _ differences: [String], _ desk: RulesDesk, _ options: GlobalOptions
  ) throws {
    if options.json {
      try Output.standard.json(
        RulePublicationJSON(
          version: publication.version, replaced: desk.live.version, by: desk.admin.key, note: publication.note,
          differences: differences))
      return
    }
    for line in differences { try Output.standard.line("  " + terminalText(line)) }
    try Output.standard.line(
      terminalText(
        "Rules \(publication.version) are in force in \(desk.path); the next run uses them. To take it back: "
          + "debrief rules rollback \(desk.live.version) --note …"))
  }
}
