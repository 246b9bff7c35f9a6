import GRDB

/// Migration 017: what instances of a series have in common stands once.
///
/// A series has a seat for each instance, and one row of details for all that differ in nothing but their times. A new
/// title is one row then, and the seats of the series are left alone.
enum SeatSchema {
  static func separateDetails(_ db: Database) throws {
    try createTables(db)
    try createTriggers(db)
  }

  private static func createTables(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE seatDetails (
          source TEXT NOT NULL, uid TEXT NOT NULL,
          number INTEGER NOT NULL, -- within the series
          sequence INTEGER NOT NULL,
          facts INTEGER NOT NULL, -- hash of all that follows
          matched INTEGER NOT NULL, -- hash of what matching looks at
          title TEXT, location TEXT, timeZone TEXT,
          participants TEXT NOT NULL, -- JSON; empty unless it is a meeting
          recordLinks TEXT NOT NULL, -- JSON
          PRIMARY KEY (source, uid, number),
          FOREIGN KEY (source, uid) REFERENCES series (source, uid) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
        CREATE TABLE narrowSeat (
          source TEXT NOT NULL, uid TEXT NOT NULL,
          recurrenceID TEXT NOT NULL, -- empty for an event that does not recur
          owner TEXT NOT NULL,
          details INTEGER NOT NULL, -- the number of its row in seatDetails
          reason TEXT, -- null for a meeting
          start TEXT NOT NULL, "end" TEXT NOT NULL, startsAt TEXT NOT NULL, endsAt TEXT NOT NULL,
          isCurrent INTEGER NOT NULL DEFAULT 1 CHECK (isCurrent IN (0, 1)),
          PRIMARY KEY (source, uid, recurrenceID),
          FOREIGN KEY (source, uid) REFERENCES series (source, uid) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

        CREATE TABLE numbered AS SELECT *, dense_rank() OVER (
            PARTITION BY source, uid ORDER BY sequence, title, location, timeZone, participants, recordLinks) - 1 AS number
          FROM seat;
        INSERT INTO narrowSeat (source, uid, recurrenceID, owner, details, reason, start, "end", startsAt, endsAt, isCurrent)
          SELECT source, uid, recurrenceID, owner, number, reason, start, "end", startsAt, endsAt, isCurrent FROM numbered;
        -- No hash is one that Debrief works out: a series that changes is written once more than it would have to be.
        INSERT INTO seatDetails (source, uid, number, sequence, facts, matched, title, location, timeZone, participants,
            recordLinks)
          SELECT source, uid, number, sequence, facts, 0, title, location, timeZone, participants, recordLinks
          FROM numbered GROUP BY source, uid, number;
        DROP TABLE numbered;

        DROP VIEW currentSeat;
        DROP TABLE seat;
        ALTER TABLE narrowSeat RENAME TO seat;
        CREATE INDEX seatByOwner ON seat (owner, uid, recurrenceID);
        CREATE INDEX seatByReason ON seat (isCurrent, reason, endsAt);
        CREATE INDEX meetingByStart ON seat (startsAt) WHERE isCurrent = 1 AND reason IS NULL;
        -- The seats that count, whole. Where times and reasons are enough, seat itself is asked.
        CREATE VIEW currentSeat AS
          SELECT s.*, d.sequence, d.facts, d.matched, d.title, d.location, d.timeZone, d.participants, d.recordLinks
          FROM seat AS s
          CROSS JOIN seatDetails AS d ON d.source = s.source AND d.uid = s.uid AND d.number = s.details
          WHERE s.isCurrent = 1;
        -- A match may stand although its meeting has a new title.
        ALTER TABLE "match" ADD COLUMN startsAt TEXT;
        -- How many series the source has, and their forms: one value to read instead of a row for each. Null where it was
        -- not written; then the rows are asked.
        ALTER TABLE source ADD COLUMN series BLOB;
        """)
  }

  /// The triggers of migrations 006 to 016, for both tables.
  private static func createTriggers(_ db: Database) throws {
    func key(_ row: String) -> String {
      "owner = \(row).owner AND uid = \(row).uid AND recurrenceID = \(row).recurrenceID"
    }
    func hasCopy(_ row: String) -> String {
      "EXISTS (SELECT 1 FROM seat AS o WHERE \(key(row)) AND o.source <> \(row).source)"
    }
    func matters(_ row: String) -> String {
      // Before the first whole run that leaves the mark, everything does.
      """
      (\(row).startsAt <= coalesce((SELECT value FROM gate WHERE name = 'looked at'), '~')
        OR EXISTS (SELECT 1 FROM prompt AS p WHERE \(key(row))) OR \(hasCopy(row)))
      """
    }
    // The newer revision counts; among equals, the first source.
    func newest(_ row: String) -> String {
      """
      (SELECT o.source FROM seat AS o
        CROSS JOIN seatDetails AS d ON d.source = o.source AND d.uid = o.uid AND d.number = o.details
        WHERE o.owner = \(row).owner AND o.uid = \(row).uid AND o.recurrenceID = \(row).recurrenceID
        ORDER BY d.sequence DESC, o.source LIMIT 1)
      """
    }
    func compare(_ row: String) -> String {
      "UPDATE seat SET isCurrent = 1 - isCurrent WHERE \(key(row)) AND isCurrent <> (source = \(newest(row)));"
    }
    func list(_ row: String) -> String {
      """
      DELETE FROM unsettled WHERE \(key(row));
      INSERT INTO unsettled (owner, uid, recurrenceID) VALUES (\(row).owner, \(row).uid, \(row).recurrenceID);
      """
    }
    let haveThem = "n.source = NEW.source AND n.uid = NEW.uid AND n.details = NEW.number"
    // One that had another owner may have been a copy that did not count there.
    let isCompared = "OLD.owner <> NEW.owner OR (OLD.details <> NEW.details AND \(hasCopy("NEW")))"
    try db.execute(
      sql: """
        CREATE TRIGGER seatAdded AFTER INSERT ON seat WHEN \(matters("NEW")) BEGIN \(list("NEW")) END;
        CREATE TRIGGER seatAddedBesideCopy AFTER INSERT ON seat WHEN \(hasCopy("NEW")) BEGIN \(compare("NEW")) END;
        CREATE TRIGGER seatRemoved AFTER DELETE ON seat WHEN \(matters("OLD")) BEGIN
          \(compare("OLD")) \(list("OLD"))
        END;
        CREATE TRIGGER seatChanged AFTER UPDATE OF owner, details, reason, start, "end", startsAt, endsAt ON seat
          WHEN \(matters("NEW")) BEGIN \(list("NEW")) END;
        CREATE TRIGGER seatChangedBesideCopy AFTER UPDATE OF owner, details ON seat WHEN \(isCompared) BEGIN
          \(compare("NEW"))
        END;
        CREATE TRIGGER seatLeft AFTER UPDATE OF owner ON seat WHEN OLD.owner <> NEW.owner BEGIN
          \(compare("OLD")) \(list("OLD"))
        END;
        CREATE TRIGGER seatDetailsChanged AFTER UPDATE OF sequence, facts ON seatDetails BEGIN
          -- One that does not matter is not listed again: its time will come.
          DELETE FROM unsettled WHERE number IN (
            SELECT u.number FROM seat AS n CROSS JOIN unsettled AS u
              ON u.owner = n.owner AND u.uid = n.uid AND u.recurrenceID = n.recurrenceID
            WHERE \(haveThem));
          INSERT INTO unsettled (owner, uid, recurrenceID)
            SELECT n.owner, n.uid, n.recurrenceID FROM seat AS n WHERE \(haveThem) AND \(matters("n"));
        END;
        CREATE TRIGGER seatDetailsRevised AFTER UPDATE OF sequence ON seatDetails
          WHEN OLD.sequence <> NEW.sequence BEGIN
          UPDATE seat SET isCurrent = 1 - isCurrent
          WHERE (owner, uid, recurrenceID) IN (
              SELECT n.owner, n.uid, n.recurrenceID FROM seat AS n WHERE \(haveThem) AND \(hasCopy("n")))
            AND isCurrent <> (source = \(newest("seat")));
        END;
        """)
  }
}
