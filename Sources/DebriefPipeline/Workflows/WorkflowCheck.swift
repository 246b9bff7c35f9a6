import Calendars
import DebriefCore
import DebriefStore

/// What is worth knowing of the workflows beyond what the configuration refuses: who would never be told, and what would
/// never hold.
package struct WorkflowCheck: Encodable, Sendable {
  package struct Line: Encodable, Sendable {
    package var ref: String
    package var title: String
    package var isEnabled: Bool
    /// `shipped`, `changed` (shipped, with changes of the configuration's) or `own`.
    package var origin: String
    package var when: String
    package var to: [String]
  }

  package struct Note: Encodable, Sendable {
    /// Nil for what concerns all.
    package var workflow: String?
    package var message: String
  }

  package var schema = "debrief.workflows-check/1"
  package var workflows: [Line] = []
  package var notes: [Note] = []

  /// - Parameter store: nil before the first run; what a snapshot could tell is then left out.
  package init(_ configuration: Configuration, _ store: Store?) throws {
    let all = configuration.alerts.workflows
    let shipped = Dictionary(ShippedWorkflows.all.map { ($0.ref, $0) }, uniquingKeysWith: { first, _ in first })
    workflows = all.map { workflow in
      Line(
        ref: workflow.ref, title: workflow.title, isEnabled: workflow.isEnabled,
        origin: shipped[workflow.ref].map { $0 == workflow ? "shipped" : "changed" } ?? "own",
        when: workflow.trigger.description, to: workflow.recipients.map(\.description))
    }
    if !configuration.carriesMessages {
      notes.append(
        Note(message: "messages have no way out, so none are made: set messages.files, or configure Slack or e-mail"))
    }
    for workflow in all where workflow.isEnabled { addNotes(workflow, configuration) }
    if let store { try addBlankFields(all.filter(\.isEnabled), store, configuration) }
  }

  private mutating func addNotes(_ workflow: Workflow, _ configuration: Configuration) {
    if workflow.recipients.contains(.region) {
      let silent = configuration.regions.filter { $0.channel == nil }.map(\.name)
      if configuration.regions.isEmpty {
        notes.append(Note(workflow: workflow.ref, message: "goes to a region's channel, and there are no regions"))
      } else if !silent.isEmpty {
        notes.append(
          Note(
            workflow: workflow.ref,
            message: "goes to a region's channel, and \(silent.joined(separator: ", ")) has none"))
      }
    }
    for case .channel(let name) in workflow.recipients
    where configuration.carriesMessages && !configuration.carries(.channel(name)) {
      notes.append(
        Note(
          workflow: workflow.ref, message: "goes to \(name), which nothing carries: configure Slack or messages.files"))
    }
    let blankSA = WorkflowCondition.Comparison(operand: .field(.primarySA), test: .isBlank)
    if workflow.recipients == [.primarySA], workflow.conditions.contains(where: { $0.alternatives == [blankSA] }) {
      notes.append(Note(workflow: workflow.ref, message: "is for the Primary SA and asks that there is none"))
    }
  }

  /// A condition on a field that no opportunity of the snapshot has never holds: most often its column has another name.
  private mutating func addBlankFields(
    _ workflows: [Workflow], _ store: Store, _ configuration: Configuration
  ) throws {
    let users = try store.crmUsers()
    let directory = WorkflowDirectory(configuration, users: users)
    let subjects = try WorkflowSubjects(store: store, directory: directory, now: Instant(secondsSinceEpoch: 0))
      .opportunities(store.opportunities(isOpen: false))
    guard !subjects.isEmpty else { return }
    let filled = subjects.reduce(into: Set<WorkflowField>()) { $0.formUnion($1.values.keys) }
    for workflow in workflows where workflow.kinds == [.opportunity] {
      for condition in workflow.conditions
      where condition.alternatives.allSatisfy({ $0.test != .isBlank && !filled.contains($0.operand.field) }) {
        let names = Set(condition.fields.map(\.rawValue)).sorted().joined(separator: ", ")
        notes.append(
          Note(
            workflow: workflow.ref,
            message: "\"\(condition.text)\" never holds: no opportunity of the snapshot has \(names) (see crm.fields)"))
      }
    }
  }
}
