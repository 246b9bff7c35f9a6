import CNetwork

/// libcrypto's primitives: what signatures and sessions are made of.
package enum Crypto {
  /// Why nothing was computed. It never says anything of the key itself.
  package enum Failure: Error, Equatable, CustomStringConvertible {
    case unavailable(String)
    case keyUnreadable
    case keyNotRSA
    case keyTooShort
    case failed

    package var description: String {
      switch self {
      case .unavailable(let why): why
      case .keyUnreadable:
        "this is no private key in PEM (\"-----BEGIN PRIVATE KEY-----\"), or it is protected by a passphrase"
      case .keyNotRSA: "the private key is not an RSA key, which RS256 needs"
      case .keyTooShort: "the RSA key is shorter than 2048 bits, which RS256 forbids"
      case .failed: "libcrypto refused the operation"
      }
    }
  }

  /// RFC 6234.
  package static func sha256(_ bytes: [UInt8]) throws -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    try check(unsafe network_sha256(bytes, bytes.count, &digest))
    return digest
  }

  /// RFC 2104 with SHA-256.
  package static func hmacSHA256(key: [UInt8], _ message: [UInt8]) throws -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    try check(unsafe network_hmac_sha256(key, key.count, message, message.count, &code))
    return code
  }

  /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3).
  package static func signRS256(_ message: [UInt8], pemKey: [UInt8]) throws -> [UInt8] {
    try checkLibraries()
    var signature = [UInt8](repeating: 0, count: 2048)  // enough for a key of 16,384 bits
    var count = signature.count
    switch unsafe network_sign_rs256(pemKey, pemKey.count, message, message.count, &signature, &count) {
    case NETWORK_KEY_OK: return Array(signature.prefix(count))
    case NETWORK_KEY_UNREADABLE: throw Failure.keyUnreadable
    case NETWORK_KEY_NOT_RSA: throw Failure.keyNotRSA
    case NETWORK_KEY_SHORT: throw Failure.keyTooShort
    default: throw Failure.failed
    }
  }

  /// From the system's generator: unpredictable.
  package static func randomBytes(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(count, 0))
    try check(unsafe network_random(&bytes, bytes.count))
    return bytes
  }

  /// Takes as long for a guess that is nearly right as for one that is all wrong. Lengths are no secret.
  package static func equalInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return unsafe network_equal(a, b, a.count) == 1
  }

  private static func checkLibraries() throws {
    if let missing = unsafe network_unavailable() { throw Failure.unavailable(unsafe String(cString: missing)) }
  }

  private static func check(_ result: Int32) throws {
    try checkLibraries()
    guard result == 1 else { throw Failure.failed }
  }
}
