import Calendars

/// Why a workflow has, or has not, something to say of one record now.
package struct WorkflowExplanation: Hashable, Sendable {
  /// One line of `if`, as it turned out.
  package struct Line: Hashable, Sendable {
    package var condition: String
    package var holds: Bool
    /// The values that it was compared with: `stage is 4, …`.
    package var values: String
  }

  /// One of the workflow's recipients.
  package struct Recipient: Hashable, Sendable {
    package var rule: String
    /// Nil where there is nobody, and why.
    package var name: String?
    package var timeZone: String?
    package var whyNobody: String?
  }

  package var workflow: Workflow.Ref
  package var lines: [Line] = []
  package var recipients: [Recipient] = []

  /// Whether all conditions hold, and somebody is there to be told.
  package var tells: Bool { misses == 0 && recipients.contains { $0.name != nil } }
  /// How many conditions do not hold.
  package var misses: Int { lines.count { !$0.holds } }

  /// Days are counted where the first of the recipients is; where there is none, at home.
  package init(_ workflow: Workflow, _ subject: WorkflowSubject, _ directory: WorkflowDirectory, at now: Instant) {
    self.workflow = workflow.ref
    for rule in workflow.recipients {
      do {
        let found = try directory.addressee(of: rule, for: subject)
        recipients.append(
          Recipient(rule: rule.description, name: found.recipient.description, timeZone: found.timeZone))
      } catch {
        recipients.append(Recipient(rule: rule.description, whyNobody: error.description))
      }
    }
    let zone = directory.zone(named: recipients.compactMap(\.timeZone).first ?? directory.timeZone)
    let clock = WorkflowCondition.Clock(now: now, zone: zone)
    lines = workflow.conditions.map { condition in
      var fields: [WorkflowField] = []
      for field in condition.fields where !fields.contains(field) { fields.append(field) }
      let values = fields.map { "\($0.rawValue) is \(MessageLine.oneLine(subject[$0].words(in: zone)))" }
      return Line(
        condition: condition.text, holds: condition.holds(for: subject, clock), values: values.joined(separator: ", "))
    }
  }
}
