import Foundation
import GRDB

/// What `doctor` says of a database, which it neither makes nor migrates.
package struct DatabaseHealth: Sendable {
  /// Migrations that the next run will make.
  package var pendingMigrations: [String] = []
  /// A newer Debrief made it.
  package var isFromNewerVersion = false
  /// What SQLite's own check found; empty for a sound database.
  package var faults: [String] = []
  package var bytes: Int64 = 0
}

extension Store {
  /// The state of the database in `folder`; nil where there is none.
  package static func health(ofFolder folder: String) throws(StoreError) -> DatabaseHealth? {
    let path = folder + "/debrief.sqlite"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var health = DatabaseHealth()
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    health.bytes = (attributes?[.size] as? Int64) ?? 0
    do {
      var configuration = GRDB.Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(10)
      let database = try DatabaseQueue(path: path, configuration: configuration)
      try database.read { db in
        let migrator = Migrations.migrator
        let applied = try migrator.appliedIdentifiers(db)
        health.pendingMigrations = migrator.migrations.filter { !applied.contains($0) }
        health.isFromNewerVersion = try migrator.hasBeenSuperseded(db)
        health.faults = try String.fetchAll(db, sql: "PRAGMA quick_check(5)").filter { $0 != "ok" }
      }
    } catch {
      throw StoreError(error, path: path)
    }
    return health
  }
}
