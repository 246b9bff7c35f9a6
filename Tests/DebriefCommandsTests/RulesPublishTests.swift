import DebriefPipeline
import DebriefStore
import Foundation
import Testing

/// From the command line: simulate, publish, roll back; killed at any moment.
@Suite(.serialized) struct RulesPublishTests {
  private static let line =
    "  - { kind: subsidiary, domain: quokkaworks.test, account: 001Tk0000000MjmIAE, reason: \"Hexley owns it\" }\n"
  private static let admin = "sales.operations@tanuki.example"

  /// The demo after a run, and a draft beside its configuration.
  private func installation() throws -> Installation {
    let installation = try Installation.ofTheDemo()
    #expect(try installation.debrief("run").exitCode == 0)
    try installation.write(
      try String(contentsOfFile: installation.configuration, encoding: .utf8) + Self.line, to: "draft.yml")
    return installation
  }

  private func text(_ installation: Installation) throws -> String {
    try String(contentsOfFile: installation.configuration, encoding: .utf8)
  }

  private func publish(_ note: String = "Hiro asked") -> [String] {
    ["rules", "publish", "draft.yml", "--note", note, "--as", Self.admin]
  }

  @Test func theWayOfTheRulesPage() throws {
    let installation = try installation()
    let before = try text(installation)
    let early = try installation.command(publish()).run()
    #expect(early.exitCode == 65)
    #expect(early.errors.contains("simulate first"), "\(early.errors)")
    #expect(try installation.debrief("rules", "simulate", "--rules", "draft.yml").exitCode == 0)
    for (arguments, code) in [
      (["--note", "n"], Int32(64)), (["--note", "n", "--as", "bruno.keller@tanuki.example"], 77),
      (["--as", Self.admin], 64), (["--note", "  ", "--as", Self.admin], 65),
    ] {
      #expect(try installation.command(["rules", "publish", "draft.yml"] + arguments).run().exitCode == code)
    }
    #expect(try text(installation) == before)

    let published = try installation.command(publish()).run()
    #expect(published.exitCode == 0, "\(published.errors)")
    #expect(published.text.contains("added: subsidiary quokkaworks.test"))
    #expect(try text(installation).contains(Self.line))
    #expect(try text(installation).contains("by \(Self.admin): Hiro asked\nrules:\n"))
    let version = try #require(published.text.split(separator: " ").drop { $0 != "rollback" }.dropFirst().first)

    let back = try installation.debrief("rules", "rollback", String(version), "--note", "n", "--as", Self.admin)
    #expect(back.exitCode == 0, "\(back.errors)")
    #expect(try text(installation) == before)
    let history = try installation.debrief("rules", "history").text
    #expect(history.contains("published 2026-03-31T18:00:00Z by \(Self.admin): Hiro asked"), "\(history)")
    #expect(history.contains("rolled back to"), "\(history)")
  }

  @Test func aDraftThatChangesMoreThanRulesIsRefused() throws {
    let installation = try installation()
    let draft = try String(contentsOfFile: installation.folder + "/draft.yml", encoding: .utf8)
    try installation.write(draft.replacing("open_grace_after: 14d", with: "open_grace_after: 1d"), to: "draft.yml")
    #expect(try installation.debrief("rules", "simulate", "--rules", "draft.yml").exitCode == 0)
    let result = try installation.command(publish()).run()
    #expect(result.exitCode == 65 && result.errors.contains("matching differs"), "\(result.errors)")
  }

  @Test(.enabled(if: Command.canTrace)) func killedAtAnyCallAPublicationLeavesTheOldFileOrTheNewOne() throws {
    let installation = try installation()
    let before = try text(installation)
    #expect(try installation.debrief("rules", "simulate", "--rules", "draft.yml").exitCode == 0)
    // A copy of the state from just before: each attempt begins there.
    let state = installation.folder + "/state-before"
    try FileManager.default.copyItem(atPath: installation.state, toPath: state)
    let calls = "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink"
    let log = installation.folder + "/trace"
    let traced = installation.command(
      through: ["/usr/bin/strace", "-f", "-qq", "-o", log, "-e", "trace=\(calls)"], publish())
    #expect(try traced.run().exitCode == 0)
    let after = try text(installation)
    let all = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    // strace counts `when` for each call in each thread by itself: this is the one that writes the file.
    let thread = try #require(all.first { $0.contains("rules.lock") }).prefix { $0 != " " }
    let lines = all.filter { $0.prefix { $0 != " " } == thread && !$0.contains("resumed") }
    let made = lines.map { line in line.drop { $0 != " " }.drop { $0 == " " }.prefix { $0 != "(" } }
    // From the lock on: everything before is reading.
    let first = try #require(lines.firstIndex { $0.contains("rules.lock") })
    let points = Set((0..<16).map { first + (lines.count - first - 1) * $0 / 15 })
    var outcomes: Set<String> = []
    for point in points.sorted() {
      try installation.write(before, to: "pipeline.yml")
      try FileManager.default.removeItem(atPath: installation.state)
      try FileManager.default.copyItem(atPath: state, toPath: installation.state)
      let killed = installation.command(
        through: [
          "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(made[point])", "-e",
          "inject=\(made[point]):signal=SIGKILL:when=\(made[...point].count { $0 == made[point] })",
        ], publish())
      let result = try killed.run()
      let left = try text(installation)
      #expect(left == before || left == after, "after call \(point)")
      outcomes.insert("\(result.exitCode == 137) \(left == before ? "old" : "new")")
      // And the next one goes on from there, whatever was announced.
      #expect(try installation.debrief("rules", "history").exitCode == 0)
      let next =
        left == before
        ? try installation.command(publish()).run()
        : try installation.debrief(
          "rules", "rollback", try #require(try earlierVersion(installation)), "--note", "n", "--as", Self.admin)
      #expect(next.exitCode == 0, "after call \(point): \(next.errors)")
      #expect(try text(installation) == (left == before ? after : before))
    }
    // A harness that kills on one side of the rename alone proves nothing.
    #expect(outcomes.isSuperset(of: ["true old", "true new"]), "\(outcomes)")
  }

  private func earlierVersion(_ installation: Installation) throws -> String? {
    let data = try installation.debrief("rules", "history", "--json").output
    return try JSONDecoder().decode(RuleHistory.self, from: data).versions.first { !$0.isCurrent }?.version
  }
}
