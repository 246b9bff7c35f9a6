import Foundation
import Testing

/// The server as a process of its own, as `debrief serve` starts it.
struct ServeTests {
  /// A server that has said where it listens.
  private func serving(
    _ installation: Installation, _ arguments: [String] = []
  ) throws -> (running: Command.Running, site: String) {
    let running = try installation.command(["serve", "--port", "0"] + arguments).start()
    let began = Date()
    while Date().timeIntervalSince(began) < 30 {
      if let line = running.errorsSoFar.split(separator: "\n").first(where: { $0.contains("listening on ") }),
        let site = line.split(separator: " ").last
      {
        return (running, String(site))
      }
      usleep(20_000)
    }
    throw NoServerYet(errors: running.errorsSoFar)
  }

  struct NoServerYet: Error { var errors: String }

  private func curl(_ arguments: String...) throws -> Command.Result {
    try Command(
      program: "/usr/bin/curl", arguments: ["-s", "-i", "--max-time", "60"] + arguments, folder: "/", timeout: 90
    ).run()
  }

  @Test func aLinkOfSignInOpensTheInboxOfTheServerThatRuns() throws {
    let installation = try Installation.ofTheDemo()
    _ = try installation.run()
    let (running, site) = try serving(installation)
    let link = try installation.debrief("sign-in", "bruno.keller@tanuki.example")
    #expect(link.exitCode == 0)
    let address = link.text.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(address.hasPrefix("\(site)/sign-in/"))
    let use = try curl("-X", "POST", "-H", "Sec-Fetch-Site: same-origin", "-d", "", address).text
    let cookie = try #require(use.firstMatch(of: /Set-Cookie: (debrief=[0-9a-f]{64});/)).1
    #expect(try curl("-H", "Cookie: \(cookie)", "\(site)/inbox").text.contains("<h1>Inbox</h1>"))
    // No page, no name: somebody who is nobody gets no link.
    #expect(try installation.debrief("sign-in", "stranger@tanuki.example").exitCode == 66)
    // And what was opened can be shut.
    let out = try installation.debrief("sign-out", "bruno.keller@tanuki.example")
    #expect(out.text == "bruno.keller@tanuki.example: 1 session ended.\n")
    #expect(try curl("-H", "Cookie: \(cookie)", "\(site)/inbox").text.hasPrefix("HTTP/1.1 401"))
    kill(running.process.processIdentifier, SIGTERM)
    #expect(try running.finish().exitCode == 0)
  }

  @Test func whatIsTooLongOrNoFormIsRefusedAndTheServerGoesOn() throws {
    let installation = try Installation()
    _ = try installation.run()
    let (running, site) = try serving(installation)
    defer { running.process.terminate() }
    try installation.write(String(repeating: "a=b&", count: 400_000), to: "long")
    let form = "Content-Type: application/x-www-form-urlencoded"
    let same = "Sec-Fetch-Site: same-origin"
    let target = "\(site)/sign-out"
    #expect(
      try curl("-H", same, "-H", form, "-H", "Expect:", "--data-binary", "@\(installation.folder)/long", target).text
        .hasPrefix("HTTP/1.1 413"))
    #expect(
      try curl("-H", same, "-H", "Content-Type: application/json", "-d", "{}", target).text.hasPrefix("HTTP/1.1 400"))
    #expect(try curl("-H", same, "-H", form, "-d", "a=%zz", target).text.hasPrefix("HTTP/1.1 400"))
    #expect(try curl("-X", "DELETE", target).text.hasPrefix("HTTP/1.1 405"))
    #expect(try curl("-I", "\(site)/sign-in").text.hasPrefix("HTTP/1.1 200"))
    #expect(try curl("--path-as-is", "\(site)/../../etc/passwd").text.hasPrefix("HTTP/1.1 404"))
    #expect(try curl("\(site)/healthz").text.hasSuffix("ok\n"))
  }

  @Test func aConfigurationThatChangesCountsAtOnceAndABrokenOneChangesNothing() throws {
    let installation = try Installation()
    _ = try installation.run()
    let (running, site) = try serving(installation)
    defer { running.process.terminate() }
    let link = try installation.debrief("sign-in", "ada.fern@tanuki.example").text
    let use = try curl(
      "-X", "POST", "-H", "Sec-Fetch-Site: same-origin", "-d", "", link.trimmingCharacters(in: .newlines)
    ).text
    let cookie = try #require(use.firstMatch(of: /Set-Cookie: (debrief=[0-9a-f]{64});/)).1
    func status() throws -> Substring { try curl("-H", "Cookie: \(cookie)", "\(site)/inbox").text.prefix(12) }
    #expect(try status() == "HTTP/1.1 200")
    let text = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try installation.write("company: [", to: "pipeline.yml")
    #expect(try status() == "HTTP/1.1 200")
    try installation.write(text.replacing("ada.fern@tanuki", with: "ada.moss@tanuki"), to: "pipeline.yml")
    #expect(try status() == "HTTP/1.1 403")
  }

  @Test(arguments: [
    (["--host", "0.0.0.0"], "{}", "web.url does not begin with https://"),
    (["--host", "0.0.0.0"], "{ auth: proxy }", "name the proxy's addresses in web.peers"),
    ([], "{ auth: proxy }", "use --socket"),
    ([], "{ auth: proxy, peers: [127.0.0.1] }", "DEBRIEF_WEB_SECRET must hold the secret"),
  ])
  func itRefusesToListenWhereThatWouldNotBeSafe(arguments: [String], web: String, words: String) throws {
    let installation = try Installation(more: "web: \(web)")
    _ = try installation.run()
    let result = try installation.command(["serve", "--port", "0"] + arguments).run()
    #expect(result.exitCode == 78)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test func aPortThatIsTakenIsSaid() throws {
    let installation = try Installation()
    _ = try installation.run()
    let (running, site) = try serving(installation)
    defer { running.process.terminate() }
    let port = String(site.split(separator: ":").last ?? "")
    let second = try installation.command(["serve", "--port", port]).run()
    #expect(second.exitCode == 69)
    #expect(second.errors.contains("cannot be listened on"), "\(second.errors)")
  }
}
