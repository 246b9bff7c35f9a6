/// Words of a title that speak for a type of activity. Only ever a guess, and shown as one.
package struct TypeKeywords: Hashable, Sendable {
  /// The word, or several in a row, in lower case; and the type. The first that is found wins.
  package var entries: [Entry]

  package struct Entry: Hashable, Sendable {
    package var words: String
    package var type: String

    package init(words: String, type: String) {
      self.words = words
      self.type = type
    }
  }

  package init(entries: [Entry]) { self.entries = entries }

  package static let standard = TypeKeywords(
    entries: [
      ("ride along", "Ride Along"), ("shadowing", "Ride Along"), ("guided trial", "Guided Trial"),
      ("trial", "Guided Trial"), ("success plan", "Customer Strategy Plan Review"),
      ("strategy plan", "Customer Strategy Plan Review"), ("deep dive", "Technical Deep Dive"),
      ("deep-dive", "Technical Deep Dive"), ("architecture", "Technical Deep Dive"), ("demo", "Demo"),
      ("demonstration", "Demo"), ("walkthrough", "Demo"), ("discovery", "Discovery Session"),
      ("intro", "Discovery Session"), ("introduction", "Discovery Session"), ("first call", "Discovery Session"),
      ("pov", "PoV related activity"), ("poc", "PoV related activity"), ("proof of value", "PoV related activity"),
      ("proof of concept", "PoV related activity"), ("evaluation", "PoV related activity"),
      ("pitch", "Presentation / pitch"), ("presentation", "Presentation / pitch"),
      ("overview", "Presentation / pitch"), ("rfp", "Security Questionnaire / RFP"),
      ("rfi", "Security Questionnaire / RFP"), ("tender", "Security Questionnaire / RFP"),
      ("questionnaire", "Security Questionnaire / RFP"), ("professional services", "Positioned Professional Services"),
      ("troubleshooting", "Technical Support"), ("support", "Technical Support"), ("incident", "Technical Support"),
      ("cadence", "Post-sales technical account management"),
      ("check-in", "Post-sales technical account management"),
    ].map { Entry(words: $0.0, type: $0.1) })

  /// The type that `title` speaks for, and the words that do.
  package func guess(_ title: String) -> Entry? {
    let text = " \(plainWords(title)) "
    return entries.first { text.contains(" \(plainWords($0.words)) ") }
  }
}

/// What a job title tells of the persona.
package enum Persona {
  private static let executive = [
    "chief", "ceo", "cto", "cio", "ciso", "cfo", "coo", "cpo", "vp", "svp", "evp", "vice president", "president",
    "founder", "owner", "managing director", "executive",
  ]
  private static let manager = ["manager", "director", "head", "lead", "supervisor", "principal"]
  private static let contributor = [
    "engineer", "developer", "architect", "analyst", "administrator", "consultant", "specialist", "scientist",
    "programmer", "technician", "designer",
  ]
  private static let functions: [(word: String, function: String)] = [
    ("security", "Security"), ("ciso", "Security"), ("devops", "DevOps"), ("devsecops", "DevOps"),
    ("platform", "DevOps"), ("sre", "DevOps"), ("infrastructure", "DevOps"), ("reliability", "DevOps"),
    ("developer", "Development"), ("development", "Development"), ("software", "Development"),
    ("engineering", "Development"),
  ]

  /// Nil where the title does not say.
  package static func level(ofTitle title: String) -> PersonaLevel? {
    if mentions(title, executive) { return .executive }
    if mentions(title, manager) { return .manager }
    return mentions(title, contributor) ? .individualContributor : nil
  }

  /// Nil where the title does not say.
  package static func function(ofTitle title: String) -> String? {
    functions.first { mentions(title, [$0.word]) }?.function
  }

  private static func mentions(_ title: String, _ words: [String]) -> Bool {
    let text = " \(plainWords(title)) "
    return words.contains { text.contains(" \($0) ") }
  }
}

/// Lower case, everything that is neither letter nor digit a space: whole words can then be looked for.
private func plainWords(_ text: String) -> String {
  text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
}
