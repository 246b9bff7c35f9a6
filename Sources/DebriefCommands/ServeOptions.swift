import ArgumentParser
import Calendars

/// What `debrief serve` takes, and hands on to `debrief-serve`.
package struct ServeOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The configuration.")
  package var config = "pipeline.yml"

  @Option(help: "The address to listen on.")
  package var host = "127.0.0.1"

  @Option(help: "The port; 0 for any that is free.")
  package var port = 8717

  @Option(help: ArgumentHelp("Listen on a unix socket instead.", valueName: "path"))
  package var socket: String?

  @Option(
    help: ArgumentHelp("The time that the pages take for now, in RFC 3339: for demonstrations.", valueName: "time"))
  package var now: Instant?

  package init() {}

  package func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("'--port' is a number up to 65535.") }
  }
}
