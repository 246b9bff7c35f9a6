import ArgumentParser
import DebriefPipeline

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Clear the queue on a full screen, by keyboard.",
    discussion: "Enter logs, e dismisses, h puts off, z takes back, ? explains the rest.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reviewer: ReviewerOptions

  func run() throws {
    guard let terminal = RawTerminal() else { throw NoTerminal() }
    var session = try ReviewSession(desk: try reviewer.desk(options)) { [options] in options.instant }
    try terminal.begin()
    defer { terminal.restore() }
    var reader = KeyReader()
    var isOpen = true
    while isOpen {
      let size = terminal.size
      session.resize(columns: size.columns, rows: size.rows)
      try terminal.show(session.lines)
      var keys: [Key] = []
      switch terminal.read(isUndecided: reader.isUndecided) {
      case .bytes(let bytes): keys = reader.feed(bytes)
      case .pause: keys = reader.flush()
      case .resized: break
      case .ended: isOpen = false
      case .signal(let number): throw Interrupted(signal: number)
      }
      for key in keys where isOpen { isOpen = try session.press(key) }
    }
  }
}
