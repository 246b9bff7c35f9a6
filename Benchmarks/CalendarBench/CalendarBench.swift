import Calendars
import Glibc

/// What `make bench` measures of the scanner, one measure a process, so that CPU time and memory are its own.
///
///     CalendarBench split|scan|build FILE...
///
/// `split` cuts files into logical lines; `scan` does all that leads to the series that may matter; `build` builds
/// those, one at a time. Prints what it found, for the runner to compare with what it expects.
@main enum CalendarBench {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let mode = arguments.first, ["split", "scan", "build"].contains(mode) else {
      print("usage: CalendarBench split|scan|build FILE...")
      exit(64)
    }
    // Twenty days in February 2026, of the seven years that generate_calendars.py fills.
    let window = Instant(secondsSinceEpoch: 1_770_076_800)..<Instant(secondsSinceEpoch: 1_771_804_800)
    let prefilter = Prefilter(
      window: window, internalDomains: ["tanuki.example", "resource.calendar.google.com"])
    let reader = CalendarReader(prefilter: prefilter)
    var (lines, events, series, components) = (0, 0, 0, 0)
    var digest: UInt64 = 0
    for path in arguments.dropFirst() {
      var file = try File(path)
      if mode == "split" {
        lines += try LineCount.logicalLines(&file)
        continue
      }
      var calendar = try reader.scan(&file)
      events += calendar.contents.events
      series += calendar.seriesLeft
      while mode == "build", let next = calendar.next() {
        components += next.components.count
        digest ^= next.fingerprint
      }
    }
    print(
      "lines=\(lines) events=\(events) series=\(series) components=\(components) digest=\(String(digest, radix: 16))")
  }
}

/// A regular file, read by `read(2)`.
struct File: ByteSource {
  private let descriptor: Int32
  private let path: String

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY)
    if descriptor < 0 { throw ReadFailure(path: path, errno: errno, reason: String(cString: strerror(errno))) }
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    if count < 0 { throw ReadFailure(path: path, errno: errno, reason: String(cString: strerror(errno))) }
    return count
  }

  mutating func rewind() throws -> Bool { lseek(descriptor, 0, SEEK_SET) == 0 }
}
