/// Why a domain says nothing about the company that a person works for.
package struct GenericVerdict: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// Mailboxes for anyone: free mail, internet providers.
    case mailProvider
    /// Throw-away addresses.
    case disposable
    /// Forwarding addresses that hide the owner's own.
    case relay
    /// Former and current students of a university, whatever they do now.
    case alumniOrStudents
    /// Named by the admin's rules.
    case ruled
  }

  package let kind: Kind
  /// The list that says so, and its entry: what an admin must know to disagree.
  package let list: String
  package let entry: String
}

extension GenericVerdict: CustomStringConvertible {
  package var description: String {
    let what =
      switch kind {
      case .mailProvider: "a mail provider for anyone"
      case .disposable: "a provider of throw-away addresses"
      case .relay: "a relay that hides the real address"
      case .alumniOrStudents: "mail for students or alumni"
      case .ruled: "marked as generic by a rule"
      }
    return "\(entry) is \(what) (\(list))"
  }
}

/// Mail providers, relays and throw-away hosts: an exact contact still counts there, the domain never does
/// (product definition, section 5, "generic guard").
package struct GenericDomains: Sendable {
  /// `mail2*.com`: every label that starts so, under one suffix.
  private struct Series: Sendable {
    let text: Substring
    let start: Substring
    let suffix: Substring
    let kind: GenericVerdict.Kind
  }

  /// What this project's own list and the rules add to the two lists that are made of others'.
  private var entries: [Substring: GenericVerdict] = [:]
  /// `yahoo` of `yahoo.*`: the label under every country's suffix.
  private var labels: [Substring: GenericVerdict.Kind] = [:]
  private var series: [Series] = []
  private var exceptions: Set<Substring> = []
  private let ownList: String

  /// The shipped lists, with the admin's changes, which win.
  ///
  /// - Parameters:
  ///   - additions: domains to treat as generic, with all names below them.
  ///   - removals: domains that belong to a company after all, with all names below them.
  package init(additions: some Sequence<HostName> = [], removals: some Sequence<HostName> = []) {
    ownList = ShippedList.ownMailProviders.name
    for row in ShippedList.ownMailProviders.rows where row.count > 1 {
      let kind: GenericVerdict.Kind = row[1] == "relay" ? .relay : .mailProvider
      let parts = row[0].split(separator: "*", omittingEmptySubsequences: false)
      if row[0].hasSuffix(".*") {
        labels[row[0].dropLast(2)] = kind
      } else if parts.count == 2 {
        series.append(Series(text: row[0], start: parts[0], suffix: parts[1].dropFirst(), kind: kind))
      } else {
        entries[row[0]] = GenericVerdict(kind: kind, list: ownList, entry: String(row[0]))
      }
    }
    for row in ShippedList.notGeneric.rows { exceptions.formUnion(row.prefix(1)) }
    exceptions.formUnion(removals.map { $0.ascii[...] })
    for host in additions {
      let name = host.ascii[...]
      exceptions.remove(name)
      entries[name] = GenericVerdict(kind: .ruled, list: "rules", entry: host.ascii)
    }
  }

  /// The same lists, with further domains that belong to companies after all.
  func without(_ removals: [HostName]) -> GenericDomains {
    var copy = self
    copy.exceptions.formUnion(removals.map { $0.ascii[...] })
    return copy
  }

  /// Names at least two labels long are looked up from the whole host upwards; the most specific entry decides.
  package func verdict(for host: HostName, suffixes: PublicSuffixes) -> GenericVerdict? {
    for name in host.selfAndParents {
      if exceptions.contains(name) { return nil }
      if let verdict = entries[name] ?? Self.shippedVerdict(for: name) { return verdict }
    }
    guard let registrable = suffixes.registrableDomain(of: host) else { return nil }
    if let verdict = studentOrAlumni(host, registrable: registrable) { return verdict }
    return verdictByPattern(registrable)
  }

  private static func shippedVerdict(for name: Substring) -> GenericVerdict? {
    // A top-level domain is in neither list.
    guard name.utf8.contains(UInt8(ascii: ".")) else { return nil }
    for (list, kind) in [(SortedList.disposable, GenericVerdict.Kind.disposable), (.mailProviders, .mailProvider)]
    where list.contains(name) {
      return GenericVerdict(kind: kind, list: list.name, entry: String(name))
    }
    return nil
  }

  /// Yahoo, Hotmail and their like under any country's suffix, which no list has all of; and series of domains.
  private func verdictByPattern(_ registrable: HostName) -> GenericVerdict? {
    let label = registrable.registeredLabel
    if let kind = labels[label], CountrySuffixes.shared.isOfACountry(registrable.publicSuffix) {
      return GenericVerdict(kind: kind, list: ownList, entry: "\(label).*")
    }
    for one in series where label.utf8.starts(with: one.start.utf8) && registrable.publicSuffix == one.suffix {
      return GenericVerdict(kind: one.kind, list: ownList, entry: String(one.text))
    }
    return nil
  }

  /// `alumni.` and `student.` hosts below any organisation's domain.
  private func studentOrAlumni(_ host: HostName, registrable: HostName) -> GenericVerdict? {
    guard host != registrable else { return nil }
    for label in host.ascii.dropLast(registrable.ascii.utf8.count + 1).split(separator: ".")
    where Self.formerAndCurrentStudents.contains(label) {
      return GenericVerdict(kind: .alumniOrStudents, list: "the rule for students' and alumni mail", entry: host.ascii)
    }
    return nil
  }

  /// English, German, Dutch, French, Spanish, Portuguese, Italian, Polish, Swedish and the common short forms.
  static let formerAndCurrentStudents: Set<Substring> = [
    "alumni", "alumnus", "alumna", "alum", "alums", "alumnos", "alumno", "alumnado", "alunos", "aluno", "exalumnos",
    "student", "students", "stud", "studs", "studenti", "studente", "studenten", "estudiante", "estudiantes",
    "estudante", "etudiant", "etudiants", "etu", "etud", "oppilas", "opiskelija", "uczen", "stu", "pupils", "pupil",
    "graduate", "graduates", "grad", "undergrad",
  ]
}
