import Addresses
import Archives
import DebriefCore

/// A calendar that is fetched over the network. What comes is kept as a file in the state folder, and read like any other.
package struct Feed: Hashable, Sendable {
  /// What it is called wherever its address must not be shown; also its file's name.
  package var name: String
  package var address: Address

  /// Where the address is. Whoever knows it can read the calendar, so it is a secret: it describes itself as nothing.
  package enum Address: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    case written(String)
    case variable(String)
    case file(String)

    package var description: String {
      switch self {
      case .written: "…"
      case .variable(let name): "$\(name)"
      case .file(let path): path
      }
    }

    package var customMirror: Mirror { Mirror(self, children: []) }
  }

  /// The address itself, `webcal:` as `https:`.
  func url(environment: [String: String]) throws(FeedFailure) -> String {
    let text: String
    switch address {
    case .written(let url): text = url
    case .variable(let variable):
      guard let url = environment[variable], !url.isEmpty else {
        throw FeedFailure(why: "the environment variable \(variable), which holds its address, is not set")
      }
      text = url
    case .file(let path):
      guard let content = Self.firstLine(of: path) else {
        throw FeedFailure(why: "\(path), which holds its address, cannot be read")
      }
      text = content
    }
    return text.lowercased().hasPrefix("webcal://") ? "https://" + text.dropFirst(9) : text
  }

  private static func firstLine(of path: String) -> String? {
    guard let file = try? FileByteSource(path: path) else { return nil }
    var buffer = [UInt8](repeating: 0, count: 8192)
    guard let count = try? buffer.withUnsafeMutableBytes({ try file.read(into: $0) }) else { return nil }
    let line = buffer[..<count].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }
}

/// Why a feed's calendar was not renewed. It never holds the address.
package struct FeedFailure: Error, Hashable, CustomStringConvertible {
  package var why: String
  /// Waiting will not help: somebody has to change something.
  package var needsPerson = true

  package var description: String { why }
}

/// What `pipeline.yml` says of all feeds.
package struct FeedSettings: Sendable {
  /// Only these are asked: `calendar.example`, or `*.calendar.example` for every name below. Empty: any.
  package var hosts: [String] = []
  /// These may be at addresses of one's own network.
  package var privateHosts: [String] = []
  /// Whether addresses may begin with http.
  package var allowsPlainHTTP = false
  package var caFile: String?
  /// How long a copy is new enough not to ask again, in seconds.
  package var interval: Int64 = 10 * 60
  /// For one feed, in seconds.
  package var timeout: Int64 = 60
  package var bytes = 100 << 20
  /// From which age on a copy that cannot be renewed is an error instead of a warning, in seconds.
  package var maxAge: Int64 = 24 * 3600
}

extension Configuration {
  mutating func readFeeds(_ section: ConfigurationSection) {
    feeds.hosts = section.strings("hosts") ?? []
    feeds.privateHosts = section.strings("private_hosts") ?? []
    feeds.allowsPlainHTTP = section.bool("plain_http") ?? false
    feeds.caFile = section.string("ca_file").map(resolved)
    feeds.interval = section.duration("interval") ?? feeds.interval
    feeds.timeout = section.duration("timeout") ?? feeds.timeout
    if !(1...3600).contains(feeds.timeout) { section.problem("takes from 1s to 1h", at: "timeout") }
    feeds.bytes = section.size("bytes", in: 1 << 10...4 << 30) ?? feeds.bytes
    feeds.maxAge = section.duration("max_age") ?? feeds.maxAge
    section.refuseUnknownKeys()
  }

  /// The feed of one of `calendars`; nil where it has no address.
  func feed(_ section: ConfigurationSection, owner: EmailAddress?) -> Feed? {
    let written = section.string("url").map(Feed.Address.written)
    let variable = section.string("url_env").map(Feed.Address.variable)
    let file = section.string("url_file").map { Feed.Address.file(resolved($0)) }
    let name = section.string("name") ?? owner?.key
    let addresses = [written, variable, file].compactMap { $0 }
    guard let address = addresses.first else {
      if section.has("name") { section.problem("names a feed, and there is no url, url_env or url_file", at: "name") }
      return nil
    }
    if addresses.count > 1 || section.has("path") {
      section.problem("a calendar has one of path, url, url_env and url_file", at: "url")
    }
    guard let name, Self.isFeedName(name) else {
      section.problem(
        "a feed needs a name of letters, digits, . - _ + and @ (its owner's address is one, where it has an owner)",
        at: "name")
      return nil
    }
    if calendars.contains(where: { $0.feed?.name == name }) {
      section.problem("\(name) is another feed's name already: give calendars[].name", at: "name")
    }
    return Feed(name: name, address: address)
  }

  /// Nothing that means something in a path or a glob.
  private static func isFeedName(_ name: String) -> Bool {
    name.utf8.count <= 120 && !name.hasPrefix(".")
      && name.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789.-_+@".unicodeScalars.contains($0))
      }
  }

  /// Where the copies of feeds are.
  package var feedFolder: String { stateFolder + "/feeds" }

  func feedPath(_ feed: Feed) -> String { "\(feedFolder)/\(feed.name).ics" }
}
