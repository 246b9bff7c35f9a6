/// The header `Sforce-Limit-Info: api-usage=18/5000`: requests of the last 24 hours, of those allowed.
package struct LimitInfo: Hashable, Sendable {
  package var used: Int
  package var allowed: Int

  package init(used: Int, allowed: Int) {
    self.used = used
    self.allowed = allowed
  }

  /// Nil for anything else; `per-app-api-usage` and its kind may follow.
  package init?(header: String) {
    for part in header.split(whereSeparator: { ";,".contains($0) }) {
      let words = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      guard words.count == 2, words[0] == "api-usage" else { continue }
      let numbers = words[1].split(separator: "/")
      guard numbers.count == 2, let used = Int(numbers[0]), let allowed = Int(numbers[1].prefix { $0.isNumber }),
        used >= 0, allowed > 0
      else { return nil }
      self.init(used: used, allowed: allowed)
      return
    }
    return nil
  }
}
