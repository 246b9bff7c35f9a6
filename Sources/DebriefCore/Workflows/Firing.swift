import Calendars

/// One workflow tells one recipient of one record.
package struct Firing: Hashable, Sendable {
  /// The cause and the recipient; what was told under a key is never told again.
  package var key: String
  package var workflow: Workflow.Ref
  package var title: String
  package var subject: WorkflowSubject
  /// Why, in words.
  package var cause: String
  package var recipient: Message.Recipient
  package var text: [MessageLine.Part]
  package var digest: Workflow.Digest
  /// Kept for as long as the conditions go on holding; nil for what happens at a moment.
  package var standing: StandingAlert?

  package var link: Message.Link? {
    switch subject.kind {
    case .prompt: .prompt(subject.id)
    case .activity: .activity(subject.id)
    case .opportunity: subject.opportunity.map { .opportunity($0) }
    case .task: SalesforceID(subject.id).map { .task($0) }
    }
  }
}

/// A recipient was told that a workflow's conditions hold for a record, and they have held since.
package struct StandingAlert: Hashable, Sendable, Comparable {
  package var workflow: Workflow.Ref
  package var kind: WorkflowSubject.Kind
  package var subject: String
  package var recipient: String

  package init(workflow: Workflow.Ref, kind: WorkflowSubject.Kind, subject: String, recipient: String) {
    self.workflow = workflow
    self.kind = kind
    self.subject = subject
    self.recipient = recipient
  }

  package static func < (a: StandingAlert, b: StandingAlert) -> Bool {
    (a.workflow, a.kind.rawValue, a.subject, a.recipient) < (b.workflow, b.kind.rawValue, b.subject, b.recipient)
  }
}

/// A day of a schedule in one zone.
package struct ScheduledDay: Hashable, Sendable {
  package var workflow: Workflow.Ref
  package var timeZone: String

  package init(workflow: Workflow.Ref, timeZone: String) {
    self.workflow = workflow
    self.timeZone = timeZone
  }
}
