import Archives

extension Configuration {
  /// Reads `limits`: how much of a stranger's file is taken at most. Each has a floor below which real calendars
  /// would suffer, and a ceiling above which it would be none.
  mutating func readLimits(_ section: ConfigurationSection) {
    readCalendarLimits(section.section("calendar"))
    readExpansionLimits(section.section("expansion"))
    limits.calendarArchive = Self.archive(section.section("calendar_archive"), limits.calendarArchive)
    limits.snapshotArchive = Self.archive(section.section("snapshot_archive"), limits.snapshotArchive)
    section.refuseUnknownKeys()
  }

  private mutating func readCalendarLimits(_ section: ConfigurationSection) {
    var calendar = limits.calendar
    calendar.fileBytes = section.size("file_bytes", in: 1 << 10...1 << 40) ?? calendar.fileBytes
    calendar.lineBytes = section.size("line_bytes", in: 1 << 10...256 << 20) ?? calendar.lineBytes
    calendar.depth = section.int("depth", in: 3...64) ?? calendar.depth
    calendar.events = section.int("events", in: 1...100_000_000) ?? calendar.events
    calendar.propertiesPerEvent =
      section.int("properties_per_event", in: 20...1_000_000) ?? calendar.propertiesPerEvent
    calendar.eventBytes = section.size("event_bytes", in: 4 << 10...256 << 20) ?? calendar.eventBytes
    calendar.attendeesPerEvent =
      section.int("attendees_per_event", in: 10...1_000_000) ?? calendar.attendeesPerEvent
    calendar.valueBytes = section.size("value_bytes", in: 256...16 << 20) ?? calendar.valueBytes
    calendar.timeZoneBytes = section.size("time_zone_bytes", in: 1 << 10...16 << 20) ?? calendar.timeZoneBytes
    calendar.timeZones = section.int("time_zones", in: 1...100_000) ?? calendar.timeZones
    calendar.recordLinks = section.int("record_links", in: 0...1000) ?? calendar.recordLinks
    calendar.remarks = section.int("remarks", in: 1...100_000) ?? calendar.remarks
    limits.calendar = calendar
    section.refuseUnknownKeys()
  }

  private mutating func readExpansionLimits(_ section: ConfigurationSection) {
    limits.expansion.instances = section.int("instances", in: 1...1_000_000) ?? limits.expansion.instances
    limits.expansion.steps = section.int("steps", in: 1000...100_000_000) ?? limits.expansion.steps
    limits.expansion.dates = section.int("dates", in: 1...10_000_000) ?? limits.expansion.dates
    section.refuseUnknownKeys()
  }

  private static func archive(_ section: ConfigurationSection, _ defaults: ArchiveLimits) -> ArchiveLimits {
    var limits = defaults
    limits.entryBytes = section.size("entry_bytes", in: 1 << 10...1 << 40).map(Int64.init) ?? limits.entryBytes
    limits.totalBytes = section.size("total_bytes", in: 1 << 10...1 << 42).map(Int64.init) ?? limits.totalBytes
    limits.entries = section.int("entries", in: 1...10_000_000) ?? limits.entries
    limits.ratio = section.int("ratio", in: 2...100_000).map(Int64.init) ?? limits.ratio
    section.refuseUnknownKeys()
    return limits
  }
}
