/// Collects what is to be said about a file, and stops listing when it gets too much.
struct Remarks {
  private let limit: Int
  private var listed: [Refusal] = []
  private var unlisted = 0

  init(limit: Int) { self.limit = max(1, limit) }

  mutating func add(_ scope: Refusal.Scope, line: Int?, uid: String? = nil, _ message: String) {
    if listed.count < limit {
      listed.append(Refusal(scope: scope, line: line, uid: uid, message: message))
    } else {
      unlisted += 1
    }
  }

  /// What was listed; a last one counts the others.
  var all: [Refusal] {
    guard unlisted > 0 else { return listed }
    return listed + [Refusal(scope: .property, line: nil, message: "\(unlisted) more of the kind are not listed.")]
  }
}
