import Calendars
import DebriefCore

extension Configuration {
  /// Whose calendar it is: the configuration's word, else the file's name, else the calendar's
  /// (product definition, section 3). Outlook calls its files "Ada Fern Calendar.ics".
  func owner(of contents: CalendarContents, path: String, _ file: CalendarFile) -> SolutionArchitect? {
    if let owner = file.source.owner { return architect(named: owner.key) }
    let name = path.split { $0 == "/" || $0 == "!" }.last ?? ""
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
    for candidate in [String(stem), contents.name].compactMap({ $0 }) {
      let suffix = " calendar"
      let plain = candidate.lowercased().hasSuffix(suffix) ? String(candidate.dropLast(suffix.count)) : candidate
      if let architect = architect(named: plain) { return architect }
    }
    return nil
  }
}
