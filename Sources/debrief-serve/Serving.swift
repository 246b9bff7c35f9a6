import Calendars
import DebriefCommands
import DebriefPipeline
import DebriefStore
import DebriefWeb
import Foundation

/// Checks that it is safe to listen, and listens.
struct Serving {
  private let options: ServeOptions
  private let configuration: Configuration
  private let store: Store
  private let proxySecret: String?

  init(_ options: ServeOptions) throws {
    self.options = options
    configuration = try Configuration(file: options.config)
    proxySecret = try Self.checked(configuration.web, options)
    guard FileManager.default.fileExists(atPath: configuration.stateFolder + "/debrief.sqlite") else {
      throw NothingYet(folder: configuration.stateFolder)
    }
    store = try Store(folder: configuration.stateFolder)
  }

  /// - Returns: the secret that the proxy has to know; nil where people sign in by links.
  private static func checked(_ web: WebSettings, _ options: ServeOptions) throws -> String? {
    let isLocal = options.socket != nil || ["127.0.0.1", "::1", "localhost"].contains(options.host)
    switch web.signIn {
    case .link:
      guard isLocal || web.url?.hasPrefix("https://") == true else {
        throw Unsafe(
          "\(options.host) can be reached from outside, and web.url does not begin with https://: links and cookies "
            + "would travel in the clear. Put a proxy with TLS before Debrief and set web.url.")
      }
      return nil
    case .proxy:
      guard isLocal || !web.peers.isEmpty else {
        throw Unsafe(
          "web.auth is proxy, and \(options.host) can be reached by others: name the proxy's addresses in web.peers.")
      }
      guard options.socket != nil || !web.peers.isEmpty else {
        throw Unsafe("web.auth is proxy: name the proxy's address in web.peers (127.0.0.1), or use --socket.")
      }
      guard let secret = ProcessInfo.processInfo.environment[web.secretVariable], secret.utf8.count >= 16 else {
        throw Unsafe("web.auth is proxy: \(web.secretVariable) must hold the secret, of 16 characters at least.")
      }
      return secret
    }
  }

  func run() async throws {
    let fixed = options.now
    let port = options.port
    let site = Site(
      configuration: configuration, store: store, origin: "http://\(hostInURL):\(port)", proxySecret: proxySecret,
      clock: { fixed ?? Instant(secondsSinceEpoch: Int64(Foundation.time(nil))) },
      log: { try? Output.error.line(terminalText("debrief serve: \($0)").replacing("\\u{a}", with: "\n")) })
    let address: WebServer.Address =
      options.socket.map { .unixSocket(path: $0) } ?? .host(options.host, port: port)
    let wanted = options.socket ?? "http://\(hostInURL):\(port)"
    do {
      try await serve(site, address)
    } catch let error as WebServer.NoSocket {
      throw CannotListen(place: wanted, reason: error.description)
    }
  }

  private func serve(_ site: Site, _ address: WebServer.Address) async throws {
    try await WebServer(site: site, address: address).run { port in
      let place = options.socket ?? "http://\(hostInURL):\(port ?? options.port)"
      if options.socket == nil { site.listens(at: place) }
      try? Output.error.line("debrief serve: listening on \(place)")
    }
  }

  private var hostInURL: String { options.host.contains(":") ? "[\(options.host)]" : options.host }
}

/// The address cannot be had: another program has it, or it is none of this machine's.
struct CannotListen: Error, CustomStringConvertible {
  var place: String
  var reason: String
  var description: String { "\(place) cannot be listened on: \(reason)" }
}

/// It would not be safe to serve like that.
struct Unsafe: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
