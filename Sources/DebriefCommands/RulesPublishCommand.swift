import ArgumentParser
import DebriefPipeline

struct RulesPublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Put a draft of the rules in force, once it has been simulated.",
    discussion: """
      Writes the rules: of pipeline.yml and leaves every other byte as it is. The draft must have been simulated on 90 \
      days against the rules and the CRM snapshot that are in force now. The next run uses the new rules.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var admin: AdminOptions

  @Argument(help: ArgumentHelp("The draft, as it was simulated.", valueName: "yml"))
  var draft: String

  func run() throws {
    let desk = try admin.desk(options)
    let draft = try RuleDraft(file: draft, for: desk.live.configuration)
    guard draft.otherChanges.isEmpty else { throw NotPublishable.changesMore(draft.otherChanges) }
    let publication = try desk.publish(
      try RuleDraftText.block(ofFile: self.draft), note: admin.note, at: options.instant)
    try RulesRollbackCommand.report(publication, draft.difference.sentences, desk, options)
  }
}
