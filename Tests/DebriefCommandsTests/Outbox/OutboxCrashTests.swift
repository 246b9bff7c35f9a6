import Foundation
import TestServers
import Testing

/// `debrief push` is killed at every system call between taking a delivery and writing that it was delivered; run again, each
/// delivery has happened exactly once. `DEBRIEF_CRASH_POINTS=300 swift test --filter OutboxCrashTests` goes further than a
/// commit's check.
@Suite(.serialized) struct OutboxCrashTests {
  private static let calls = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,connect,sendto,recvfrom,close"
  private static let sent = "2026-03-31T18:05:00Z"

  private var points: Int { ProcessInfo.processInfo.environment["DEBRIEF_CRASH_POINTS"].flatMap { Int($0) } ?? 16 }

  private func traced(_ installation: Installation, _ options: [String]) -> Command {
    installation.command(
      through: ["/usr/bin/strace", "-f", "-qq", "-e", "trace=\(Self.calls)"] + options, ["push", "--now", Self.sent])
  }

  /// The calls from the first to the last that writes to the database, each by its name and its number among those of
  /// that name: strace counts so, in each thread by itself.
  private func callsToInterrupt(_ installation: Installation) throws -> [(name: String, number: Int)] {
    let log = installation.folder + "/trace"
    #expect(try traced(installation, ["-o", log]).run().exitCode == 0)
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
      .filter { !$0.contains("resumed") && !$0.contains("+++") && !$0.contains("---") }
    let main = lines.first?.prefix { $0 != " " } ?? ""  // deliveries are the main thread's
    var counts: [String: Int] = [:]
    let calls = lines.filter { $0.hasPrefix(main) }.map { line in
      let name = String(line.dropFirst(main.count).drop { $0 == " " }.prefix { $0 != "(" })
      counts[name, default: 0] += 1
      return (name: name, number: counts[name] ?? 0)
    }
    let first = calls.firstIndex { $0.name == "pwrite64" } ?? 0
    let last = calls.lastIndex { $0.name == "pwrite64" } ?? 0
    return Array(calls[first...last])
  }

  private struct Outcome {
    var killed = 0
    var points = 0
    var twice: [String] = []
    var never: [String] = []
  }

  /// Kills the push at points spread over its whole length, on a copy of the same state each time.
  private func killEverywhere(_ path: String, receipts: Bool) throws -> Outcome {
    let receiver = try Receiver()
    let installation = try receiver.installation(path, receipts: receipts, calls: 2)
    let fresh = installation.folder + "/fresh"
    try FileManager.default.copyItem(atPath: installation.state, toPath: fresh)
    let calls = try callsToInterrupt(installation)
    let expected = Set(try receiver.effects().effects.map(\.body.key))
    #expect(expected.count == 4)  // two contacts, two tasks
    var outcome = Outcome()
    let points = min(points, calls.count)
    for point in 0..<points {
      try FileManager.default.removeItem(atPath: installation.state)
      try FileManager.default.copyItem(atPath: fresh, toPath: installation.state)
      try receiver.reset()
      let call = calls[(calls.count - 1) * point / max(points - 1, 1)]
      let killed = try traced(
        installation, ["-o", "/dev/null", "-e", "inject=\(call.name):signal=SIGKILL:when=\(call.number)"]
      ).run()
      if killed.exitCode == 137 { outcome.killed += 1 }
      outcome.points += 1
      for time in ["2026-03-31T18:20:00Z", "2026-03-31T18:35:00Z"] {
        let again = try installation.debrief("push", "--now", time)
        #expect(again.exitCode == 0, "after call \(call): \(again.errors)")
      }
      let counts = Dictionary(try receiver.effects().effects.map { ($0.body.key, 1) }, uniquingKeysWith: +)
      outcome.twice += counts.filter { $0.value > 1 }.map { "\($0.key) after call \(call)" }
      outcome.never += expected.subtracting(counts.keys).map { "\($0) after call \(call)" }
      let left = try installation.debrief("outbox", "list")
      #expect(left.text == "", "after call \(call)")
    }
    return outcome
  }

  @Test(.enabled(if: Command.canTrace), arguments: [("hook", false), ("forgetful", true)])
  func killedAnywhereEachDeliveryHappensExactlyOnce(path: String, receipts: Bool) throws {
    let outcome = try killEverywhere(path, receipts: receipts)
    #expect(outcome.twice == [])
    #expect(outcome.never == [])
    // A harness that kills nobody proves nothing.
    #expect(outcome.killed > outcome.points * 9 / 10)
    print("outbox: \(path): killed at \(outcome.killed) of \(outcome.points) points")
  }

  @Test(.enabled(if: Command.canTrace)) func theControlWithoutIdsOrReceiptsDeliversTwice() throws {
    let outcome = try killEverywhere("forgetful", receipts: false)
    #expect(!outcome.twice.isEmpty)
    #expect(outcome.never == [])
  }
}
