import Foundation

/// A server of Tests/Fakes as a process of its own: it prints its ports as JSON, and ends when its standard input does, so
/// that it cannot outlive the tests.
package final class FakeServer: Sendable {
  /// By the server's own names for them.
  package let ports: [String: Int]
  package let processIdentifier: Int32
  // Kept open: the server ends with it.
  private let input: FileHandle

  package struct DidNotStart: Error { package var name: String }

  /// - Parameter arguments: what follows the script's name.
  package init(_ name: String, _ arguments: [String]) throws {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", Self.scripts + "/\(name)"] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    self.input = input.fileHandleForWriting
    processIdentifier = process.processIdentifier
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let piece = output.fileHandleForReading.availableData
      guard !piece.isEmpty else { throw DidNotStart(name: name) }
      line += piece
    }
    ports = try JSONDecoder().decode([String: Int].self, from: line)
  }

  deinit {
    try? input.close()
    kill(processIdentifier, SIGTERM)
  }

  package func port(_ name: String) -> Int { ports[name] ?? 0 }

  /// The folder of the fakes.
  package static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fakes").path
}
