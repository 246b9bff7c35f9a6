import GRDB

/// Migration 006: what a run has still to look at, so that a run costs what changed.
///
/// Two facts are kept by triggers, in the transaction of whatever changes a seat: which of an occurrence's copies
/// counts, and that its match and its prompt have to be looked at. Nothing that writes a seat can forget them.
enum SettlingSchema {
  static func createTables(_ db: Database) throws {
    try db.execute(
      sql: """
        DROP VIEW currentSeat;
        DROP INDEX seatByReason;
        -- Where one SA's calendars hold an occurrence twice, the newer revision counts; among equals, the first source.
        ALTER TABLE seat ADD COLUMN isCurrent INTEGER NOT NULL DEFAULT 1 CHECK (isCurrent IN (0, 1));
        UPDATE seat SET isCurrent = 0 WHERE EXISTS (
          SELECT 1 FROM seat AS o
          WHERE o.owner = seat.owner AND o.uid = seat.uid AND o.recurrenceID = seat.recurrenceID
            AND (o.sequence > seat.sequence OR (o.sequence = seat.sequence AND o.source < seat.source)));
        CREATE VIEW currentSeat AS SELECT * FROM seat WHERE isCurrent = 1;
        CREATE INDEX seatByReason ON seat (isCurrent, reason, endsAt);
        CREATE INDEX meetingByStart ON seat (startsAt) WHERE isCurrent = 1 AND reason IS NULL;

        -- Seats whose match and prompt the next run looks at. A seat that changes again gets a new number, so that a
        -- run takes away no more than it has seen.
        CREATE TABLE unsettled (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          owner TEXT NOT NULL, uid TEXT NOT NULL, recurrenceID TEXT NOT NULL,
          UNIQUE (owner, uid, recurrenceID)) STRICT;

        CREATE INDEX promptBySnooze ON prompt (snoozedUntil) WHERE state = 'snoozed';
        CREATE INDEX openPromptByEnd ON prompt (endsAt) WHERE state IN ('pending', 'snoozed');
        -- Hash of the bytes: a series in a known form is not even built. Null where there is none.
        ALTER TABLE series ADD COLUMN form INTEGER;
        CREATE INDEX seriesWithRefusals ON series (source, uid) WHERE refusals IS NOT NULL;
        -- VEVENTs, for telling a calendar that has shrunk.
        ALTER TABLE source ADD COLUMN events INTEGER;
        -- 1 also where nobody has looked yet.
        ALTER TABLE source ADD COLUMN hasRefusals INTEGER NOT NULL DEFAULT 1 CHECK (hasRefusals IN (0, 1));
        """)
    for (name, event, row) in [
      ("seatAdded", "INSERT", "NEW"), ("seatRemoved", "DELETE", "OLD"),
      ("seatChanged", "UPDATE OF owner, sequence, facts", "NEW"), ("seatLeft", "UPDATE OF owner", "OLD"),
    ] {
      let key = "owner = \(row).owner AND uid = \(row).uid AND recurrenceID = \(row).recurrenceID"
      let newest = "(SELECT o.source FROM seat AS o WHERE \(key) ORDER BY o.sequence DESC, o.source LIMIT 1)"
      try db.execute(
        sql: """
          CREATE TRIGGER \(name) AFTER \(event) ON seat BEGIN
            UPDATE seat SET isCurrent = 1 - isCurrent WHERE \(key) AND isCurrent <> (source = \(newest));
            DELETE FROM unsettled WHERE \(key);
            INSERT INTO unsettled (owner, uid, recurrenceID)
              VALUES (\(row).owner, \(row).uid, \(row).recurrenceID);
          END
          """)
    }
  }

  /// Migration 015: a seat that is written with the owner that it has leaves nobody, so only `seatChanged` looks at it.
  static func leaveSeatsThatStay(_ db: Database) throws {
    let key = "owner = OLD.owner AND uid = OLD.uid AND recurrenceID = OLD.recurrenceID"
    let newest = "(SELECT o.source FROM seat AS o WHERE \(key) ORDER BY o.sequence DESC, o.source LIMIT 1)"
    try db.execute(
      sql: """
        DROP TRIGGER seatLeft;
        CREATE TRIGGER seatLeft AFTER UPDATE OF owner ON seat WHEN OLD.owner <> NEW.owner BEGIN
          UPDATE seat SET isCurrent = 1 - isCurrent WHERE \(key) AND isCurrent <> (source = \(newest));
          DELETE FROM unsettled WHERE \(key);
          INSERT INTO unsettled (owner, uid, recurrenceID) VALUES (OLD.owner, OLD.uid, OLD.recurrenceID);
        END
        """)
  }

  /// Migration 016: a seat that has no copy in another source is compared with none, and its revision stands in no index: a
  /// change of a title costs the seat's own row.
  static func compareOnlyCopies(_ db: Database) throws {
    let key = "owner = NEW.owner AND uid = NEW.uid AND recurrenceID = NEW.recurrenceID"
    let newest = "(SELECT o.source FROM seat AS o WHERE \(key) ORDER BY o.sequence DESC, o.source LIMIT 1)"
    let hasCopy = "EXISTS (SELECT 1 FROM seat AS o WHERE \(key) AND o.source <> NEW.source)"
    try db.execute(
      sql: """
        -- Behind its columns an index has those of the primary key: the source is in it.
        DROP INDEX seatByOwner;
        CREATE INDEX seatByOwner ON seat (owner, uid, recurrenceID);
        DROP TRIGGER seatAdded;
        DROP TRIGGER seatChanged;
        """)
    for (name, event, isCompared) in [
      ("seatAdded", "INSERT", hasCopy),
      // One that had another owner may have been a copy that did not count there.
      (
        "seatChanged", "UPDATE OF owner, sequence, facts",
        "OLD.owner <> NEW.owner OR (OLD.sequence <> NEW.sequence AND \(hasCopy))"
      ),
    ] {
      try db.execute(
        sql: """
          CREATE TRIGGER \(name) AFTER \(event) ON seat BEGIN
            DELETE FROM unsettled WHERE \(key);
            INSERT INTO unsettled (owner, uid, recurrenceID) VALUES (NEW.owner, NEW.uid, NEW.recurrenceID);
          END;
          CREATE TRIGGER \(name)BesideCopy AFTER \(event) ON seat WHEN \(isCompared) BEGIN
            UPDATE seat SET isCurrent = 1 - isCurrent WHERE \(key) AND isCurrent <> (source = \(newest));
          END
          """)
    }
  }
}
