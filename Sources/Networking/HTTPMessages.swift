/// One request over HTTP, whole in memory.
package struct HTTPRequest: Sendable {
  package var method: String
  /// Absolute. Whatever stands behind its host may be a secret, and is shown nowhere.
  package var url: String
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]?
  /// How long the whole exchange may take, in seconds.
  package var timeout: Int
  /// More than this, after decompression, ends the exchange.
  package var maxResponseBytes: Int

  package init(
    method: String = "GET", url: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil,
    timeout: Int = 30, maxResponseBytes: Int = 8 << 20
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.maxResponseBytes = maxResponseBytes
  }
}

/// A whole answer: its body came to its announced end.
package struct HTTPResponse: Sendable {
  package var status: Int
  /// In the order in which they came; names as the server wrote them.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name, in whatever case.
  package func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}

/// What went wrong below HTTP. Whoever sends something that has an effect must know whether it can have arrived.
package enum TransportFailure: Error, Equatable, CustomStringConvertible {
  /// Resolving, connecting, TLS, or a rule of ours: the other side has seen nothing of the request.
  case notSent(String)
  /// The request left in whole or part, and no complete answer came: it may or may not have had its effect.
  case unknown(String)

  package var description: String {
    switch self {
    case .notSent(let why): why
    case .unknown(let why): "\(why) (the request may have arrived)"
    }
  }
}

/// Sends a request and waits for its answer. Tests put their own in its place.
package protocol HTTPTransport: Sendable {
  func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse
}

/// A transport that can hand over a large body piece by piece.
package protocol StreamingTransport: HTTPTransport {
  /// Like `send`, but the body of an answer with a status of 2xx goes to `receive`, and the response's own stays empty.
  /// An error of `receive` ends the exchange and comes out as it is; other errors are ``TransportFailure``s.
  func download(_ request: HTTPRequest, to receive: (RawSpan) throws -> Void) throws -> HTTPResponse
}
