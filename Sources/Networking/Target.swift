import CNetwork

/// Where a request goes, as libcurl itself reads the URL: two readers of one URL are how rules are got around.
struct Target: Equatable {
  let scheme: String
  /// In lower case.
  let host: String
  let port: Int

  /// Nil for what is no URL, and for a host outside ASCII: names are compared in the form that is resolved.
  init?(_ url: String) {
    var parts = network_url()
    guard url.utf8.count <= 8192, url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }),
      unsafe network_parse_url(url, &parts) == 0
    else { return nil }
    scheme = unsafe withUnsafeBytes(of: parts.scheme) { unsafe Self.text($0) }.lowercased()
    host = unsafe withUnsafeBytes(of: parts.host) { unsafe Self.text($0) }.lowercased()
    port = Int(parts.port)
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
  }

  private static func text(_ buffer: UnsafeRawBufferPointer) -> String {
    unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
  }
}
