/// Why a prompt needs no activity: one key each. Corrections of rules are suggested from them.
package enum DismissReason: String, Sendable, CaseIterable {
  case `internal`, noShow = "no-show", personal, duplicate, other

  /// The reason as the history keeps it.
  package func text(note: String?) -> String {
    guard let note, !note.isEmpty else { return rawValue }
    return "\(rawValue): \(note)"
  }
}
