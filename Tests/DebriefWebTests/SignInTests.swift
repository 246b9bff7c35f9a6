import Calendars
import DebriefCore
import DebriefStore
import Foundation
import Testing

@testable import DebriefWeb

@Suite("Signing in") struct SignInTests {
  private func visit(
    _ world: World, _ method: WebRequest.Method, _ path: [String], _ headers: [(String, String)] = [],
    peer: String? = "127.0.0.1"
  ) -> World.Answer {
    World.Answer(
      world.site.answer(WebRequest(method: method, path: path, headers: WebRequest.Headers(headers), peer: peer)))
  }

  private let ours = [("Sec-Fetch-Site", "same-origin")]

  @Test func aLinkSignsInOnceAndOnlyByPost() throws {
    let world = try World()
    let link = Secret.random()
    try world.store.save(
      signInLink: link, for: try world.email(.owner), at: World.now, expiresAt: World.now.advanced(by: 600))
    // A mail scanner looks as often as it likes.
    for _ in 1...3 {
      let look = visit(world, .get, ["sign-in", link.text])
      #expect(look.status == 200)
      #expect(look.header("Set-Cookie") == nil)
    }
    #expect(visit(world, .post, ["sign-in", link.text], [("Sec-Fetch-Site", "cross-site")]).status == 403)
    let use = visit(world, .post, ["sign-in", link.text], ours)
    #expect(use.status == 303)
    let cookie = try #require(use.header("Set-Cookie"))
    #expect(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict") && cookie.contains("; Path=/"))
    #expect(visit(world, .post, ["sign-in", link.text], ours).status == 403)
    let pair = try #require(cookie.split(separator: ";").first)
    #expect(visit(world, .get, ["inbox"], [("Cookie", String(pair))]).status == 200)
  }

  @Test func aLinkIsGoodForTenMinutes() throws {
    let late = try World(now: World.now.advanced(by: 600))
    let link = Secret.random()
    try late.store.save(
      signInLink: link, for: try late.email(.owner), at: World.now, expiresAt: World.now.advanced(by: 600))
    #expect(visit(late, .post, ["sign-in", link.text], ours).status == 403)
  }

  @Test func theStoreHoldsNoSecret() throws {
    let world = try World()
    let link = Secret.random()
    try world.store.save(
      signInLink: link, for: try world.email(.owner), at: World.now, expiresAt: World.now.advanced(by: 600))
    let session = try world.session(.owner)
    var bytes = ""
    for name in ["debrief.sqlite", "debrief.sqlite-wal"] {
      let path = "\(world.configuration.stateFolder)/\(name)"
      if let data = FileManager.default.contents(atPath: path) { bytes += String(decoding: data, as: UTF8.self) }
    }
    #expect(bytes.contains(link.hash) && bytes.contains(session.hash))
    #expect(!bytes.contains(link.text) && !bytes.contains(session.text))
  }

  @Test func aSessionEndsWhenItIsIdleAndWhenItIsEnded() throws {
    let world = try World()
    let fresh = try world.session(.owner, at: World.now.advanced(by: -12 * 3600 + 1))
    #expect(try world.get("/inbox", fresh).status == 200)
    let idle = try world.session(.owner, at: World.now.advanced(by: -12 * 3600))
    #expect(try world.get("/inbox", idle).status == 401)
    #expect(try world.store.endSessions(of: try world.email(.owner)) > 0)
    #expect(try world.get("/inbox", fresh).status == 401)
  }

  @Test func somebodyWhoWasTakenOutOfTheConfigurationIsOut() throws {
    let world = try World()
    let session = Secret.random()
    try world.store.begin(
      session: session, of: try .init(parsing: "former@tanuki.example"), at: World.now, idleSince: World.now)
    let answer = try world.get("/inbox", session)
    #expect(answer.status == 403)
    #expect(answer.text.contains("Debrief does not know you"))
  }

  @Test func overHTTPSTheCookieIsBoundToTheHost() throws {
    let world = try World(web: "{ url: https://debrief.tanuki.example }")
    let link = Secret.random()
    try world.store.save(
      signInLink: link, for: try world.email(.owner), at: World.now, expiresAt: World.now.advanced(by: 600))
    let cookie = try #require(visit(world, .post, ["sign-in", link.text], ours).header("Set-Cookie"))
    #expect(cookie.hasPrefix("__Host-debrief=") && cookie.contains("; Secure"))
  }

  @Test func aLinkFromElsewhereAsksAgainSoThatTheCookieIsSent() throws {
    let world = try World()
    let answer = visit(world, .get, ["inbox"], [("Sec-Fetch-Site", "cross-site")])
    #expect(answer.status == 200)
    #expect(answer.text.contains("http-equiv=\"refresh\""))
    #expect(visit(world, .get, ["inbox"], ours).status == 401)
  }

  // MARK: By a proxy

  private let proxy = "{ auth: proxy, peers: [127.0.0.1], identity_header: X-Remote-Email, secret_header: X-Secret }"
  private let secret = ("X-Secret", "a secret of the proxy's")

  @Test func theProxysWordCountsOnlyWithItsSecretAndFromItsAddress() throws {
    let world = try World(web: proxy)
    let email = ("X-Remote-Email", World.Person.owner.rawValue)
    #expect(visit(world, .get, ["inbox"], [email, secret]).status == 200)
    #expect(visit(world, .get, ["inbox"], [email, secret], peer: nil).status == 200)  // a unix socket
    #expect(visit(world, .get, ["inbox"], [email, secret], peer: "192.0.2.7").status == 403)
    #expect(visit(world, .get, ["inbox"], [email]).status == 403)
    #expect(visit(world, .get, ["inbox"], [email, ("X-Secret", "another")]).status == 403)
    #expect(visit(world, .get, ["inbox"], [secret]).status == 403)
    // A proxy that appends to what a client sent instead of replacing it says two things.
    #expect(
      visit(world, .get, ["inbox"], [("x-remote-email", "vera.lund@tanuki.example"), email, secret]).status == 403)
    #expect(visit(world, .get, ["inbox"], [("X-Remote-Email", "nobody@tanuki.example"), secret]).status == 403)
  }

  @Test func aSessionOfSomebodyElseIsNotTakenOver() throws {
    let world = try World(web: proxy)
    let session = try world.session(.admin)
    let answer = visit(
      world, .get, ["inbox"],
      [("X-Remote-Email", World.Person.owner.rawValue), secret, ("Cookie", "debrief=\(session.text)")])
    #expect(answer.status == 200)
    #expect(answer.header("Set-Cookie") != nil)
  }

  @Test func linksAreNotTakenWhereAProxySignsIn() throws {
    let world = try World(web: proxy)
    let link = Secret.random()
    try world.store.save(
      signInLink: link, for: try world.email(.owner), at: World.now, expiresAt: World.now.advanced(by: 600))
    #expect(visit(world, .post, ["sign-in", link.text], ours).status == 404)
  }
}
