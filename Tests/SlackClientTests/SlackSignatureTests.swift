import Calendars
import Testing

@testable import SlackClient

/// The example of docs.slack.dev, "Verifying requests from Slack".
@Suite("A request from Slack") struct SlackSignatureTests {
  let secret = "8f742231b10e8888abcd99yyyzzz85a5"
  let timestamp = "1531420618"
  let body = Array(
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
      .utf8)
  let signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"

  var sent: Instant { Instant(secondsSinceEpoch: 1_531_420_618) }

  func check(
    _ signature: String?, _ timestamp: String?, _ body: [UInt8], secret: String? = nil, at now: Instant? = nil
  ) throws -> String {
    try SlackSignature.check(
      signature: signature, timestamp: timestamp, body: body, secret: secret ?? self.secret, now: now ?? sent)
  }

  @Test func slacksOwnExampleIsAccepted() throws {
    #expect(try check(signature, timestamp, body) == signature)
  }

  @Test(arguments: [-300, 300] as [Int64]) func fiveMinutesAreNear(seconds: Int64) throws {
    #expect(try check(signature, timestamp, body, at: sent.advanced(by: seconds)) == signature)
  }

  @Test(arguments: [-301, 301, 86_400] as [Int64]) func moreThanFiveMinutesAreRefused(seconds: Int64) {
    #expect(throws: SlackSignature.Refusal.outOfTime(seconds: seconds)) {
      try check(signature, timestamp, body, at: sent.advanced(by: seconds))
    }
  }

  @Test func oneOtherByteIsAnotherRequest() {
    for index in stride(from: 0, to: body.count, by: 17) {
      var other = body
      other[index] ^= 1
      #expect(throws: SlackSignature.Refusal.wrongSignature) { try check(signature, timestamp, other) }
    }
    #expect(throws: SlackSignature.Refusal.wrongSignature) { try check(signature, timestamp, body + [0x0A]) }
    #expect(throws: SlackSignature.Refusal.wrongSignature) { try check(String(signature.dropLast()), timestamp, body) }
    #expect(throws: SlackSignature.Refusal.wrongSignature) { try check(signature, timestamp, body, secret: "other") }
  }

  @Test(arguments: ["", " 1531420618", "1531420618 ", "+1531420618", "1.5e9", "99999999999999999999", "１５３１４２０６１８"])
  func aTimeIsDigits(timestamp: String) {
    #expect(throws: SlackSignature.Refusal.notATime) { try check(signature, timestamp, body) }
  }

  @Test func withoutSignatureOrSecretNothingIsAccepted() throws {
    #expect(throws: SlackSignature.Refusal.noSignature) { try check(nil, timestamp, body) }
    #expect(throws: SlackSignature.Refusal.noSignature) { try check(signature, nil, body) }
    let empty = try SlackSignature.sign(body, timestamp: timestamp, secret: "")
    #expect(throws: SlackSignature.Refusal.noSignature) { try check(empty, timestamp, body, secret: "") }
  }
}
