import Foundation
import Testing

/// A terminal that a test types into and reads: tmux, with a server of its own.
final class Tmux {
  static let program = "/usr/bin/tmux"
  static let isThere = FileManager.default.isExecutableFile(atPath: program)

  private let socket = "debrief-\(UUID().uuidString)"
  /// Kept as long as the terminal that works on it.
  let installation: Installation
  /// Every byte that the program sent to the terminal.
  let transcript: String

  init(_ installation: Installation, columns: Int = 80, rows: Int = 24) throws {
    self.installation = installation
    transcript = installation.folder + "/transcript"
    try tmux("new-session", "-d", "-s", "t", "-x", "\(columns)", "-y", "\(rows)", "env", "PS1=$ ", "/bin/sh")
    try tmux("pipe-pane", "-t", "t", "cat > '\(transcript)'")
  }

  deinit { _ = try? tmux("kill-server") }

  @discardableResult
  func tmux(_ arguments: String...) throws -> String {
    // The server lives on with every descriptor that it is given, and Foundation takes a program for running until
    // they are closed.
    let closing = "for f in /proc/$$/fd/*; do n=${f##*/}; [ $n -gt 2 ] && eval \"exec $n>&-\"; done; exec \"$@\""
    let command = Command(
      program: "/bin/bash",
      arguments: ["-c", closing, "bash", Self.program, "-u", "-L", socket, "-f", "/dev/null"] + arguments,
      folder: installation.folder, timeout: 30)
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
