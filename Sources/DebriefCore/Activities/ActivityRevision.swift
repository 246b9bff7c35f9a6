/// One line of an activity's history: a form that it was given, and by what.
package struct ActivityRevision: Hashable, Sendable {
  package var number: Int
  /// `logged`, `updated`, `undone`.
  package var why: String
  /// The revision whose content it has: its own number, or an earlier one that undo restored.
  package var content: Int

  package init(number: Int, why: String, content: Int) {
    self.number = number
    self.why = why
    self.content = content
  }

  /// Undo that restored nothing left nothing.
  var isWithdrawal: Bool { why == "undone" && content == number }
}

extension Activity {
  /// What taking the last act back makes of an activity.
  package enum UndoTarget: Hashable, Sendable {
    /// It was logged, and is not any more.
    case withdrawn
    /// It was changed, and has the content of that revision again.
    case content(of: Int)
  }

  /// Where the acts of a history that are not undone yet can be taken back to, the last one first; nil where nothing is
  /// left of it.
  package static func undoTarget(_ history: [ActivityRevision]) -> UndoTarget? {
    guard let last = history.last, !last.isWithdrawal else { return nil }
    guard let before = history.first(where: { $0.number == last.content - 1 }), !before.isWithdrawal else {
      return .withdrawn
    }
    return .content(of: before.content)
  }
}
