import CNetwork

/// HTTP through libcurl: certificates are always verified, connections are kept between requests.
package struct CurlTransport: StreamingTransport {
  private let policy: TransportPolicy
  private let handles = HandlePool()

  package init(_ policy: TransportPolicy = TransportPolicy()) { self.policy = policy }

  /// Whether the policy's list of hosts has the host of `url`.
  package func allows(_ url: String) -> Bool { Target(url).map { policy.allows(host: $0.host) } ?? false }

  package func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
    do {
      return try exchange(request, sink: nil)
    } catch let failure as TransportFailure {
      throw failure
    } catch {
      throw .unknown("\(error)")
    }
  }

  package func download(
    _ request: HTTPRequest, to receive: (RawSpan) throws -> Void
  ) throws -> HTTPResponse {
    try withoutActuallyEscaping(receive) { try exchange(request, sink: $0) }
  }

  private func exchange(
    _ request: HTTPRequest, sink: ((RawSpan) throws -> Void)?
  ) throws -> HTTPResponse {
    var request = request
    var target = try check(request)
    for _ in 0...5 {
      let (response, redirect) = try perform(request, target, sink: sink)
      guard let redirect, policy.redirects == .sameHost, ["GET", "HEAD"].contains(request.method) else {
        return response
      }
      let origin = target
      request.url = redirect
      target = try check(request)
      let isUpgrade = origin.scheme == "http" && target.scheme == "https"
      guard target.host == origin.host, isUpgrade || (target.scheme == origin.scheme && target.port == origin.port)
      else {
        throw TransportFailure.notSent(
          "\(origin.host) redirects to \(target.scheme)://\(target.host), which is not followed: set the new address")
      }
    }
    throw TransportFailure.notSent("\(target.host) redirects in circles")
  }

  /// What can be said of a request before anything leaves.
  private func check(_ request: HTTPRequest) throws(TransportFailure) -> Target {
    if let missing = unsafe network_unavailable() { throw .notSent(unsafe String(cString: missing)) }
    guard let target = Target(request.url) else { throw .notSent("the address is no URL with a host in ASCII") }
    switch target.scheme {
    case "https": break
    case "http" where policy.plainHTTP != .never: break
    case "http": throw .notSent("\(target.host): only https is allowed")
    default: throw .notSent("\(target.host): the scheme \(target.scheme) is not allowed")
    }
    guard policy.allows(host: target.host) else { throw .notSent("\(target.host) is not among the allowed hosts") }
    guard Self.isToken(request.method) else { throw .notSent("\(target.host): no such method") }
    for header in request.headers {
      guard Self.isToken(header.name), header.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }) else {
        throw .notSent("\(target.host): the header \(header.name.filter(\.isLetter)) holds what no header may hold")
      }
    }
    return target
  }

  private func perform(
    _ request: HTTPRequest, _ target: Target, sink: ((RawSpan) throws -> Void)?
  ) throws -> (response: HTTPResponse, redirect: String?) {
    guard let handle = handles.take() else { throw TransportFailure.notSent("libcurl has no memory left") }
    defer { handles.give(back: handle) }
    unsafe network_prepare(
      handle.pointer, request.url, target.scheme, policy.caFile, policy.proxy, policy.connectTimeout * 1000,
      request.timeout * 1000)
    unsafe network_set_method(handle.pointer, request.method, ["GET", "HEAD"].contains(request.method) ? 1 : 0)
    for header in request.headers {
      // A header without a value is written with a semicolon; with a colon libcurl would leave it out.
      unsafe network_add_header(
        handle.pointer, header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    if request.body != nil, !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      unsafe network_add_header(handle.pointer, "Content-Type:")  // none, instead of a form's
    }
    let exchange = Exchange(
      policy: policy, scheme: target.scheme, maxBytes: request.maxResponseBytes, sink: sink)
    // These methods promise a body, an empty one where there is none.
    let promisesBody = ["POST", "PUT", "PATCH"].contains(request.method)
    let outcome = exchange.perform(on: handle, body: request.body ?? (promisesBody ? [] : nil))
    if let error = exchange.sinkError { throw error }
    guard outcome.code == 0 else { throw failure(outcome, exchange, request, target) }
    let response = HTTPResponse(status: Int(outcome.status), headers: exchange.headers, body: exchange.body)
    return (response, unsafe network_redirect(handle.pointer).map { unsafe String(cString: $0) })
  }

  /// Nothing of the head having left means that the other side cannot have acted: then the next attempt is the first.
  private func failure(
    _ outcome: network_outcome, _ exchange: Exchange, _ request: HTTPRequest, _ target: Target
  ) -> TransportFailure {
    let why =
      switch exchange.stopped {
      case .address:
        "\(target.host): it resolves to an address that may not be connected to"
      case .headTooLong: "\(target.host): the head of the answer is too long"
      case .bodyTooLong: "\(target.host): the answer is longer than \(request.maxResponseBytes) bytes"
      case .receiver, nil:
        "\(target.host): " + Redaction(request, host: target.host).applied(to: outcome.text)
      }
    return outcome.head_bytes_sent == 0 ? .notSent(why) : .unknown(why)
  }

  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }
}

extension network_outcome {
  /// libcurl's own words, bounded and without control characters.
  var text: String {
    let text = unsafe withUnsafeBytes(of: message) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }))
  }
}
