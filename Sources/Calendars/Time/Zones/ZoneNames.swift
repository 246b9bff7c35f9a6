/// Finds the zone that a name means when the file has no VTIMEZONE for it.
///
/// Tries, in this order: the IANA name as written and behind a vendor's prefix (`/mozilla.org/20050126_1/Europe/Berlin`),
/// Windows' name, an offset (`GMT+05:30`), Outlook's display name (`(UTC+01:00) Amsterdam, Berlin, …`), and spellings
/// that differ from an IANA name in case or in `-` for `/` only.
struct ZoneNames {
  let cache: TimeCache

  func zone(for name: String) -> ResolvedZone? {
    let name = String(name.drop(while: \.isQuoteOrSpace).reversed().drop(while: \.isQuoteOrSpace).reversed())
    guard !name.isEmpty, name.utf8.count <= 128 else { return nil }
    return iana(name) ?? windows(name) ?? offset(name) ?? displayed(name) ?? respelled(name)
  }

  private func iana(_ name: String) -> ResolvedZone? {
    var rest = name[...]
    while true {
      if let transitions = cache.zone(named: String(rest)) {
        let found = rest == name ? "IANA name \(rest)" : "IANA name \(rest) at the end of \"\(printable(name))\""
        return ResolvedZone(transitions: transitions, name: String(rest), found: found)
      }
      guard let slash = rest.firstIndex(of: "/") else { return nil }
      rest = rest[rest.index(after: slash)...]
    }
  }

  private func windows(_ name: String) -> ResolvedZone? {
    guard let iana = WindowsZones.ianaNames[name.lowercased()], let transitions = cache.zone(named: iana) else {
      return nil
    }
    return ResolvedZone(transitions: transitions, name: iana, found: "Windows name \"\(printable(name))\", \(iana)")
  }

  /// `UTC`, `Z`, `tzone://Microsoft/Utc`, `GMT+05:30`, `UTC-5`, `+0100`.
  private func offset(_ name: String) -> ResolvedZone? {
    var rest = name.uppercased()[...]
    for prefix in ["TZONE://MICROSOFT/", "UTC", "GMT", "Z"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.utf8.count)
    }
    let text = trimmed(rest.utf8)
    if text.isEmpty {
      return ResolvedZone(transitions: .utc, name: "UTC", found: "\"\(printable(name))\", UTC")
    }
    guard text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-"), let offset = utcOffset(text) else {
      return nil
    }
    return ResolvedZone(
      transitions: ZoneTransitions(initialOffset: offset, changes: []), name: nil,
      found: "fixed offset \"\(printable(name))\"")
  }

  /// `(UTC+01:00) Amsterdam, Berlin, Bern` by the first city that IANA knows with this standard offset;
  /// `(UTC-05:00) Eastern Time (US & Canada)` as the Windows name Eastern Standard Time.
  private func displayed(_ name: String) -> ResolvedZone? {
    var rest = name[...]
    var standard: Int64?
    if rest.first == "(", let close = rest.firstIndex(of: ")") {
      let inside = rest[rest.index(after: rest.startIndex)..<close].uppercased()
      guard inside.hasPrefix("UTC") || inside.hasPrefix("GMT") else { return nil }
      let digits = trimmed(inside.dropFirst(3).utf8)
      standard = digits.isEmpty ? 0 : utcOffset(digits)
      rest = rest[rest.index(after: close)...]
    }
    let title = rest.drop(while: \.isQuoteOrSpace)
    if title.isEmpty, let standard {
      return ResolvedZone(
        transitions: ZoneTransitions(initialOffset: standard, changes: []), name: nil,
        found: "fixed offset \"\(printable(name))\"")
    }
    if let range = title.firstRange(of: " Time"), let zone = windows(title[..<range.lowerBound] + " Standard Time") {
      return accept(zone, standardOffset: standard, shownAs: name)
    }
    for city in title.split(separator: ",").prefix(8) {
      let file = city.drop(while: \.isQuoteOrSpace).replacing(" ", with: "_")
      for region in ["Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian"] {
        guard let transitions = cache.zone(named: "\(region)/\(file)") else { continue }
        let zone = ResolvedZone(transitions: transitions, name: "\(region)/\(file)", found: "")
        if let accepted = accept(zone, standardOffset: standard, shownAs: name) { return accepted }
      }
    }
    return nil
  }

  /// The display name's offset is the zone's outside of daylight saving; 2024's January or July shows it.
  private func accept(_ zone: ResolvedZone, standardOffset: Int64?, shownAs name: String) -> ResolvedZone? {
    let january = zone.transitions.offset(at: Instant(secondsSinceEpoch: 1_704_067_200))
    let july = zone.transitions.offset(at: Instant(secondsSinceEpoch: 1_719_792_000))
    if let standardOffset, standardOffset != min(january, july) { return nil }
    return zone.found("display name \"\(printable(name))\", \(zone.name ?? "")")
  }

  private func respelled(_ name: String) -> ResolvedZone? {
    var spelling = name
    if !name.contains("/"), let dash = name.firstIndex(of: "-") {
      spelling.replaceSubrange(dash...dash, with: "/")
    }
    let fields = spelling.split(separator: "/", omittingEmptySubsequences: false).map { field in
      field.split(separator: "_", omittingEmptySubsequences: false)
        .map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }.joined(separator: "_")
    }
    for candidate in [spelling, fields.joined(separator: "/")] {
      if let transitions = cache.zone(named: candidate) {
        return ResolvedZone(
          transitions: transitions, name: candidate, found: "\"\(printable(name))\", read as \(candidate)")
      }
    }
    return nil
  }
}

extension Character {
  fileprivate var isQuoteOrSpace: Bool { self == "\"" || self == " " || self == "\t" }
}
