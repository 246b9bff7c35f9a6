import Calendars
import DebriefCore
import Foundation
import Networking

/// Sends deliveries as signed JSON to a receiver of one's own, in the form of Standard Webhooks
/// (https://www.standardwebhooks.com): `webhook-id` is the same in every attempt, and a receiver acts on it once.
struct WebhookCourier: Courier {
  let name = "webhook"
  private let settings: DeliverySettings.WebhookSettings
  private let columns: DeliveryColumns
  private let key: [UInt8]
  private let transport: any HTTPTransport

  /// - Throws: ``SecretMissing`` without the key that signs.
  init(
    _ settings: DeliverySettings.WebhookSettings, _ configuration: Configuration, environment: [String: String]
  ) throws {
    let variable = "DEBRIEF_WEBHOOK_SECRET"
    guard let secret = environment[variable], let key = Self.key(secret) else {
      throw SecretMissing(variable: variable, purpose: "the webhook's signing key, \"whsec_\" and base64")
    }
    var policy = TransportPolicy()
    policy.caFile = settings.caFile
    policy.plainHTTP = .loopback
    self.init(settings, columns: configuration.activities.columns, key: key, transport: CurlTransport(policy))
  }

  init(
    _ settings: DeliverySettings.WebhookSettings, columns: DeliveryColumns, key: [UInt8], transport: any HTTPTransport
  ) {
    self.settings = settings
    self.columns = columns
    self.key = key
    self.transport = transport
  }

  func accepts(_ delivery: Delivery) -> Bool {
    settings.objects.isEmpty || settings.objects.contains(delivery.object)
  }

  func send(_ parcels: [Parcel]) -> [DeliveryResult] { parcels.map(send) }

  private func send(_ parcel: Parcel) -> DeliveryResult {
    do {
      let body = try DeliveryText.json(parcel.entry, columns: columns, references: parcel.references)
      let response = try transport.send(try request(parcel, body: Array(body.utf8)))
      return Self.result(of: response)
    } catch let failure as TransportFailure {
      switch failure {
      case .notSent(let why): return .unavailable(after: nil, why: why)
      case .unknown(let why): return .unknown(why: why)
      }
    } catch {
      return .failed(why: "\(error)", field: nil)
    }
  }

  /// A receiver without receipts acts on an id once, as the standard demands, so that asking it again is sending again.
  func lookUp(_ parcel: Parcel) -> LookUpResult {
    guard settings.givesReceipts else { return .didNotHappen }
    do {
      let id = try Self.id(of: parcel.entry.key)
      var request = try request(parcel, body: nil)
      request.method = "GET"
      request.url += "/\(id)"
      let response = try transport.send(request)
      switch response.status {
      case 200..<300: return .happened(reference: Self.reference(response))
      case 404: return .didNotHappen
      default: return .notNow(after: Self.pause(response), why: "the receiver answered \(response.status)")
      }
    } catch {
      return .notNow(after: nil, why: "\(error)")
    }
  }

  private func request(_ parcel: Parcel, body: [UInt8]?) throws -> HTTPRequest {
    let id = try Self.id(of: parcel.entry.key)
    let timestamp = String(parcel.now.secondsSinceEpoch)
    let signature = try Crypto.hmacSHA256(key: key, Array("\(id).\(timestamp).".utf8) + (body ?? []))
    return HTTPRequest(
      method: "POST", url: settings.url,
      headers: [
        ("Content-Type", "application/json"), ("webhook-id", id), ("webhook-timestamp", timestamp),
        ("webhook-signature", "v1,\(Data(signature).base64EncodedString())"),
      ], body: body, timeout: 30, maxResponseBytes: 64 << 10)
  }

  /// Keys hold addresses, and dots, which the signed text uses as separators.
  static func id(of key: String) throws -> String {
    "msg_"
      + (try Crypto.sha256(Array(key.utf8)).prefix(16).map { byte in
        let digits = Array("0123456789abcdef")
        return "\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }.joined())
  }

  static func key(_ secret: String) -> [UInt8]? {
    guard secret.hasPrefix("whsec_"), let data = Data(base64Encoded: String(secret.dropFirst(6))), data.count >= 24
    else {
      return nil
    }
    return Array(data)
  }

  private static func result(of response: HTTPResponse) -> DeliveryResult {
    switch response.status {
    case 200..<300, 409: .done(reference: reference(response))
    case 401, 403: .unavailable(after: nil, why: "the receiver answered \(response.status): it refuses the signature")
    case 429: .retry(after: pause(response), why: "the receiver asks for a pause (429)")
    case 503: .unavailable(after: pause(response), why: "the receiver takes nothing now (503)")
    case 408, 500...: .unknown(why: "the receiver answered \(response.status)")
    default: .failed(why: "the receiver answered \(response.status)", field: nil)
    }
  }

  /// What the receiver calls it: the `id` of a JSON answer.
  private static func reference(_ response: HTTPResponse) -> String? {
    struct Answer: Decodable { var id: String? }
    return (try? JSONDecoder().decode(Answer.self, from: Data(response.body)))?.id.map { String($0.prefix(200)) }
  }

  private static func pause(_ response: HTTPResponse) -> Int64? {
    response.header("Retry-After").flatMap { Int64($0) }.map { min(max($0, 0), 86_400) }
  }
}
