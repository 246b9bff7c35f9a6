/// Finds account domains that a label resembles, without comparing it with each of them.
///
/// Every account domain is entered under its folded label, the label's skeleton, the whole name without dots, and
/// the label with each one character deleted: two labels one edit apart share at least one of these (the deletion
/// neighbourhood). The entries are only numbers of domains in buckets of a hash; what is found is compared in full.
struct LookAlikeIndex: Sendable {
  /// Shorter labels resemble too much to be worth a warning; see also `AccountDomains.shortestUnderAnySuffix`.
  static let shortestForEdits = 3

  /// Registrable domains, sorted; a domain's number is its place.
  let domains: [HostName]
  private var labels: [UInt8] = []
  private var ends: [UInt32] = [0]
  private var bucketEnds: [UInt32] = [0, 0]
  private var numbers: [UInt32] = []

  init(domains: [HostName]) {
    self.domains = domains
    for domain in domains {
      labels += FoldedLabel(domain.registeredLabel).bytes
      ends.append(UInt32(truncatingIfNeeded: labels.count))
    }
    fillBuckets()
  }

  /// Bytes held besides the domains' names, for the benchmark.
  var footprint: Int { labels.capacity + 4 * (ends.capacity + bucketEnds.capacity + numbers.capacity) }

  private mutating func fillBuckets() {
    var hashes: [UInt32] = []
    var counts: [UInt8] = []
    counts.reserveCapacity(domains.count)
    for number in domains.indices {
      let before = hashes.count
      appendHashes(of: number, to: &hashes)
      counts.append(UInt8(truncatingIfNeeded: hashes.count - before))
    }
    var buckets = 2
    while buckets < hashes.count / 2 { buckets *= 2 }
    // Counting sort: sizes, then starts, which move to the ends as the buckets fill; shifted by one place.
    bucketEnds = Array(repeating: 0, count: buckets + 1)
    for hash in hashes { bucketEnds[bucket(of: hash) + 1] += 1 }
    for bucket in 1...buckets { bucketEnds[bucket] += bucketEnds[bucket - 1] }
    var next = bucketEnds
    numbers = Array(repeating: 0, count: hashes.count)
    var rest = hashes[...]
    for (number, count) in counts.enumerated() {
      for hash in rest.prefix(Int(count)) {
        let bucket = bucket(of: hash)
        numbers[Int(next[bucket])] = UInt32(truncatingIfNeeded: number)
        next[bucket] += 1
      }
      rest = rest.dropFirst(Int(count))
    }
  }

  private func appendHashes(of number: Int, to hashes: inout [UInt32]) {
    let label = labels[range(number)]
    hashes.append(LabelHash(salt: .skeleton, FoldedLabel.joiningPairs(label)).value)
    hashes.append(LabelHash(salt: .label, label).value)
    hashes.append(LabelHash(salt: .wholeName, FoldedLabel(wholeName: domains[number]).bytes).value)
    if label.count >= Self.shortestForEdits { LabelHash.eachDeletion(from: label) { hashes.append($0) } }
  }

  private func range(_ number: Int) -> Range<Int> { Int(ends[number])..<Int(ends[number + 1]) }

  private func bucket(of hash: UInt32) -> Int { Int(hash) & (bucketEnds.count - 2) }

  /// A bucket may hold a number several times, for several of its hashes.
  private func eachCandidate(_ hash: UInt32, _ body: (Int) -> Void) {
    let bucket = bucket(of: hash)
    for place in Int(bucketEnds[bucket])..<Int(bucketEnds[bucket + 1]) { body(Int(numbers[place])) }
  }
}

// MARK: Looking up. A number may be reported more than once.

extension LookAlikeIndex {
  /// Domains whose label reads as `label` does: the same letters, perhaps in other characters.
  func eachWithSkeleton(of label: FoldedLabel, _ body: (Int) -> Void) {
    eachCandidate(LabelHash(salt: .skeleton, label.skeleton).value) { number in
      if FoldedLabel.joiningPairs(labels[range(number)]) == label.skeleton { body(number) }
    }
  }

  /// Domains whose whole name without its dots is `name`: `kunaio` for `kuna.io`.
  func eachSpelled(_ name: FoldedLabel, _ body: (Int) -> Void) {
    eachCandidate(LabelHash(salt: .wholeName, name.bytes).value) { number in
      if FoldedLabel(wholeName: domains[number]).bytes == name.bytes { body(number) }
    }
  }

  /// Domains whose folded label is exactly `folded[part]`.
  func eachEqual(to folded: [UInt8], in part: Range<Int>, hash: LabelHash, _ body: (Int) -> Void) {
    eachCandidate(hash.value) { number in
      let range = range(number)
      guard range.count == part.count else { return }
      for (place, other) in zip(part, range) where folded[place] != labels[other] { return }
      body(number)
    }
  }

  /// Domains whose label is one edit from `label`: a character missing, added, replaced, or two swapped.
  func eachOneEdit(from label: FoldedLabel, _ body: (Int, LookAlike.Kind) -> Void) {
    func compare(_ hash: UInt32) {
      eachCandidate(hash) { number in
        let range = range(number)
        guard range.count >= Self.shortestForEdits, abs(range.count - label.bytes.count) <= 1,
          let kind = OneEdit.kind(from: labels, range, to: label.bytes)
        else { return }
        body(number, kind)
      }
    }
    compare(LabelHash(salt: .label, label.bytes).value)
    // A label with a character added: one of its deletions is the account's label itself.
    LabelHash.eachDeletion(from: label.bytes[...]) { compare($0) }
  }

  /// Account domains one edit from `label`, found by looking at every one: what the index is measured against.
  func oneEditByBruteForce(from label: FoldedLabel) -> Int {
    domains.indices.count { OneEdit.kind(from: labels, range($0), to: label.bytes) != nil }
  }
}
