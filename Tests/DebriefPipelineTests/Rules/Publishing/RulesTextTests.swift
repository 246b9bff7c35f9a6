import DebriefCore
import Testing

@testable import DebriefPipeline

/// What stands outside of `rules:` is never touched.
@Suite("The rules in the text of a configuration") struct RulesTextTests {
  static let new = "rules:\n  - { kind: generic, domain: new.test, reason: r }\n"

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let before: String
    let block: String
    var after = ""
  }

  static let cases = [
    Case(
      testDescription: "between two keys, with comments on both sides", before: "# head\nstate: .debrief\n\n# mine\n",
      block: "rules:   # the map\n  # a comment of the rules\n  - { kind: generic, domain: a.test, reason: r }\n",
      after: "\n# of activities\nactivities: { hold: 5m }\n"),
    Case(
      testDescription: "last, without a line end", before: "state: x\n",
      block: "rules:\n- kind: generic\n  domain: a.test\n  reason: \"two\n    lines\""),
    Case(
      testDescription: "first", before: "", block: "rules:\n  - { kind: generic, domain: a.test, reason: r }\n",
      after: "state: x\n"),
    Case(
      testDescription: "in brackets over several lines", before: "state: x\n",
      block: "rules: [\n  { kind: generic, domain: a.test, reason: r },\n# inside\n]\n", after: "# end\n"),
    Case(testDescription: "empty", before: "state: x\n", block: "rules: []\n", after: "time_zone: UTC\n"),
    Case(testDescription: "nothing at all", before: "state: x\n", block: "rules:\n", after: "# end\ntime_zone: UTC\n"),
    Case(testDescription: "absent", before: "state: x\n# end\n", block: ""),
    Case(testDescription: "absent, without a line end", before: "state: x", block: ""),
    Case(
      testDescription: "absent, before the end of the document", before: "---\nstate: x\n", block: "", after: "...\n"),
    Case(
      testDescription: "with carriage returns", before: "state: x\r\n\r\n",
      block: "rules:\r\n  - { kind: generic, domain: a.test, reason: r }\r\n", after: "\r\ntime_zone: UTC\r\n"),
    Case(
      testDescription: "below a heading of an earlier publication", before: "state: x\n# mine\n",
      block:
        "# Rules published 2026-01-01T00:00:00Z by a@b.test: n\nrules:\n- { kind: generic, domain: a.test, reason: r }\n",
      after: "time_zone: UTC\n"),
    Case(
      testDescription: "after lines that end as YAML 1.1 lets them", before: "state: \"a\u{85}b\u{2028}c\"\n",
      block: "rules:\n- { kind: generic, domain: a.test, reason: r }\n", after: "time_zone: UTC\n"),
  ]

  @Test("are found", arguments: cases)
  func areFound(_ test: Case) throws {
    let text = try RulesText(test.before + test.block + test.after, path: "pipeline.yml")
    #expect(text.before == Array(test.before.utf8))
    #expect(text.block == Array(test.block.utf8))
    #expect(text.after == Array(test.after.utf8))
  }

  @Test("are replaced and put back, to the byte", arguments: cases)
  func areReplacedAndPutBack(_ test: Case) throws {
    let original = test.before + test.block + test.after
    let text = try RulesText(original, path: "pipeline.yml")
    let block = text.fitted(text.withLineEnds(Self.new))
    let published = text.replacing(with: block)
    let configuration = try Configuration(yaml: String(decoding: published, as: UTF8.self), path: "pipeline.yml")
    #expect(configuration.rules.map(\.target) == ["new.test"])
    #expect(published.starts(with: Array(test.before.utf8)))
    #expect(published.suffix(test.after.utf8.count).elementsEqual(test.after.utf8))

    let again = try RulesText(String(decoding: published, as: UTF8.self), path: "pipeline.yml", known: [block])
    #expect(again.block == block)
    #expect(again.replacing(with: again.fitted(text.block)) == Array(original.utf8))
  }

  @Test func whatCannotBeSeparatedIsRefusedWithThePlace() {
    for text in ["{ state: x, rules: [] }\n", "state: x\n\"rules\": []\n", "state: x\n? rules\n: []\n"] {
      #expect(throws: NotSeparable.self) { try RulesText(text, path: "pipeline.yml") }
    }
  }

  /// A thousand files made of parts that are hard to cut, from a fixed seed.
  @Test func anyFileGetsItsBytesBack() throws {
    var random = SplitMix(state: 2026)
    let keys = ["state: .debrief", "time_zone: UTC", "meetings: { since: 7d }", "admins: [a@b.test]", "regions: []"]
    let noise = ["", "# é\u{301} comment", "   # indented", "\t", "# rules: not here", "# Rules published by nobody"]
    let blocks = [
      "", "rules: []", "rules:", "rules:\n  - { kind: generic, domain: a.test, reason: \"x # y\" }",
      "rules:\n# outside\n- kind: block\n  domain: b.test\n\n  # c\n  reason: >\n    folded\n    twice\n\n",
      "rules: [ { kind: allow, domain: c.test, reason: r } ]",
      "# Rules published 2026-01-01T00:00:00Z by a@b.test: n\nrules:\n  - { kind: generic, domain: a.test, reason: r }",
    ]
    var tried = 0
    for _ in 0..<1000 {
      var parts: [String] = []
      for key in keys where random.below(2) == 0 {
        for _ in 0..<random.below(3) { parts.append(noise[random.below(noise.count)]) }
        parts.append(key)
      }
      parts.insert(blocks[random.below(blocks.count)], at: parts.count - random.below(2) * min(1, parts.count))
      for _ in 0..<random.below(3) { parts.append(noise[random.below(noise.count)]) }
      if !parts.contains(where: { keys.contains($0) }) { parts.insert(keys[0], at: 0) }
      var original = parts.joined(separator: "\n") + (random.below(2) == 0 ? "\n" : "")
      if random.below(3) == 0 { original = original.replacing("\n", with: "\r\n") }
      // What is no configuration is not published over.
      guard (try? Configuration(yaml: original, path: "x")) != nil else { continue }
      tried += 1
      var file = try RulesText(original, path: "x")
      var versions = [file.block]
      for number in 0..<3 {
        let block = file.fitted(file.withLineEnds(Self.new.replacing("new.test", with: "n\(number).test")))
        versions.append(block)
        let text = String(decoding: file.replacing(with: block), as: UTF8.self)
        #expect(try Configuration(yaml: text, path: "x").rules.map(\.target) == ["n\(number).test"])
        file = try RulesText(text, path: "x", known: versions)
        #expect(file.block == block)
      }
      #expect(file.replacing(with: file.fitted(versions[0])) == Array(original.utf8), "\(original)")
    }
    #expect(tried > 400)
  }

  @Test func aHeadingHoldsAnyNoteOnOneLine() throws {
    let admin = try #require(try? RuleFixtures.configuration().admins.first)
    for note in ["a\nrules: []", "a\r\n- x", "a\u{85}b", "a\u{2028}b", "a\u{0}b", "# * & ! | > ' \" %", "\u{202E}back"]
    {
      let line = RulesHeading(at: RuleFixtures.now, by: admin, note: note).line
      #expect(YAMLLines(line).end == 2, "\(note)")
      #expect(try Configuration(yaml: line + Self.new, path: "x").rules.count == 1)
      #expect(RulesHeading.isHeading(Array(line.utf8)))
    }
  }
}

/// SplitMix64: the same numbers everywhere (Steele, Lea and Flood, 2014).
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }
}
