import Addresses
import Calendars

@testable import DebriefCore

/// SplitMix64: the same worlds on every machine, from the seed that a failure names.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// A small random CRM with rules and one meeting, written in the words of a situation, so that a failing one can be
/// read and kept as a case.
struct RandomWorld {
  private var random: SeededGenerator
  private(set) var lines: [String] = []

  private let accounts = ["Acme", "Bolt", "Cog", "Dyne"]
  private let domains = ["acme.example", "bolt.example", "cogwheel.com", "dyne.co.uk"]
  private var addresses: [String] = []

  init(seed: Int) {
    random = SeededGenerator(seed: seed)
    for domain in domains { addresses += ["ana@\(domain)", "bob@\(domain)", "cy+x@eu.\(domain)"] }
    addresses += ["dan@gmail.com", "eve@cogwheel.co.uk", "fay@acne.example", "gus@dyne.onmicrosoft.com"]
    addCRM()
    addMeeting()
  }

  var situation: Situation { Situation("random", lines.joined(separator: "\n")) }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  private mutating func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }

  private mutating func addCRM() {
    for (name, domain) in zip(accounts, domains) {
      var line = "account \(name)"
      if chance(75) { line += " web=\(chance(90) ? domain : pick(domains))" }
      if chance(20) { line += " parent=\(pick(accounts))" }
      if chance(8) { line += " into=\(pick(accounts))" }
      if chance(20) { line += " owner=sam" }
      lines.append(line)
    }
    var opportunities: [String] = []
    for number in 0..<Int.random(in: 0...7, using: &random) {
      let name = "Deal\(number)"
      opportunities.append(name)
      var line = "opportunity \(name)"
      if chance(95) { line += " of \(pick(accounts))" }
      line += " created=\(pick(["2026-01-01", "2026-03-09", "2026-03-15"]))"
      line += " closes=\(pick(["2026-02-01", "2026-03-01", "2026-04-01", "2026-09-01", "never"]))"
      line += " stage=\(pick(["1-Discovery", "3-Technical", "6-Late"]))"
      if chance(25) { line += " closed" }
      if chance(20) { line += " sa=\(pick(["ada", "bea"]))" }
      if chance(30) { line += " owner=\(pick(["sam", "tom"]))" }
      lines.append(line)
      if chance(15) {
        lines.append("task on=\(name) by=\(pick(["ada", "bea"])) day=\(pick(["2026-03-01", "2025-01-01"]))")
      }
    }
    for number in 0..<Int.random(in: 0...6, using: &random) {
      var line = "contact \(pick(addresses)) id=c\(number)"
      if chance(85) { line += " of \(pick(accounts))" }
      if !opportunities.isEmpty, chance(50) {
        line += " roles=\(Set([pick(opportunities), pick(opportunities)]).sorted().joined(separator: ","))"
      }
      if chance(20) { line += " Email_2__c=\(pick(addresses))" }
      if chance(10) { line += " into=c\(Int.random(in: 0...6, using: &random))" }
      lines.append(line)
    }
    for number in 0..<Int.random(in: 0...2, using: &random) {
      var line = "lead \(pick(addresses)) id=l\(number)"
      if chance(50) { line += " converted contact=c0 account=\(pick(accounts))" }
      lines.append(line)
    }
  }

  private mutating func addMeeting() {
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      let host = pick(domains)
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1: lines.append("rule partner \(host)")
      case 2: lines.append("rule alias \(pick(["gmail.com", host])) account=\(pick(accounts))")
      case 3: lines.append("rule block \(pick(addresses))")
      case 4: lines.append("rule shared_host \(host) until=2026-03-09")
      default: lines.append("rule generic \(host)")
      }
    }
    for address in Set((0..<Int.random(in: 1...4, using: &random)).map { _ in pick(addresses) }).sorted() {
      lines.append("guest \(address) \(pick(["accepted", "declined", "tentative", ""]))")
    }
    if chance(40) { lines.append("guest \(pick(["sam", "tom", "bea"]))@tanuki.example accepted") }
    if chance(20) { lines.append("organizer \(pick(addresses))") }
    if chance(20) { lines.append("link Deal0") }
    if chance(10) { lines.append("setting known-contacts=off") }
  }
}
