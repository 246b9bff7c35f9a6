import Foundation
import Testing

/// Killed anywhere and run again, a run ends as if nothing had happened (reliability: every qualifying meeting has
/// exactly one prompt). `DEBRIEF_CRASH_POINTS=1000 swift test --filter CrashTests` goes further than a commit's check.
@Suite(.serialized) struct CrashTests {
  /// Every system call that changes what is on the disk, or promises that it is there.
  private static let calls = "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink"

  private var points: Int { ProcessInfo.processInfo.environment["DEBRIEF_CRASH_POINTS"].flatMap { Int($0) } ?? 24 }

  private func installation() throws -> Installation {
    let installation = try Installation()
    for name in ["ada.fern@tanuki.example.ics", "dev.anand@tanuki.example.ics"] {
      try installation.write(
        try Data(contentsOf: URL(fileURLWithPath: "\(Installation.fixtures)/calendars/\(name)")),
        to: "calendars/\(name)")
    }
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write(text.replacing("bruno.keller", with: "dev.anand"), to: "pipeline.yml")
    return installation
  }

  private func forget(_ installation: Installation) { try? FileManager.default.removeItem(atPath: installation.state) }

  /// How many calls an undisturbed run makes, and what it leaves.
  private func undisturbed(_ installation: Installation, tracing calls: String) throws -> (calls: Int, dump: String) {
    let log = installation.folder + "/trace"
    let traced = installation.command(
      through: ["/usr/bin/strace", "-f", "-qq", "-o", log, "-e", "trace=\(calls)"], ["run"])
    #expect(try traced.run().exitCode == 0)
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    let dump = try installation.dump()
    forget(installation)
    // strace counts `when` in each thread by itself.
    let calls = Dictionary(grouping: lines.filter { !$0.contains("resumed") }) { $0.prefix { $0 != " " } }
    return (calls.values.map(\.count).max() ?? 0, dump)
  }

  @Test(.enabled(if: Command.canTrace)) func killedAtAnyCallAndRunAgainItEndsAsIfNothingHadHappened() throws {
    let installation = try installation()
    let (calls, dump) = try undisturbed(installation, tracing: Self.calls)
    #expect(dump.contains("# prompt\n"))
    var killed = 0
    for point in 1...points {
      let call = 1 + (calls - 1) * point / points
      let command = installation.command(
        through: [
          "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(Self.calls)", "-e",
          "inject=\(Self.calls):signal=SIGKILL:when=\(call)",
        ], ["run"])
      if try command.run().exitCode == 137 { killed += 1 }
      let again = try installation.debrief("run")
      #expect(again.exitCode == 0, "after call \(call): \(again.errors)")
      let after = try installation.dump()
      #expect(LogicalDump.difference(dump, after) == "", "after call \(call)")
      forget(installation)
    }
    // A harness that kills nobody proves nothing.
    #expect(killed > points / 2)
  }

  @Test func killedAtAnyTimeAndRunAgainItEndsAsIfNothingHadHappened() throws {
    let installation = try installation()
    let whole = try installation.debrief("run")
    let dump = try installation.dump()
    forget(installation)
    var killed = 0
    for round in 1...max(6, points / 4) {
      for _ in 0..<2 {
        let running = try installation.command(["run"]).start()
        usleep(UInt32(whole.seconds * 1_000_000 * Double(round % 10 + 1) / 11))
        kill(running.process.processIdentifier, SIGKILL)
        if try running.finish().exitCode == 137 { killed += 1 }
      }
      #expect(try installation.debrief("run").exitCode == 0)
      let after = try installation.dump()
      #expect(LogicalDump.difference(dump, after) == "")
      forget(installation)
    }
    #expect(killed > 0)
  }

  struct Fault {
    var call: String
    var code: String
    /// The calls that fail: the k-th, or all from it on.
    var isLasting: Bool
  }

  @Test(.enabled(if: Command.canTrace)) func aFailingDiskIsNamedOnOneLineAndCostsNothing() throws {
    let installation = try installation()
    let faults = [
      Fault(call: "pwrite64", code: "ENOSPC", isLasting: true), Fault(call: "pwrite64", code: "EIO", isLasting: false),
      Fault(call: "fdatasync", code: "EIO", isLasting: true), Fault(call: "ftruncate", code: "EIO", isLasting: true),
    ]
    let dump = try undisturbed(installation, tracing: "pwrite64").dump
    var failed = 0
    for fault in faults {
      let calls = try undisturbed(installation, tracing: fault.call).calls
      for point in 0..<max(3, points / 8) {
        let call = max(1, calls * point / max(3, points / 8))
        let when = "\(call)\(fault.isLasting ? "+" : "")"
        let result = try installation.command(
          through: [
            "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(fault.call)", "-e",
            "inject=\(fault.call):error=\(fault.code):when=\(when)",
          ], ["run"]
        ).run()
        if result.exitCode != 0 {
          failed += 1
          #expect([74, 75].contains(result.exitCode), "\(fault) at \(when): \(result.errors)")
          #expect(result.errorLines.count == 1, "\(fault) at \(when): \(result.errors)")
          #expect(result.errors.contains(".debrief/"), "\(fault) at \(when): \(result.errors)")
          let reason = fault.code == "ENOSPC" ? "disk is full" : "nput/output error"
          #expect(result.errors.contains(reason) || result.errors.contains("I/O"), "\(fault): \(result.errors)")
        }
        #expect(try installation.debrief("run").exitCode == 0)
        let after = try installation.dump()
        #expect(LogicalDump.difference(dump, after) == "", "\(fault) at \(when)")
        forget(installation)
      }
    }
    #expect(failed >= faults.count)
  }

  @Test(.enabled(if: Command.canTrace)) func asSoonAsTheTransactionIsDoneASignalEndsTheRun() throws {
    let installation = try installation()
    let (calls, dump) = try undisturbed(installation, tracing: "pwrite64")
    for (signal, code) in [("SIGTERM", Int32(143)), ("SIGINT", 130)] {
      let result = try installation.command(
        through: [
          "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e",
          "inject=pwrite64:signal=\(signal):when=\(calls / 4)",
        ], ["run"]
      ).run()
      #expect(result.exitCode == code, "\(result.errors)")
      #expect(result.errorLines.count == 1, "\(result.errors)")
      #expect(try installation.debrief("run").exitCode == 0)
      let after = try installation.dump()
      #expect(LogicalDump.difference(dump, after) == "")
      forget(installation)
    }
  }
}
