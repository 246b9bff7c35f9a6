import Addresses
import Calendars
import DebriefCore
import Glibc

/// Finds attendees among a CRM's contacts and accounts: Debrief's index beside one SQLite query per attendee.
///
/// `MatchingBench [contacts] [accounts] [look-ups]`; 1,000,000, 100,000 and 1,000,000 unless given. Prints ratios of
/// one run on one machine, since absolute times mean little on another.
@main
enum MatchingBench {
  static func main() throws {
    let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let company = Company(
      contacts: numbers.first ?? 1_000_000, accounts: numbers.dropFirst().first ?? 100_000)
    let attendees = company.attendees(numbers.dropFirst(2).first ?? 1_000_000)
    let suffixes = try PublicSuffixes.load(file: nil)

    let empty = heap()
    let (domains, domainTime) = measure { company.domains(suffixes) }
    let domainBytes = heap() - empty
    let (index, indexTime) = measure { company.index(domains) }
    let indexBytes = heap() - empty - domainBytes
    row("accounts' domains", "built in \(domainTime)", "\(domainBytes / company.accounts) bytes per account")
    row("contacts' index", "built in \(indexTime)", "\(indexBytes / company.contacts) bytes per contact")

    let reference = try PlainSQLite(company)
    row("SQLite", "built in \(reference.buildTime)", "\(reference.bytes / company.contacts) bytes per contact")

    let (ours, ourTime) = measure { attendees.reduce(into: Found()) { $0.count(index, $1) } }
    let (theirs, theirTime) = try measure { try reference.find(attendees) }
    guard ours == theirs else { throw Disagreement(ours: ours, theirs: theirs) }
    row("exact look-ups, Debrief", perSecond(attendees.count, ourTime), "\(ours)")
    row("exact look-ups, SQLite", perSecond(attendees.count, theirTime), "the same")
    row("ratio", "\(ratio(theirTime, ourTime)) times as fast", "")

    let matcher = Matcher(index: index, rules: [], settings: MatchingSettings())
    let (matched, matchTime) = measure { company.matched(attendees, matcher) }
    row("whole decisions", perSecond(attendees.count, matchTime), "\(matched) matched, with evidence and look-alikes")
  }

  private static func row(_ what: String, _ figure: String, _ note: String) {
    print(what + String(repeating: " ", count: max(1, 28 - what.count)) + figure + (note.isEmpty ? "" : ", " + note))
  }

  private static func perSecond(_ count: Int, _ time: Duration) -> String {
    "\(Int(Double(count) / (time / .seconds(1)))) per second"
  }

  private static func ratio(_ a: Duration, _ b: Duration) -> Double { (a / b * 10).rounded() / 10 }

  /// Bytes of memory that the program holds: the second number of /proc/self/statm counts resident pages, what was
  /// freed and not given back included.
  private static func heap() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [UInt8](repeating: 0, count: 256)
    let count = fread(&text, 1, text.count, file)
    let fields = String(decoding: text.prefix(count), as: UTF8.self).split(separator: " ")
    return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

func measure<Value>(_ body: () throws -> Value) rethrows -> (Value, Duration) {
  let clock = ContinuousClock()
  let start = clock.now
  let value = try body()
  return (value, clock.now - start)
}

/// How the attendees were found: both ways must agree.
struct Found: Equatable, CustomStringConvertible {
  var byAddress = 0
  var byDomain = 0
  var unknown = 0

  /// The address among the contacts, else the registrable domain among the accounts'; for a stranger that includes
  /// the search for look-alikes, which SQLite is spared.
  mutating func count(_ index: SnapshotIndex, _ address: EmailAddress) {
    if !index.contacts(with: address).isEmpty {
      byAddress += 1
    } else if case .match = index.domains.decide(address.host).outcome {
      byDomain += 1
    } else {
      unknown += 1
    }
  }

  var description: String { "\(byAddress) by address, \(byDomain) by domain, \(unknown) unknown" }
}

struct Disagreement: Error {
  let ours: Found
  let theirs: Found
}
