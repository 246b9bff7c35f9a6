import Testing

@testable import Addresses

/// A small fictional set with every class of case: CI's stand-in for the large ones of real companies.
@Suite("Evaluating the matching of domains") struct DomainEvaluationTests {
  static let sites = [
    ("Tanuki", "https://www.tanuki.example/en"), ("Badger", "info@badger-works.example.net"), ("Heron", "heronbank.de"),
    ("Otter", "otterly.io"), ("Lynx", "https%3A%2F%2Flynxmotors.com"), ("Twin A", "twinpeak.example"),
    ("Twin B", "www.twinpeak.example"), ("Nobody", "gmail.com"),
    ("Profile", "https://www.linkedin.com/company/profile"),
    ("School", "uni-tanuki.example.edu"),
  ]

  static func test(
    _ className: String, _ host: String, _ expected: DomainEvaluation.Answer, _ ids: Set<String> = [],
    near: Set<String> = []
  ) -> DomainEvaluation.Case {
    DomainEvaluation.Case(
      id: host, host: host, expected: expected, accountIDs: ids, lookAlikeOf: near, className: className)
  }

  static let cases = [
    test("exact", "tanuki.example", .auto, ["Tanuki"]), test("exact", "lynxmotors.com", .auto, ["Lynx"]),
    test("form", "TANUKI.EXAMPLE.", .auto, ["Tanuki"]), test("form", "ｔａｎｕｋｉ。example", .auto, ["Tanuki"]),
    test("subdomain", "jp.corp.tanuki.example", .auto, ["Tanuki"]),
    test("subdomain", "mail.heronbank.de", .auto, ["Heron"]),
    test("shared", "twinpeak.example", .suggest, ["Twin A", "Twin B"]),
    test("sibling", "heronbank.fr", .suggest, ["Heron"]), test("sibling", "otterly.co.uk", .suggest, ["Otter"]),
    test("tenant", "lynxmotors.onmicrosoft.com", .suggest, ["Lynx"]),
    test("omission", "tanki.example", .none, near: ["Tanuki"]),
    test("insertion", "tanukki.example", .none, near: ["Tanuki"]),
    test("replacement", "lynxmoters.com", .none, near: ["Lynx"]),
    test("transposition", "otetrly.io", .none, near: ["Otter"]),
    test("homoglyph", "lynxrnotors.com", .none, near: ["Lynx"]),
    test("homoglyph", "tаnukі.example", .none, near: ["Tanuki"]),
    test("homoglyph", "xn--tnuk-n5d1a.example", .none), test("suffix", "lynxmotors.shop", .none, near: ["Lynx"]),
    test("suffix", "lynxmotors.cm", .none, near: ["Lynx"]), test("suffix", "otterly.uk.com", .none, near: ["Otter"]),
    test("extra word", "lynxmotors-login.com", .none, near: ["Lynx"]),
    test("extra word", "getotterly.io", .none, near: ["Otter"]),
    test("hyphen", "heron-bank.de", .none, near: ["Heron"]), test("hyphen", "otterlyio.com", .none, near: ["Otter"]),
    test("trick", "lynxmotors.com.evil.example", .none, near: ["Lynx"]),
    test("trick", "otterly.evil.example", .none, near: ["Otter"]),
    test("trick", "heronbank.github.io", .none, near: ["Heron"]), test("generic", "gmail.com", .none),
    test("generic", "alumni.uni-tanuki.example.edu", .none), test("unusable website", "linkedin.com", .none),
    test("unrelated", "quince-harbour.org", .none), test("malformed", "tan uki.example", .none),
    test("malformed", "tan\u{200B}uki.example", .none), test("malformed", "tanuki..example", .none),
    test("malformed", "example", .none), test("malformed", "10.0.0.1", .none),
  ]

  static func evaluation() throws -> DomainEvaluation {
    let accounts = try AccountDomainsTests.accounts(sites)
    var evaluation = DomainEvaluation()
    for test in cases { evaluation.count(DomainEvaluation.prediction(for: test, by: accounts), for: test) }
    return evaluation
  }

  @Test func everyClassIsAnsweredRight() throws {
    for (name, score) in try Self.evaluation().scores {
      #expect(score.falseAuto + score.wrongSuggest + score.missed == 0, "\(name)")
      #expect(score.warned == score.resembling, "\(name)")
    }
  }

  @Test func theTotalIsTheSumOfTheClasses() throws {
    let total = try Self.evaluation().total
    #expect(total.cases == Self.cases.count)
    #expect(total.autoRight + total.suggestRight + total.noneRight == total.cases)
  }

  @Test func aWrongAnswerIsCountedAsWrong() {
    var evaluation = DomainEvaluation()
    let test = Self.test("x", "tanki.example", .none, near: ["Tanuki"])
    for answer in [DomainEvaluation.Answer.auto, .suggest] {
      evaluation.count(
        DomainEvaluation.Prediction(caseID: "1", answer: answer, accountIDs: ["Tanuki"], warnedIDs: []), for: test)
    }
    #expect(evaluation.total.falseAuto == 1 && evaluation.total.wrongSuggest == 1)
    let missed = Self.test("x", "tanuki.example", .auto, ["Tanuki"])
    evaluation.count(
      DomainEvaluation.Prediction(caseID: "2", answer: .none, accountIDs: [], warnedIDs: []), for: missed)
    #expect(evaluation.total.missed == 1 && evaluation.total.warned == 1)
  }
}
