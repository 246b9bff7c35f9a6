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
    /// Each record has a message of its own: one that is acted upon, and changed afterwards.
    case none
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

extension Workflow.Trigger: CustomStringConvertible {
  /// When it looks, in words; the same for the same trigger.
  package var description: String {
    switch self {
    case .created(.prompt): return "when a prompt is created"
    case .created(.activity): return "when an activity is logged"
    case .created(.task): return "when a recorder's call task appears"
    case .created(.opportunity): return "when an opportunity appears"
    case .changed(let fields, let includesNew):
      let names = fields.map(\.rawValue).joined(separator: " or ")
      return "when \(names) changes\(includesNew ? ", or the opportunity is new" : "")"
    case .state: return "when the conditions begin to hold"
    case .schedule(let schedule):
      let kinds = schedule.kinds.map(\.rawValue).sorted().joined(separator: " or ")
      return
        "at \(schedule.time), \(schedule.isDaily ? "every day" : "once for each \(kinds)") that meets the conditions"
    }
  }
}

extension Workflow.Schedule {
  /// `08:00`.
  package var time: String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(two(minute / 60)):\(two(minute % 60))"
  }
}

extension Workflow.RecipientRule: CustomStringConvertible {
  /// As `pipeline.yml` writes it.
  package var description: String {
    switch self {
    case .architect: "sa"
    case .primarySA: "primary_sa"
    case .owner: "owner"
    case .manager: "manager"
    case .region: "region"
    case .channel(let name): name
    case .person(let address): address.key
    }
  }
}
