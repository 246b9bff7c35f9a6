import Calendars
import Foundation
import Networking

/// How Debrief proves to Salesforce who it is: both ways work without anybody at a browser.
package enum Login: Sendable {
  /// A key pair whose certificate the app carries; acts as `username`.
  case jwt(clientID: String, username: String, audience: String, pemKey: [UInt8])
  /// The app's own secret; acts as the user that the app names.
  case clientCredentials(clientID: String, secret: String)

  /// Salesforce takes an assertion for three minutes at most.
  static let assertionSeconds: Int64 = 180

  /// The form that is posted to `/services/oauth2/token`.
  ///
  /// - Parameter sign: RS256 over the bytes with the PEM key.
  /// - Throws: what `sign` throws: the key is no key.
  func form(
    at now: Instant, sign: (_ message: [UInt8], _ pemKey: [UInt8]) throws -> [UInt8]
  ) throws -> [(name: String, value: String)] {
    switch self {
    case .clientCredentials(let clientID, let secret):
      return [("grant_type", "client_credentials"), ("client_id", clientID), ("client_secret", secret)]
    case .jwt(let clientID, let username, let audience, let pemKey):
      let claims: JSONValue = [
        "iss": .string(clientID), "sub": .string(username), "aud": .string(audience),
        "exp": .number(Double(now.advanced(by: Self.assertionSeconds).secondsSinceEpoch)),
      ]
      let header: JSONValue = ["alg": "RS256"]
      let message = "\(Base64URL.encode(header.bytes)).\(Base64URL.encode(claims.bytes))"
      let signature = try sign(Array(message.utf8), pemKey)
      return [
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ("assertion", "\(message).\(Base64URL.encode(signature))"),
      ]
    }
  }
}

/// RFC 4648's alphabet for URLs, without padding (RFC 7515, appendix C).
enum Base64URL {
  static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
