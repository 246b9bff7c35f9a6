extension Match {
  /// How sure the match is, in words: by what it was found, never by a number that nobody could check.
  package var certainty: String {
    let among = candidates.count > 1 ? ", and it ranks first of \(candidates.count)" : ""
    switch (outcome, tier) {
    case (.matched, .contactRole?): return "Certain: a guest holds a contact role on it\(among)"
    case (.matched, .knownContact?): return "Strong: a guest is a contact of its account\(among)"
    case (.matched, .domain?): return "Good: a guest's e-mail domain is its account's\(among)"
    case (.matched, _): return "Found\(among)"
    case (.ambiguous, _): return "Undecided: several stand equal, so you choose"
    case (.suggested, _): return "A hint only: please confirm it"
    case (.accountOnly, _): return "The customer is known; no opportunity was open then"
    case (.leadOnly, _): return "A lead only: it has to be converted before a call can be logged"
    case (.unmatched, _): return "Nothing in the CRM points anywhere"
    }
  }
}
