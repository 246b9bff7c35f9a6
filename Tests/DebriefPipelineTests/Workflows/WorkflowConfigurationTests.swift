import DebriefCore
import Testing

@testable import DebriefPipeline

/// `workflows` in the configuration: changes to what is shipped, workflows of one's own, and everything that can be
/// wrong with them.
@Suite("Workflows in the configuration") struct WorkflowConfigurationTests {
  private func read(_ workflows: String) throws -> [Workflow] {
    try Configuration(yaml: "workflows:\n" + workflows, path: "pipeline.yml").alerts.workflows
  }

  private func problems(_ workflows: String) -> [ConfigurationProblem] {
    do {
      _ = try read(workflows)
      return []
    } catch let error as ConfigurationError {
      return error.problems
    } catch {
      return []
    }
  }

  private func expect(_ workflows: String, says text: String, at line: Int, key: String) {
    let found = problems(workflows)
    #expect(found.contains { $0.line == line && $0.message.contains(text) && $0.key == key }, "\(found)")
  }

  @Test func theShippedOnesHaveNoProblemAndAreTheDefault() throws {
    #expect(problems(ShippedWorkflows.yaml).isEmpty)
    #expect(try read(ShippedWorkflows.yaml) == ShippedWorkflows.all)
    #expect(try Configuration(yaml: "{}", path: "pipeline.yml").alerts.workflows == ShippedWorkflows.all)
    #expect(ShippedWorkflows.all.count == 24)
  }

  @Test func anEntryChangesWhatItNamesAndNothingElse() throws {
    let changed = try read("  - { ref: wf-13, if: [stage >= 2], to: [\"#managers\", vera@tanuki.example] }\n")
    let before = try #require(ShippedWorkflows.all.first { $0.ref == "wf-13" })
    var after = try #require(changed.first { $0.ref == "wf-13" })
    #expect(after.conditions.map(\.text) == ["stage >= 2"])
    #expect(after.recipients.map(\.description) == ["#managers", "vera@tanuki.example"])
    after.conditions = before.conditions
    after.recipients = before.recipients
    #expect(after == before)
    #expect(changed.filter { $0.ref != "wf-13" } == ShippedWorkflows.all.filter { $0.ref != "wf-13" })
  }

  @Test func oneIsSwitchedOffAndAnExampleOnByRef() throws {
    let workflows = try read("  - { ref: wf-01, enabled: false }\n  - { ref: sa-request, enabled: true }\n")
    #expect(workflows.first { $0.ref == "wf-01" }?.isEnabled == false)
    #expect(workflows.first { $0.ref == "sa-request" }?.isEnabled == true)
    #expect(workflows.count == ShippedWorkflows.all.count)
  }

  @Test func oneOfOnesOwnStandsBehindTheShippedOnes() throws {
    let workflows = try read(
      """
        - ref: big-deal
          when: schedule
          at: "07:30"
          of: [opportunity, task]
          repeat: daily
          if: value >= 100000
          to: manager
          text: "{opportunity}"
      """)
    let own = try #require(workflows.last)
    #expect(own.ref == "big-deal")
    #expect(own.title == "big-deal")
    #expect(own.digest == .opportunity)
    #expect(own.trigger == .schedule(Workflow.Schedule(minute: 450, isDaily: true, kinds: [.opportunity, .task])))
    #expect(own.recipients == [.manager])
  }

  @Test func everythingWrongIsNamedWithItsLineAndKey() {
    expect("  - { ref: wf-06, iff: [] }", says: "did you mean \"if\"?", at: 2, key: "workflows[0].iff")
    expect(
      "  - ref: wf-06\n    if:\n      - closed is no\n      - stge > 3\n",
      says: "\"stge\" is no field; did you mean \"stage\"?",
      at: 5, key: "workflows[0].if")
    expect("  - ref: wf-06\n    if: [stage => 3]\n", says: "\"=>\" does not fit", at: 3, key: "workflows[0].if")
    expect("  - ref: wf-06\n    to: primry_sa\n", says: "did you mean \"primary_sa\"?", at: 3, key: "workflows[0].to")
    expect(
      "  - ref: wf-06\n    text: \"{oportunity} is late\"\n", says: "did you mean \"opportunity\"?", at: 3,
      key: "workflows[0].text")
    expect("  - { ref: wf-6, enabled: false }", says: "did you mean \"wf-06\"?", at: 2, key: "workflows[0].ref")
    expect("  - { ref: wf-06 }\n  - { ref: wf-06 }\n", says: "stands here twice", at: 3, key: "workflows[1].ref")
    expect("  - { enabled: false }", says: "needs a ref", at: 2, key: "workflows[0].ref")
    expect("  - { ref: Wf 06, enabled: false }", says: "small letters", at: 2, key: "workflows[0].ref")
    expect("  - { ref: x, when: scheduled, to: sa, text: y }", says: "\"schedule\"?", at: 2, key: "workflows[0].when")
    expect("  - { ref: x, when: schedule, to: sa, text: y }", says: "needs an hour", at: 2, key: "workflows[0].at")
    expect(
      "  - { ref: x, when: schedule, at: \"8:00\", to: sa, text: y }", says: "no time of day", at: 2,
      key: "workflows[0].at")
    expect(
      "  - { ref: x, when: schedule, at: \"24:00\", to: sa, text: y }", says: "no time of day", at: 2,
      key: "workflows[0].at")
    expect("  - { ref: x, when: field_changed, to: sa, text: y }", says: "to watch", at: 2, key: "workflows[0].fields")
    expect(
      "  - { ref: x, when: field_changed, fields: [stag], to: sa, text: y }", says: "did you mean \"stage\"?", at: 2,
      key: "workflows[0].fields")
    expect(
      "  - { ref: x, when: field_changed, fields: [account], to: sa, text: y }", says: "compared by", at: 2,
      key: "workflows[0].fields")
    expect("  - { ref: x, when: record_appeared, to: sa, text: y }", says: "of: task", at: 2, key: "workflows[0].of")
    expect(
      "  - { ref: x, when: state, at: \"08:00\", to: sa, text: y }", says: "means nothing with when: state", at: 2,
      key: "workflows[0].at")
    expect("  - { ref: x, when: state, to: sa }", says: "x needs it", at: 2, key: "workflows[0].text")
    expect(
      "  - { ref: x, when: state, if: [sentiment is Negative], to: sa, text: y }",
      says: "sentiment is no field of opportunity", at: 2, key: "workflows[0].if")
    expect(
      "  - { ref: x, when: state, to: sa, text: \"{change}\" }", says: "{change} is for when: field_changed", at: 2,
      key: "workflows[0].text")
    expect(
      "  - { ref: wf-06, digest: all }", says: "none of none, opportunity, recipient", at: 2, key: "workflows[0].digest"
    )
  }
}
