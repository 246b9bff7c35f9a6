extension AccountDomains {
  /// Warnings beyond this many are not listed.
  static let mostLookAlikes = 8
  /// Account labels shorter than this warn of one edit only under their own suffix: they resemble too many.
  static let shortestUnderAnySuffix = 5
  /// The shortest account label that is worth a warning when it is a part of a longer one.
  static let shortestContained = 5
  /// The same when hyphens or dots set it apart.
  static let shortestToken = 4
  /// How much of a label an account's name must make up, one in this many: "union" in "universityofunionville"
  /// says nothing.
  static let leastShare = 3

  /// Accounts that the host resembles, strongest likeness first.
  ///
  /// - Parameter folded: the registrable domain's label.
  func lookAlikes(
    of host: HostName, registrable: HostName, _ folded: FoldedLabel, except accountID: String?
  ) -> [LookAlike] {
    let left = host.ascii.utf8.dropLast(registrable.ascii.utf8.count).split(separator: UInt8(ascii: "."))
    return lookAlikes(
      ofLabel: registrable.registeredLabel, folded, suffix: registrable.publicSuffix,
      leftLabels: left.map { Substring($0) }, except: accountID)
  }

  func lookAlikes(
    ofLabel label: Substring, _ folded: FoldedLabel, suffix: Substring?, leftLabels: [Substring],
    except accountID: String?
  ) -> [LookAlike] {
    var found: [Int: LookAlike.Kind] = [:]
    func note(_ number: Int, _ kind: LookAlike.Kind) {
      if let known = found[number], known <= kind { return }
      found[number] = kind
    }

    index.eachWithSkeleton(of: folded) { note($0, Self.sameReading(label, domains[$0].registeredLabel)) }
    index.eachOneEdit(from: folded) { number, kind in
      let other = domains[number]
      if other.registeredLabel.utf8.count >= Self.shortestUnderAnySuffix || other.publicSuffix == suffix {
        note(number, kind)
      }
    }
    index.eachSpelled(folded) { note($0, .hyphen) }
    if label.utf8.contains(UInt8(ascii: "-")) {
      for part in label.utf8.split(separator: UInt8(ascii: "-")) where part.count >= Self.shortestToken {
        eachLabelled(FoldedLabel(Substring(part))) { note($0, .extraWord) }
      }
    }
    eachEnd(of: folded.bytes) { note($0, .containment) }
    if !leftLabels.isEmpty { noteTricks(leftLabels, label: label, note) }
    return warnings(found, except: accountID)
  }

  private func warnings(_ found: [Int: LookAlike.Kind], except accountID: String?) -> [LookAlike] {
    guard !found.isEmpty else { return [] }
    let warnings = found.flatMap { number, kind in
      accounts(ofDomain: number).filter { $0.accountID != accountID }
        .map { LookAlike(accountID: $0.accountID, accountDomain: $0.domain, kind: kind) }
    }
    let sorted = warnings.sorted { a, b in
      (a.kind, a.accountDomain, a.accountID) < (b.kind, b.accountDomain, b.accountID)
    }
    return Array(sorted.prefix(Self.mostLookAlikes))
  }

  private static func sameReading(_ label: Substring, _ other: Substring) -> LookAlike.Kind {
    if label == other { return .otherSuffix }
    let hyphen = UInt8(ascii: "-")
    return label.utf8.filter { $0 != hyphen } == other.utf8.filter { $0 != hyphen } ? .hyphen : .homoglyph
  }

  private func eachLabelled(_ label: FoldedLabel, _ body: (Int) -> Void) {
    index.eachEqual(
      to: label.bytes, in: label.bytes.indices, hash: LabelHash(salt: .label, label.bytes), body)
  }

  /// Account labels at the start or the end of a longer label.
  private func eachEnd(of label: [UInt8], _ body: (Int) -> Void) {
    let shortest = max(Self.shortestContained, label.count / Self.leastShare)
    guard label.count > shortest else { return }
    var start = LabelHash(salt: .label)
    for end in 1..<label.count {
      start.add(label[end - 1])
      if end >= shortest { index.eachEqual(to: label, in: 0..<end, hash: start, body) }
    }
    for begin in 1...(label.count - shortest) {
      index.eachEqual(
        to: label, in: begin..<label.count, hash: LabelHash(salt: .label, label[begin...]), body)
    }
  }

  /// An account's domain or label left of a foreign domain: `pepsi.com.evil.example`, `pepsi.evil.example`,
  /// `pep.si.example`.
  private func noteTricks(_ left: [Substring], label: Substring, _ note: (Int, LookAlike.Kind) -> Void) {
    for start in left.indices {
      for end in left.indices where end > start {
        let name = HostName(checked: left[start...end].joined(separator: "."))
        if let number = number(of: name) { note(number, .suffixTrick) }
      }
      if left[start].utf8.count >= Self.shortestToken, !CommonHostLabels.contains(left[start]) {
        eachLabelled(FoldedLabel(left[start])) { note($0, .suffixTrick) }
      }
    }
    index.eachWithSkeleton(of: FoldedLabel(left.joined() + label)) { note($0, .hyphen) }
  }
}
