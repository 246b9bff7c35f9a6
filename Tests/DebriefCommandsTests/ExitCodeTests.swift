import DebriefPipeline
import Foundation
import Testing

@testable import DebriefCommands

/// Every row of docs/exit-codes.md, provoked. (130 and 143 are in CrashTests, 69 has nothing to provoke it yet.)
@Suite(.serialized) struct ExitCodeTests {
  private func installation() throws -> Installation {
    let installation = try Installation()
    try installation.write(
      CalendarText([CalendarText.meeting("canary")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    return installation
  }

  private func expect(
    _ result: Command.Result, _ code: Int32, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.exitCode == code, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.errors.contains(text), "\(result.errors)", sourceLocation: sourceLocation)
    #expect(!result.errors.contains("fault of Debrief"), "\(result.errors)", sourceLocation: sourceLocation)
  }

  @Test func usage() throws {
    let installation = try installation()
    expect(try installation.debrief("jump"), 64, "Usage")
    expect(try installation.debrief("run", "--only", "everything"), 64, "--only")
    expect(try installation.debrief("run", "--since", "soon"), 64, "--since")
    expect(try installation.debrief("run", "--now", "yesterday"), 64, "--now")
    _ = try installation.run()
    expect(try installation.debrief("prompts", "list", "--state", "lost"), 64, "--state")
    expect(try installation.debrief("prompts", "list", "--outcome", "lost"), 64, "--outcome")
    expect(try installation.debrief("prompts", "list", "--limit=-1"), 64, "--limit")
  }

  @Test func aDamagedDatabase() throws {
    let installation = try installation()
    try FileManager.default.createDirectory(atPath: installation.state, withIntermediateDirectories: true)
    try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: installation.database))
    expect(try installation.debrief("run"), 65, "is damaged")
    #expect(try Data(contentsOf: URL(fileURLWithPath: installation.database)).count == 8192)
    #expect(try installation.debrief("doctor").exitCode == 3)
  }

  @Test func aDatabaseWithATornPage() throws {
    let installation = try installation()
    _ = try installation.run()
    var data = try Data(contentsOf: URL(fileURLWithPath: installation.database))
    data.replaceSubrange(
      4096..<min(data.count, 40_960), with: Data(repeating: 0x5A, count: min(data.count, 40_960) - 4096))
    try data.write(to: URL(fileURLWithPath: installation.database))
    for name in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: installation.database + name) }
    expect(try installation.debrief("run"), 65, ".debrief/debrief.sqlite is damaged")
  }

  @Test func whatIsNotThere() throws {
    let installation = try installation()
    expect(try installation.debrief("prompts"), 66, "run 'debrief run' first")
    expect(try installation.debrief("explain", "canary"), 66, "run 'debrief run' first")
    expect(try installation.debrief("run", "--config", "nowhere.yml"), 66, "nowhere.yml: No such file")
    _ = try installation.run()
    expect(try installation.debrief("prompts", "show", "zzzz"), 66, "no prompt zzzz")
    expect(try installation.debrief("explain", "no such thing"), 66, "no such thing")
    expect(try installation.debrief("prompts", "--owner", "eve"), 66, "eve")
  }

  @Test func anotherArchitectsPrompt() throws {
    let installation = try installation()
    _ = try installation.run()
    let id = try #require(installation.prompts().first?.id)
    let before = try installation.dump()
    expect(try installation.debrief("dismiss", id, "--reason", "other", "--as", "bruno.keller"), 77, id)
    #expect(LogicalDump.difference(before, try installation.dump()) == "")
  }

  @Test func whatCannotBeUndone() throws {
    let installation = try installation()
    _ = try installation.run()
    let id = try #require(installation.prompts().first?.id)
    expect(try installation.debrief("undo", id, "--as", "ada.fern"), 65, id)
  }

  @Test func aFaultOfOurOwn() throws {
    struct Surprise: Error {}
    let failure = try #require(Failure(Surprise()))
    #expect(failure.code == 70)
    #expect(failure.message?.contains("please report it") == true)
  }

  @Test func aStateFolderThatCannotBe() throws {
    let installation = try installation()
    try installation.write("a file", to: ".debrief")
    expect(try installation.debrief("run"), 74, "run.lock: Not a directory")
    let elsewhere = try Installation()
    try elsewhere.write(
      "state: /proc/debrief\n" + String(contentsOfFile: elsewhere.configuration, encoding: .utf8), to: "pipeline.yml")
    #expect([66, 74].contains(try elsewhere.debrief("run").exitCode))
  }

  @Test func aWrongConfiguration() throws {
    let installation = try installation()
    try installation.write("compani: 7\n", to: "pipeline.yml")
    for arguments in [["run"], ["prompts"], ["doctor"], ["config", "check"], ["config", "check", "--json"]] {
      let result = try installation.command(arguments).run()
      #expect(result.exitCode == 78, "\(arguments): \(result.errors)")
      #expect((result.errors + result.text).contains("did you mean"), "\(arguments): \(result.errors)")
    }
  }

  @Test func aPublicSuffixListThatIsNone() throws {
    let installation = try installation()
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(text + "\npublic_suffix_list: nowhere.dat\n", to: "pipeline.yml")
    expect(try installation.debrief("run"), 78, "nowhere.dat")
  }
}
