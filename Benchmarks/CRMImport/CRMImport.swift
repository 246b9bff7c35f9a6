import Addresses
import CRM
import Calendars
import DebriefStore
import Foundation
import GRDB

/// Imports the snapshot at the first argument into a new database at the second, and prints CPU seconds and memory.
/// `Benchmarks/crm-import.sh` compares them with `sqlite3 .import` of the same file.
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
    let cold = try cpuSeconds {
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
    let warm = try cpuSeconds { _ = try snapshotImport.run(into: pool, at: Instant(secondsSinceEpoch: 1)) }
    print("import_cpu_seconds \(cold)")
    print("unchanged_cpu_seconds \(warm)")
    print("max_rss_mb \(usage().ru_maxrss / 1024)")
  }

  /// What the body takes of the processor, in user and system mode.
  private static func cpuSeconds(_ body: () throws -> Void) rethrows -> Double {
    func seconds() -> Double {
      let usage = usage()
      return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }
    let start = seconds()
    try body()
    return seconds() - start
  }

  private static func usage() -> rusage {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage
  }
}
