import Calendars
import Foundation
import Networking
import Synchronization

/// Renews the copies of feeds: one conditional request each, several at a time.
struct FeedFetcher: Sendable {
  private let settings: FeedSettings
  private let environment: [String: String]
  private let now: Instant
  /// For hosts on the Internet, and for those that may be in one's own network.
  private let outside: CurlTransport
  private let inside: CurlTransport

  init(_ settings: FeedSettings, environment: [String: String], now: Instant) {
    self.settings = settings
    self.environment = environment
    self.now = now
    var policy = TransportPolicy()
    policy.caFile = settings.caFile
    policy.plainHTTP = settings.allowsPlainHTTP ? .anywhere : .never
    policy.redirects = .sameHost
    policy.allowedHosts = settings.hosts.isEmpty ? nil : settings.hosts + settings.privateHosts
    policy.refusesPrivateAddresses = true
    outside = CurlTransport(policy)
    policy.allowedHosts = settings.privateHosts
    policy.refusesPrivateAddresses = false
    inside = CurlTransport(policy)
  }

  /// What became of one feed.
  struct Outcome: Sendable {
    enum Fact: Sendable {
      /// The copy is new enough, or the server confirmed it.
      case unchanged
      case renewed
      case failed(FeedFailure)
    }

    var fact: Fact
    /// When the copy that is in force was last confirmed; nil where there is none.
    var confirmedAt: Instant?
  }

  /// One outcome for each feed, in their order.
  ///
  /// - Throws: what keeps copies from being written: then no feed is to blame.
  func fetch(_ feeds: [(feed: Feed, path: String)]) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    let width = 8
    for start in stride(from: 0, to: feeds.count, by: width) {
      try Interruption.check()
      let part = Array(feeds[start..<min(start + width, feeds.count)])
      let results = Mutex<[Int: Result<Outcome, any Error>]>([:])
      DispatchQueue.concurrentPerform(iterations: part.count) { index in
        let result = Result { try fetch(part[index].feed, to: FeedCopy(path: part[index].path)) }
        results.withLock { $0[index] = result }
      }
      outcomes += try results.withLock { results in
        try part.indices.compactMap { try results[$0]?.get() }
      }
    }
    return outcomes
  }

  private func fetch(_ feed: Feed, to copy: FeedCopy) throws -> Outcome {
    let url: String
    do {
      url = try feed.url(environment: environment)
    } catch {
      return Outcome(fact: .failed(error), confirmedAt: nil)
    }
    let origin = try Self.origin(url)
    let notes = copy.notes(origin: origin)
    if let notes, now.seconds(since: notes.confirmedAt) < settings.interval, now >= notes.confirmedAt {
      return Outcome(fact: .unchanged, confirmedAt: notes.confirmedAt)
    }
    do {
      return try request(url, FeedCopy.Notes(origin: origin, confirmedAt: now), notes, copy)
    } catch let failure as FeedFailure {
      return Outcome(fact: .failed(failure), confirmedAt: notes?.confirmedAt)
    } catch let failure as TransportFailure {
      let why =
        switch failure {
        case .notSent(let why), .unknown(let why): why
        }
      return Outcome(fact: .failed(FeedFailure(why: why, needsPerson: false)), confirmedAt: notes?.confirmedAt)
    }
  }

  private func request(
    _ url: String, _ fresh: FeedCopy.Notes, _ notes: FeedCopy.Notes?, _ copy: FeedCopy
  ) throws -> Outcome {
    var request = HTTPRequest(
      url: url, headers: [("Accept", "text/calendar, */*;q=0.1"), ("User-Agent", "debrief")],
      timeout: Int(settings.timeout), maxResponseBytes: settings.bytes)
    if let etag = notes?.etag { request.headers.append(("If-None-Match", etag)) }
    if let modified = notes?.lastModified { request.headers.append(("If-Modified-Since", modified)) }
    let part = try FeedPart(for: copy.path)
    let response = try transport(for: url).download(request) { try part.append($0) }
    switch response.status {
    case 304:
      guard var notes else { throw FeedFailure(why: "the server says \"unchanged\" of what it never sent") }
      notes.confirmedAt = now
      try copy.write(notes)
      return Outcome(fact: .unchanged, confirmedAt: now)
    case 200:
      if let problem = part.problem {
        throw FeedFailure(why: "\(problem) (\(Self.plain(response.header("Content-Type") ?? "no Content-Type")))")
      }
      try part.finish()
      try copy.replace(with: part)
      var fresh = fresh
      // What could not go back in a header is not kept.
      fresh.etag = response.header("ETag").flatMap(Self.headerValue)
      fresh.lastModified = response.header("Last-Modified").flatMap(Self.headerValue)
      try copy.write(fresh)
      return Outcome(fact: .renewed, confirmedAt: now)
    case 301, 302, 303, 307, 308:
      throw FeedFailure(why: "the server redirects, which is not followed: set the new address")
    case 401, 403, 404, 410:
      throw FeedFailure(why: "the server answered \(response.status): has the address changed?")
    default: throw FeedFailure(why: "the server answered \(response.status)", needsPerson: false)
    }
  }

  private func transport(for url: String) -> CurlTransport {
    settings.privateHosts.isEmpty || !inside.allows(url) ? outside : inside
  }

  /// Says whether two addresses are the same without saying which.
  private static func origin(_ url: String) throws -> String {
    Data(try Crypto.sha256(Array(url.utf8)).prefix(16)).base64EncodedString()
  }

  private static func headerValue(_ text: String) -> String? {
    text.utf8.count <= 512 && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } ? text : nil
  }

  private static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0x7f }.prefix(60)))
  }
}

