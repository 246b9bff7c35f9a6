import Foundation
import Testing

@testable import DebriefCore

@Suite("SHA-256") struct SHA256Tests {
  /// FIPS 180-4's examples (NIST, "SHA-256 Example Values") and the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func givesNISTsExamples(message: String, hash: String) {
    #expect(SHA256.hex(Array(message.utf8)) == hash)
  }

  @Test func givesTheHashOfAMillionLettersA() {
    #expect(
      SHA256.hex([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// Every length around the block's borders, against coreutils.
  @Test func agreesWithSha256sumAtEveryLength() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("debrief-sha-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var expected: [String: String] = [:]
    for length in 0...200 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ length) }
      try Data(bytes).write(to: folder.appendingPathComponent("\(length)"))
      expected["\(length)"] = SHA256.hex(bytes)
    }
    let (sha, output) = (Process(), Pipe())
    sha.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    sha.currentDirectoryURL = folder
    sha.arguments = expected.keys.sorted()
    sha.standardOutput = output
    try sha.run()
    let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(
      separator: "\n")
    sha.waitUntilExit()
    #expect(lines.count == expected.count)
    for line in lines {
      let parts = line.split(separator: " ")
      #expect(expected[String(parts[1])] == String(parts[0]))
    }
  }

  /// RFC 4231, test cases 1, 2, 3 and 6.
  @Test func givesTheHMACsOfRFC4231() {
    func hmac(_ key: [UInt8], _ message: [UInt8]) -> String { hexadecimal(SHA256.hmac(key: key, message)) }
    #expect(
      hmac([UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8))
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      hmac(Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      hmac([UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50))
        == "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")
    #expect(
      hmac(
        [UInt8](repeating: 0xaa, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  @Test func aSecretIsReadBackOnlyInItsOwnForm() {
    let secret = Secret.random()
    #expect(Secret(secret.text) == secret)
    #expect(Secret.random() != secret)
    for text in ["", "abc", secret.text.uppercased() + " ", secret.text + "0", String(secret.text.dropLast()) + "g"] {
      #expect(Secret(text) == nil, "\(text)")
    }
  }
}
