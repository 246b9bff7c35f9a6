import Calendars
import DebriefCore

/// What the tests read of `debrief prompts list --json`.
struct ListedPrompt: Decodable {
  var id: String
  var owner: String
  var uid: String
  var recurrenceID: String?
  var start: Instant
  var end: Instant
  var title: String?
  var state: String
  var flags: [String]
  var match: Match
}

struct ListedPrompts: Decodable {
  var prompts: [ListedPrompt]
}
