import ArgumentParser
import Calendars
import DebriefPipeline
import DebriefStore
import Foundation

/// What every command that works on an installation takes.
struct GlobalOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The configuration.")
  var config = "pipeline.yml"

  @Option(help: ArgumentHelp("The time that the command takes for now, in RFC 3339.", valueName: "time"))
  var now: Instant?

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  /// The clock is asked here and nowhere else.
  var instant: Instant { now ?? Instant(secondsSinceEpoch: Int64(time(nil))) }

  func configuration() throws -> Configuration { try Configuration(file: config) }

  /// The store of an installation that has run before; a command that only looks must not create one.
  func existingStore(_ configuration: Configuration) throws -> Store {
    guard FileManager.default.fileExists(atPath: configuration.stateFolder + "/debrief.sqlite") else {
      throw NothingYet(folder: configuration.stateFolder)
    }
    return try Store(folder: configuration.stateFolder)
  }

  func context(progress: @escaping (String) -> Void = { _ in }) throws -> RunContext {
    let configuration = try configuration()
    return RunContext(
      configuration: configuration, store: try existingStore(configuration), now: instant, progress: progress)
  }
}

/// No run has been here yet.
package struct NothingYet: Error, CustomStringConvertible {
  package var folder: String

  package init(folder: String) { self.folder = folder }

  package var description: String { "There is nothing in \(folder) yet: run 'debrief run' first." }
}

extension Instant: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
