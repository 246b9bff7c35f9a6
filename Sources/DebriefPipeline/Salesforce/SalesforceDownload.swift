import CRM
import Calendars
import DebriefStore
import Foundation
import SalesforceClient

/// Brings an org's records into a folder of CSV files, which the snapshot's own reader takes like any other export.
struct SalesforceDownload {
  let session: SalesforceSession
  let queries: SalesforceQueries

  /// Changes that were made while the last reading began are asked for again: their transactions may have ended later
  /// than their stamps say.
  static let overlap: Int64 = 300

  struct Result {
    /// By Salesforce's clock: what changed before is in the files.
    var changedUntil: [SnapshotObject: Instant] = [:]
    var records: [SnapshotObject: Int] = [:]
    /// Why optional objects are not read.
    var leftOut: [String] = []
  }

  /// - Parameter since: nil for everything.
  /// - Throws: ``SalesforceFailure``, ``ColumnsMissing``, ``FileNotWritten``.
  func run(into folder: String, since: [SnapshotObject: Instant]?) throws -> Result {
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var result = Result()
    var planned: [(object: SnapshotObject, query: SalesforceQueries.Query)] = []
    for object in SnapshotObject.allCases {
      guard let description = try describe(object) else {
        result.leftOut.append("the org has no \(queries.name(of: object)), or the user may not see it")
        continue
      }
      // An object that was not there last time has no changes yet, but records.
      let start = since.flatMap { $0[object] }?.advanced(by: -Self.overlap)
      do {
        let query =
          try start.map { try queries.changes(object, description, since: $0) } ?? queries.whole(object, description)
        planned.append((object, query))
      } catch let missing as ColumnsMissing where !object.isRequired {
        result.leftOut.append("\(missing)")
      }
    }
    let bulk = BulkQuery(session: session)
    // All at once, so that Salesforce works on them side by side.
    var jobs: [(object: SnapshotObject, job: BulkQuery.Job)] = []
    defer { for (_, job) in jobs { bulk.discard(job) } }
    for (object, query) in planned { jobs.append((object, try bulk.start(query.soql, all: query.isAll))) }
    while let (object, job) = jobs.first {
      try Interruption.check()
      jobs.removeFirst()
      var page = 0
      let read = try bulk.read(job) { bytes in
        try Interruption.check()
        page += 1
        let name = page == 1 ? object.rawValue : "\(object.rawValue)_\(page)"
        _ = try AtomicFile.write(bytes, to: "\(folder)/\(name).csv")
      }
      result.changedUntil[object] = read.startedAt
      result.records[object] = read.records
    }
    return result
  }

  private func describe(_ object: SnapshotObject) throws -> ObjectDescription? {
    do {
      return try session.describe(queries.name(of: object))
    } catch {
      if case .refused(.refuse, _) = error, !object.isRequired { return nil }
      throw error
    }
  }
}
