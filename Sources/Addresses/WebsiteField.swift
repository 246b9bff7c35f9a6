/// Takes a website field apart: which pieces of it could be hosts.
///
/// Purely textual; what a host is and which are refused is decided by ``HostName`` and ``WebsiteCleaner``.
enum WebsiteField {
  struct Candidate: Hashable {
    /// Without `www.`, user, port and path.
    var host: String
    /// Whether a path or a query follows that is more than `/`.
    var hasPath: Bool
    var hadWWW: Bool
  }

  static func candidates(in field: String) -> [Candidate] {
    var text = withoutInvisible(field)
    if let link = markupTarget(in: text) { text = link }
    if !text.utf8.contains(UInt8(ascii: "/")), text.utf8.contains(UInt8(ascii: "%")) {
      text = PercentEscapes.decoded(text)
    }
    let separators: Set<Unicode.Scalar> = [",", ";", "|", "\""]
    return text.unicodeScalars
      .split { separators.contains($0) || $0.properties.isWhitespace }
      .compactMap { candidate(in: Substring($0)) }
  }

  /// Format and control characters (byte order marks, zero-width spaces) come with pasted text. The field is the
  /// CRM's own, so they are dropped here, where a stranger's address would be refused.
  private static func withoutInvisible(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .format: continue
      case .control: kept.append(" ")
      default: kept.append(scalar == "\\" ? "/" : scalar)
      }
    }
    return String(kept)
  }

  /// The target of `[name](target)` or `<a href="target">`.
  private static func markupTarget(in text: String) -> String? {
    for (opening, closings) in [("](", ")"), ("href=\"", "\""), ("href='", "'")] {
      guard let start = text.firstRange(of: opening)?.upperBound else { continue }
      return String(text[start...].prefix { !closings.contains($0) })
    }
    return nil
  }

  private static func candidate(in piece: Substring) -> Candidate? {
    var text = trimmed(piece)
    text = withoutSchemes(text)
    // `mailto:` was taken as a scheme; of `info@pepsi.example?subject=x` the host is left.
    let end = text.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? text.endIndex
    let rest = text[end...]
    var host = text[..<end]
    if let at = host.lastIndex(of: "@") {
      guard host.firstIndex(of: "@") == at else { return nil }
      host = host[host.index(after: at)...]
    }
    if let colon = host.lastIndex(of: ":"), host[host.index(after: colon)...].allSatisfy(\.isNumber) {
      host = host[..<colon]
    }
    host = trimmed(host)
    guard !host.isEmpty else { return nil }
    var lowercased = host.lowercased()
    let hadWWW = lowercased.hasPrefix("www.")
    if hadWWW { lowercased.removeFirst(4) }
    return Candidate(host: lowercased, hasPath: rest.contains { $0 != "/" }, hadWWW: hadWWW)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let edges: Set<Unicode.Scalar> = [
      "'", "`", "<", ">", "(", ")", "[", "]", "{", "}", "*", "!", ".", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}",
      "\u{AB}", "\u{BB}",
    ]
    var scalars = text.unicodeScalars
    while let first = scalars.first, edges.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, edges.contains(last) { scalars.removeLast() }
    return Substring(scalars)
  }

  /// Drops schemes however they were typed: `http://`, `http:/`, `http//`, `htp://`, `http://http://`, `//`.
  private static func withoutSchemes(_ text: Substring) -> Substring {
    var text = text
    while true {
      let letters = text.prefix { $0.isLetter && $0.isASCII }
      var rest = text[letters.endIndex...]
      let colon = rest.first == ":" || rest.first == ";"
      if colon { rest = rest.dropFirst() }
      let slashes = rest.prefix { $0 == "/" }
      let isScheme =
        slashes.count >= 2
        || (colon && (!slashes.isEmpty || ["http", "https", "mailto"].contains(letters.lowercased())))
      guard isScheme, letters.utf8.count <= 8 else { return text }
      text = rest[slashes.endIndex...]
    }
  }
}
