import Addresses
import Calendars
import DebriefCore
import Networking
import Synchronization
import Testing

@testable import DebriefPipeline

@Suite("Webhooks") struct WebhookCourierTests {
  private final class Recorder: HTTPTransport {
    let sent = Mutex<[HTTPRequest]>([])
    let response: HTTPResponse

    init(_ status: Int, _ headers: [(name: String, value: String)] = [], body: String = "") {
      response = HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
    }

    func send(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
      sent.withLock { $0.append(request) }
      return response
    }
  }

  private func courier(_ transport: Recorder, receipts: Bool = false) -> WebhookCourier {
    var settings = DeliverySettings.WebhookSettings(url: "https://hooks.tanuki.example/in")
    settings.givesReceipts = receipts
    return WebhookCourier(
      settings, columns: DeliveryColumns(), key: Array("a key of some length!!!!".utf8), transport: transport)
  }

  private func parcel() throws -> Parcel {
    let now = Instant(secondsSinceEpoch: 1_795_253_400)
    let contact = NewContact(email: "ana@acme.example", name: "Ana Lee")
    let entry = OutboxEntry(
      key: contact.outboxKey, subject: "p-1", owner: try EmailAddress(parsing: "ada.fern@tanuki.example"),
      delivery: .contact(contact), createdAt: now, dueAt: now)
    return Parcel(entry: entry, now: now)
  }

  @Test(
    "Every answer has its meaning",
    arguments: [
      (200, DeliveryResult.done(reference: nil)), (204, .done(reference: nil)), (409, .done(reference: nil)),
      (400, .failed(why: "the receiver answered 400", field: nil)),
      (422, .failed(why: "the receiver answered 422", field: nil)),
      (302, .failed(why: "the receiver answered 302", field: nil)),
      (401, .unavailable(after: nil, why: "the receiver answered 401: it refuses the signature")),
      (429, .retry(after: 7, why: "the receiver asks for a pause (429)")),
      (503, .unavailable(after: 7, why: "the receiver takes nothing now (503)")),
      // The receiver may have acted before it failed.
      (500, .unknown(why: "the receiver answered 500")), (502, .unknown(why: "the receiver answered 502")),
      (504, .unknown(why: "the receiver answered 504")), (408, .unknown(why: "the receiver answered 408")),
    ])
  func answers(status: Int, result: DeliveryResult) throws {
    #expect(courier(Recorder(status, [("Retry-After", "7")])).send([try parcel()]) == [result])
  }

  @Test("What the receiver calls it is kept")
  func reference() throws {
    #expect(courier(Recorder(201, body: #"{"id":"4711"}"#)).send([try parcel()]) == [.done(reference: "4711")])
  }

  @Test("The id is the same in every attempt and has no dot; time and signature are those of the attempt")
  func identity() throws {
    let recorder = Recorder(200)
    var parcel = try parcel()
    _ = courier(recorder).send([parcel])
    parcel.now = parcel.now.advanced(by: 60)
    _ = courier(recorder).send([parcel])
    let headers = recorder.sent.withLock {
      $0.map { Dictionary(uniqueKeysWithValues: $0.headers.map { ($0.name, $0.value) }) }
    }
    #expect(headers[0]["webhook-id"] == headers[1]["webhook-id"])
    #expect(headers[0]["webhook-id"]?.contains(".") == false)
    #expect(headers[0]["webhook-timestamp"] == "1795253400")
    #expect(headers[0]["webhook-signature"] != headers[1]["webhook-signature"])
  }

  @Test("A receipt tells what became of it; without receipts the id makes sending again safe")
  func receipts() throws {
    #expect(courier(Recorder(200), receipts: true).lookUp(try parcel()) == .happened(reference: nil))
    #expect(courier(Recorder(404), receipts: true).lookUp(try parcel()) == .didNotHappen)
    #expect(
      courier(Recorder(500), receipts: true).lookUp(try parcel())
        == .notNow(after: nil, why: "the receiver answered 500"))
    #expect(courier(Recorder(500)).lookUp(try parcel()) == .didNotHappen)
  }

  @Test(
    "A key is what Standard Webhooks calls one", arguments: ["", "secret", "whsec_", "whsec_!!!", "whsec_c2hvcnQ="])
  func keys(text: String) {
    #expect(WebhookCourier.key(text) == nil)
  }
}
