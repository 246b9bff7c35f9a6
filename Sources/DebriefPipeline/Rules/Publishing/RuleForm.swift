import Addresses
import DebriefCore
import Foundation

/// A rule as somebody fills it in: texts, which may be wrong. Pure.
package struct RuleForm: Hashable, Sendable {
  package var kind = ""
  /// A domain, or an address where it holds an `@`.
  package var target = ""
  /// An account's id, or its name.
  package var account = ""
  package var reason = ""
  package var from = ""
  package var until = ""

  package enum Field: String, Sendable, CaseIterable {
    case kind, target, account, reason, from, until
  }

  package struct Wrong: Error, Sendable {
    package var problems: [Field: String]
  }

  package init() {}

  package init(_ rule: Rule) {
    kind = rule.kind.rawValue
    target = rule.target
    account = rule.account?.description ?? ""
    reason = rule.reason
    from = rule.from?.description ?? ""
    until = rule.until?.description ?? ""
  }

  /// The rule, read with the same checks as one of the configuration's.
  ///
  /// - Parameter accounts: the accounts that a name may mean.
  /// - Throws: ``Wrong`` with a sentence for each field that needs another value.
  package func rule(accounts: [Account]) throws(Wrong) -> Rule {
    var problems: [Field: String] = [:]
    var fields = ["kind: \(YAMLText.quoted(trimmed(kind)))", "reason: \(YAMLText.quoted(trimmed(reason)))"]
    let target = trimmed(target)
    if target.isEmpty {
      problems[.target] = "a domain, or an address"
    } else {
      fields.append("\(target.contains("@") ? "address" : "domain"): \(YAMLText.quoted(target))")
    }
    if !trimmed(account).isEmpty {
      switch Self.id(of: trimmed(account), among: accounts) {
      case .success(let id): fields.append("account: \(YAMLText.quoted(id))")
      case .failure(let problem): problems[.account] = problem.text
      }
    }
    for (name, value) in [("from", from), ("until", until)] where !trimmed(value).isEmpty {
      fields.append("\(name): \(YAMLText.quoted(trimmed(value)))")
    }
    do {
      let rules = try Configuration(yaml: "rules:\n  - { \(fields.joined(separator: ", ")) }\n", path: "form").rules
      if problems.isEmpty, let rule = rules.first { return rule }
    } catch {
      for problem in error.problems {
        let name = problem.key.split(separator: ".").last.map(String.init) ?? ""
        let field = Field(rawValue: name) ?? (name == "domain" || name == "address" ? .target : .kind)
        if problems[field] == nil { problems[field] = problem.message }
      }
    }
    throw Wrong(problems: problems)
  }

  private struct Unclear: Error { var text: String }

  /// The id that an account's id or name means.
  private static func id(of text: String, among accounts: [Account]) -> Result<String, Unclear> {
    if SalesforceID(text) != nil { return .success(text) }
    let wanted = text.lowercased()
    let exact = accounts.filter { $0.name.lowercased() == wanted }
    let found = exact.isEmpty ? accounts.filter { $0.name.lowercased().contains(wanted) } : exact
    guard let first = found.first else {
      return .failure(Unclear(text: "no account's name holds \"\(text)\"; give its name, or its id"))
    }
    guard found.count == 1 else {
      let names = found.prefix(5).map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
      return .failure(Unclear(text: "\(found.count) accounts' names hold \"\(text)\": \(names). Give the id of one"))
    }
    return .success(first.id.description)
  }

  private func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
}
