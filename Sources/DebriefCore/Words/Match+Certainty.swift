/// How sure a match is, in words that fit on a label: every face of the product says it the same way.
package struct Certainty: Hashable, Sendable {
  package enum Kind: Sendable {
    /// The opportunity is set.
    case sure
    /// A person has to choose or to confirm.
    case open
  }

  package var kind: Kind
  package var words: String
}

extension Match {
  package var certainty: Certainty {
    switch (outcome, tier) {
    case (.matched, .contactRole): Certainty(kind: .sure, words: "by contact role")
    case (.matched, .knownContact): Certainty(kind: .sure, words: "by known contact")
    case (.matched, _): Certainty(kind: .sure, words: "by e-mail domain")
    case (.ambiguous, _): Certainty(kind: .open, words: "choose one")
    case (.suggested, _): Certainty(kind: .open, words: "to be confirmed")
    case (.accountOnly, _): Certainty(kind: .open, words: "account only")
    case (.leadOnly, _): Certainty(kind: .open, words: "a lead")
    case (.unmatched, _): Certainty(kind: .open, words: "not in the CRM")
    }
  }

  /// The one sentence that an SA wants first: a warning that it merely looks like somebody's, else the first step.
  package var firstReason: String? { reasons.last { $0.hasPrefix("Look-alike") } ?? reasons.first }
}
