import Addresses
import ArgumentParser
import DebriefCore
import DebriefPipeline
import DebriefStore
import Foundation

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why: of a prompt, an event's UID, an address, a domain or a calendar file.",
    discussion: "What the subject is, is found out in that order; an event is read anew from the calendars.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "A prompt's id, a UID, an e-mail address, a domain or a file.")
  var subject: String

  @Option(
    help: ArgumentHelp(
      "With a prompt: say why its meeting was not matched to this opportunity.", valueName: "opportunity-id"))
  var whyNot: String?

  func run() throws {
    let context = try options.context()
    if let whyNot {
      return try explain(
        WhyNotExplanation(opportunity: whyNot, of: try context.store.prompt(withIDPrefix: subject), in: context))
    }
    if subject.utf8.count >= 4, let prompt = try context.store.prompts(idPrefix: subject).first {
      return try explain(prompt, context)
    }
    if FileManager.default.fileExists(atPath: subject) { return try explain(file: subject, context) }
    if let event = try EventExplanation(uid: subject, in: context) { return try explain(event) }
    if subject.contains("@") {
      return try explain(AddressExplanation(address: try EmailAddress(parsing: subject), in: context))
    }
    guard let domain = try? HostName(parsing: subject) else {
      throw NotFound(
        description: "\(subject) is no prompt, no UID in any calendar, no address, no domain and no file.")
    }
    try explain(AddressExplanation(domain: domain, in: context))
  }

  private func explain(_ prompt: Prompt, _ context: RunContext) throws {
    let history = try context.store.history(of: prompt.id)
    if options.json {
      return try Output.standard.json(PromptDetail(prompt: PromptJSON(prompt), history: history.map(EventJSON.init)))
    }
    let siblings = try context.store.siblings(of: prompt)
    try Output.standard.write(PromptText(context.configuration).detail(prompt, history: history, siblings: siblings))
  }

  private func explain(file: String, _ context: RunContext) throws {
    let explanation = try FileExplanation(path: file, in: context)
    if options.json { return try Output.standard.json(explanation) }
    for line in explanation.sentences { try Output.standard.line(terminalText(line)) }
  }

  private func explain(_ explanation: AddressExplanation) throws {
    if options.json { return try Output.standard.json(explanation) }
    for line in explanation.sentences { try Output.standard.line(terminalText(line)) }
  }

  private func explain(_ explanation: WhyNotExplanation) throws {
    if options.json { return try Output.standard.json(explanation) }
    for sentence in explanation.sentences { try line(sentence) }
  }

  private func explain(_ event: EventExplanation) throws {
    if options.json { return try Output.standard.json(event) }
    for calendar in event.calendars {
      try line("\(calendar.file), the calendar of \(calendar.owner ?? "nobody known")")
      for component in calendar.events { try line("  event, \(component)") }
      for refused in calendar.refused { try line("  refused, \(refused)") }
      for excluded in calendar.excluded { try line("  \(excluded)") }
      if calendar.occurrences.isEmpty {
        try line("  No instance in the window of the run: \(ReasonCode.outsideWindow.sentence)")
      }
      for instance in calendar.occurrences {
        try line("  \(instance.start) to \(instance.end)  \(instance.title ?? "(no title)")")
        try line("    \(instance.origin)")
        for participant in instance.participants where participant.kind != .internal {
          try line("    \(participant.written): \(participant.kind.rawValue) (\(participant.basis))")
        }
        try line("    \(instance.reason.map { "\($0): " } ?? "")\(instance.sentence)")
      }
    }
  }

  private func line(_ text: String) throws { try Output.standard.line(terminalText(text)) }
}
