/// What `debrief forget` takes away, or would.
package struct ForgetReport: Sendable, Encodable, Equatable {
  package var schema = "debrief.forget/1"
  package var person: String
  /// False where nothing was changed: it was only asked what would go.
  package var isDone: Bool
  /// Stored meetings that lose them; of these, meetings that nobody else from outside attended.
  package var meetings = 0
  package var meetingsWithNobodyLeft = 0
  package var prompts = 0
  /// Open prompts that are withdrawn.
  package var withdrawn = 0
  package var activities = 0
  /// Rows of the outbox that are rewritten; of these, what had not left and never will.
  package var deliveries = 0
  package var cancelled = 0
  /// Contacts, leads and roles of the snapshot.
  package var records = 0
  /// Other cells of the database.
  package var cells = 0
  /// Files of the state folder that are written anew or removed.
  package var files: [String] = []
  /// What Debrief cannot reach: where it stands, for a person to take it away there.
  package var elsewhere: [String] = []

  package init(person: String, isDone: Bool) {
    self.person = person
    self.isDone = isDone
  }

  package var isNothing: Bool {
    meetings + prompts + activities + deliveries + records + cells == 0 && files.isEmpty
  }
}
