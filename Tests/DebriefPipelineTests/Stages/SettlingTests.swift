import Addresses
import Calendars
import DebriefCore
import DebriefStore
import Foundation
import Testing

@testable import DebriefPipeline

/// A run looks only at what changed since the last one; it must come to what a look at everything comes to.
struct SettlingTests {
  /// Calendars that change at random, and SAs who answer in between.
  private final class World {
    let folder = FileManager.default.temporaryDirectory.path + "/debrief-settling-\(UUID().uuidString)"
    let store: Store
    var now = RuleFixtures.now
    private var random: RandomNumbers
    private var rules = 0
    /// What each of three files holds: the first two are one SA's.
    private var files: [[Int: Event]] = [[:], [:], [:]]

    private struct Event {
      var sequence: Int
      var start: Instant
      var minutes: Int
      var isCancelled: Bool
      var title: Int
      var guest: Int
      /// Instances, one a day.
      var count: Int
    }

    init(seed: UInt64) throws {
      random = RandomNumbers(seed: seed)
      store = try Store()
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for _ in 0..<12 { changeSomeEvent() }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func configuration() throws -> Configuration {
      let names = ["ada.ics, owner: ada@tanuki.example", "other.ics, owner: ada@tanuki.example"]
      let sources = (names + ["bo.ics, owner: bo@tanuki.example"]).map { "  - { path: \($0) }" }
      return try Configuration(
        yaml: """
          company: { domains: [tanuki.example] }
          solution_architects: [{ email: ada@tanuki.example }, { email: bo@tanuki.example, prompt: before }]
          calendars:
          \(sources.joined(separator: "\n"))
          meetings: { since: 3d, lead: 2h, horizon: 20d }
          prompts: { expire_after: 5d }
          rules: [{ kind: partner, domain: partner\(rules).example, reason: of the test }]
          """, path: folder + "/pipeline.yml")
    }

    func run() throws -> RunReport {
      try Pipeline.run(RunContext(configuration: configuration(), store: store, now: now))
    }

    /// One thing that happens between two runs.
    func step() throws {
      switch random.below(10) {
      case 0...4: for _ in 0..<1 + random.below(3) { changeSomeEvent() }
      case 5, 6: now = now.advanced(by: Int64(random.below(30)) * 3600)
      case 7: rules += random.below(2)
      default: try answer()
      }
      now = now.advanced(by: Int64(random.below(40)) * 60)
    }

    private func changeSomeEvent() {
      let (file, uid) = (random.below(3), random.below(8))
      if random.below(5) == 0 {
        files[file][uid] = nil
      } else if random.below(3) == 0, files[file][uid] != nil {
        // The exporters' most frequent change.
        files[file][uid]?.title = random.below(3)
        files[file][uid]?.sequence += random.below(2)
      } else {
        files[file][uid] = Event(
          sequence: random.below(4), start: now.advanced(by: Int64(random.below(180) - 100) * 3600),
          minutes: 15 + random.below(8) * 15, isCancelled: random.below(6) == 0,
          title: random.below(3), guest: random.below(2), count: random.below(3) == 0 ? 2 + random.below(5) : 1)
      }
      for (index, name) in ["ada.ics", "other.ics", "bo.ics"].enumerated() {
        try? Data(text(of: files[index]).utf8).write(to: URL(filePath: "\(folder)/\(name)"))
      }
    }

    private func text(of events: [Int: Event]) -> String {
      var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN"]
      for (uid, event) in events.sorted(by: { $0.key < $1.key }) {
        let stamps = [event.start, event.start.advanced(by: Int64(event.minutes) * 60)].map {
          $0.description.filter { $0 != "-" && $0 != ":" }
        }
        lines += [
          "BEGIN:VEVENT", "UID:\(uid)@world.example", "SEQUENCE:\(event.sequence)", "DTSTAMP:20260301T000000Z",
          "DTSTART:\(stamps[0])", "DTEND:\(stamps[1])", "SUMMARY:Meeting \(event.title)",
          "ATTENDEE:mailto:guest\(event.guest)@epsilo.example",
        ]
        if event.count > 1 { lines.append("RRULE:FREQ=DAILY;COUNT=\(event.count)") }
        if event.isCancelled { lines.append("STATUS:CANCELLED") }
        lines.append("END:VEVENT")
      }
      return (lines + ["END:VCALENDAR", ""]).joined(separator: "\r\n")
    }

    private func answer() throws {
      let configuration = try configuration()
      let prompts = try store.prompts(.init())
      guard !prompts.isEmpty else { return }
      let prompt = prompts[random.below(prompts.count)]
      guard let architect = configuration.architect(named: prompt.seat.owner.key) else { return }
      let desk = ReviewDesk(configuration: configuration, store: store, architect: architect)
      switch random.below(3) {
      case 0: _ = try? desk.dismiss(prompt, .personal, at: now, seenEvents: nil)
      case 1:
        let until = now.advanced(by: 3600 * Int64(1 + random.below(40)))
        _ = try? desk.snooze(prompt, until: until, at: now, seenEvents: nil)
      default: _ = try? desk.undo(prompt, at: now)
      }
    }
  }

  @Test(arguments: 1...12) func afterARunALookAtEverythingFindsNothingToDo(seed: Int) throws {
    let world = try World(seed: UInt64(seed))
    var written = 0
    for step in 1...25 {
      written += try world.run().work["prompts"]?.values.reduce(0, +) ?? 0
      try world.store.setGate("settled", to: "")
      let everything = try world.run()
      #expect(everything.work["match"] == nil, "seed \(seed), step \(step)")
      #expect(everything.work["prompts"] == nil, "seed \(seed), step \(step): \(everything.work)")
      try world.step()
    }
    #expect(written > 0)
  }
}

/// SplitMix64: the same numbers on every machine.
private struct RandomNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }
}
