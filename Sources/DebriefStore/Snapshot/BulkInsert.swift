import Calendars
import DebriefCore
import GRDB
import GRDBSQLite

/// One prepared INSERT, filled value by value and run row by row, inside GRDB's transaction.
///
/// GRDB's own arguments box every value; at a million rows that alone takes longer than SQLite's work.
struct BulkInsert {
  private let statement: Statement
  private let handle: SQLiteStatement
  private let columnCount: Int32
  private var bound: Int32 = 0

  /// - Parameter columns: in the order of the calls to `bind`.
  init(_ db: Database, into table: String, _ columns: String) throws {
    let count = columns.split(separator: ",").count
    let marks = Array(repeating: "?", count: count).joined(separator: ", ")
    statement = try db.makeStatement(sql: "INSERT INTO \(table) (\(columns)) VALUES (\(marks))")
    handle = statement.sqliteStatement
    columnCount = Int32(count)
  }

  mutating func bind(_ text: String?) throws {
    bound += 1
    guard var text else { return try check(sqlite3_bind_null(handle, bound)) }
    let (handle, at) = (handle, bound)
    try check(
      text.withUTF8 {
        // An empty string has no address, and SQLite takes a null pointer for NULL.
        guard let start = $0.baseAddress else { return sqlite3_bind_zeroblob(handle, at, 0) }
        return start.withMemoryRebound(to: CChar.self, capacity: $0.count) { [count = $0.count] in
          sqlite3_bind_text(handle, at, $0, Int32(clamping: count), transient)
        }
      })
  }

  mutating func bind(_ id: SalesforceID?) throws { try bind(id?.description) }
  mutating func bind(_ instant: Instant?) throws { try bind(instant?.description) }
  mutating func bind(_ date: CivilDate?) throws { try bind(date?.description) }
  mutating func bind(_ value: Bool) throws { try bind(value ? 1 : 0) }

  mutating func bind(_ value: Bool?) throws {
    if let value { return try bind(value) }
    try bind(nil as String?)
  }

  mutating func bind(_ number: Int) throws {
    bound += 1
    try check(sqlite3_bind_int64(handle, bound, Int64(number)))
  }

  mutating func bind(_ number: Double?) throws {
    bound += 1
    try check(number.map { sqlite3_bind_double(handle, bound, $0) } ?? sqlite3_bind_null(handle, bound))
  }

  /// Inserts the row of values bound since the last call.
  mutating func run() throws {
    assert(bound == columnCount, "every column is bound once")
    bound = 0
    let status = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard status == SQLITE_DONE else { throw failure(status) }
  }

  private func check(_ status: Int32) throws {
    guard status == SQLITE_OK else { throw failure(status) }
  }

  private func failure(_ status: Int32) -> DatabaseError {
    let message = sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) }
    return DatabaseError(resultCode: ResultCode(rawValue: status), message: message, sql: statement.sql)
  }
}

/// `SQLITE_TRANSIENT`, a macro that Swift does not import: SQLite copies the bytes at once.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
