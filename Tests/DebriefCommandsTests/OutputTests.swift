import Foundation
import Testing

/// What is printed arrives whole, or the exit code says that it did not; cron hears nothing of a good run.
@Suite(.serialized) struct OutputTests {
  private func installation() throws -> Installation {
    let installation = try Installation()
    try installation.write(
      CalendarText([CalendarText.meeting("canary")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    return installation
  }

  @Test func aGoodRunIsSilentUnderCron() throws {
    let result = try installation().debrief("run")
    #expect(result.exitCode == 0)
    #expect(result.output.isEmpty)
    #expect(result.errors.isEmpty)
  }

  @Test func aFullDiskBehindTheOutputIsAnError() throws {
    let installation = try installation()
    _ = try installation.run()
    for arguments in [
      ["run", "--verbose"], ["run", "--json"], ["prompts", "list"], ["prompts", "list", "--json"],
      ["explain", "canary"],
      ["config", "check"], ["doctor"], ["--help"], ["--version"], ["run", "--help"],
    ] {
      var command = installation.command(arguments, output: "/dev/full")
      if arguments[0].hasPrefix("--") { command.arguments = arguments }
      let result = try command.run()
      #expect(result.exitCode == 74, "\(arguments): \(result.errors)")
      #expect(result.errorLines.count == 1, "\(arguments): \(result.errors)")
      #expect(result.errors.contains("No space left on device"), "\(arguments): \(result.errors)")
    }
  }

  @Test func aClosedPipeIsAnErrorWithoutATrace() throws {
    let installation = try installation()
    _ = try installation.run()
    let result = try Command(
      program: "/bin/bash",
      arguments: [
        "-c", "\(Command.debrief) prompts list --json --now \(installation.now) | true; echo ${PIPESTATUS[0]}",
      ], folder: installation.folder
    ).run()
    // The reader may have gone before or after the first write; a crash would be 128 and more.
    #expect(["74", "0"].contains(result.text.trimmingCharacters(in: .whitespacesAndNewlines)), "\(result.text)")
    #expect(!result.errors.contains("Fatal"), "\(result.errors)")
    let closed = try Command(
      program: "/bin/bash", arguments: ["-c", "\(Command.debrief) prompts list --now \(installation.now) >&-"],
      folder: installation.folder
    ).run()
    #expect(closed.exitCode == 74, "\(closed.errors)")
  }

  @Test func noStrangersControlCharacterReachesTheTerminal() throws {
    let installation = try Installation.ofTheDemo()
    _ = try installation.run()
    let title = "\u{1B}[2J"
    let texts = [
      try installation.debrief("prompts", "list", "--state", "all").text,
      try installation.debrief("run", "--verbose").text,
      try installation.debrief("explain", "dd14b981-3537-4f27-ae24-8af326882206").text,
    ]
    for text in texts {
      #expect(!text.contains(title))
      for scalar in text.unicodeScalars where scalar != "\n" {
        let value = scalar.value
        let isControl = value < 0x20 || (0x7F...0x9F).contains(value)
        let turnsText = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        #expect(!isControl && !turnsText, "U+\(String(value, radix: 16))")
      }
    }
    #expect(texts[2].contains("\\u{1b}"))
  }
}
