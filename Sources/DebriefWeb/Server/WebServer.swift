import DebriefPipeline
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// The site on a socket: Hummingbird reads requests and writes answers; pages are made by threads of their own, since
/// they read the database and must not hold up the sockets.
package struct WebServer: Sendable {
  /// Where to listen.
  package enum Address: Sendable {
    case host(String, port: Int)
    case unixSocket(path: String)
  }

  /// The longest form: a description of 32,000 characters, each in up to nine bytes, with room to spare.
  static let maxBody = 1 << 20
  /// Seconds that a connection may idle, and that a body may take.
  static let timeout: Int64 = 30
  static let maxConnections = 1000

  /// The system did not give the socket.
  package struct NoSocket: Error, CustomStringConvertible {
    package var description: String
  }

  private let site: Site
  private let address: Address
  private let threads: NIOThreadPool

  package init(site: Site, address: Address, threads: Int = 4) {
    self.site = site
    self.address = address
    self.threads = NIOThreadPool(numberOfThreads: threads)
  }

  /// Serves until SIGTERM or SIGINT; answers that are being made are finished.
  ///
  /// - Parameter started: called with the port, once requests are taken.
  package func run(started: @escaping @Sendable (Int?) -> Void) async throws {
    threads.start()
    var logger = Logger(label: "debrief-serve")
    logger.logLevel = .error
    let bind: BindAddress =
      switch address {
      case .host(let host, let port): .hostname(host, port: port)
      case .unixSocket(let path): .unixDomainSocket(path: path)
      }
    let application = Application(
      responder: CallbackResponder { request, context in try await respond(to: request, context) },
      server: .http1(
        configuration: .init(
          idleTimeout: .seconds(Self.timeout),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: bind, availableConnectionsDelegate: MaximumAvailableConnections(Self.maxConnections)),
      onServerRunning: { started($0.localAddress?.port) }, logger: logger)
    do {
      try await application.runService()
    } catch let error as IOError {
      throw NoSocket(description: String(cString: strerror(error.errnoCode)))
    }
    try await threads.shutdownGracefully()
  }

  @Sendable private func respond(to request: Request, _ context: PeerContext) async throws -> Response {
    let answer: WebResponse
    do {
      let read = try await webRequest(request, context)
      answer = try await threads.runIfActive { site.answer(read) }
    } catch let error as BadRequest {
      answer = site.render(ErrorPages.message(400, "That did not arrive well", error.description), frame: .empty)
    } catch is TooLarge {
      answer = site.render(
        ErrorPages.message(413, "That is too much", "No form of Debrief's is longer than a megabyte."), frame: .empty)
    } catch is TooSlow {
      answer = site.render(ErrorPages.message(408, "That took too long", "Try again."), frame: .empty)
    } catch is UnknownMethod {
      answer = site.render(ErrorPages.message(405, "Not that way", "Pages answer GET and POST."), frame: .empty)
    }
    return response(answer, isHead: request.method == .head)
  }

  private func response(_ answer: WebResponse, isHead: Bool) -> Response {
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
    }
    let body =
      isHead
      ? ResponseBody(contentLength: answer.body.count) { try await $0.finish(nil) }
      : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
    return Response(status: .init(code: answer.status), headers: headers, body: body)
  }

  private func webRequest(_ request: Request, _ context: PeerContext) async throws -> WebRequest {
    let method: WebRequest.Method
    switch request.method {
    case .get, .head: method = .get
    case .post: method = .post
    default: throw UnknownMethod()
    }
    let target = request.uri.string.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path: [String] = []
    for part in (target.first ?? "/").split(separator: "/") { path.append(try Fields.decoded(part)) }
    var read = WebRequest(
      method: method, path: path, query: try Fields(urlEncoded: target.count == 2 ? target[1] : ""),
      headers: WebRequest.Headers(request.headers.map { ($0.name.canonicalName, $0.value) }), peer: context.peer)
    if method == .post {
      let type = read.headers["content-type"] ?? ""
      guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
        throw BadRequest("it is no form")
      }
      read.form = try Fields(urlEncoded: try await body(request))
    }
    return read
  }

  /// The body, where it arrives whole and in time.
  private func body(_ request: Request) async throws -> String {
    try await withThrowingTaskGroup(of: String.self) { group in
      group.addTask {
        do {
          let buffer = try await request.body.collect(upTo: Self.maxBody)
          guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else {
            throw BadRequest("it is no UTF-8")
          }
          return text
        } catch is NIOTooManyBytesError {
          throw TooLarge()
        }
      }
      group.addTask {
        try await Task.sleep(for: .seconds(Self.timeout))
        throw TooSlow()
      }
      defer { group.cancelAll() }
      guard let text = try await group.next() else { throw TooSlow() }
      return text
    }
  }

  private struct TooLarge: Error {}
  private struct TooSlow: Error {}
  private struct UnknownMethod: Error {}
}

/// What is kept of a connection: who is at its other end.
private struct PeerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let peer: String?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }
}
