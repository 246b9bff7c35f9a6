import Addresses
import DebriefCore
import DebriefStore
import Testing

@testable import DebriefPipeline

@Suite("A rule that is filled in") struct RuleFormTests {
  private func accounts() throws -> [Account] {
    try RuleFixtures.run(RuleFixtures.configuration()).store.accounts()
  }

  private func form(
    _ kind: String, _ target: String, account: String = "", reason: String = "r", from: String = "", until: String = ""
  ) -> RuleForm {
    var form = RuleForm()
    (form.kind, form.target, form.account, form.reason, form.from, form.until) =
      (kind, target, account, reason, from, until)
    return form
  }

  @Test func anAccountMayBeNamedOrGivenByItsId() throws {
    let accounts = try accounts()
    for account in ["Rookwood Retail", "rookwood retail", " rookwood r", RuleFixtures.rookwood] {
      let rule = try form("alias", "x.test", account: account).rule(accounts: accounts)
      #expect(rule.account?.description == RuleFixtures.rookwood)
    }
    let unclear = form("alias", "x.test", account: "Hollowpine")
    let error = #expect(throws: RuleForm.Wrong.self) { try unclear.rule(accounts: accounts) }
    #expect(error?.problems[.account]?.contains("2 accounts' names hold") == true)
  }

  @Test func everythingWrongIsSaidAtOnceAndBesideItsField() throws {
    let wrong = form("alias", "no domain", account: "Nobody", reason: " ", from: "tomorrow", until: "2026-13-01")
    let error = #expect(throws: RuleForm.Wrong.self) { try wrong.rule(accounts: accounts()) }
    #expect(Set(error?.problems.keys.map(\.rawValue) ?? []) == ["target", "account", "reason", "from", "until"])
    let needless = #expect(throws: RuleForm.Wrong.self) {
      try form("generic", "x.test", account: RuleFixtures.rookwood).rule(accounts: accounts())
    }
    #expect(needless?.problems.keys.map(\.rawValue) == ["account"])
    let nothing = #expect(throws: RuleForm.Wrong.self) { try RuleForm().rule(accounts: []) }
    #expect(nothing?.problems.count ?? 0 >= 3)
  }

  @Test func nothingThatIsTypedCanBeMoreThanAValue() throws {
    let reasons = [
      "a, kind: block", "\" }\n  - { kind: block, domain: y.test, reason: z", "# no comment", "&a *a !!int", "'", "\\",
      "a\u{2028}kind: x", "{ } [ ]", "%YAML 1.1", "- x", "\u{0}",
    ]
    for reason in reasons {
      let rule = try form("generic", "x.test", reason: reason).rule(accounts: [])
      #expect(rule.kind == .generic && rule.target == "x.test")
      #expect(rule.reason.unicodeScalars.elementsEqual(reason.unicodeScalars))
      // And it stays so in the draft, and in the file.
      let text = try RuleItems("rules: []\n").adding(rule)
      #expect(try RuleDraftText.rules(in: text).map(\.reason) == [reason])
    }
    for target in ["x.test, kind: block", "x.test\" }", "x.test\nkind: block", "*", "&a"] {
      #expect(throws: RuleForm.Wrong.self) { try form("generic", target).rule(accounts: []) }
    }
  }

  @Test func everyRuleOfTheDemoComesBackFromItsForm() throws {
    for rule in try RuleFixtures.configuration().rules {
      let back = try RuleForm(rule).rule(accounts: [])
      #expect(back.effect == rule.effect && back.reason == rule.reason)
    }
  }
}
