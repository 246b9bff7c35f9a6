import Calendars
import DebriefCore
import Networking

/// Bulk API 2.0's query: a job is made, waited for, and its CSV read page by page.
package struct BulkQuery: Sendable {
  /// What a job gave beside its pages.
  package struct Result: Hashable, Sendable {
    package var records: Int
    package var pages: Int
    /// When Salesforce made the job, by its own clock: what changed later is not in it.
    package var startedAt: Instant
  }

  package let session: SalesforceSession
  /// How many records a page holds at most.
  package var pageRecords = 50_000
  /// Seconds after which a job is given up.
  package var patience = 1800

  package init(session: SalesforceSession) { self.session = session }

  private static let pageBytes = 512 << 20
  private static let attempts = 3

  /// A query that Salesforce works on.
  package struct Job: Hashable, Sendable {
    var id: String
    var startedAt: Instant
  }

  /// - Parameter all: deleted and archived records, too (`queryAll`).
  package func start(_ soql: String, all: Bool) throws(SalesforceFailure) -> Job {
    let job = try session.json(
      "POST", "\(session.base)/jobs/query",
      body: [
        "operation": .string(all ? "queryAll" : "query"), "query": .string(soql), "contentType": "CSV",
        "columnDelimiter": "COMMA", "lineEnding": "LF",
      ])
    guard let id = job["id"]?.string, SalesforceID(id) != nil,
      let startedAt = job["createdDate"]?.string.flatMap(SalesforceTime.instant)
    else { throw .unreadable("the answer to a new bulk job") }
    return Job(id: id, startedAt: startedAt)
  }

  /// Takes a job away, with whatever it has found: nobody else has to see it.
  package func discard(_ job: Job) { _ = try? session.send("DELETE", path(job)) }

  private func path(_ job: Job) -> String { "\(session.base)/jobs/query/\(job.id)" }

  /// Waits for the job and hands its pages to `page`, each a CSV with its header; the job is gone afterwards.
  ///
  /// - Throws: ``SalesforceFailure``, and what `page` and waiting throw.
  package func read(_ job: Job, page: ([UInt8]) throws -> Void) throws -> Result {
    let path = path(job)
    defer { discard(job) }
    let processed = try wait(for: path)
    var result = Result(records: 0, pages: 0, startedAt: job.startedAt)
    var locator: String?
    repeat {
      let response = try results(path, locator)
      guard let count = response.header("Sforce-NumberOfRecords").flatMap({ Int($0) }) else {
        throw SalesforceFailure.unreadable("a page of a bulk job without Sforce-NumberOfRecords")
      }
      result.records += count
      result.pages += 1
      // A job without any record has one page, which holds the header.
      try page(response.body)
      locator = response.header("Sforce-Locator")
      if locator == "null" { locator = nil }
    } while locator != nil
    guard result.records == processed else {
      throw SalesforceFailure.unreadable("a bulk job of \(processed) records gave \(result.records)")
    }
    return result
  }

  /// - Returns: how many records the job found.
  private func wait(for path: String) throws -> Int {
    var waited = 0
    var pause = 1
    while true {
      let job = try session.json("GET", path)
      switch job["state"]?.string {
      case "JobComplete": return job["numberRecordsProcessed"]?.integer ?? 0
      case "Failed", "Aborted":
        let why = job["errorMessage"]?.string ?? "it said no more than that"
        throw SalesforceFailure.refused(.refuse(why: why, field: nil), why: "the bulk job failed: \(why)")
      case "UploadComplete", "InProgress": break
      default: throw SalesforceFailure.unreadable("the state of a bulk job")
      }
      guard waited < patience else {
        throw SalesforceFailure.refused(
          .backOff(seconds: nil, why: "a bulk job took longer than \(patience) seconds"),
          why: "a bulk job took longer than \(patience) seconds")
      }
      try session.surroundings.pause(pause)
      waited += pause
      pause = min(pause * 2, 30)
    }
  }

  /// One page. Reading it again is harmless, so a broken connection is tried anew.
  private func results(_ path: String, _ locator: String?) throws -> HTTPResponse {
    let query = [("maxRecords", String(pageRecords))] + (locator.map { [("locator", $0)] } ?? [])
    var attempt = 1
    while true {
      do {
        let response = try session.send(
          "GET", "\(path)/results?\(Percent.form(query))", headers: [("Accept", "text/csv")],
          timeout: max(session.settings.timeout, 300), maxResponseBytes: Self.pageBytes)
        if response.status == 200 { return response }
        throw SalesforceFailure(response)
      } catch let failure as SalesforceFailure where failure.mayPass && attempt < Self.attempts {
        try session.surroundings.pause(attempt)
        attempt += 1
      }
    }
  }
}
