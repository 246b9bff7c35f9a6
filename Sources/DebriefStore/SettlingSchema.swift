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

  /// Migration 016: a change is looked at where it can matter, and costs the seat's own row.
  ///
  /// - A meeting that starts later than the last whole run looked comes up by itself when its time comes: until then its
  ///   seat is listed only if it has a prompt, or a copy in another source.
  /// - Copies are compared where there are any.
  /// - A revision stands in no index.
  static func listWhatMatters(_ db: Database) throws {
    func key(_ row: String) -> String {
      "owner = \(row).owner AND uid = \(row).uid AND recurrenceID = \(row).recurrenceID"
    }
    func hasCopy(_ row: String) -> String {
      "EXISTS (SELECT 1 FROM seat AS o WHERE \(key(row)) AND o.source <> \(row).source)"
    }
    func matters(_ row: String) -> String {
      // Before the first whole run that leaves the mark, everything does.
      """
      \(row).startsAt <= coalesce((SELECT value FROM gate WHERE name = 'looked at'), '~')
        OR EXISTS (SELECT 1 FROM prompt AS p WHERE \(key(row))) OR \(hasCopy(row))
      """
    }
    func compare(_ row: String) -> String {
      """
      UPDATE seat SET isCurrent = 1 - isCurrent WHERE \(key(row)) AND isCurrent <> (source = (
        SELECT o.source FROM seat AS o WHERE \(key(row)) ORDER BY o.sequence DESC, o.source LIMIT 1));
      """
    }
    func list(_ row: String) -> String {
      """
      DELETE FROM unsettled WHERE \(key(row));
      INSERT INTO unsettled (owner, uid, recurrenceID) VALUES (\(row).owner, \(row).uid, \(row).recurrenceID);
      """
    }
    // One that had another owner may have been a copy that did not count there.
    let isCompared = "OLD.owner <> NEW.owner OR (OLD.sequence <> NEW.sequence AND \(hasCopy("NEW")))"
    try db.execute(
      sql: """
        -- Behind its own columns an index has those of the primary key: the source is in it.
        DROP INDEX seatByOwner;
        CREATE INDEX seatByOwner ON seat (owner, uid, recurrenceID);
        DROP TRIGGER seatAdded;
        DROP TRIGGER seatRemoved;
        DROP TRIGGER seatChanged;
        CREATE TRIGGER seatAdded AFTER INSERT ON seat WHEN \(matters("NEW")) BEGIN \(list("NEW")) END;
        CREATE TRIGGER seatAddedBesideCopy AFTER INSERT ON seat WHEN \(hasCopy("NEW")) BEGIN \(compare("NEW")) END;
        CREATE TRIGGER seatRemoved AFTER DELETE ON seat WHEN \(matters("OLD")) BEGIN
          \(compare("OLD")) \(list("OLD"))
        END;
        CREATE TRIGGER seatChanged AFTER UPDATE OF owner, sequence, facts ON seat WHEN \(matters("NEW")) BEGIN
          \(list("NEW"))
        END;
        CREATE TRIGGER seatChangedBesideCopy AFTER UPDATE OF owner, sequence ON seat WHEN \(isCompared) BEGIN
          \(compare("NEW"))
        END;
        """)
  }
}
