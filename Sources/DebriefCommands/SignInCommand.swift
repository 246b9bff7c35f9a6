import Addresses
import ArgumentParser
import DebriefCore
import DebriefPipeline
import DebriefStore

struct SignInCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in", abstract: "Print a link that signs somebody in to the browser's pages, once.",
    discussion: "It is good for ten minutes. Whoever has it can sign in with it: hand it on in private.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The address of an SA, a manager of one or an admin.")
  var email: EmailAddress

  func run() throws {
    let configuration = try options.configuration()
    guard configuration.web.signIn == .link else {
      throw ValidationError("web.auth is proxy: people sign in there, and links are not taken.")
    }
    guard let viewer = configuration.viewer(email) else {
      throw NotFound(description: "\(email.key) is no SA, no manager of one and no admin in \(options.config).")
    }
    let store = try options.existingStore(configuration)
    let now = options.instant
    let expiresAt = now.advanced(by: WebSettings.linkLifetime)
    let secret = Secret.random()
    try store.save(signInLink: secret, for: viewer.email, at: now, expiresAt: expiresAt)
    let site = try configuration.web.url ?? store.gate(Store.siteGate) ?? "http://127.0.0.1:8717"
    let link = "\(site)/sign-in/\(secret.text)"
    if options.json {
      return try Output.standard.json(
        SignInJSON(email: viewer.email.key, link: link, expiresAt: expiresAt.description))
    }
    try Output.standard.done(link)
  }
}

struct SignInJSON: Encodable {
  var schema = "debrief.sign-in/1"
  var email: String
  var link: String
  var expiresAt: String
}

struct SignOutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-out", abstract: "End somebody's sessions in browsers, and take unused links back.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The address.")
  var email: EmailAddress

  func run() throws {
    let configuration = try options.configuration()
    let address = configuration.viewer(email)?.email ?? email
    let count = try options.existingStore(configuration).endSessions(of: address)
    if options.json { return try Output.standard.json(SignOutJSON(email: address.key, ended: count)) }
    try Output.standard.done("\(address.key): \(count) session\(count == 1 ? "" : "s") ended.")
  }
}

struct SignOutJSON: Encodable {
  var schema = "debrief.sign-out/1"
  var email: String
  var ended: Int
}

extension EmailAddress: ExpressibleByArgument {
  package init?(argument: String) {
    guard let address = try? EmailAddress(parsing: argument) else { return nil }
    self = address
  }
}
