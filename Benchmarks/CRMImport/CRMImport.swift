import Addresses
import CRM
import Calendars
import DebriefStore
import Foundation
import GRDB

/// Imports the snapshot at the first argument into a new database at the second, and prints seconds and memory.
/// `Benchmarks/crm-import.sh` compares that with `sqlite3 .import` of the same file.
@main enum CRMImport {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      FileHandle.standardError.write(Data("usage: crm-import SNAPSHOT NEW_DATABASE\n".utf8))
      exit(64)
    }
    let pool = try DatabasePool(path: arguments[2])
    try pool.write(SnapshotSchema.createTables)
    let reader = SnapshotReader(path: arguments[1])
    let snapshotImport = SnapshotImport(reader: reader) { text in (try? EmailAddress(parsing: text))?.key }
    let clock = ContinuousClock()
    let cold = try clock.measure {
      do {
        let outcome = try snapshotImport.run(into: pool, at: Instant(secondsSinceEpoch: 0))
        if case .imported(let snapshot, let reading) = outcome {
          print("dialects \(snapshot.dialects)")
          for (object, counts) in reading.counts.sorted(by: { $0.key < $1.key }) { print(object.rawValue, counts) }
          for refusal in reading.refusals.prefix(10) { print(refusal) }
          for note in reading.notes { print(note) }
        }
      } catch let refusal as SnapshotRefusal {
        print("refused:", refusal)
        exit(65)
      }
    }
    let warm = try clock.measure { _ = try snapshotImport.run(into: pool, at: Instant(secondsSinceEpoch: 1)) }
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    print("import_seconds \(cold / .seconds(1))")
    print("unchanged_seconds \(warm / .seconds(1))")
    print("max_rss_mb \(usage.ru_maxrss / 1024)")
  }
}
