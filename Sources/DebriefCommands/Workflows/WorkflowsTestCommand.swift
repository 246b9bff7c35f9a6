import ArgumentParser
import DebriefPipeline

struct WorkflowsTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Say what the workflows would tell now, and why they would not.",
    discussion: """
      Without an argument: the messages that a run at this moment would make. With a workflow's ref: the records that \
      meet its conditions, and those that miss one. With the id of an opportunity, a prompt or a task: every workflow's \
      conditions for it. Nothing is sent or written.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("A workflow's ref, or the id of an opportunity, a prompt or a task.", valueName: "subject"))
  var subject: String?

  @Option(help: ArgumentHelp("Show at most so many records or messages.", valueName: "n"))
  var limit = 20

  func validate() throws {
    guard limit > 0 else { throw ValidationError("'--limit' takes a number from 1.") }
  }

  func run() throws {
    let context = try options.context()
    let workflow = context.configuration.alerts.workflows.first { $0.ref == subject }
    let question = workflow.map(WorkflowTest.Question.workflow) ?? subject.map { .record($0) } ?? .everything
    let test: WorkflowTest
    do {
      test = try WorkflowTest(question, in: context)
    } catch let error as NoSuchRecord {
      throw NotFound(description: error.description)
    }
    if options.json { return try Output.standard.json(test) }
    if subject == nil { return try printDue(test, isCarried: context.configuration.carriesMessages) }
    for item in test.cases.prefix(limit) { try print(item, showsWorkflow: workflow == nil) }
    if test.cases.count > limit { try line("… and \(test.cases.count - limit) more: --limit shows them.") }
    if workflow != nil {
      let tells = test.cases.count { $0.tells }
      try line(
        "\(tells) would be told of, \(test.cases.count - tells) miss one condition or a recipient, "
          + "\(test.others) miss more.")
    }
  }

  private func printDue(_ test: WorkflowTest, isCarried: Bool) throws {
    for due in test.due.prefix(limit) {
      try line("To \(due.recipient), by \(due.workflow):")
      for text in due.text.split(separator: "\n") { try line("  \(text)") }
    }
    if test.due.count > limit { try line("… and \(test.due.count - limit) more: --limit shows them.") }
    try line("\(test.due.count) messages would be made now.")
    if !isCarried { try line("They would not be: messages have no way out (debrief workflows check).") }
  }

  private func print(_ item: WorkflowTest.Case, showsWorkflow: Bool) throws {
    let told = item.toldAt.map { ", told at \($0)" } ?? ""
    let state = item.isEnabled ? "" : " (off)"
    let head = showsWorkflow ? "\(item.workflow)\(state), \(item.when)" : "\(item.record)  \(item.name)"
    try line("\(item.tells ? "+" : "-") \(head)\(told)")
    for condition in item.conditions where showsWorkflow || !condition.holds {
      try line("    \(condition.holds ? "yes" : "no ")  \(condition.condition): \(condition.values)")
    }
    for recipient in item.recipients { try line("    to   \(recipient)") }
  }

  private func line(_ text: String) throws { try Output.standard.line(terminalText(text)) }
}
