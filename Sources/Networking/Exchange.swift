import CNetwork

/// What one transfer has received so far; libcurl calls it back while it runs.
@safe final class Exchange {
  let policy: TransportPolicy
  let scheme: String
  private let maxBytes: Int
  private let sink: ((RawSpan) throws -> Void)?

  private(set) var headers: [(name: String, value: String)] = []
  private(set) var body: [UInt8] = []
  private(set) var status = 0
  private var headBytes = 0
  private var bodyBytes = 0
  /// Set when a rule of ours ended the transfer.
  private(set) var stopped: Stop?
  private(set) var sinkError: (any Error)?
  private(set) var lastLine = ""

  enum Stop {
    case address
    case headTooLong
    case bodyTooLong
    case receiver
  }

  init(
    policy: TransportPolicy, scheme: String, maxBytes: Int, sink: ((RawSpan) throws -> Void)? = nil
  ) {
    self.policy = policy
    self.scheme = scheme
    self.maxBytes = maxBytes
    self.sink = sink
  }

  /// Runs what `handle` was prepared for.
  func perform(on handle: CurlHandle, body: [UInt8]?) -> network_outcome {
    var callbacks = unsafe network_callbacks(
      context: Unmanaged.passUnretained(self).toOpaque(),
      may_connect: { context, bytes, count in
        guard let exchange = unsafe Exchange.at(context) else { return 0 }
        return unsafe exchange.mayConnect(Array(UnsafeBufferPointer(start: bytes, count: count))) ? 1 : 0
      },
      receive_header: { context, bytes, count in
        guard let exchange = unsafe Exchange.at(context) else { return 0 }
        return unsafe exchange.receiveHeader(Array(UnsafeBufferPointer(start: bytes, count: count))) ? 1 : 0
      },
      receive_body: { context, bytes, count in
        guard let exchange = unsafe Exchange.at(context) else { return 0 }
        let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
        return unsafe exchange.receiveBody(buffer.bytes) ? 1 : 0
      })
    var outcome = network_outcome()
    if let body {
      // An empty body has no address of its own, and is a body all the same.
      unsafe network_perform(handle.pointer, body.isEmpty ? [0] : body, body.count, &callbacks, &outcome)
    } else {
      unsafe network_perform(handle.pointer, nil, 0, &callbacks, &outcome)
    }
    return outcome
  }

  private static func at(_ context: UnsafeMutableRawPointer?) -> Exchange? {
    unsafe context.map { unsafe Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
  }

  private func mayConnect(_ bytes: [UInt8]) -> Bool {
    guard let address = PeerAddress(bytes: bytes), policy.allows(address, scheme: scheme) else {
      stopped = .address
      return false
    }
    // A name may have one address that is refused and one that is not.
    stopped = nil
    return true
  }

  private func receiveHeader(_ bytes: [UInt8]) -> Bool {
    headBytes += bytes.count
    guard headBytes <= 256 << 10 else {
      stopped = .headTooLong
      return false
    }
    let line = String(decoding: bytes, as: UTF8.self).trimmed
    // A mail server's goodbye says nothing about the message.
    if !line.isEmpty && !line.hasPrefix("221") { lastLine = line }
    if line.hasPrefix("HTTP/") {
      // Every answer has a status line; those of 1xx are followed by another.
      headers = []
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    } else if let colon = line.firstIndex(of: ":") {
      headers.append((String(line[..<colon]), String(line[line.index(after: colon)...]).trimmed))
    }
    return true
  }

  private func receiveBody(_ bytes: RawSpan) -> Bool {
    bodyBytes += bytes.byteCount
    guard bodyBytes <= maxBytes else {
      stopped = .bodyTooLong
      return false
    }
    guard let sink, (200..<300).contains(status) else {
      unsafe bytes.withUnsafeBytes { unsafe body.append(contentsOf: $0) }
      return true
    }
    do {
      try sink(bytes)
      return true
    } catch {
      stopped = .receiver
      sinkError = error
      return false
    }
  }
}

extension String {
  /// Without white space and line ends around it.
  fileprivate var trimmed: String {
    let scalars = unicodeScalars
    let isSpace = { (scalar: Unicode.Scalar) in " \t\r\n".unicodeScalars.contains(scalar) }
    let start = scalars.drop(while: isSpace)
    guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(start[...last])
  }
}
