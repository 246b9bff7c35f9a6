import Addresses
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore
import Foundation

@testable import DebriefWeb

/// The demo's company after its run, in memory, and somebody who looks at its reports.
struct ReportVisitor {
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  let site: Site
  private let cookie: String

  /// A site with the demo's prompts; none of its people has answered anything yet.
  static func demo() throws -> Site {
    let configuration = try Configuration(file: project + "/pipeline.yml")
    let store = try Store()
    guard let now = Instant("2026-03-31T18:00:00Z") else { throw CocoaError(.coderInvalidValue) }
    _ = try Pipeline.run(RunContext(configuration: configuration, store: store, now: now))
    return Site(configuration: configuration, store: store, origin: "http://127.0.0.1:1", clock: { now })
  }

  init(_ email: String, on site: Site) throws {
    self.site = site
    let visit = Visit(
      site: site, configuration: site.configuration, request: WebRequest(method: .get, path: []), parameters: [:],
      now: site.clock())
    let session = try site.beginSession(of: try EmailAddress(parsing: email), visit)
    cookie = String(session.cookie.prefix { $0 != ";" })
  }

  func get(_ address: String) throws -> (status: Int, text: String) {
    try Self.get(address, on: site, headers: [("Cookie", cookie)])
  }

  /// As nobody in particular.
  static func get(
    _ address: String, on site: Site, headers: [(String, String)] = []
  ) throws -> (status: Int, text: String) {
    let parts = address.split(separator: "?", maxSplits: 1)
    let path = try parts[0].split(separator: "/").map { try Fields.decoded($0) }
    let query = parts.count == 2 ? try Fields(urlEncoded: parts[1]) : Fields()
    let response = site.answer(
      WebRequest(method: .get, path: path, query: query, headers: WebRequest.Headers(headers)))
    return (response.status, String(decoding: response.body, as: UTF8.self))
  }
}
