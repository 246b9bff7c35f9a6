extension AccountDomains {
  /// Accounts that the host resembles, strongest likeness first.
  func lookAlikes(of host: HostName, registrable: HostName, except accountID: String?) -> [LookAlike] {
    let left = host.ascii.dropLast(registrable.ascii.utf8.count).split(separator: ".")
    return lookAlikes(ofLabel: registrable.registeredLabel, leftLabels: left, except: accountID)
  }

  func lookAlikes(
    ofLabel label: Substring, leftLabels: [Substring], except accountID: String?
  ) -> [LookAlike] {
    var found: [Int: LookAlike.Kind] = [:]
    func note(_ number: Int, _ kind: LookAlike.Kind) {
      if let known = found[number], known <= kind { return }
      found[number] = kind
    }

    let folded = FoldedLabel(label)
    index.sameSkeleton(as: folded) { note($0, sameReading(label, domains[$0].registeredLabel)) }
    index.oneEdit(from: folded) { note($0, $1) }
    for part in label.split(separator: "-") where part.utf8.count < label.utf8.count {
      contained(FoldedLabel(part).bytes[...]) { note($0, .extraWord) }
    }
    eachEnd(of: folded.bytes) { note($0, .containment) }
    if !leftLabels.isEmpty { noteTricks(leftLabels, label: label, note) }

    let warnings = found.flatMap { number, kind in
      accounts(ofDomain: number).filter { $0.accountID != accountID }
        .map { LookAlike(accountID: $0.accountID, accountDomain: $0.domain, kind: kind) }
    }
    let sorted = warnings.sorted {
      ($0.kind, $0.accountDomain, $0.accountID) < ($1.kind, $1.accountDomain, $1.accountID)
    }
    return Array(sorted.prefix(Self.mostLookAlikes))
  }

  private func sameReading(_ label: Substring, _ other: Substring) -> LookAlike.Kind {
    if label == other { return .otherSuffix }
    return label.utf8.filter { $0 != UInt8(ascii: "-") } == other.utf8.filter { $0 != UInt8(ascii: "-") }
      ? .hyphen : .homoglyph
  }

  private func contained(_ part: ArraySlice<UInt8>, _ body: (Int) -> Void) {
    guard part.count >= LookAlikeIndex.shortestForContainment else { return }
    index.equal(to: part, body)
  }

  /// Account labels at the start or the end of a longer label.
  private func eachEnd(of label: [UInt8], _ body: (Int) -> Void) {
    let shortest = LookAlikeIndex.shortestForContainment
    guard label.count > shortest else { return }
    for length in shortest..<label.count {
      contained(label[..<length], body)
      contained(label[(label.count - length)...], body)
    }
  }

  /// An account's domain or label left of a foreign domain: `pepsi.com.evil.example`, `pepsi.evil.example`,
  /// `pep.si.example`.
  private func noteTricks(_ left: [Substring], label: Substring, _ note: (Int, LookAlike.Kind) -> Void) {
    let name = left.joined(separator: ".")
    for start in left.indices {
      for end in start..<left.endIndex where end > start {
        let part = HostName(checked: left[start...end].joined(separator: "."))
        eachDomain(named: part) { note($0, .suffixTrick) }
      }
      contained(FoldedLabel(left[start]).bytes[...]) { note($0, .suffixTrick) }
    }
    index.sameSkeleton(as: FoldedLabel(name.filter { $0 != "." } + label)) { note($0, .hyphen) }
  }

  private func eachDomain(named domain: HostName, _ body: (Int) -> Void) {
    if let number = number(of: domain) { body(number) }
  }
}
