import Addresses

/// One alert as data: when it is looked at, what has to hold, who is told, and the text (docs/workflows.md).
package struct Workflow: Hashable, Sendable {
  /// How admins, logs and messages name it: `wf-06`.
  package typealias Ref = String

  /// What makes a workflow look at a record.
  package enum Trigger: Hashable, Sendable {
    /// Debrief or the CRM has a new record of that kind.
    case created(WorkflowSubject.Kind)
    /// One of the fields differs from the snapshot before. With `includesNew`, an opportunity that is in a snapshot for
    /// the first time counts as changed.
    case changed(fields: [WorkflowField], includesNew: Bool)
    /// The conditions have begun to hold; looked at with every new snapshot, and at the start of a day.
    case state
    /// The conditions hold at an hour of the recipient's day.
    case schedule(Schedule)
  }

  package struct Schedule: Hashable, Sendable {
    /// Minutes after midnight on the recipient's clock.
    package var minute: Int
    /// False: a record is told of once, as long as the conditions hold. True: every day on which they do.
    package var isDaily: Bool
    /// What it looks at.
    package var kinds: Set<WorkflowSubject.Kind>

    package init(minute: Int, isDaily: Bool, kinds: Set<WorkflowSubject.Kind> = [.opportunity]) {
      self.minute = minute
      self.isDaily = isDaily
      self.kinds = kinds
    }
  }

  /// Whom a message goes to; what it means depends on the record.
  package enum RecipientRule: Hashable, Sendable {
    /// The SA whom the prompt asks, who logged the activity, or who has the task.
    case architect
    /// The opportunity's Primary SA.
    case primarySA
    /// The opportunity's owner.
    case owner
    /// The manager of the SA: of `architect` where there is one, else of the Primary SA.
    case manager
    /// The channel of the record's region.
    case region
    case channel(String)
    case person(EmailAddress)
  }

  /// What stands together in one message.
  package enum Digest: String, Hashable, Sendable, CaseIterable {
    /// All that one run has to tell one recipient of one opportunity.
    case opportunity
    /// All that one run has to tell one recipient by this workflow, whatever the opportunity.
    case recipient
  }

  package var ref: Ref
  /// What it is for, in a few words: the first line of a digest.
  package var title: String
  package var isEnabled = true
  package var trigger: Trigger
  /// All have to hold.
  package var conditions: [WorkflowCondition]
  package var recipients: [RecipientRule]
  package var text: WorkflowText
  package var digest = Digest.opportunity

  package init(
    ref: Ref, title: String, trigger: Trigger, conditions: [WorkflowCondition] = [], recipients: [RecipientRule],
    text: WorkflowText
  ) {
    self.ref = ref
    self.title = title
    self.trigger = trigger
    self.conditions = conditions
    self.recipients = recipients
    self.text = text
  }

  /// The kinds of record that it looks at.
  package var kinds: Set<WorkflowSubject.Kind> {
    switch trigger {
    case .created(let kind): [kind]
    case .changed, .state: [.opportunity]
    case .schedule(let schedule): schedule.kinds
    }
  }
}
