import Networking
import Testing

@Suite("Cryptography") struct CryptoTests {
  struct Vector: CustomTestStringConvertible {
    let testDescription: String
    let key: [UInt8]
    let message: [UInt8]
    let code: String
  }

  // RFC 4231, sections 4.2 to 4.8 (4.6 truncates its output and is compared as far as it goes).
  @Test(
    "HMAC-SHA-256 gives what RFC 4231 says",
    arguments: [
      Vector(
        testDescription: "case 1", key: bytes(0x0b, 20), message: Array("Hi There".utf8),
        code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
      Vector(
        testDescription: "case 2, a key shorter than the output", key: Array("Jefe".utf8),
        message: Array("what do ya want for nothing?".utf8),
        code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
      Vector(
        testDescription: "case 3", key: bytes(0xaa, 20), message: bytes(0xdd, 50),
        code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
      Vector(
        testDescription: "case 4", key: Array(1...25), message: bytes(0xcd, 50),
        code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
      Vector(
        testDescription: "case 5, truncated", key: bytes(0x0c, 20), message: Array("Test With Truncation".utf8),
        code: "a3b6167473100ee06e0c796c2955552b"),
      Vector(
        testDescription: "case 6, a key longer than a block", key: bytes(0xaa, 131),
        message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
      Vector(
        testDescription: "case 7, both long", key: bytes(0xaa, 131),
        message: Array(
          ("This is a test using a larger than block-size key and a larger than block-size data. "
            + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
        code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ])
  func authenticates(_ vector: Vector) throws {
    let code = hex(try Crypto.hmacSHA256(key: vector.key, vector.message))
    #expect(code.hasPrefix(vector.code))
    #expect(code.utf8.count == 64)
  }

  @Test("An empty key is a key, and not the key of the call before")
  func emptyKey() throws {
    _ = try Crypto.hmacSHA256(key: Array("another".utf8), [1])
    // Python: hmac.new(b"", b"", "sha256").hexdigest(), also on Wikipedia's page about HMAC.
    #expect(
      hex(try Crypto.hmacSHA256(key: [], [])) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }

  // FIPS 180-4, as NIST's example values give them.
  @Test(
    "SHA-256 gives NIST's example values",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func hashes(_ message: String, _ digest: String) throws {
    #expect(hex(try Crypto.sha256(Array(message.utf8))) == digest)
  }

  @Test("RS256 gives the signature of RFC 7515, appendix A.2, with its key")
  func signs() throws {
    let signingInput =
      "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    let signature = try Crypto.signRS256(Array(signingInput.utf8), pemKey: Array(Keys.rfc7515.utf8))
    #expect(base64URL(signature) == Keys.rfc7515Signature)
  }

  @Test("A key that RS256 cannot use is refused with the reason, and no passphrase is asked for")
  func refusesKeys() {
    for (key, failure) in [
      ("no key at all", Crypto.Failure.keyUnreadable), ("", .keyUnreadable), (Keys.encrypted, .keyUnreadable),
      (Keys.elliptic, .keyNotRSA), (Keys.short, .keyTooShort),
    ] {
      #expect(throws: failure) { try Crypto.signRS256([1], pemKey: Array(key.utf8)) }
    }
  }

  @Test("Comparison in constant time answers as a plain one does")
  func compares() {
    #expect(Crypto.equalInConstantTime([1, 2, 3], [1, 2, 3]))
    #expect(Crypto.equalInConstantTime([], []))
    #expect(!Crypto.equalInConstantTime([1, 2, 3], [1, 2, 4]))
    #expect(!Crypto.equalInConstantTime([1, 2, 3], [1, 2]))
    #expect(!Crypto.equalInConstantTime([0], []))
  }

  @Test("Random bytes are as many as asked for, and others each time")
  func random() throws {
    let tokens = try (0..<100).map { _ in try Crypto.randomBytes(32) }
    #expect(Set(tokens).count == 100)
    #expect(tokens.allSatisfy { $0.count == 32 })
    #expect(try Crypto.randomBytes(0).isEmpty)
  }
}

private func bytes(_ byte: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: byte, count: count) }

private func hex(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef")
  return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}

private func base64URL(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
  var text = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let three = (0..<3).map { start + $0 < bytes.count ? Int(bytes[start + $0]) : 0 }
    let word = three[0] << 16 | three[1] << 8 | three[2]
    let count = min(bytes.count - start, 3) + 1
    text += (0..<count).map { String(digits[word >> (18 - 6 * $0) & 63]) }.joined()
  }
  return text
}
