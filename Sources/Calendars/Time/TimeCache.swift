/// Zones and rules already read, to be shared by the calendars that one task reads.
///
/// A VTIMEZONE and a rule are read once for each distinct text and a zone file once for each name, unknown names included.
package final class TimeCache {
  private let directory: String
  private var files: [String: ZoneTransitions?] = [:]
  private var components: [String: TimeZoneComponent?] = [:]
  private var meanings: [Meaning: ResolvedZone?] = [:]
  private var rules: [String: Result<RecurrenceRule, RecurrenceRuleError>] = [:]

  /// What a TZID means depends on its name and on the file's VTIMEZONE of that name.
  struct Meaning: Hashable {
    var name: String
    var component: String?
  }

  /// Strangers choose texts and names: past this many of each the cache starts anew.
  private static let capacity = 4_096

  /// - Parameter directory: the system's zoneinfo, from Debian's package tzdata.
  package init(directory: String = "/usr/share/zoneinfo") {
    self.directory = directory
  }

  /// The zone that the system has under an IANA name; nil where it has none.
  package func zone(named name: String) -> ZoneTransitions? {
    if let known = files[name] { return known }
    if files.count >= Self.capacity { files.removeAll() }
    let zone = ZoneInfoFile.read(name, in: directory)?.transitions
    files[name] = .some(zone)
    return zone
  }

  /// The zone that a TZID means; `resolve` finds it the first time.
  func zone(of meaning: Meaning, _ resolve: () -> ResolvedZone?) -> ResolvedZone? {
    if let known = meanings[meaning] { return known }
    if meanings.count >= Self.capacity { meanings.removeAll() }
    let zone = resolve()
    meanings[meaning] = .some(zone)
    return zone
  }

  func component(_ text: String) -> TimeZoneComponent? {
    if let known = components[text] { return known }
    if components.count >= Self.capacity { components.removeAll() }
    let component = TimeZoneComponent(text)
    components[text] = .some(component)
    return component
  }

  /// The rule that the value of an RRULE is.
  func rule(_ text: String) throws(RecurrenceRuleError) -> RecurrenceRule {
    if let known = rules[text] { return try known.get() }
    if rules.count >= Self.capacity { rules.removeAll() }
    let rule = Result { () throws(RecurrenceRuleError) in try RecurrenceRule(text) }
    rules[text] = rule
    return try rule.get()
  }
}
