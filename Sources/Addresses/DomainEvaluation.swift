/// Scores the domain matcher on labelled cases: the same decisions as a run makes, counted by class.
///
/// A case says what is expected of a host: `auto` (matched without asking), `suggest` or `none`; which accounts are
/// right; which outcomes are acceptable besides; and which accounts the host resembles without being theirs.
package struct DomainEvaluation: Sendable {
  package enum Answer: String, Hashable, Sendable { case auto, suggest, none }

  package struct Case: Sendable {
    package let id: String
    package let host: String
    package let expected: Answer
    package let acceptable: Set<Answer>
    package let accountIDs: Set<String>
    package let lookAlikeOf: Set<String>
    /// The line of the score that the case is counted in.
    package let className: String

    /// - Parameter acceptable: outcomes that are right; `expected` alone if empty.
    package init(
      id: String, host: String, expected: Answer, acceptable: Set<Answer> = [], accountIDs: Set<String>,
      lookAlikeOf: Set<String> = [], className: String
    ) {
      self.id = id
      self.host = host
      self.expected = expected
      self.acceptable = acceptable.isEmpty ? [expected] : acceptable
      self.accountIDs = accountIDs
      self.lookAlikeOf = lookAlikeOf
      self.className = className
    }
  }

  package struct Prediction: Sendable, Hashable {
    package let caseID: String
    package let answer: Answer
    package let accountIDs: [String]
    package let warnedIDs: [String]

    package init(caseID: String, answer: Answer, accountIDs: [String], warnedIDs: [String]) {
      self.caseID = caseID
      self.answer = answer
      self.accountIDs = accountIDs
      self.warnedIDs = warnedIDs
    }
  }

  /// What was counted of one class.
  package struct Score: Sendable, Hashable {
    package var cases = 0
    package var autoRight = 0
    package var falseAuto = 0
    package var suggestRight = 0
    package var wrongSuggest = 0
    package var noneRight = 0
    package var missed = 0
    /// Cases that resemble an account, and those of them whose warning (or suggestion) names one of these.
    package var resembling = 0
    package var warned = 0
    /// Cases with any warning at all.
    package var anyWarning = 0
  }

  package private(set) var scores: [String: Score] = [:]

  package init() {}

  /// What the matcher answers for `host`; a host that cannot be read matches nothing.
  package static func prediction(for test: Case, by accounts: AccountDomains) -> Prediction {
    guard let host = try? HostName(parsing: test.host) else {
      return Prediction(caseID: test.id, answer: .none, accountIDs: [], warnedIDs: [])
    }
    let decision = accounts.decide(host)
    let warned = decision.lookAlikes.map(\.accountID)
    return switch decision.outcome {
    case .match(let account):
      Prediction(caseID: test.id, answer: .auto, accountIDs: [account.accountID], warnedIDs: warned)
    case .suggest(let accounts, _):
      Prediction(caseID: test.id, answer: .suggest, accountIDs: accounts.map(\.accountID), warnedIDs: warned)
    case .none:
      Prediction(caseID: test.id, answer: .none, accountIDs: [], warnedIDs: warned)
    }
  }

  package mutating func count(_ prediction: Prediction, for test: Case) {
    scores[test.className, default: Score()].count(prediction, for: test)
  }

  /// The sum of all classes.
  package var total: Score {
    scores.values.reduce(into: Score()) { total, score in total.add(score) }
  }
}

extension DomainEvaluation.Score {
  fileprivate mutating func count(_ prediction: DomainEvaluation.Prediction, for test: DomainEvaluation.Case) {
    cases += 1
    let ids = Set(prediction.accountIDs)
    let known = test.accountIDs.union(test.lookAlikeOf)
    switch prediction.answer {
    case .auto:
      let isRight =
        test.expected == .auto
        ? ids == test.accountIDs : test.acceptable.contains(.auto) && ids.isSubset(of: known)
      if isRight { autoRight += 1 } else { falseAuto += 1 }
    case .suggest:
      let namesRightOne = test.accountIDs.isEmpty || !ids.isDisjoint(with: test.accountIDs)
      let namesOnlyKnown = !test.accountIDs.isEmpty || test.lookAlikeOf.isEmpty || ids.isSubset(of: known)
      let isRight = test.acceptable.contains(.suggest) && namesRightOne && namesOnlyKnown && ids.count <= 5
      if isRight { suggestRight += 1 } else { wrongSuggest += 1 }
    case .none:
      if test.acceptable.contains(.none) { noneRight += 1 } else { missed += 1 }
    }
    if !test.lookAlikeOf.isEmpty {
      resembling += 1
      let named = Set(prediction.warnedIDs).union(prediction.answer == .suggest ? ids : [])
      if !named.isDisjoint(with: test.lookAlikeOf) { warned += 1 }
    }
    if !prediction.warnedIDs.isEmpty { anyWarning += 1 }
  }

  fileprivate mutating func add(_ other: Self) {
    cases += other.cases
    autoRight += other.autoRight
    falseAuto += other.falseAuto
    suggestRight += other.suggestRight
    wrongSuggest += other.wrongSuggest
    noneRight += other.noneRight
    missed += other.missed
    resembling += other.resembling
    warned += other.warned
    anyWarning += other.anyWarning
  }
}
