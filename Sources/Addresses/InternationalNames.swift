import CLibIDN2

/// Internationalised domain names to ASCII and back, by libidn2: UTS #46 (non-transitional) mapping, then the
/// checks of IDNA2008 (RFC 5891).
enum InternationalNames {
  /// - Returns: nil where the name is not valid: wrong punycode, a disallowed character, a label too long.
  static func ascii(of name: String) -> String? {
    unsafe converted(name) { source, target in
      unsafe idn2_to_ascii_8z(source, target, CInt(IDN2_NONTRANSITIONAL.rawValue))
    }
  }

  static func unicode(of name: String) -> String? {
    unsafe converted(name) { source, target in
      unsafe idn2_to_unicode_8z8z(source, target, CInt(IDN2_NONTRANSITIONAL.rawValue))
    }
  }

  @unsafe private static func converted(
    _ name: String, by convert: (UnsafePointer<CChar>, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt
  ) -> String? {
    var output: UnsafeMutablePointer<CChar>?
    defer { unsafe idn2_free(output) }
    let status = unsafe name.withCString { source in unsafe convert(source, &output) }
    guard status == IDN2_OK.rawValue, let text = unsafe output else { return nil }
    return unsafe String(cString: text)
  }
}
