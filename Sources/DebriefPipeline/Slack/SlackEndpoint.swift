import Calendars
import DebriefCore
import DebriefStore
import Networking
import SlackClient

/// What answers Slack's requests to `/slack/…`: signature, payload, decision, act, in this order.
package struct SlackEndpoint: Sendable {
  package struct Response: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
  }

  private let configuration: Configuration
  private let store: Store
  private let secret: String
  private let api: SlackAPI
  private let perform: @Sendable (@escaping @Sendable () -> Void) -> Void
  private let log: @Sendable (String) -> Void

  /// - Parameters:
  ///   - perform: runs an errand, after the answer has left: Slack waits three seconds for that.
  ///   - log: a line for the admin; it holds no stranger's text.
  package init(
    configuration: Configuration, store: Store, secret: String, api: SlackAPI,
    perform: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void, log: @escaping @Sendable (String) -> Void
  ) {
    self.configuration = configuration
    self.store = store
    self.secret = secret
    self.api = api
    self.perform = perform
    self.log = log
  }

  /// - Parameters:
  ///   - headers: as they came; names in any case.
  ///   - rawBody: byte for byte: the signature is over the bytes.
  package func handle(
    headers: [(name: String, value: String)], rawBody: [UInt8], now: Instant
  ) -> Response {
    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
    guard rawBody.count <= FormBody.maxBytes else { return Self.plain(413) }
    do {
      let signature = try SlackSignature.check(
        signature: header("x-slack-signature"), timestamp: header("x-slack-request-timestamp"), body: rawBody,
        secret: secret, now: now)
      let old = now.advanced(by: -2 * SlackSignature.tolerance)
      guard try store.isNewSlackRequest(signature, at: now, forgetting: old) else {
        log("a request was refused: the same came before")
        return Self.plain(401)
      }
      guard let payload = SlackPayload(body: rawBody) else { return Self.plain(400) }
      return answer(payload, now)
    } catch let refusal as SlackSignature.Refusal {
      log("a request was refused: \(refusal)")
      return Self.plain(401)
    } catch {
      log("a request failed: \(store.explained(error))")
      return Self.plain(500)
    }
  }

  private func answer(_ payload: SlackPayload, _ now: Instant) -> Response {
    do {
      let desk = SlackDesk(configuration: configuration, store: store, api: api)
      let outcome = try desk.answer(payload, at: now)
      let refresher = SlackRefresher(configuration: configuration, store: store, api: api)
      for errand in outcome.errands {
        perform { [api, log] in
          do {
            switch errand {
            case .open(let view, let trigger): try api.open(view, trigger: trigger)
            case .refresh(let prompt): try refresher.refresh(prompt: prompt)
            }
          } catch {
            log("Slack: \(error)")
          }
        }
      }
      return Self.response(outcome.answer)
    } catch let failure as SlackFailure {
      log("Slack: \(failure)")
      return Self.response(Self.apology(payload, "Slack could not be asked who you are. Please try again."))
    } catch {
      log("a request failed: \(store.explained(error))")
      return Self.response(Self.apology(payload, "Debrief could not do that just now. Nothing was changed; try again."))
    }
  }

  /// Says that it did not work where the request has a way to say it; else Slack says so itself.
  private static func apology(_ payload: SlackPayload, _ text: String) -> SlackAnswer {
    switch payload {
    case .submission: .replaceView(NoticeView.view(text))
    case .suggestion: .options([])
    case .command: .message(NoticeCard(lines: [text]).message)
    case .action, .closed, .other: .done
    }
  }

  private static func response(_ answer: SlackAnswer) -> Response {
    guard let json = answer.json else { return plain(200) }
    return Response(
      status: 200, headers: [("Content-Type", "application/json; charset=utf-8")], body: Array(json.text.utf8))
  }

  private static func plain(_ status: Int) -> Response { Response(status: status, headers: [], body: []) }
}
