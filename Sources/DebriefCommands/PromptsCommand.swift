import Addresses
import ArgumentParser
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

struct PromptsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompts", abstract: "Look at the prompts.", subcommands: [List.self, Show.self],
    defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List prompts: by default those that wait, of every SA.")

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Only this SA's: an address, its local part, or the name.", valueName: "SA"))
    var owner: String?

    @Option(help: ArgumentHelp("Only prompts in this state, or 'all'.", valueName: "state"))
    var state = "pending"

    @Option(help: ArgumentHelp("Only prompts with this outcome, such as ambiguous.", valueName: "outcome"))
    var outcome: String?

    @Option(help: "At most this many.")
    var limit: Int?

    func validate() throws {
      if let limit, limit < 0 { throw ValidationError("'--limit' takes a number from 0.") }
    }

    func run() throws {
      let context = try options.context()
      let filter = try filter(context)
      let prompts = Array(try context.store.prompts(filter).prefix(limit ?? .max))
      if options.json {
        try Output.standard.json(PromptList(prompts: prompts.map(PromptJSON.init)))
      } else {
        try Output.standard.write(PromptText(context.configuration).list(prompts))
      }
    }

    private func filter(_ context: RunContext) throws -> Store.PromptFilter {
      var filter = Store.PromptFilter(dueBy: context.now)
      if state != "all" {
        guard let state = Prompt.State(rawValue: state) else {
          throw ValidationError(
            "'--state' is one of \(Prompt.State.allCases.map(\.rawValue).joined(separator: ", ")) or all.")
        }
        filter.states = [state]
      }
      if let outcome {
        guard let outcome = Match.Outcome(rawValue: outcome) else {
          throw ValidationError(
            "'--outcome' is one of \(Match.Outcome.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        filter.outcome = outcome
      }
      if let owner {
        guard let architect = context.configuration.architect(named: owner) else {
          throw NotFound(description: "\(owner) is none of the SAs in \(options.config).")
        }
        filter.owner = architect.email
      }
      return filter
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show one prompt: the meeting, the match with its evidence, and the history.")

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The prompt's id, or as much of its beginning as is unique.")
    var id: String

    func run() throws {
      let context = try options.context()
      let prompt = try context.store.prompt(withIDPrefix: id)
      let history = try context.store.history(of: prompt.id)
      let siblings = try context.store.siblings(of: prompt)
      if options.json {
        try Output.standard.json(PromptDetail(prompt: PromptJSON(prompt), history: history.map(EventJSON.init)))
      } else {
        try Output.standard.write(
          PromptText(context.configuration).detail(prompt, history: history, siblings: siblings))
      }
    }
  }
}

extension Store {
  /// The one prompt whose id begins with `prefix`.
  func prompt(withIDPrefix prefix: String) throws -> Prompt {
    let found = try prompts(idPrefix: prefix)
    guard let prompt = found.first else { throw NotFound(description: "There is no prompt \(prefix).") }
    guard found.count == 1 else {
      throw NotFound(
        description: "\(prefix) begins \(found.count) ids: \(found.prefix(5).map(\.id).joined(separator: ", ")).")
    }
    return prompt
  }
}
