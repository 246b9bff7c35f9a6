/// Finds account domains that a label resembles, without comparing it with each of them.
///
/// Every account domain's folded label is entered under its skeleton, under itself, and under itself with each one
/// character deleted; two labels one edit apart share at least one of these (the deletion neighbourhood). The
/// entries are only numbers of domains in buckets of a hash: what is found is compared in full.
struct LookAlikeIndex: Sendable {
  /// Shorter labels resemble too much to be worth a warning.
  static let shortestForEdits = 4
  static let shortestForContainment = 5

  private var labels: [UInt8] = []
  private var ends: [UInt32] = [0]
  private var bucketEnds: [UInt32] = [0, 0]
  private var numbers: [UInt32] = []

  /// - Parameter domains: registrable domains; a domain's number is its place.
  init(domains: some Sequence<HostName>) {
    for domain in domains {
      labels += FoldedLabel(domain.registeredLabel).bytes
      ends.append(UInt32(truncatingIfNeeded: labels.count))
    }
    fillBuckets()
  }

  /// Bytes held, for the benchmark.
  var footprint: Int { labels.capacity + 4 * (ends.capacity + bucketEnds.capacity + numbers.capacity) }

  private mutating func fillBuckets() {
    var entries = 0
    for number in ends.indices.dropLast() { eachHash(of: label(number)) { _ in entries += 1 } }
    var buckets = 2
    while buckets < entries / 2 { buckets *= 2 }
    // Counting sort: sizes, then the starts, then the numbers; the starts move to the ends while filling.
    bucketEnds = Array(repeating: 0, count: buckets + 1)
    for number in ends.indices.dropLast() {
      eachHash(of: label(number)) { bucketEnds[bucket(of: $0) + 1] += 1 }
    }
    for bucket in 1...buckets { bucketEnds[bucket] += bucketEnds[bucket - 1] }
    var next = bucketEnds
    numbers = Array(repeating: 0, count: entries)
    for number in ends.indices.dropLast() {
      eachHash(of: label(number)) { hash in
        let bucket = bucket(of: hash)
        numbers[Int(next[bucket])] = UInt32(truncatingIfNeeded: number)
        next[bucket] += 1
      }
    }
  }

  func label(_ number: Int) -> ArraySlice<UInt8> { labels[Int(ends[number])..<Int(ends[number + 1])] }

  private func bucket(of hash: UInt32) -> Int { Int(hash) & (bucketEnds.count - 2) }

  private func eachHash(of label: ArraySlice<UInt8>, _ body: (UInt32) -> Void) {
    body(LabelHash(salt: .skeleton, FoldedLabel.joiningPairs(label)).value)
    body(LabelHash(salt: .label, label).value)
    guard label.count >= Self.shortestForEdits else { return }
    LabelHash.eachDeletion(from: label, body)
  }

  private func candidates(_ hash: UInt32) -> ArraySlice<UInt32> {
    let bucket = bucket(of: hash)
    return numbers[Int(bucketEnds[bucket])..<Int(bucketEnds[bucket + 1])]
  }

  // MARK: Looking up

  /// Domains whose label reads as `label` does: the same letters, perhaps in other characters.
  func sameSkeleton(as label: FoldedLabel, _ body: (Int) -> Void) {
    for number in candidates(LabelHash(salt: .skeleton, label.skeleton).value) {
      let number = Int(number)
      if FoldedLabel.joiningPairs(self.label(number)) == label.skeleton { body(number) }
    }
  }

  /// Domains whose label is exactly `folded`.
  func equal(to folded: ArraySlice<UInt8>, _ body: (Int) -> Void) {
    // A bucket may hold a number more than once, for several of its hashes.
    var last: UInt32?
    for number in candidates(LabelHash(salt: .label, folded).value) where number != last && label(Int(number)) == folded
    {
      body(Int(number))
      last = number
    }
  }

  /// Domains whose label is one edit from `label`: a character missing, added, replaced, or two swapped.
  func oneEdit(from label: FoldedLabel, _ body: (Int, LookAlike.Kind) -> Void) {
    func compare(_ hash: UInt32) {
      for number in candidates(hash) {
        let other = self.label(Int(number))
        guard other.count >= Self.shortestForEdits, let kind = OneEdit.kind(from: other, to: label.bytes[...])
        else { continue }
        body(Int(number), kind)
      }
    }
    compare(LabelHash(salt: .label, label.bytes[...]).value)
    // A label with a character added: its deletions hold the account's label itself.
    LabelHash.eachDeletion(from: label.bytes[...]) { compare($0) }
  }
}

/// FNV-1a, 32 bits, finished with a shift so that the low bits depend on all.
struct LabelHash {
  enum Salt: UInt32 { case label = 2_166_136_261, skeleton = 3_735_928_559 }

  private var state: UInt32

  init(salt: Salt, _ bytes: some Sequence<UInt8> = EmptyCollection()) {
    state = salt.rawValue
    for byte in bytes { add(byte) }
  }

  mutating func add(_ byte: UInt8) { state = (state ^ UInt32(byte)) &* 16_777_619 }

  var value: UInt32 { (state ^ (state >> 15)) &* 2_246_822_519 ^ (state >> 13) }

  /// The hashes of `label` without each one of its characters.
  static func eachDeletion(from label: ArraySlice<UInt8>, _ body: (UInt32) -> Void) {
    var before = LabelHash(salt: .label)
    for index in label.indices {
      // Deleting either of two equal neighbours gives the same label.
      if index == label.startIndex || label[index] != label[index - 1] {
        var hash = before
        for byte in label[(index + 1)...] { hash.add(byte) }
        body(hash.value)
      }
      before.add(label[index])
    }
  }
}

/// Restricted Damerau–Levenshtein distance of exactly one.
enum OneEdit {
  /// What was done to `original` to get `changed`; nil when it takes no edit or more than one.
  static func kind(from original: ArraySlice<UInt8>, to changed: ArraySlice<UInt8>) -> LookAlike.Kind? {
    let prefix = zip(original, changed).prefix { $0 == $1 }.count
    let (a, b) = (original.dropFirst(prefix), changed.dropFirst(prefix))
    switch a.count - b.count {
    case 1: return a.dropFirst() == b ? .omission : nil
    case -1: return a == b.dropFirst() ? .insertion : nil
    case 0:
      guard let x = a.first, let y = b.first else { return nil }
      if a.dropFirst() == b.dropFirst() { return .replacement }
      guard a.dropFirst().first == y, b.dropFirst().first == x else { return nil }
      return a.dropFirst(2) == b.dropFirst(2) ? .transposition : nil
    default: return nil
    }
  }
}
