import Foundation
import Testing

/// A terminal that a test types into and reads: tmux, with a server of its own.
final class Tmux {
  static let program = "/usr/bin/tmux"
  static let isThere = FileManager.default.isExecutableFile(atPath: program)

  private let socket = "debrief-\(UUID().uuidString)"
  private let folder: String
  /// Every byte that the program sent to the terminal.
  let transcript: String

  init(folder: String, columns: Int = 80, rows: Int = 24) throws {
    self.folder = folder
    transcript = folder + "/transcript"
    try tmux("new-session", "-d", "-s", "t", "-x", "\(columns)", "-y", "\(rows)", "env", "PS1=$ ", "/bin/sh")
    try tmux("pipe-pane", "-t", "t", "cat > '\(transcript)'")
  }

  deinit { _ = try? tmux("kill-server") }

  @discardableResult
  func tmux(_ arguments: String...) throws -> String {
    let command = Command(
      program: Self.program, arguments: ["-u", "-L", socket, "-f", "/dev/null"] + arguments, folder: folder,
      timeout: 30)
    return try command.run().text
  }

  func type(_ text: String) throws { try tmux("send-keys", "-t", "t", "-l", text) }
  func press(_ key: String) throws { try tmux("send-keys", "-t", "t", key) }

  var screen: String { get throws { try tmux("capture-pane", "-p", "-t", "t") } }

  /// Waits until the screen shows `text`; fails after 20 seconds.
  func wait(for text: String, _ location: SourceLocation = #_sourceLocation) throws {
    for _ in 0..<200 {
      if try screen.contains(text) { return }
      usleep(100_000)
    }
    Issue.record("\"\(text)\" never came; the screen shows:\n\(try screen)", sourceLocation: location)
  }
}
