import Foundation
import GRDB
import GRDBSQLite

/// The database of one installation: what the calendars said, which snapshot is current, and the prompts.
///
/// Every statement of SQL in Debrief is in this target. A `Store` opens the database so that what was committed
/// survives a power cut (docs/decisions/0004-store.md).
package struct Store: Sendable {
  package let writer: any DatabaseWriter
  /// The database's file, for messages; "memory" where there is none.
  package let path: String

  /// Opens, creates or migrates the database in `folder`, which is made with mode 0700 where it is missing.
  ///
  /// - Parameter isShared: whether several tasks use the store at once. One that does one thing after another has one
  ///   connection, which is opened once and finds in its cache what it has just written.
  /// - Throws: ``StoreError`` with the path and the next step.
  package init(folder: String, isShared: Bool = true) throws(StoreError) {
    let path = folder + "/debrief.sqlite"
    self.path = path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      writer =
        isShared
        ? try DatabasePool(path: path, configuration: Self.configuration())
        : try DatabaseQueue(path: path, configuration: Self.configuration())
      // A pool of GRDB's is in WAL mode already, and has set NORMAL after every hook of its own: committed rows were
      // lost in 73 of 100 simulated power cuts. FULL, set here, lost none.
      try writer.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = WAL")
        try db.execute(sql: "PRAGMA synchronous = FULL")
        // The log is opened by the first reading. If it cannot be, this one says why; the migrator's would take the
        // database for an empty one.
        try db.execute(sql: "SELECT 1 FROM sqlite_schema LIMIT 1")
      }
    } catch {
      throw StoreError(error, path: path)
    }
    try migrate(path: path)
  }

  /// An empty database that lives as long as the value: for tests and dry runs.
  package init() throws(StoreError) {
    path = "memory"
    do {
      writer = try DatabaseQueue(configuration: Self.configuration())
    } catch {
      throw StoreError(error, path: "memory")
    }
    try migrate(path: "memory")
  }

  /// A copy in memory, brought up to date, of the database in `folder`: what a dry run works on. The original is
  /// opened for reading only, so that neither a migration nor a checkpoint can touch it.
  package init(copyOf folder: String) throws(StoreError) {
    let path = folder + "/debrief.sqlite"
    self.path = path
    do {
      var configuration = Self.configuration()
      configuration.readonly = true
      let copy = try DatabaseQueue(configuration: Self.configuration())
      try DatabaseQueue(path: path, configuration: configuration).backup(to: copy)
      writer = copy
    } catch {
      throw StoreError(error, path: path)
    }
    try migrate(path: path)
  }

  private static func configuration() -> GRDB.Configuration {
    var configuration = GRDB.Configuration()
    // GRDB's own default gives up at once when another process writes.
    configuration.busyMode = .timeout(10)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
      // In KiB. What a transaction changed is otherwise written to the log before it is complete, and once more at its end.
      try db.execute(sql: "PRAGMA cache_size = -8000")
      // In pages. A run's transactions go from the log into the database together, when it closes.
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 8000")
    }
    return configuration
  }

  /// What went wrong in the words of ``StoreError``, where it was the database; the error itself where it was not.
  package func explained(_ error: any Error) -> any Error {
    guard error is DatabaseError else { return error }
    // SQLite keeps the errno of the last failed call with the connection; only the writer's can have left one.
    let code = writer.writeWithoutTransaction { sqlite3_system_errno($0.sqliteConnection) }
    return StoreError(error, path: path, errno: code)
  }

  private func migrate(path: String) throws(StoreError) {
    do {
      let migrator = Migrations.migrator
      if try writer.read(migrator.hasBeenSuperseded) { throw StoreError.madeByNewerVersion(path: path) }
      // A database that is up to date is not locked for writing: most runs have nothing to migrate.
      if try !writer.read(migrator.hasCompletedMigrations) { try migrator.migrate(writer) }
    } catch {
      throw StoreError(error, path: path)
    }
  }
}

/// Why the database cannot be used, with its path and the next step.
package enum StoreError: Error, CustomStringConvertible {
  case madeByNewerVersion(path: String)
  case busy(path: String)
  case full(path: String)
  case damaged(path: String, message: String)
  case failed(path: String, message: String)

  /// - Parameter errno: the system's own code, 0 for unknown.
  init(_ error: any Error, path: String, errno: Int32 = 0) {
    switch error {
    case let error as StoreError: self = error
    case let error as DatabaseError:
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
      case .SQLITE_FULL: self = .full(path: path)
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, message: error.message ?? "")
      default:
        let fact = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        let cause = errno == 0 ? "" : ": \(String(cString: strerror(errno)))"
        self = .failed(path: path, message: "\(fact) (\(error.extendedResultCode.rawValue))\(cause)")
      }
    case let error as CocoaError:
      self = .failed(path: path, message: error.underlyingPosixMessage ?? error.localizedDescription)
    default: self = .failed(path: path, message: "\(error)")
    }
  }

  /// The same for an error that comes from some database of Debrief's; nil for any other.
  package init?(database error: any Error) {
    guard error is DatabaseError else { return nil }
    self.init(error, path: "the database")
  }

  package var description: String {
    switch self {
    case .madeByNewerVersion(let path):
      "\(path) was made by a newer Debrief; run that version, or restore a backup from before the upgrade."
    case .busy(let path):
      "\(path) is in use by another program; try again when it has finished."
    case .full(let path):
      "\(path) could not be written: the disk is full. Free some space and run again; nothing was lost."
    case .damaged(let path, let message):
      "\(path) is damaged (\(message)). Move it away and run again, or restore a backup."
    case .failed(let path, let message):
      "\(path) could not be used: \(message)."
    }
  }
}

extension CocoaError {
  /// The system's own words, where Foundation wraps them.
  fileprivate var underlyingPosixMessage: String? {
    (userInfo[NSUnderlyingErrorKey] as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
  }
}
