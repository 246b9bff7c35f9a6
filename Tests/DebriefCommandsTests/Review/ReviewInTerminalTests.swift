import Foundation
import Testing

@testable import DebriefCommands

/// `debrief review` as a person drives it, in a real terminal.
@Suite("debrief review in a terminal", .enabled(if: Tmux.isThere), .serialized) struct ReviewInTerminalTests {
  private func open(
    _ owner: String, environment: String = "", columns: Int = 80, rows: Int = 24
  ) throws -> Tmux {
    let installation = try Installation.ofTheDemo()
    #expect(try installation.debrief("run").exitCode == 0)
    let tmux = try Tmux(installation, columns: columns, rows: rows)
    try tmux.type(
      "\(environment) '\(Command.debrief)' review --as \(owner) --now \(installation.now); echo left with $?")
    try tmux.press("Enter")
    try tmux.wait(for: "Pending")
    return tmux
  }

  @Test func aDozenPromptsOfTheDemoAreClearedInUnderSixtyKeystrokes() throws {
    let tmux = try open("bruno.keller")
    let installation = tmux.installation
    let before = try installation.prompts().count
    var keystrokes = 0
    func press(_ keys: String...) throws {
      for key in keys {
        keystrokes += 1
        try tmux.press(key)
      }
    }
    // A series of five at once, then one after the other; the description is the only thing typed at length.
    try press("s", "Enter", "6", "+")
    try tmux.type("We went through the open points. They want a date for the rollout.")
    try press("Enter")
    try tmux.wait(for: "Logged 5 meetings")
    try press("e", "1")
    try tmux.wait(for: "Dismissed")
    for _ in 0..<6 {
      try press("Enter")
      try tmux.wait(for: "Sentiment")
      if try tmux.screen.contains("> Name") {
        try press("1")
        try tmux.wait(for: "to be created")
      }
      if try tmux.screen.contains("> Type") { try press("3") }
      try tmux.wait(for: "> Sentiment")
      try press("+")
      try tmux.wait(for: "> Description")
      try tmux.type("We showed what they had asked for. Next week we talk about the rollout.")
      try press("Enter")
      try tmux.wait(for: "takes it back")
    }
    #expect(keystrokes < 60)
    #expect(try installation.prompts().count == before - 12)
    #expect(try installation.prompts(state: "logged").count == 11)
    try tmux.press("q")
    try tmux.wait(for: "left with 0")
    #expect(try !tmux.screen.contains("Pending"))  // the screen from before is back
  }

  @Test func noByteOfATitleIsObeyed() throws {
    for owner in ["ada.fern", "chloe.marsh", "dev.anand", "felix.osei"] {
      let tmux = try open(owner, environment: "NO_COLOR=1")
      for _ in 0..<25 { try tmux.press("j") }
      try tmux.press("Enter")
      try tmux.press("Escape")
      try tmux.press("q")
      try tmux.wait(for: "left with 0")
      let bytes = String(decoding: try Data(contentsOf: URL(fileURLWithPath: tmux.transcript)), as: UTF8.self)
      // Without colour, all that may move a cursor is positioning, clearing, and the alternate screen.
      let ours = /\u{1B}\[(\d+;1H|K|2J|\?1049[hl]|\?25[hl]|\?2004[hl]|0m)/
      let rest = bytes.replacing(ours, with: "")
      let screen = rest.split(separator: "left with").first ?? ""
      #expect(!screen.unicodeScalars.contains { $0.value == 0x1B || (0x80...0x9F).contains($0.value) })
      #expect(!screen.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
    }
  }

  @Test func theScreenFollowsTheWindow() throws {
    let tmux = try open("bruno.keller")
    try tmux.tmux("resize-window", "-t", "t", "-x", "50", "-y", "14")
    try tmux.wait(for: "Enter log  e dismiss  h later  o other  t temp")
    let lines = try tmux.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first?.contains("Bruno Keller") == true)
    #expect(lines.prefix(14).last?.hasSuffix("…") == true)
    try tmux.tmux("resize-window", "-t", "t", "-x", "30", "-y", "8")
    try tmux.wait(for: "Make this window larger")
    try tmux.press("q")
    try tmux.wait(for: "left with 0")
  }

  @Test func aSignalGivesTheTerminalBack() throws {
    let tmux = try open("bruno.keller")
    let pane = try tmux.tmux("display-message", "-p", "-t", "t", "#{pane_pid}")
    _ = try Command(
      program: "/bin/sh",
      arguments: ["-c", "kill -TERM $(ps -o pid= --ppid \(pane.trimmingCharacters(in: .newlines)))"],
      folder: "/", timeout: 10
    ).run()
    try tmux.wait(for: "left with 143")
    try tmux.type("echo it still echoes")
    try tmux.wait(for: "it still echoes")
  }

  @Test func withoutATerminalItSaysWhatToUseInstead() throws {
    let installation = try Installation.ofTheDemo()
    let result = try installation.debrief("review", "--as", "bruno.keller")
    #expect(result.exitCode == 64)
    #expect(result.errors.contains("debrief prompts list"))
    #expect(result.output.isEmpty)
  }
}
