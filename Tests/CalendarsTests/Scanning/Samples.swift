import Calendars

/// Reads a text as a calendar; nothing is filtered unless a test asks for it.
func read(
  _ text: String, limits: CalendarLimits = CalendarLimits(), prefilter: Prefilter = .none, chunk: Int = .max,
  bufferBytes: Int = 256 << 10
) throws -> CalendarContents {
  try read(Array(text.utf8), limits: limits, prefilter: prefilter, chunk: chunk, bufferBytes: bufferBytes)
}

func read(
  _ bytes: [UInt8], limits: CalendarLimits = CalendarLimits(), prefilter: Prefilter = .none, chunk: Int = .max,
  bufferBytes: Int = 256 << 10
) throws -> CalendarContents {
  var source = BytesInMemory(bytes, readsAtMost: chunk)
  return try CalendarReader(limits: limits, prefilter: prefilter, bufferBytes: bufferBytes).read(&source)
}

/// A calendar of the given lines, with CRLF.
func calendar(_ lines: String...) -> String { calendar(lines) }

func calendar(_ lines: [String]) -> String {
  (["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tanuki//Test//EN"] + lines + ["END:VCALENDAR", ""])
    .joined(separator: "\r\n")
}

/// An event of the given lines, with a UID and a start.
func event(_ lines: String..., uid: String = "one@tanuki.example", start: String = "DTSTART:20260310T090000Z") -> String
{
  (["BEGIN:VEVENT", "UID:\(uid)", start] + lines + ["END:VEVENT"]).joined(separator: "\r\n")
}

extension CalendarContents {
  /// The components of all series, in the order of the file.
  var components: [EventComponent] { series.flatMap(\.components).sorted { $0.line < $1.line } }

  /// Every VEVENT is accounted for once.
  var addsUp: Bool {
    events == series.reduce(0) { $0 + $1.components.count } + setAside.values.reduce(0, +) + refusedEvents
  }
}
