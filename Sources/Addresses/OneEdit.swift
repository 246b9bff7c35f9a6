/// Restricted Damerau–Levenshtein distance of exactly one.
enum OneEdit {
  /// What was done to `originals[range]` to get `changed`; nil when it takes no edit or more than one.
  static func kind(from originals: [UInt8], _ range: Range<Int>, to changed: [UInt8]) -> LookAlike.Kind? {
    var (start, other) = (range.lowerBound, 0)
    while start < range.upperBound, other < changed.count, originals[start] == changed[other] {
      start += 1
      other += 1
    }
    func restIsEqual(_ skippedOriginals: Int, _ skippedChanged: Int) -> Bool {
      var (a, b) = (start + skippedOriginals, other + skippedChanged)
      guard range.upperBound - a == changed.count - b else { return false }
      while a < range.upperBound {
        guard originals[a] == changed[b] else { return false }
        a += 1
        b += 1
      }
      return true
    }
    switch range.count - changed.count {
    case 1: return restIsEqual(1, 0) ? .omission : nil
    case -1: return restIsEqual(0, 1) ? .insertion : nil
    case 0:
      guard start < range.upperBound else { return nil }
      if restIsEqual(1, 1) { return .replacement }
      guard start + 1 < range.upperBound, originals[start] == changed[other + 1],
        originals[start + 1] == changed[other]
      else { return nil }
      return restIsEqual(2, 2) ? .transposition : nil
    default: return nil
    }
  }
}
