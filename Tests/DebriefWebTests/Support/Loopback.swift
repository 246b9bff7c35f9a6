import Foundation

@testable import DebriefWeb

/// A real server on a free port of loopback, and a client that sends exactly the bytes that it is given.
actor Loopback {
  let port: Int

  init(_ site: Site) async {
    port = await withCheckedContinuation { started in
      Task.detached {
        try? await WebServer(site: site, address: .host("127.0.0.1", port: 0)).run {
          started.resume(returning: $0 ?? 0)
        }
      }
    }
  }

  struct Unreadable: Error { var why: String }

  /// Sends one request on a connection of its own; nil as status where the server hung up without an answer.
  nonisolated func send(
    _ method: String, _ path: String, headers: [(String, String)] = [], body: String? = nil
  ) throws -> (status: Int, head: String, body: String) {
    var text = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    if let body {
      text += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    } else {
      text += "\r\n"
    }
    return try exchange(Array(text.utf8))
  }

  nonisolated func exchange(_ bytes: [UInt8]) throws -> (status: Int, head: String, body: String) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Unreadable(why: "no connection") }
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if sent <= 0 { break }
      rest = rest.dropFirst(sent)
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { break }
      answer += buffer[..<count]
    }
    let text = String(decoding: answer, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else {
      throw Unreadable(why: text)
    }
    return (status, String(text[..<end.lowerBound]), String(text[end.upperBound...]))
  }
}
