import Calendars
import DebriefCore
import DebriefStore
import Testing

@testable import DebriefWeb

/// Every route, asked by everybody, over a real socket. A route without a row fails: who may see a new page has to be said.
@Suite("Who gets what") struct AccessMatrixTests {
  /// The status for: nobody, the prompt's owner, another SA, the owner's manager, an admin, an expired session.
  /// Posted forms carry their session's token and are otherwise empty: 400, 409 or 422 mean that somebody got in.
  private static let expected: [String: [Int]] = [
    "GET /healthz": [200, 200, 200, 200, 200, 200],
    "GET /assets/{file}": [200, 200, 200, 200, 200, 200],
    "GET /sign-in": [200, 200, 200, 200, 200, 200],
    "GET /sign-in/{secret}": [200, 200, 200, 200, 200, 200],
    "POST /sign-in/{secret}": [403, 403, 403, 403, 403, 403],
    // Slack's signature decides, and no workspace is configured here.
    "POST /slack/{kind}": [404, 404, 404, 404, 404, 404],
    "GET /": [401, 303, 303, 303, 303, 401],
    "GET /reports": [401, 303, 303, 303, 303, 401],
    "GET /reports/{report}": [401, 200, 200, 200, 200, 401],
    "GET /reports/{report}/table.csv": [401, 200, 200, 200, 200, 401],
    "GET /reports/{report}/rows": [401, 200, 200, 200, 200, 401],
    "GET /reports/{report}/rows.csv": [401, 200, 200, 200, 200, 401],
    "GET /inbox": [401, 200, 200, 200, 403, 401],
    "GET /prompts/{prompt}": [401, 200, 404, 200, 404, 401],
    "POST /prompts/{prompt}/log": [401, 422, 404, 404, 404, 401],
    "POST /prompts/{prompt}/update": [401, 409, 404, 404, 404, 401],
    "POST /prompts/{prompt}/dismiss": [401, 400, 404, 404, 404, 401],
    "POST /prompts/{prompt}/snooze": [401, 409, 404, 404, 404, 401],
    "POST /prompts/{prompt}/undo": [401, 409, 404, 404, 404, 401],
    "GET /bulk": [401, 422, 422, 403, 403, 401],
    "POST /bulk": [401, 400, 400, 403, 403, 401],
    "GET /bulk/dismiss": [401, 422, 422, 403, 403, 401],
    "POST /bulk/dismiss": [401, 400, 400, 403, 403, 401],
    "POST /bulk/undo": [401, 303, 303, 403, 403, 401],
    "GET /activities/new": [401, 200, 200, 403, 403, 401],
    "POST /activities/new": [401, 422, 422, 403, 403, 401],
    "GET /activities/{activity}": [401, 200, 404, 403, 403, 401],
    "POST /activities/{activity}/update": [401, 409, 404, 403, 403, 401],
    "POST /activities/{activity}/undo": [401, 409, 404, 403, 403, 401],
    "GET /opportunities/{opportunity}": [401, 200, 200, 403, 403, 401],
    "POST /opportunities/{opportunity}": [401, 422, 422, 403, 403, 401],
    "POST /opportunities/{opportunity}/povs": [401, 422, 422, 403, 403, 401],
    "POST /opportunities/{opportunity}/roles": [401, 422, 422, 403, 403, 401],
    "GET /meetings": [401, 200, 200, 200, 403, 401],
    "GET /meetings/look": [401, 200, 200, 200, 403, 401],
    "GET /meetings/event": [401, 404, 404, 404, 403, 401],
    "GET /rules": [401, 403, 403, 403, 200, 401],
    // There is no draft before the one that the POST begins.
    "GET /rules/draft": [401, 403, 403, 403, 200, 401],
    "POST /rules/draft": [401, 403, 403, 403, 303, 401],
    "POST /rules/draft/rule": [401, 403, 403, 403, 404, 401],
    "POST /rules/draft/remove": [401, 403, 403, 403, 404, 401],
    "POST /rules/draft/discard": [401, 403, 403, 403, 303, 401],
    "GET /rules/draft/text": [401, 403, 403, 403, 303, 401],
    "POST /rules/draft/text": [401, 403, 403, 403, 404, 401],
    "GET /rules/simulation": [401, 403, 403, 403, 404, 401],
    "POST /rules/simulation": [401, 403, 403, 403, 404, 401],
    "GET /rules/simulation.csv": [401, 403, 403, 403, 404, 401],
    "GET /rules/publish": [401, 403, 403, 403, 404, 401],
    "POST /rules/publish": [401, 403, 403, 403, 404, 401],
    "GET /rules/history": [401, 403, 403, 403, 200, 401],
    "GET /rules/history/{version}": [401, 403, 403, 403, 404, 401],
    "POST /rules/history/{version}": [401, 403, 403, 403, 409, 401],
    "GET /deliveries": [401, 403, 403, 403, 200, 401],
    // Neither names a delivery.
    "GET /deliveries/one": [401, 403, 403, 403, 404, 401],
    "POST /deliveries/retry": [401, 403, 403, 403, 404, 401],
    "POST /deliveries/confirm": [401, 403, 403, 403, 404, 401],
    "POST /deliveries/drop": [401, 403, 403, 403, 404, 401],
    // Last: it ends the sessions.
    "POST /sign-out": [401, 303, 303, 303, 303, 401],
  ]

