import Calendars
import DebriefCore

/// What a calendar file holds, for somebody who wonders why nothing came of it.
package struct FileExplanation: Codable, Sendable {
  package var schema = "debrief.file/1"
  package var path: String
  package var calendars: [Calendar] = []
  package var sentences: [String] = []

  package struct Calendar: Codable, Sendable {
    package var file: String
    package var owner: String?
    package var name: String?
    package var productID: String?
    package var events: Int
    package var eventsWithPeople: Int
    package var refused: [RunContext.RefusedItem]
  }

  package init(path: String, in context: RunContext) throws {
    self.path = path
    let configured = CalendarFiles(context.configuration.calendars).files.first { $0.path == path }
    if configured == nil { sentences.append("\(path) is not among the configured calendars.") }
    let source = Configuration.CalendarSource(path: path, owner: nil, line: 0)
    let files = configured.map { [$0] } ?? CalendarFiles([source]).files
    for file in files {
      try CalendarLooker(context).each(file) { path, contents, owner in
        let refused = contents.refusals.map {
          RunContext.RefusedItem(file: path, line: $0.line, uid: $0.uid, message: $0.message)
        }
        calendars.append(
          Calendar(
            file: path, owner: owner?.email.key, name: contents.name, productID: contents.productID,
            events: contents.events, eventsWithPeople: contents.eventsWithPeople, refused: refused))
        sentences.append("\(path): written by \(contents.productID ?? "an unnamed program")")
        sentences.append("  whose: \(owner?.email.key ?? "nobody can tell; give calendars[].owner")")
        sentences.append("  events: \(contents.events), of which \(contents.eventsWithPeople) name people")
        sentences += refused.map { "  refused: \($0)" }
      }
    }
    if calendars.isEmpty {
      sentences.append("\(path) could not be read as a calendar; 'debrief run' names the reason.")
    }
  }
}
