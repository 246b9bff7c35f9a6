import ArgumentParser
import Foundation

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the inbox, the meetings and the reports to browsers.",
    discussion: "Runs until it is told to stop. 'debrief sign-in' makes the link that lets somebody in.")

  @OptionGroup var options: ServeOptions

  /// The server is a program of its own, so that what cron starts every quarter of an hour links no web server.
  func run() throws {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let server = own.deletingLastPathComponent().appendingPathComponent("debrief-serve").path
    var arguments = [server, "--config", options.config]
    if let socket = options.socket {
      arguments += ["--socket", socket]
    } else {
      arguments += ["--host", options.host, "--port", String(options.port)]
    }
    if let now = options.now { arguments += ["--now", now.description] }
    var pointers = arguments.map { strdup($0) } + [nil]
    execv(server, &pointers)
    throw NoServer(path: server, reason: String(cString: strerror(errno)))
  }
}

/// The server's program is not where it belongs.
struct NoServer: Error, CustomStringConvertible {
  var path: String
  var reason: String
  var description: String {
    "\(path) cannot be started: \(reason). Install debrief-serve beside debrief: 'swift build' makes both."
  }
}
