import Calendars
import DebriefCore

/// What `pipeline.yml` says of workflows and of where their messages go.
package struct AlertSettings: Sendable {
  /// The shipped workflows with the configuration's changes; nil where it names none.
  package var configured: [Workflow]?
  /// Messages become files where there is nothing better.
  package var writesFiles = false

  package init() {}

  /// All workflows, those that are switched off included.
  package var workflows: [Workflow] { configured ?? ShippedWorkflows.all }

  /// The same for the same workflows: a run looks at everything anew after a change.
  var version: String {
    guard let configured else { return "shipped \(ShippedWorkflows.version)" }
    var hash = StableHash()
    for workflow in configured {
      for text in [workflow.ref, workflow.title, workflow.text.written] { hash.combine(text) }
      hash.combine(workflow.isEnabled)
      hash.combine(workflow.trigger.description)
      for condition in workflow.conditions { hash.combine(condition.text) }
      for recipient in workflow.recipients { hash.combine("\(recipient)") }
      hash.combine(workflow.digest.rawValue)
    }
    return String(hash.value, radix: 36)
  }
}

extension Configuration {
  /// Whether messages have any way to whom they are for: without one, none are made.
  package var carriesMessages: Bool { carriesEverything || deliveries.mail != nil }

  /// Whether a message for `recipient` has a way there: only such messages are made.
  package func carries(_ recipient: Message.Recipient) -> Bool {
    if carriesEverything { return true }
    return switch recipient {
    case .person: deliveries.mail != nil
    case .channel(let name): deliveries.mail?.channels[name] != nil
    }
  }

  private var carriesEverything: Bool {
    alerts.writesFiles || deliveries.webhook.map { $0.objects.isEmpty || $0.objects.contains("Message") } ?? false
  }

  mutating func readWorkflows(_ root: ConfigurationSection) {
    let sections = root.sections("workflows")
    if !sections.isEmpty { alerts.configured = WorkflowReader.workflows(sections) }
    let messages = root.section("messages")
    alerts.writesFiles = messages.bool("files") ?? false
    messages.refuseUnknownKeys()
  }
}
