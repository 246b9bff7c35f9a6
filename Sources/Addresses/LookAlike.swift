/// A warning: a host resembles an account's domain and is not it.
package struct LookAlike: Hashable, Sendable {
  /// Strongest first: the order in which warnings are listed.
  package enum Kind: Int, Hashable, Comparable, Sendable, CaseIterable {
    /// Reads the same: characters of another script, `rn` for `m`, `1` for `l`.
    case homoglyph
    /// The account's domain stands left of another: `pepsi.com.evil.example`.
    case suffixTrick
    case hyphen
    case omission, insertion, replacement, transposition
    /// The same name under another suffix.
    case otherSuffix
    /// The account's name and another word: `pepsi-login.example`.
    case extraWord
    /// The account's name at the start or the end of a longer one.
    case containment

    package static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  package let accountID: String
  package let accountDomain: HostName
  package let kind: Kind
}

extension LookAlike {
  /// A sentence for the person who reviews: "epsi.com is not pepsi.com: one character is missing."
  package func sentence(about host: HostName) -> String {
    let shown = host.unicode == host.ascii ? host.ascii : "\(host.unicode) (\(host.ascii))"
    return "\(shown) is not \(accountDomain.ascii): \(likeness)."
  }

  private var likeness: String {
    switch kind {
    case .homoglyph: "it only looks the same, with other characters"
    case .suffixTrick: "the name stands in front of another company's domain"
    case .hyphen: "only hyphens or dots differ"
    case .omission: "one character is missing"
    case .insertion: "it has one character more"
    case .replacement: "one character differs"
    case .transposition: "two neighbouring characters are swapped"
    case .otherSuffix: "the same name under another suffix"
    case .extraWord: "the name with another word"
    case .containment: "a longer name that contains it"
    }
  }
}
