import Foundation
import GRDB
import Testing

@testable import DebriefStore

/// What opening the database promises: nothing that was committed is lost, nothing newer is touched.
struct OpeningTests {
  /// A folder of its own, removed afterwards.
  final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/debrief-store-\(UUID().uuidString)"
    var database: String { path + "/debrief.sqlite" }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test(arguments: [true, false]) func committedRowsSurviveAPowerCut(isShared: Bool) throws {
    let folder = Folder()
    let store = try Store(folder: folder.path, isShared: isShared)
    // https://www.sqlite.org/pragma.html#pragma_synchronous: 2 is FULL; NORMAL may lose the last commits in WAL mode.
    let level = try store.writer.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    #expect(level == 2)
    let mode = try store.writer.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(mode == "wal")
  }

  @Test func aDatabaseOfANewerVersionIsRefusedAndLeftAlone() throws {
    let folder = Folder()
    do {
      let store = try Store(folder: folder.path)
      try store.writer.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 from the future')") }
    }
    #expect(throws: StoreError.self) { _ = try Store(folder: folder.path) }
    #expect(throws: StoreError.self) { _ = try Store(copyOf: folder.path) }
    #expect(try Store.health(ofFolder: folder.path)?.isFromNewerVersion == true)
  }

  @Test func aCopyIsUpToDateAndTheOriginalIsNot() throws {
    let folder = Folder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    do {
      let old = try DatabaseQueue(path: folder.database)
      try Migrations.migrator.migrate(old, upTo: "002 calendars")
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
    let copy = try Store(copyOf: folder.path)
    #expect(try copy.promptCounts().isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
    #expect(try Store.health(ofFolder: folder.path)?.pendingMigrations.isEmpty == false)
  }

  @Test func aSnapshotOfBeforeTheEvaluationsIsReadAgain() throws {
    let folder = Folder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    do {
      let old = try DatabaseQueue(path: folder.database)
      try Migrations.migrator.migrate(old, upTo: "005 activities")
      try old.write { db in
        try db.execute(sql: "INSERT INTO gate VALUES ('snapshot', 'as it was'), ('calendars', 'kept')")
        try db.execute(
          sql: """
            INSERT INTO crm_opportunity (id, name, stage, is_professional_services, is_closed, is_won, file, line)
            VALUES ('0060X00000DDDDDQA5', 'Birch - New', '2-Scoping', 0, 0, 0, 0, 2)
            """)
      }
    }
    let store = try Store(folder: folder.path)
    #expect(try store.gate("snapshot") == nil)
    #expect(try store.gate("calendars") == "kept")
    let deals = try store.writer.read { try CRMQueries.opportunities($0) }
    #expect(deals.map(\.name) == ["Birch - New"])
    #expect(deals.first?.isCSMReady == false && deals.first?.technicalEvaluationCloseDetails == nil)
  }

  @Test func whereThereIsNoDatabaseThereIsNoHealthEither() throws {
    #expect(try Store.health(ofFolder: Folder().path) == nil)
  }

  @Test func errorsOfTheDatabaseAreToldApart() throws {
    let store = try Store()
    func explained(_ code: ResultCode) -> StoreError? {
      store.explained(DatabaseError(resultCode: code)) as? StoreError
    }
    if case .full? = explained(.SQLITE_FULL) {} else { Issue.record("full") }
    if case .busy? = explained(.SQLITE_BUSY) {} else { Issue.record("busy") }
    if case .damaged? = explained(.SQLITE_NOTADB) {} else { Issue.record("damaged") }
    if case .failed? = explained(.SQLITE_IOERR) {} else { Issue.record("failed") }
    struct Other: Error {}
    #expect(store.explained(Other()) is Other)
  }
}
