import Foundation

/// What a command prints. Every write is checked: `print` to a full disk reports success, and a truncated list would
/// look like a whole one.
package struct Output {
  private let descriptor: Int32
  private let name: String

  package static let standard = Output(descriptor: 1, name: "standard output")
  package static let error = Output(descriptor: 2, name: "standard error")

  package var isTerminal: Bool { isatty(descriptor) == 1 }

  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// Writes `text` and a line end.
  package func line(_ text: String = "") throws { try write(text + "\n") }

  package func write(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        throw Failure(description: "\(name) could not be written: \(String(cString: strerror(errno)))")
      }
      bytes = bytes.dropFirst(written)
    }
  }

  /// One JSON value, keys sorted, on lines of its own.
  package func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try line(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
