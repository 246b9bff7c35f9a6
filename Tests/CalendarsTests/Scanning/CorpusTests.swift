import Calendars
import Foundation
import Testing

/// Reads every calendar below the folder that DEBRIEF_CORPUS names; without it there is nothing to do.
@Suite("Corpus", .enabled(if: ProcessInfo.processInfo.environment["DEBRIEF_CORPUS"] != nil)) struct CorpusTests {
  private static var files: [URL] {
    let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["DEBRIEF_CORPUS"] ?? "/nowhere")
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? []).filter { ["ics", "ical"].contains($0.pathExtension.lowercased()) }
  }

  /// The filter changes neither what is counted nor what is kept, and the seams of reading change nothing.
  @Test func everyFileIsReadOrRefusedTheSameInEveryWay() throws {
    let years = Instant(secondsSinceEpoch: 1_136_073_600)..<Instant(secondsSinceEpoch: 1_325_376_000)
    let filters = ["example.com", "apple.com", "gmail.com"].map { Prefilter(window: years, internalDomains: [$0]) }
    var (read, kept, refused, set) = (0, 0, 0, 0)
    for file in Self.files {
      let bytes = [UInt8](try Data(contentsOf: file))
      let whole = try CalendarsTests.read(bytes)
      #expect(whole.addsUp, "\(file.path)")
      #expect(try CalendarsTests.read(bytes, chunk: 997, bufferBytes: 512) == whole, "\(file.path)")
      for filter in filters {
        let filtered = try CalendarsTests.read(bytes, prefilter: filter)
        #expect(filtered.addsUp && filtered.events == whole.events, "\(file.path)")
        #expect(filtered.eventsWithPeople == whole.eventsWithPeople, "\(file.path)")
        #expect(filtered.refusals == whole.refusals, "\(file.path)")
        let uids = Set(filtered.series.map(\.uid))
        #expect(filtered.series == whole.series.filter { uids.contains($0.uid) }, "\(file.path)")
        for series in whole.series where !uids.contains(series.uid) {
          #expect(!mayMatter(series, filter), "\(file.path): \(series.uid)")
        }
        kept += filtered.series.count
        set += filtered.setAside.values.reduce(0, +)
      }
      read += 1
      refused += whole.refusals.isEmpty ? 0 : 1
    }
    print("\(read) files, \(refused) with refusals; \(kept) series kept, \(set) events set aside by three filters")
    #expect(read > 0)
  }

  /// Somebody outside, and a component that is not plainly before or behind the window.
  private func mayMatter(_ series: EventSeries, _ filter: Prefilter) -> Bool {
    let people = series.components.flatMap { $0.details.attendees + [$0.details.organizer].compactMap(\.self) }
    guard people.contains(where: { !isInside($0.email, filter.internalDomains[0]) }) else { return false }
    return series.components.contains { event in
      guard let year = event.start.flatMap({ Int($0.value.prefix(4)) }) else { return true }
      if year > 2011 { return false }
      let until = event.recurrenceRules.compactMap { $0.uppercased().split(separator: "UNTIL=").dropFirst().first }
      if !event.recurrenceDates.isEmpty { return true }
      if !event.recurrenceRules.isEmpty { return until.isEmpty || until.contains { Int($0.prefix(4)) ?? 9999 >= 2006 } }
      return (2006...2011).contains(year)
    }
  }

  private func isInside(_ email: String?, _ domain: String) -> Bool {
    guard let email, email.count(where: { $0 == "@" }) == 1 else { return false }
    return email.hasSuffix("@\(domain)") || email.hasSuffix(".\(domain)")
  }
}
