import Testing

@testable import Addresses

/// A fixed sequence, so that a failure can be repeated (SplitMix64).
struct FixedSequence: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

@Suite("Look-alikes, whatever the names") struct LookAlikePropertyTests {
  /// Few letters and short labels, so that neighbours are common.
  static func label(_ random: inout FixedSequence) -> String {
    String((0..<Int.random(in: 3...6, using: &random)).map { _ in "acmnro".randomElement(using: &random) ?? "a" })
  }

  /// The textbook table, restricted Damerau–Levenshtein (optimal string alignment).
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var table = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { table[i][0] = i }
    for j in 0...b.count { table[0][j] = j }
    for i in a.indices.map({ $0 + 1 }) {
      for j in b.indices.map({ $0 + 1 }) {
        let change = a[i - 1] == b[j - 1] ? 0 : 1
        table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + change)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
        }
      }
    }
    return table[a.count][b.count]
  }

  @Test func theIndexFindsExactlyTheLabelsOneEditAway() throws {
    var random = FixedSequence(state: 7)
    let domains = try Set((0..<200).map { _ in try HostName(parsing: Self.label(&random) + ".example") }).sorted()
    let index = LookAlikeIndex(domains: domains)
    var found = 0
    for _ in 0..<300 {
      let label = FoldedLabel(Self.label(&random))
      var reported: Set<Int> = []
      index.eachOneEdit(from: label) { number, _ in reported.insert(number) }
      let expected = domains.indices.filter { number in
        let other = FoldedLabel(domains[number].registeredLabel).bytes
        return other.count >= LookAlikeIndex.shortestForEdits && Self.distance(other, label.bytes) == 1
      }
      #expect(reported == Set(expected))
      found += expected.count
    }
    #expect(found > 100, "the labels have too few neighbours to test anything")
  }

  @Test func likenessAloneNeverMatches() throws {
    var random = FixedSequence(state: 8)
    let names = Set((0..<300).map { _ in Self.label(&random) })
    let accounts = try AccountDomainsTests.accounts(names.map { ($0, "\($0).example") })
    for _ in 0..<500 {
      let name = Self.label(&random)
      let decision = accounts.decide(try HostName(parsing: "eu.\(name).example"))
      if case .match(let account) = decision.outcome { #expect(account.accountID == name) }
      #expect({ if case .match = decision.outcome { true } else { false } }() == names.contains(name))
    }
  }

  @Test func neitherOrderNorCaseNorADotChangesADecision() throws {
    var random = FixedSequence(state: 9)
    let names = Array(Set((0..<200).map { _ in Self.label(&random) }))
    let accounts = try AccountDomainsTests.accounts(names.map { ($0, "\($0).example") })
    let shuffled = try AccountDomainsTests.accounts(names.shuffled(using: &random).map { ($0, "WWW.\($0).Example.") })
    for name in names + (0..<200).map({ _ in Self.label(&random) }) {
      let decision = accounts.decide(try HostName(parsing: "\(name).example"))
      #expect(shuffled.decide(try HostName(parsing: "\(name.uppercased()).example.")) == decision)
    }
  }

  @Test func anUnrelatedAccountChangesNoDecision() throws {
    var random = FixedSequence(state: 10)
    let names = Set((0..<200).map { _ in Self.label(&random) })
    let sites = names.map { ($0, "\($0).example") }
    let accounts = try AccountDomainsTests.accounts(sites)
    let more = try AccountDomainsTests.accounts(sites + [("unrelated", "zzyzxqqq.test"), ("none", "TBD")])
    for name in names.union((0..<300).map { _ in Self.label(&random) }) {
      let host = try HostName(parsing: "\(name).example")
      #expect(more.decide(host) == accounts.decide(host))
    }
  }
}
