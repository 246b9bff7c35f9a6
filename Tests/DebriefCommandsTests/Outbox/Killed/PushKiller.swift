import Foundation
import Testing

/// Kills a real `debrief push` at its system calls, on a copy of the same state each time, and counts what came of it.
///
/// strace injects the signal into the main thread of `debrief`, whose the deliveries are; the services are processes of
/// their own and see a connection that ends.
struct PushKiller {
  enum Moment: String {
    /// Between taking a delivery and writing that it was delivered.
    case sending
    /// The push after one that died half-way: while it looks up what became of that, and sends the rest.
    case recovering
  }

  struct Outcome {
    var killed = 0
    var points = 0
    /// How many there are.
    var calls = 0
    var twice: [String] = []
    var never: [String] = []
  }

  struct Call: CustomStringConvertible {
    var name: String
    /// Among the main thread's calls of that name.
    var number: Int
    var description: String { "\(name) \(number)" }
  }

  private static let calls = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,connect,sendto,recvfrom,read,close"

  /// How many calls are interrupted in one of a service's scenarios: few in a commit's check, its share of
  /// `DEBRIEF_CRASH_POINTS` for the proof.
  static func points(scenarios: Int, orElse few: Int) -> Int {
    guard let all = ProcessInfo.processInfo.environment["DEBRIEF_CRASH_POINTS"].flatMap({ Int($0) }) else { return few }
    return (all + scenarios - 1) / scenarios
  }

  let service: any KilledService
  var installation: Installation { service.installation }
  private var fresh: String { installation.folder + "/fresh" }

  /// - Parameters:
  ///   - points: spread over the whole length of the push; all of its calls where it has fewer.
  ///   - onlyRecordings: only the calls that begin to write what was answered: what a control needs.
  func run(_ moment: Moment, points: Int, onlyRecordings: Bool = false) throws -> Outcome {
    try FileManager.default.copyItem(atPath: installation.state, toPath: fresh)
    defer { try? FileManager.default.removeItem(atPath: fresh) }
    var outcome = Outcome()
    try start(over: false)
    let sending = try callsToInterrupt(at: "18:05")
    #expect(try effects(into: &outcome, after: "no call") == service.expected)
    var (calls, died) = (sending, Call?.none)
    if moment == .recovering {
      died = sending[sending.count / 2]
      try start(over: true, killingAt: died)
      calls = try callsToInterrupt(at: "18:20")
    }
    if onlyRecordings { calls = Self.recordings(calls) }
    outcome.calls = calls.count
    let points = min(points, calls.count)
    for point in 0..<points {
      let call = calls[(calls.count - 1) * point / max(points - 1, 1)]
      outcome.points += 1
      // How often the network is asked for an answer is a matter of time, so a late call may not come: once more.
      for _ in 0..<2 {
        try start(over: true, killingAt: died)
        guard try kill(at: call, time: died == nil ? "18:05" : "18:20") else { continue }
        outcome.killed += 1
        break
      }
      try goOn(after: call)
      _ = try effects(into: &outcome, after: "call \(call)")
    }
    return outcome
  }

  /// The calls that begin to write what was answered.
  private static func recordings(_ calls: [Call]) -> [Call] {
    calls.indices.filter { index in
      calls[index].name == "pwrite64"
        && calls[..<index].last { ["recvfrom", "pwrite64"].contains($0.name) }?.name == "recvfrom"
    }.map { calls[$0] }
  }

  private func start(over: Bool, killingAt call: Call? = nil) throws {
    if over {
      try FileManager.default.removeItem(atPath: installation.state)
      try FileManager.default.copyItem(atPath: fresh, toPath: installation.state)
    }
    try service.reset()
    if let call { #expect(try kill(at: call, time: "18:05")) }
  }

  private func kill(at call: Call, time: String) throws -> Bool {
    let inject = "inject=\(call.name):signal=SIGKILL:when=\(call.number)"
    return try traced(["-o", "/dev/null", "-e", inject], time: time).run().exitCode == 137
  }

  /// Run again as cron would, everything is settled, and nobody has to look at anything.
  private func goOn(after call: Call) throws {
    for time in ["18:35", "18:50"] {
      let again = try installation.debrief("push", "--json", "--now", "2026-03-31T\(time):00Z")
      #expect(again.exitCode == 0, "after call \(call): \(again.errors)")
      guard time == "18:50" else { continue }
      let left = try JSONDecoder().decode(Left.self, from: again.output)
      #expect(left.waiting == 0 && left.unknown == 0, "after call \(call)")
    }
  }

  private struct Left: Decodable {
    var waiting: Int
    var unknown: Int
  }

  private func effects(into outcome: inout Outcome, after what: String) throws -> Set<String> {
    let counts = Dictionary(try service.effects().map { ($0, 1) }, uniquingKeysWith: +)
    outcome.twice += counts.filter { $0.value > 1 }.map { "\($0.key) after \(what)" }
    outcome.never += service.expected.subtracting(counts.keys).map { "\($0) after \(what)" }
    return Set(counts.keys)
  }

  private func traced(_ options: [String], time: String) -> Command {
    installation.command(
      through: ["/usr/bin/strace", "-qq", "-e", "trace=\(Self.calls)"] + options,
      ["push", "--now", "2026-03-31T\(time):00Z"])
  }

  /// The calls from the first to the last that writes to the database, each by its name and its number among those of
  /// that name: strace counts so.
  private func callsToInterrupt(at time: String) throws -> [Call] {
    let log = installation.folder + "/trace"
    let pushed = try traced(["-o", log], time: time).run()
    #expect(pushed.exitCode == 0, "\(pushed.errors)")
    var counts: [String: Int] = [:]
    let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("+++") && !$0.hasPrefix("---") }
      .map { line in
        let name = String(line.prefix { $0 != "(" })
        counts[name, default: 0] += 1
        return Call(name: name, number: counts[name] ?? 0)
      }
    let first = calls.firstIndex { $0.name == "pwrite64" } ?? 0
    let last = calls.lastIndex { $0.name == "pwrite64" } ?? 0
    return Array(calls[first...last])
  }
}
