import GRDB

/// The tables that hold the CRM snapshot in force.
///
/// No foreign keys among the CRM's rows: exports have dangling references (records that the exporting user may not
/// see), and a contact whose account is missing is still somebody's address. Ids are 18 characters, instants RFC 3339
/// in UTC, days ISO 8601, so that text order is the order of time.
package enum SnapshotSchema {
  /// The tables as they are today.
  package static func createTables(_ db: Database) throws {
    try createTablesOf001(db)
    try WorkflowSchema.createSnapshotTables(db)
    try EvaluationSchema.createTables(db)
  }

  /// Migration 001.
  static func createTablesOf001(_ db: Database) throws {
    for statement in tables { try db.execute(sql: statement) }
    for index in indexesOf001 { try index.create(db) }
  }

  /// Indexes are built after the rows: sorting once is several times faster than keeping order, in bounded memory.
  static func createIndexes(_ db: Database) throws {
    for index in indexes { try index.create(db) }
  }

  static func dropIndexes(_ db: Database) throws {
    for index in indexes { try db.execute(sql: "DROP INDEX \(index.name)") }
  }

  /// Tables with one row per record, by object; `file` and `line` say where the record stood.
  static let recordTables = tablesOf001 + ["crm_pov"]

  private static let tablesOf001 = [
    "crm_account", "crm_contact", "crm_lead", "crm_opportunity", "crm_contact_role", "crm_user", "crm_task",
  ]

  /// What an import replaces.
  static let replacedTables = recordTables + ["crm_contact_address", "crm_file"]

  struct Index {
    let table: String
    let columns: String
    var isUnique = false

    var name: String { table + "_by_" + columns.replacing(", ", with: "_") }

    func create(_ db: Database) throws {
      try db.execute(sql: "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(name) ON \(table) (\(columns))")
    }
  }

  static let indexes = indexesOf001 + EvaluationSchema.indexes

  private static let indexesOf001 =
    tablesOf001.map { Index(table: $0, columns: "id", isUnique: true) } + [
      Index(table: "crm_contact", columns: "account_id"),
      Index(table: "crm_contact_address", columns: "contact_id"),
      Index(table: "crm_contact_address", columns: "key"),
      Index(table: "crm_lead", columns: "email_key"),
      Index(table: "crm_opportunity", columns: "account_id"),
      Index(table: "crm_contact_role", columns: "contact_id"),
      Index(table: "crm_contact_role", columns: "opportunity_id"),
      Index(table: "crm_user", columns: "email_key"),
      Index(table: "crm_task", columns: "owner_id, activity_date"),
    ]

  private static let tables = [
    """
    CREATE TABLE snapshot (
      id INTEGER PRIMARY KEY,
      imported_at TEXT NOT NULL,
      path TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      dialects TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE snapshot_count (
      snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
      object TEXT NOT NULL,
      records INTEGER NOT NULL CHECK (records >= 0),
      deleted INTEGER NOT NULL CHECK (deleted >= 0),
      refused INTEGER NOT NULL CHECK (refused >= 0),
      PRIMARY KEY (snapshot_id, object)
    ) STRICT
    """,
    """
    CREATE TABLE crm_file (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      object TEXT NOT NULL,
      dialect TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE crm_account (
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      website TEXT,
      domain_fields TEXT, -- values joined by U+001F
      parent_id TEXT,
      owner_id TEXT,
      type TEXT,
      master_record_id TEXT,
      file INTEGER NOT NULL,
      line INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE crm_contact (
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      account_id TEXT,
      title TEXT,
      owner_id TEXT,
      master_record_id TEXT,
      file INTEGER NOT NULL,
      line INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE crm_contact_address (
      contact_id TEXT NOT NULL,
      position INTEGER NOT NULL, -- 0 is the primary address
      field TEXT NOT NULL,
      value TEXT NOT NULL,
      key TEXT, -- null where the value is no address
      file INTEGER NOT NULL,
      line INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE crm_lead (
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      company TEXT,
      email TEXT,
      email_key TEXT,
      owner_id TEXT,
      is_converted INTEGER NOT NULL CHECK (is_converted IN (0, 1)),
      converted_contact_id TEXT,
      converted_account_id TEXT,
      converted_opportunity_id TEXT,
      file INTEGER NOT NULL,
      line INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE crm_opportunity (
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      account_id TEXT,
      stage TEXT NOT NULL,
      amount REAL,
      incremental_acv REAL,
      type TEXT,
      is_professional_services INTEGER NOT NULL CHECK (is_professional_services IN (0, 1)),
      created_at TEXT,
      close_date TEXT,
      is_closed INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
      is_won INTEGER NOT NULL CHECK (is_won IN (0, 1)),
      owner_id TEXT,
      primary_solution_architect_id TEXT,
      last_stage_change_at TEXT,
      stage_3_date TEXT,
      technical_evaluation_start TEXT,
      technical_evaluation_end TEXT,
      technical_evaluation_close_status TEXT,
      file INTEGER NOT NULL,
      line INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE crm_contact_role (
      id TEXT NOT NULL,
      opportunity_id TEXT NOT NULL,
      contact_id TEXT NOT NULL,
      role TEXT,
      is_primary INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
      file INTEGER NOT NULL,
      line INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE crm_user (
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      email TEXT,
      email_key TEXT,
      is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
      manager_id TEXT,
      time_zone TEXT,
      file INTEGER NOT NULL,
      line INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE crm_task (
      id TEXT NOT NULL,
      subject TEXT,
      owner_id TEXT,
      what_id TEXT,
      who_id TEXT,
      activity_date TEXT,
      activity_types TEXT, -- joined by semicolons, as in Salesforce
      file INTEGER NOT NULL,
      line INTEGER NOT NULL
    ) STRICT
    """,
  ]
}
