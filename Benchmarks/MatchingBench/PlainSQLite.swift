import Addresses
import GRDBSQLite

/// The same exact match without an index of ours: two tables in memory, and a prepared query per attendee.
final class PlainSQLite {
  struct Failure: Error { let message: String }

  private(set) var buildTime = Duration.zero
  private var database: OpaquePointer?

  init(_ company: Company) throws {
    try check(sqlite3_open(":memory:", &database))
    buildTime = try measure { try fill(company) }.1
  }

  deinit { sqlite3_close(database) }

  var bytes: Int { Int(sqlite3_memory_used()) }

  private func fill(_ company: Company) throws {
    try run("CREATE TABLE contact (key TEXT NOT NULL, id TEXT NOT NULL)")
    try run("CREATE TABLE domain (domain TEXT NOT NULL, account TEXT NOT NULL)")
    try run("BEGIN")
    try insert("INSERT INTO contact VALUES (?, ?)", company.contacts) {
      (company.address($0), company.id("003", $0)?.description ?? "")
    }
    try insert("INSERT INTO domain VALUES (?, ?)", company.accounts) {
      (company.domain($0), company.id("001", $0)?.description ?? "")
    }
    try run("CREATE INDEX contactKey ON contact (key)")
    try run("CREATE INDEX domainName ON domain (domain)")
    try run("COMMIT")
  }

  private func insert(_ sql: String, _ count: Int, _ row: (Int) -> (String, String)) throws {
    let statement = try prepare(sql)
    defer { sqlite3_finalize(statement) }
    for number in 0..<count {
      let (first, second) = row(number)
      try bind(first, at: 1, of: statement)
      try bind(second, at: 2, of: statement)
      guard sqlite3_step(statement) == SQLITE_DONE else { throw failure() }
      sqlite3_reset(statement)
    }
  }

  func find(_ attendees: [EmailAddress]) throws -> Found {
    let contact = try prepare("SELECT id FROM contact WHERE key = ?")
    let domain = try prepare("SELECT account FROM domain WHERE domain = ?")
    defer {
      sqlite3_finalize(contact)
      sqlite3_finalize(domain)
    }
    var found = Found()
    for address in attendees {
      if try holds(contact, address.key) {
        found.byAddress += 1
      } else if try holds(domain, address.host.ascii) {
        found.byDomain += 1
      } else {
        found.unknown += 1
      }
    }
    return found
  }

  private func holds(_ statement: OpaquePointer?, _ text: String) throws -> Bool {
    try bind(text, at: 1, of: statement)
    defer { sqlite3_reset(statement) }
    return sqlite3_step(statement) == SQLITE_ROW
  }

  private func bind(_ text: String, at place: Int32, of statement: OpaquePointer?) throws {
    // SQLITE_TRANSIENT, which Swift cannot import: SQLite copies the text.
    let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    try check(sqlite3_bind_text(statement, place, text, -1, copies))
  }

  private func prepare(_ sql: String) throws -> OpaquePointer? {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(database, sql, -1, &statement, nil))
    return statement
  }

  private func run(_ sql: String) throws { try check(sqlite3_exec(database, sql, nil, nil, nil)) }

  private func check(_ status: Int32) throws {
    guard status == SQLITE_OK else { throw failure() }
  }

  private func failure() -> Failure { Failure(message: String(cString: sqlite3_errmsg(database))) }
}
