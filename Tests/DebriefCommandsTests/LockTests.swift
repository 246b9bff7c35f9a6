import DebriefPipeline
import Foundation
import Testing

/// One run at a time, and looking never disturbs.
@Suite(.serialized) struct LockTests {
  private func installation() throws -> Installation {
    let installation = try Installation()
    try installation.write(
      CalendarText([CalendarText.meeting("canary")]).text, to: "calendars/ada.fern@tanuki.example.ics")
    return installation
  }

  @Test func theSecondRunEndsAtOnceAndNamesTheHolder() throws {
    let installation = try installation()
    let lock = try RunLock(folder: installation.state, holder: "pid 4711 since 2026-03-31T17:00:00Z")
    defer { withExtendedLifetime(lock) {} }
    let result = try installation.debrief("run")
    #expect(result.exitCode == 75)
    #expect(result.seconds < 1)
    #expect(result.errorLines.count == 1)
    #expect(result.errors.contains("another run (pid 4711 since 2026-03-31T17:00:00Z) holds"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: installation.database))
  }

  @Test func theLockOfARunThatWasKilledIsFree() throws {
    let installation = try installation()
    let running = try installation.command(["run"]).start()
    while !FileManager.default.fileExists(atPath: installation.state + "/run.lock"), running.process.isRunning {
      usleep(500)
    }
    kill(running.process.processIdentifier, SIGKILL)
    _ = try running.finish()
    #expect(FileManager.default.fileExists(atPath: installation.state + "/run.lock"))
    #expect(try installation.debrief("run").exitCode == 0)
  }

  @Test func ofFourRunsAtOnceEachEndsWellOrStepsBack() throws {
    let installation = try installation()
    for _ in 0..<5 {
      let running = try (0..<4).map { _ in try installation.command(["run"]).start() }
      let codes = try running.map { try $0.finish().exitCode }
      #expect(codes.contains(0))
      #expect(codes.allSatisfy { $0 == 0 || $0 == 75 }, "\(codes)")
      #expect(try installation.prompts().count == 1)
    }
  }

  @Test func whoeverOnlyLooksNeedsNoLock() throws {
    let installation = try installation()
    _ = try installation.run()
    let lock = try RunLock(folder: installation.state, holder: "pid 1")
    defer { withExtendedLifetime(lock) {} }
    #expect(try installation.debrief("prompts").exitCode == 0)
    #expect(try installation.debrief("explain", "canary").exitCode == 0)
    #expect(try installation.debrief("run", "--dry-run").exitCode == 0)
  }

  @Test func aDryRunSaysWhatWouldHappenAndWritesNothing() throws {
    let installation = try installation()
    let early = try installation.debrief("run", "--dry-run")
    #expect(early.exitCode == 0)
    #expect(early.text.contains("1 pending"), "\(early.text)")
    #expect(!FileManager.default.fileExists(atPath: installation.state))
    _ = try installation.run()
    try installation.write(
      CalendarText([CalendarText.meeting("canary"), CalendarText.meeting("new", day: 21)]).text,
      to: "calendars/ada.fern@tanuki.example.ics")
    func traces() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: installation.state).sorted().flatMap { name -> [String] in
        let path = installation.state + "/" + name
        // The shared-memory index and an empty log are SQLite's own while somebody reads.
        if name.hasSuffix("-shm") || name.hasSuffix("-wal") { return [] }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path)).hashValue
        return ["\(name) \(bytes) \(attributes[.modificationDate] ?? "")"]
      }
    }
    let before = try traces()
    let dump = try installation.dump()
    let dry = try installation.debrief("run", "--dry-run")
    #expect(dry.text.contains("2 pending"), "\(dry.text)")
    #expect(try traces() == before)
    #expect(LogicalDump.difference(dump, try installation.dump()) == "")
  }
}