  @Test func everyRouteAnswersEverybodyAsTheTableSays() async throws {
    let world = try World()
    let server = await Loopback(world.site)
    let prompt = try world.prompt(of: .owner)
    let activity = try world.activityOnDemand(of: .owner)
    let values = [
      "activity": activity.id, "file": Assets.style.name, "secret": Secret.random().text, "prompt": prompt.id,
      "opportunity": prompt.match.opportunity?.description ?? "", "report": "coverage",
    ]
    let longAgo = World.now.advanced(by: -12 * 3600)
    let sessions: [Secret?] = [
      nil, try world.session(.owner), try world.session(.otherArchitect), try world.session(.manager),
      try world.session(.admin), try world.session(.owner, at: longAgo),
    ]
    let routes = Routes.all.sorted { $0.path.description != "/sign-out" && $1.path.description == "/sign-out" }
    for route in routes {
      let name = "\(route.method.rawValue) \(route.path)"
      guard let row = Self.expected[name] else {
        Issue.record("\(name) has no row: say who may see it")
        continue
      }
      for (session, status) in zip(sessions, row) {
        var headers = [("Sec-Fetch-Site", "same-origin")]
        if let session { headers.append(("Cookie", "\(world.site.cookieName)=\(session.text)")) }
        let isPost = route.method == .post
        let answer = try server.send(
          route.method.rawValue, route.path.path(values).text, headers: headers,
          body: isPost ? "token=\(session?.seal("form") ?? "")" : nil)
        #expect(answer.status == status, "\(name), person \(sessions.firstIndex(of: session) ?? -1)")
        #expect(answer.head.contains("Content-Security-Policy: default-src 'none'; script-src 'self'"), "\(name)")
        #expect(answer.head.contains("X-Content-Type-Options: nosniff"), "\(name)")
      }
    }
    #expect(Set(Self.expected.keys) == Set(Routes.all.map { "\($0.method.rawValue) \($0.path)" }))
    // Nothing of that has changed the prompt.
    #expect(try world.store.prompt(id: prompt.id) == prompt)
    #expect(try world.store.activity(id: activity.id) == activity)
  }

  @Test func aForeignIDIsAnsweredLikeOneThatDoesNotExist() throws {
    let world = try World()
    let session = try world.session(.otherArchitect)
    let foreign = try world.prompt(of: .owner).id
    let activity = try world.activityOnDemand(of: .owner).id
    #expect(
      try world.get("/activities/\(activity)", session).text == world.get("/activities/d-zzzz", session).text)
    for path in ["/prompts/%@", "/bulk?prompt=%@", "/bulk?series=%@", "/bulk/dismiss?prompt=%@"] {
      let known = try world.get(path.replacing("%@", with: foreign), session)
      let unknown = try world.get(path.replacing("%@", with: "zzzzzzzzzzzz"), session)
      #expect(known.status == 404)
      #expect(known.text == unknown.text, "\(path)")
    }
  }

  @Test func onlyAManagerLooksIntoAnothersInboxAndOnlyLooks() throws {
    let world = try World()
    let inbox = "/inbox?sa=\(World.Person.owner.rawValue)"
    let manager = try world.get(inbox, try world.session(.manager))
    #expect(manager.status == 200)
    #expect(manager.text.contains("Inbox of Bruno Keller"))
    #expect(!manager.text.contains("<button class=\"quiet\" form=\"act\""))
    #expect(try world.get(inbox, try world.session(.otherArchitect)).status == 404)
    #expect(try world.get(inbox, try world.session(.admin)).status == 404)
    // Chloe has another manager: none.
    let other = "/meetings?sa=\(World.Person.otherArchitect.rawValue)"
    #expect(try world.get(other, try world.session(.manager)).status == 404)
  }
}