extension RunContext {
  /// Renews the feeds' copies before calendars are read. A feed that fails costs itself alone: its last good copy stays
  /// in force, and its age is said.
  func renewFeeds() throws {
    let feeds = configuration.calendars.compactMap { source in source.feed.map { (feed: $0, path: source.path) } }
    try removeCopies(except: Set(feeds.flatMap { [$0.path, $0.path + ".json"] }))
    guard !feeds.isEmpty, renewsFeeds else { return }
    try FileManager.default.createDirectory(
      atPath: configuration.feedFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    progress("feeds …")
    let fetcher = FeedFetcher(configuration.feeds, environment: ProcessInfo.processInfo.environment, now: now)
    for ((feed, _), outcome) in zip(feeds, try fetcher.fetch(feeds)) {
      switch outcome.fact {
      case .unchanged: count("feeds_unchanged", 1, in: .calendars)
      case .renewed: count("feeds_renewed", 1, in: .calendars)
      case .failed(let failure): report(feed, failure, confirmedAt: outcome.confirmedAt)
      }
    }
  }

  private func report(_ feed: Feed, _ failure: FeedFailure, confirmedAt: Instant?) {
    let age = confirmedAt.map { now.seconds(since: $0) }
    let stands = confirmedAt.map { "; the copy of \($0) stays in force" } ?? "; there is no earlier copy"
    let item = RefusedItem(file: "feed \(feed.name)", message: failure.why + stands)
    if failure.needsPerson || age.map({ $0 > configuration.feeds.maxAge }) ?? true {
      refuse(item)
    } else {
      warn(item)
    }
  }

  /// A calendar whose feed is no longer configured is nobody's business any more.
  private func removeCopies(except kept: Set<String>) throws {
    guard renewsFeeds, let names = try? FileManager.default.contentsOfDirectory(atPath: configuration.feedFolder) else {
      return
    }
    for name in names where !kept.contains("\(configuration.feedFolder)/\(name)") {
      try FileManager.default.removeItem(atPath: "\(configuration.feedFolder)/\(name)")
    }
  }
}
