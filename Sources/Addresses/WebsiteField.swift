/// Takes a website field apart: which pieces of it could be hosts.
///
/// Purely textual; what a host is and which are refused is decided by ``HostName`` and ``WebsiteCleaner``.
enum WebsiteField {
  struct Candidate: Hashable {
    /// Without scheme, `www.`, user, port and path.
    var host: String
    /// Whether a path or a query follows that is more than `/`.
    var hasPath: Bool
    var hadWWW: Bool
  }

  static func candidates(in field: String) -> [Candidate] {
    var text = withoutInvisible(PercentEscapes.decoded(field))
    if let link = markupTarget(in: text) { text = link }
    return text.unicodeScalars.split(whereSeparator: separates).compactMap { candidate(in: Substring($0).utf8) }
  }

  private static func separates(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", ";", "|", "\"", " ", "\t": true
    default: !scalar.isASCII && scalar.properties.isWhitespace
    }
  }

  /// Format and control characters (byte order marks, zero-width spaces) come with pasted text. The field is the
  /// CRM's own, so they are dropped here, where a stranger's address would be refused.
  private static func withoutInvisible(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\\") }) { return text }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .format: continue
      case .control: kept.append(" ")
      default: kept.append(quotes.contains(scalar) ? "\"" : scalar == "\\" ? "/" : scalar)
      }
    }
    return String(kept)
  }

  private static let quotes: Set<Unicode.Scalar> = ["\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{AB}", "\u{BB}"]

  /// The target of `[name](target)` or `<a href="target">`.
  private static func markupTarget(in text: String) -> String? {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "<") }) else { return nil }
    for (opening, closing) in [("](", ")"), ("href=\"", "\""), ("href='", "'")] {
      guard let start = text.utf8.firstRange(of: opening.utf8)?.upperBound else { continue }
      return String(Substring(text.utf8[start...].prefix { $0 != closing.utf8.first }))
    }
    return nil
  }

  private static func candidate(in piece: Substring.UTF8View) -> Candidate? {
    let text = withoutSchemes(trimmed(piece))
    // `mailto:` was taken as a scheme; of `info@pepsi.example?subject=x` the host is left.
    let end = text.firstIndex { [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
    var host = text[..<(end ?? text.endIndex)]
    let path = text[(end ?? text.endIndex)...]
    if let at = host.lastIndex(of: UInt8(ascii: "@")) {
      guard host.firstIndex(of: UInt8(ascii: "@")) == at else { return nil }
      host = host[host.index(after: at)...]
    }
    if let colon = host.lastIndex(of: UInt8(ascii: ":")),
      host[colon...].dropFirst().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    {
      host = host[..<colon]
    }
    host = trimmed(host)
    guard !host.isEmpty else { return nil }
    var name = String(Substring(host)).lowercased()
    let hadWWW = name.utf8.starts(with: "www.".utf8)
    if hadWWW { name.removeFirst(4) }
    return Candidate(host: name, hasPath: path.contains { $0 != UInt8(ascii: "/") }, hadWWW: hadWWW)
  }

  /// Without quotes, brackets and punctuation at the ends: people put domains in sentences.
  private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
    var text = text
    while let first = text.first, isEdge(first) { text.removeFirst() }
    while let last = text.last, isEdge(last) { text.removeLast() }
    return text
  }

  private static func isEdge(_ byte: UInt8) -> Bool { "'`<>()[]{}*!.".utf8.contains(byte) }

  /// Drops schemes however they were typed: `http://`, `http:/`, `http//`, `htp://`, `http://http://`, `//`.
  private static func withoutSchemes(_ text: Substring.UTF8View) -> Substring.UTF8View {
    var text = text
    while true {
      let letters = text.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
      var rest = text[letters.endIndex...]
      let hasColon = rest.first == UInt8(ascii: ":") || rest.first == UInt8(ascii: ";")
      if hasColon { rest = rest.dropFirst() }
      let slashes = rest.prefix { $0 == UInt8(ascii: "/") }.count
      let isKnown = hasColon && ["http", "https", "mailto"].contains(String(Substring(letters)).lowercased())
      guard slashes >= 2 || (hasColon && slashes == 1) || isKnown, letters.count <= 8 else { return text }
      text = rest.dropFirst(slashes)
    }
  }
}
