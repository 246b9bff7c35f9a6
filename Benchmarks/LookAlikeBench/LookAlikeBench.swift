import Addresses
import Glibc

/// Prints what deciding about a host costs among 100,000 and 1,000,000 accounts, beside comparing with each account.
///
/// The names are made up from syllables, so that labels are as long and as alike as companies' are.
@main enum LookAlikeBench {
  static func main() throws {
    let suffixes = try PublicSuffixes.load(file: nil)
    let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    for count in counts.isEmpty ? [100_000, 1_000_000] : counts {
      try measure(accounts: count, suffixes: suffixes)
    }
  }

  static func measure(accounts count: Int, suffixes: PublicSuffixes) throws {
    var names = NameGenerator(seed: 1)
    let entries = (0..<count).map { number in
      AccountDomains.Entry(id: "001\(number)", name: "", website: "https://www.\(names.next()).com/")
    }
    let (built, building) = processorTime { AccountDomains(accounts: entries, suffixes: suffixes) }
    print("\(count) accounts, \(built.lookAlikeDomains) domains")
    print("  index of look-alikes: \(megabytes(built.lookAlikeBytes)) MB; everything built in \(building / 1_000) ms")

    let known = entries.prefix(20_000).compactMap { $0.website.split(separator: ".").dropFirst().first }
    var edits = NameGenerator(seed: 2)
    let alike = try known.map { try HostName(parsing: edits.withOneEdit(String($0)) + ".com") }
    var others = NameGenerator(seed: 3, syllables: NameGenerator.otherSyllables)
    let unlike = try known.map { _ in try HostName(parsing: others.next() + ".com") }
    let exact = try known.map { try HostName(parsing: "mail." + $0 + ".com") }
    for (name, hosts) in [("of an account", exact), ("one edit from an account's", alike), ("unlike any", unlike)] {
      let (warned, time) = processorTime { hosts.count { !built.decide($0).lookAlikes.isEmpty } }
      print("  \(perItem(time, hosts.count)) µs to decide about a host \(name) (\(warned) of \(hosts.count) warned)")
    }
    let sample = alike.prefix(max(1, min(20, 20_000_000 / count)))
    let (_, brute) = processorTime { sample.reduce(0) { $0 + built.resemblingByBruteForce($1) } }
    print("  \(perItem(brute, sample.count)) µs to compare a host with every account, for one edit only")
  }

  /// Microseconds of processor time: other programs' load does not count.
  static func processorTime<Value>(_ work: () -> Value) -> (Value, Int) {
    let start = clock()
    let value = work()
    return (value, Int(clock() - start) * 1_000_000 / Int(CLOCKS_PER_SEC))
  }

  static func perItem(_ microseconds: Int, _ count: Int) -> String {
    let tenths = microseconds * 10 / max(1, count)
    return "\(tenths / 10).\(tenths % 10)"
  }

  static func megabytes(_ bytes: Int) -> String { "\(bytes / 1_000_000).\(bytes / 100_000 % 10)" }
}

/// Pronounceable names from a fixed sequence (SplitMix64), the same in every run.
struct NameGenerator {
  private var state: UInt64
  private let syllables: [String]

  static let usualSyllables = [
    "ba", "ker", "lo", "min", "tra", "ven", "so", "ti", "gra", "po", "lex", "da", "nor", "fi", "qua", "zen", "ri",
    "mo", "hal", "be", "cor", "du", "pix", "ta", "wel", "jo", "ny", "sta", "ple", "ca", "um", "ex",
  ]

  static let otherSyllables = ["gru", "sho", "wik", "dro", "phe", "lun", "zy", "que", "blo", "ick", "ams", "oth"]

  init(seed: UInt64, syllables: [String] = usualSyllables) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
    self.syllables = syllables
  }

  mutating func number(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((bits ^ (bits >> 31)) >> 33) % bound
  }

  mutating func next() -> String {
    (0..<(3 + number(below: 3))).map { _ in syllables[number(below: syllables.count)] }.joined()
  }

  mutating func withOneEdit(_ name: String) -> String {
    var letters = Array(name)
    let place = number(below: letters.count)
    switch number(below: 3) {
    case 0: letters.remove(at: place)
    case 1: letters.insert("q", at: place)
    default: letters[place] = "y"
    }
    return String(letters)
  }
}
