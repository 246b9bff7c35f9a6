import Calendars

/// All that an evaluation looks at beside the workflows and the moment.
package struct WorkflowFacts: Sendable {
  package var directory = WorkflowDirectory()
  /// Records that are new since the last evaluation.
  package var created: [WorkflowSubject] = []
  /// Opportunities that differ from the snapshot before.
  package var changed: [Change] = []
  /// The opportunities of the snapshot, and the prompts and tasks that are open.
  package var present: [WorkflowSubject] = []
  /// Whether `present` is to be looked at by workflows that wait for a state.
  package var looksAtStates = true
  /// The snapshot is an old one that was put back: what it holds begins nothing and ends nothing.
  package var isSnapshotOld = false
  /// Who was told of what still holds.
  package var standing: Set<StandingAlert> = []
  /// The last day on which each schedule was gone through.
  package var handled: [ScheduledDay: CivilDate] = [:]

  package init() {}

  /// An opportunity after a change, and what changed.
  package struct Change: Hashable, Sendable {
    package var subject: WorkflowSubject
    package var fields: [FieldChange]
    /// It was in no snapshot before.
    package var isNew: Bool
    /// The same for the same change, however often it is looked at.
    package var snapshot: String

    package init(subject: WorkflowSubject, fields: [FieldChange], isNew: Bool, snapshot: String) {
      self.subject = subject
      self.fields = fields
      self.isNew = isNew
      self.snapshot = snapshot
    }
  }
}
