import Foundation

/// A terminal that sends every key at once and shows a screen of its own; `restore` gives it back as it was.
final class RawTerminal {
  private var original = termios()
  private var isRaw = false
  private let usesStyle: Bool
  private var shown: [ScreenLine] = []

  /// The window changed its size; set by the signal, taken by the loop.
  nonisolated(unsafe) private static var hasResized: sig_atomic_t = 0
  /// SIGINT, SIGTERM or SIGHUP came.
  nonisolated(unsafe) private static var signal: sig_atomic_t = 0

  /// Nil where there is no terminal that could show a screen.
  init?() {
    let environment = ProcessInfo.processInfo.environment
    let kind = environment["TERM"] ?? ""
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, !kind.isEmpty, kind != "dumb",
      tcgetattr(STDIN_FILENO, &original) == 0
    else { return nil }
    usesStyle = (environment["NO_COLOR"] ?? "").isEmpty
  }

  deinit { restore() }

  func begin() throws {
    for number in [SIGINT, SIGTERM, SIGHUP] { Glibc.signal(number) { RawTerminal.signal = $0 } }
    Glibc.signal(SIGWINCH) { _ in RawTerminal.hasResized = 1 }
    var raw = original
    cfmakeraw(&raw)
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw) == 0 else { throw NoTerminal() }
    isRaw = true
    // Alternate screen, no cursor, pastes marked as such.
    try Output.standard.write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?2004h\u{1B}[2J")
  }

  func restore() {
    guard isRaw else { return }
    isRaw = false
    try? Output.standard.write("\u{1B}[?2004l\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l")
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &original)
  }

  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  enum Input {
    case bytes([UInt8])
    case pause, resized, ended
    case signal(Int32)
  }

  /// Waits for keys; `pause` after 50 ms without any, when `isUndecided` asks whether more of a sequence follows.
  func read(isUndecided: Bool) -> Input {
    while true {
      if Self.signal != 0 { return .signal(Self.signal) }
      if Self.hasResized != 0 {
        Self.hasResized = 0
        shown = []
        return .resized
      }
      var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      // A signal that comes between the checks above and the wait is seen a second later at most.
      let ready = poll(&descriptor, 1, isUndecided ? 50 : 1000)
      if ready == 0, isUndecided { return .pause }
      guard ready > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 { return .bytes(Array(buffer.prefix(count))) }
      if count < 0, errno == EINTR { continue }
      return .ended
    }
  }

  /// Writes the lines that differ from what is shown.
  func show(_ lines: [ScreenLine]) throws {
    var text = ""
    for (row, line) in lines.enumerated() where !shown.indices.contains(row) || shown[row] != line {
      text += "\u{1B}[\(row + 1);1H\(styled(line))\u{1B}[K"
    }
    if shown.isEmpty { text = "\u{1B}[2J" + text }
    shown = lines
    if !text.isEmpty { try Output.standard.write(text) }
  }

  /// The marker in the text says what is selected, so nothing is lost without styles.
  private func styled(_ line: ScreenLine) -> String {
    guard usesStyle else { return line.text }
    return switch line.style {
    case .plain: line.text
    case .title: "\u{1B}[1m\(line.text)\u{1B}[0m"
    case .selected: "\u{1B}[7m\(line.text)\u{1B}[0m"
    case .quiet: "\u{1B}[2m\(line.text)\u{1B}[0m"
    }
  }
}

/// `debrief review` needs somebody at a terminal.
struct NoTerminal: Error, CustomStringConvertible {
  var description: String {
    "'debrief review' needs a terminal. In scripts, use 'debrief prompts list', 'log', 'dismiss', 'snooze' and 'undo'."
  }
}
