import Testing

/// One meeting and the CRM around it, in words, with the outcome and the evidence that the product definition's rules
/// (sections 4 to 6) give.
///
/// One line each, a verb and its words; `key=value` for what is optional, in any order:
///
///     account Acme web=acme.example fields=a.example,b.example parent=Holding owner=sam into=Winner
///     opportunity Renewal of Acme created=2026-01-01 closes=2026-06-01 stage=3-Technical sa=ada owner=sam closed
///     contact ana@acme.example of Acme roles=Renewal,Upsell Email_2__c=ana@home.example into=other@acme.example
///     lead lou@acme.example contact=ana@acme.example account=Acme converted
///     task on=Renewal by=ada day=2026-03-01
///     rule partner grindstone.example account=Acme from=2026-01-01 until=2026-12-31
///     guest ana@acme.example declined type=ROOM name=Ana
///     organizer ana@acme.example · me declined · class PRIVATE · status CANCELLED · all-day · link Renewal
///     setting known-contacts=off grace-after=0
///
/// and what must come of it: `=> matched Renewal`, `=> no prompt internal_only`, and the lines of `Expectation`.
struct Situation: CustomTestStringConvertible, Sendable {
  let title: String
  let text: String

  init(_ title: String, _ text: String) {
    self.title = title
    self.text = text
  }

  var testDescription: String { title }

  var lines: [String] {
    text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }.map(String.init)
  }
}

/// One line of a situation: a verb, plain words and `key=value` pairs.
struct SituationLine {
  let verb: String
  private(set) var words: [String]
  private(set) var options: [String: String] = [:]
  private let text: String

  init(_ text: String) {
    self.text = text
    var parts = text.split(separator: " ").map(String.init)
    verb = parts.isEmpty ? "" : parts.removeFirst()
    words = []
    for part in parts {
      if let equals = part.firstIndex(of: "="), part.first != "=" {
        options[String(part[..<equals])] = String(part[part.index(after: equals)...])
      } else {
        words.append(part)
      }
    }
  }

  /// The next plain word.
  mutating func word() throws -> String {
    guard !words.isEmpty else { throw SituationError("a word is missing: \(text)") }
    return words.removeFirst()
  }

  mutating func option(_ key: String) -> String? { options.removeValue(forKey: key) }

  mutating func flag(_ word: String) -> Bool {
    guard let at = words.firstIndex(of: word) else { return false }
    words.remove(at: at)
    return true
  }

  /// Every option that was not asked for.
  mutating func rest() -> [String: String] {
    defer { options = [:] }
    return options
  }

  func end() throws {
    guard words.isEmpty, options.isEmpty else { throw SituationError("not understood: \(text)") }
  }
}
