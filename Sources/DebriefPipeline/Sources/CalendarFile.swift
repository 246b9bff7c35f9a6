import Archives
import Calendars
import Foundation

/// One calendar that a configuration's `calendars` lead to.
struct CalendarFile: Hashable {
  enum Kind: Hashable {
    case calendar
    /// A .zip of calendars (Google Takeout), read as a stream.
    case archive
  }

  var path: String
  var kind: Kind
  var source: Configuration.CalendarSource
}

/// What a configuration's calendar paths lead to, in the order of their names.
struct CalendarFiles {
  private(set) var files: [CalendarFile] = []
  private(set) var missing: [Configuration.CalendarSource] = []

  init(_ sources: [Configuration.CalendarSource]) {
    var seen: Set<String> = []
    for source in sources {
      let paths = Self.paths(matching: source.path)
      if paths.isEmpty { missing.append(source) }
      for path in paths where seen.insert(path).inserted {
        files.append(CalendarFile(path: path, kind: Self.isArchive(path) ? .archive : .calendar, source: source))
      }
    }
    files.sort { $0.path < $1.path }
  }

  static func isCalendar(_ name: String) -> Bool {
    let name = name.lowercased()
    return [".ics", ".ical", ".icalendar", ".ifb", ".vcs"].contains { name.hasSuffix($0) }
  }

  private static func isArchive(_ name: String) -> Bool { name.lowercased().hasSuffix(".zip") }

  private static func paths(matching pattern: String) -> [String] {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: pattern, isDirectory: &isFolder) {
      return isFolder.boolValue ? calendars(below: pattern) : [pattern]
    }
    return expand(pattern).flatMap { path -> [String] in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      // A folder that is called x.ics is reported as the file that it pretends to be.
      return isFolder.boolValue && !isCalendar(path) ? calendars(below: path) : [path]
    }
  }

  /// Every calendar and archive below `folder`. Hidden names, and those of files still being copied, are left out.
  private static func calendars(below folder: String) -> [String] {
    // A walk does not begin at a link, and a folder is often one, to where the exports are mounted.
    let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
    var found: [String] = []
    for case let name as String in walk {
      let last = name.split(separator: "/").last ?? ""
      if last.hasPrefix(".") || last.hasSuffix(".part") || last.hasSuffix("~") {
        walk.skipDescendants()
        continue
      }
      if isCalendar(name) || isArchive(name) { found.append(folder + (folder.hasSuffix("/") ? "" : "/") + name) }
    }
    return found
  }

  private static func expand(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
  }
}

/// What tells an unchanged file from a changed one without reading it.
struct FileGate {
  let text: String

  init?(path: String, settings: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let modified = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    text = "\(status.st_size) \(modified) \(status.st_ino) \(settings)"
  }

  /// Whether `other` was made with the same settings: then the fingerprints of its series still hold.
  static func settings(of text: String) -> Substring { text.split(separator: " ").last ?? "" }
}
