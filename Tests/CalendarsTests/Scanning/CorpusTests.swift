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
        #expect(whatMatters(filtered, to: filter) == whatMatters(whole, to: filter), "\(file.path)")
        kept += filtered.series.count
        set += filtered.setAside.values.reduce(0, +)
      }
      read += 1
      refused += whole.refusals.isEmpty ? 0 : 1
    }
    print("\(read) files, \(refused) with refusals; \(kept) series kept, \(set) events set aside by three filters")
    #expect(read > 0)
  }
}
