import Calendars

/// Any bytes as the parameters and the value of an ATTENDEE: the quick judgement of the prefilter and the full
/// reading must agree on who is inside.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAddresses(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  // One logical line: a newline is followed by a blank.
  let value = UnsafeBufferPointer(start: data, count: count).flatMap { $0 == 0x0A ? [0x0A, 0x20] : [$0] }
  let bytes =
    Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20260310T090000Z\nATTENDEE".utf8) + value
    + Array("\nEND:VEVENT\nEND:VCALENDAR\n".utf8)
  let window = Instant(secondsSinceEpoch: 1_772_323_200)..<Instant(secondsSinceEpoch: 1_775_001_600)
  let filter = Prefilter(window: window, internalDomains: ["tanuki.example"], internalAddresses: ["x@birch.example"])
  var source = BytesInMemory(bytes)
  var again = BytesInMemory(bytes)
  guard let whole = try? CalendarReader(bufferBytes: 4096).read(&source),
    let filtered = try? CalendarReader(prefilter: filter, bufferBytes: 4096).read(&again)
  else { preconditionFailure("memory does not fail to be read") }
  let users = whole.series.flatMap(\.components).flatMap(\.details.attendees)
  let isOutside = users.contains { !isInside($0.email) }
  precondition(whole.eventsWithPeople == filtered.eventsWithPeople)
  precondition((filtered.series.count == 1) == isOutside)
  sink = users.count
  return 0
}

/// Keeps the optimiser from dropping the call.
nonisolated(unsafe) public var sink = 0

/// Written apart from the prefilter.
private func isInside(_ email: String?) -> Bool {
  guard let email else { return false }
  let parts = email.utf8.split(separator: 0x40, omittingEmptySubsequences: false)
  guard parts.count == 2 else { return false }
  let host = String(decoding: parts[1], as: UTF8.self)
  return email == "x@birch.example" || host == "tanuki.example"
    || host.utf8.reversed().starts(with: ".tanuki.example".utf8.reversed())
}
