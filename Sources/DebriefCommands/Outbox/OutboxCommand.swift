import ArgumentParser
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

struct OutboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "Look at what is to be delivered, and settle what failed.",
    subcommands: [List.self, Show.self, Retry.self, Drop.self, Confirm.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List deliveries that are not done: first those that need a person.")

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Only deliveries in this state, or 'all'.", valueName: "state"))
    var state: String?

    @Option(help: "At most this many.")
    var limit = 100

    func validate() throws {
      if limit < 0 { throw ValidationError("'--limit' takes a number from 0.") }
    }

    func run() throws {
      let store = try options.existingStore(options.configuration())
      let records = try store.outboxRecords(in: try states(), limit: limit)
      let counts = try store.outboxCounts()
      if options.json {
        return try Output.standard.json(
          OutboxListJSON(
            counts: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
            deliveries: records.map { OutboxRecordJSON($0) }))
      }
      for record in records { try Output.standard.done(OutboxText.line(record)) }
      let parts = OutboxState.allCases.compactMap { state in counts[state].map { "\($0) \(state.rawValue)" } }
      try Output.error.line(parts.isEmpty ? "Nothing was ever to be delivered." : parts.joined(separator: ", ") + ".")
    }

    private func states() throws -> [OutboxState] {
      guard let state else { return [.failed, .unknown, .sending, .queued] }
      if state == "all" { return OutboxState.allCases }
      guard let one = OutboxState(rawValue: state) else {
        throw ValidationError(
          "'--state' is one of \(OutboxState.allCases.map(\.rawValue).joined(separator: ", ")) or all.")
      }
      return [one]
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show one delivery with everything that happened to it.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var item: OutboxItem

    func run() throws {
      let store = try options.existingStore(options.configuration())
      let item = try OutboxItem.desk(store).item(try item.record(store))
      if options.json {
        return try Output.standard.json(
          OutboxRecordJSON(item.record, history: item.history, waitsFor: item.waitsFor))
      }
      try Output.standard.done(OutboxText.line(item.record))
      for key in item.waitsFor { try Output.standard.done("  waits for \(key)") }
      for line in item.history { try Output.standard.done(OutboxText.line(line)) }
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry",
      abstract: "Send again what failed, or what you have seen not to have arrived, with the next push.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var item: OutboxItem

    func run() throws { try item.perform(.retry, options) }
  }

  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "drop", abstract: "Give a delivery up: nobody will send it.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var item: OutboxItem

    @Option(help: "Why; it is kept with the delivery.")
    var reason: String

    func run() throws { try item.perform(.drop(reason: reason), options) }
  }

  struct Confirm: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "confirm", abstract: "Say that a delivery of unknown fate has arrived: you have seen it there.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var item: OutboxItem

    @Option(help: ArgumentHelp("What the service calls it, such as the task's id.", valueName: "id"))
    var reference: String?

    func run() throws { try item.perform(.confirm(reference: reference), options) }
  }
}

/// One delivery, named by its key.
struct OutboxItem: ParsableArguments {
  @Argument(help: "The delivery's key; it may be cut as long as it stays unique.")
  var key: String

  func record(_ store: Store) throws -> OutboxRecord {
    let found = try store.outboxRecords(keyPrefix: key)
    switch found.count {
    case 0: throw NotFound(description: "There is no delivery \(key).")
    case 1: return found[0]
    default:
      throw NotFound(
        description: "\(key) is several deliveries: \(found.prefix(5).map(\.entry.key).joined(separator: ", ")).")
    }
  }

  static func desk(_ store: Store) -> OutboxDesk { OutboxDesk(store: store, person: "debrief outbox") }

  func perform(_ act: OutboxDesk.Act, _ options: GlobalOptions) throws {
    let store = try options.existingStore(options.configuration())
    let record = try Self.desk(store).perform(act, on: try record(store).entry.key, at: options.instant)
    if options.json { return try Output.standard.json(OutboxRecordJSON(record)) }
    try Output.standard.done(OutboxText.line(record))
  }
}
