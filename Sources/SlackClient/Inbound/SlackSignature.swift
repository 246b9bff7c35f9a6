import Calendars
import Networking

/// Whether a request is Slack's own: the `v0` signature over the body as it came, byte for byte
/// (docs.slack.dev, "Verifying requests from Slack").
package enum SlackSignature {
  /// Seconds that a request's time may lie beside ours.
  package static let tolerance: Int64 = 300

  /// Why a request is refused. The sender learns none of it.
  package enum Refusal: Error, Hashable, CustomStringConvertible {
    case noSignature
    case notATime
    case outOfTime(seconds: Int64)
    case wrongSignature

    package var description: String {
      switch self {
      case .noSignature: "the request is not signed"
      case .notATime: "the request's time is no number"
      case .outOfTime(let seconds): "the request's time is \(seconds) s beside ours: is the clock right?"
      case .wrongSignature: "the signature is wrong: is DEBRIEF_SLACK_SIGNING_SECRET this app's?"
      }
    }
  }

  /// The signature that `body` has when it was sent at `timestamp`.
  package static func sign(_ body: [UInt8], timestamp: String, secret: String) throws -> String {
    let message = Array("v0:\(timestamp):".utf8) + body
    let digest = try Crypto.hmacSHA256(key: Array(secret.utf8), message)
    return "v0="
      + digest.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }

  /// Returns the signature, by which a replay of the same request is known again.
  package static func check(
    signature: String?, timestamp: String?, body: [UInt8], secret: String, now: Instant
  ) throws -> String {
    guard let signature, let timestamp, !secret.isEmpty else { throw Refusal.noSignature }
    // Digits only: the text is part of what is signed, and "1.5e9" would be another time to another reader.
    guard (1...12).contains(timestamp.utf8.count), timestamp.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let seconds = Int64(timestamp)
    else { throw Refusal.notATime }
    let beside = now.seconds(since: Instant(secondsSinceEpoch: seconds))
    guard abs(beside) <= tolerance else { throw Refusal.outOfTime(seconds: beside) }
    let expected = try sign(body, timestamp: timestamp, secret: secret)
    guard Crypto.equalInConstantTime(Array(expected.utf8), Array(signature.utf8)) else {
      throw Refusal.wrongSignature
    }
    return signature
  }
}
