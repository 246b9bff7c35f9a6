import Addresses
import ArgumentParser
import DebriefCore
import DebriefPipeline

struct RulesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Say what becomes of addresses or domains, and each step to it.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "E-mail addresses or domains.")
  var addresses: [String]

  @Option(help: ArgumentHelp("Say why, or why not, this account: its id, or its name.", valueName: "account"))
  var account: String?

  func run() throws {
    let context = try options.context()
    let wanted = try account.map { try Self.account($0, context) }
    var answers: [RuleTestAnswer] = []
    for text in addresses {
      let explanation = try Self.explanation(text, context)
      var answer = RuleTestAnswer(explanation: explanation)
      if let wanted { try answer.ask(wanted, explanation, context) }
      answers.append(answer)
    }
    if options.json { return try Output.standard.json(RuleTest(answers: answers)) }
    for (index, answer) in answers.enumerated() {
      if index > 0 { try Output.standard.line() }
      for line in answer.lines { try Output.standard.line(terminalText(line)) }
    }
  }

  private static func explanation(_ text: String, _ context: RunContext) throws -> AddressExplanation {
    if text.contains("@") {
      do {
        return try AddressExplanation(address: try EmailAddress(parsing: text), in: context)
      } catch let error as AddressError {
        throw ValidationError("\(text) is no address: \(error)")
      }
    }
    guard let host = try? HostName(parsing: text) else {
      throw ValidationError("\(text) is neither an address nor a domain.")
    }
    return try AddressExplanation(domain: host, in: context)
  }

  private static func account(_ text: String, _ context: RunContext) throws -> Account {
    let accounts = try context.store.accounts()
    if let id = SalesforceID(text) {
      guard let account = accounts.first(where: { $0.id == id }) else {
        throw NotFound(description: "The snapshot holds no account \(id).")
      }
      return account
    }
    let wanted = text.lowercased()
    let exact = accounts.filter { $0.name.lowercased() == wanted }
    let found = exact.isEmpty ? accounts.filter { $0.name.lowercased().contains(wanted) } : exact
    guard let account = found.first else { throw NotFound(description: "No account's name holds \"\(text)\".") }
    guard found.count == 1 else {
      let names = found.prefix(5).map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
      throw NotFound(description: "\(found.count) accounts' names hold \"\(text)\": \(names).")
    }
    return account
  }
}

private struct RuleTest: Encodable {
  var schema = "debrief.rules-test/1"
  var answers: [RuleTestAnswer]
}

private struct RuleTestAnswer: Encodable {
  var explanation: AddressExplanation
  var account: SalesforceID?
  var isAccount: Bool?
  var whyAccount: [String] = []
  /// The rule that would lead to the account.
  var rule: String?

  init(explanation: AddressExplanation) { self.explanation = explanation }

  mutating func ask(_ wanted: Account, _ explanation: AddressExplanation, _ context: RunContext) throws {
    let address =
      try explanation.participant?.address ?? EmailAddress(parsing: "anyone@\(explanation.subject)")
    let matcher = try MatcherFactory(context).matcher(for: [address], earliest: context.now)
    let question = AccountQuestion(
      account: wanted, address: address, match: explanation.match, index: matcher.index,
      suffixes: try context.suffixes(), opportunities: try context.store.opportunityCount(ofAccount: wanted.id))
    account = wanted.id
    isAccount = question.isAnswer
    whyAccount = question.sentences
    rule = question.rule?.yaml
  }

  var lines: [String] {
    var lines = explanation.sentences + whyAccount
    if let rule {
      lines.append("If its people use that domain, this rule would say so:")
      lines.append(rule)
    }
    return lines
  }
}
