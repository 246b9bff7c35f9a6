import Addresses
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore
import Foundation

@testable import DebriefWeb

/// The demo's company after its run, in a state folder of the test's, with a site over it.
final class World: Sendable {
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let now = Instant("2026-03-31T18:00:00Z") ?? Instant(secondsSinceEpoch: 0)

  enum Person: String, CaseIterable {
    case owner = "bruno.keller@tanuki.example"
    case otherArchitect = "chloe.marsh@tanuki.example"
    case manager = "vera.lund@tanuki.example"
    case admin = "sales.operations@tanuki.example"
  }

  let folder: String
  let configuration: Configuration
  let store: Store
  let site: Site

  /// - Parameter web: lines of the configuration's `web` section.
  init(web: String = "{}", now: Instant = World.now) throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/debrief-web-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = try String(contentsOfFile: Self.project + "/pipeline.yml", encoding: .utf8)
      .replacing("Fixtures/", with: Self.project + "/Fixtures/")
    let path = folder + "/pipeline.yml"
    try (text + "\nweb: \(web)\n").write(toFile: path, atomically: true, encoding: .utf8)
    configuration = try Configuration(file: path)
    store = try Store(folder: configuration.stateFolder)
    _ = try Pipeline.run(RunContext(configuration: configuration, store: store, now: Self.now))
    site = Site(
      configuration: configuration, store: store, origin: "http://127.0.0.1:8717",
      proxySecret: "a secret of the proxy's",
      clock: { now })
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func email(_ person: Person) throws -> EmailAddress { try EmailAddress(parsing: person.rawValue) }

  /// A session of that person's, begun at `instant`.
  func session(_ person: Person, at instant: Instant = World.now) throws -> Secret {
    let secret = Secret.random()
    try store.begin(
      session: secret, of: try email(person), at: instant, idleSince: instant.advanced(by: -100 * 86_400))
    return secret
  }

  func prompt(of person: Person, titled title: String? = nil, state: Prompt.State = .pending) throws -> Prompt {
    var filter = Store.PromptFilter(states: [state])
    filter.owner = try email(person)
    guard
      let found = try store.prompts(filter).first(where: {
        title == nil ? $0.match.outcome == .matched : $0.facts.title == title
      })
    else { throw NoSuchPage() }
    return found
  }

  /// Something that person logged without a meeting.
  func activityOnDemand(of person: Person) throws -> Activity {
    guard let architect = configuration.architect(named: person.rawValue) else { throw NoSuchPage() }
    let desk = ReviewDesk(configuration: configuration, store: store, architect: architect)
    var draft = try desk.prefill(try prompt(of: person)).draft
    draft.subject = "A call <b>in between</b>"
    draft.types = ["Demo"]
    draft.sentiment = .neutral
    draft.description = "They rang up. We went through it."
    return try desk.logOnDemand(draft, at: Self.now)
  }

  // MARK: Requests

  func get(_ path: String, _ session: Secret?) throws -> Answer {
    let parts = path.split(separator: "?", maxSplits: 1)
    return Answer(
      site.answer(
        WebRequest(
          method: .get, path: parts[0].split(separator: "/").map(String.init),
          query: try Fields(urlEncoded: parts.count > 1 ? parts[1] : ""), headers: cookie(session))))
  }

  /// A form of our own page, unless `site` says otherwise.
  func post(
    _ path: String, _ fields: [(String, String)], _ session: Secret, token: String? = nil, site: String = "same-origin"
  ) throws -> Answer {
    let parts = path.split(separator: "?", maxSplits: 1)
    let token = ("token", token ?? session.seal("form"))
    return Answer(
      self.site.answer(
        WebRequest(
          method: .post, path: parts[0].split(separator: "/").map(String.init),
          query: try Fields(urlEncoded: parts.count > 1 ? parts[1] : ""), form: Fields(fields + [token]),
          headers: cookie(session, [("Sec-Fetch-Site", site)]))))
  }

  private func cookie(_ session: Secret?, _ more: [(String, String)] = []) -> WebRequest.Headers {
    WebRequest.Headers((session.map { [("Cookie", "\(site.cookieName)=\($0.text)")] } ?? []) + more)
  }

  struct Answer {
    var status: Int
    var headers: [(name: String, value: String)]
    var text: String

    init(_ response: WebResponse) {
      status = response.status
      headers = response.headers
      text = String(decoding: response.body, as: UTF8.self)
    }

    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
  }
}
