/// A calendar file after its scan: what it says as a whole, and its series, built one at a time.
package struct ScannedCalendar {
  /// Everything but the series. Building a series may add to its notes.
  package internal(set) var contents: CalendarContents
  private var builder: EventBuilder
  private let fingerprint: CalendarFingerprint
  private var notes: Remarks
  private var refusals: Remarks
  private var stores: [ComponentStore] = []
  private var groups: [Group] = []
  private var groupOfUID: [UInt64: Int] = [:]
  private var position = 0
  /// Series of one hash but several UIDs, already built.
  private var waiting: [EventSeries] = []

  private struct Group {
    var uid: UInt64
    var places: [Place]
    var line: Int { places[0].line }
  }

  private struct Place {
    var store: Int
    var entry: Int
    var line: Int
  }

  init(_ scanner: CalendarScanner, limits: CalendarLimits) {
    contents = scanner.contents
    builder = EventBuilder(limits: limits)
    fingerprint = CalendarFingerprint(contents)
    notes = scanner.notes
    refusals = scanner.refusals
    contents.notes = notes.all
    contents.refusals = refusals.all
  }

  static func refused(_ message: String) -> ScannedCalendar {
    var scanner = CalendarScanner(limits: CalendarLimits(), prefilter: .none, seed: 0)
    scanner.refuseFile(message)
    return ScannedCalendar(scanner, limits: CalendarLimits())
  }

  /// Hash of the bytes of the series that ``next()`` gave last, by which ``passOver(where:)`` knows it again; nil where
  /// they alone do not tell.
  ///
  /// Worked out anew whenever it is asked for.
  package var form: UInt64? { last.flatMap { Self.form(of: groups[$0], in: stores, fingerprint.whole) } }
  /// The place of the series that ``next()`` gave last, where its bytes tell everything of it.
  private var last: Int?

  /// How many series ``next()`` has still to give.
  package var seriesLeft: Int { groups.count - position + waiting.count }

  mutating func take(_ uids: Set<UInt64>, from store: ComponentStore) {
    guard !uids.isEmpty else { return }
    stores.append(store)
    for (index, entry) in store.entries.enumerated() {
      let uid = SeriesLedger.key(entry.uid)
      guard uids.contains(uid) else { continue }
      let place = Place(store: stores.count - 1, entry: index, line: entry.line)
      if let group = groupOfUID[uid] {
        groups[group].places.append(place)
      } else {
        groupOfUID[uid] = groups.count
        groups.append(Group(uid: uid, places: [place]))
      }
    }
  }

  /// Puts everything in the order of the file. Nothing is taken afterwards.
  mutating func sort() {
    for index in groups.indices where groups[index].places.count > 1 {
      groups[index].places.sort { $0.line < $1.line }
    }
    groups.sort { $0.line < $1.line }
    groupOfUID = [:]
  }

  /// Refuses series of which a part was taken already.
  mutating func drop(_ series: [UInt64: Int], _ message: String) {
    groups.removeAll { series[$0.uid] != nil }
    groupOfUID = [:]
    for (index, group) in groups.enumerated() { groupOfUID[group.uid] = index }
    refuse(series.values.reduce(0, +), message)
  }

  mutating func refuse(_ events: Int, _ message: String) {
    contents.refusedEvents += events
    contents.isComplete = false
    refusals.add(.file, line: nil, message)
    contents.refusals = refusals.all
  }

  /// The next series in the order of their first lines.
  package mutating func next() -> EventSeries? {
    last = nil
    if !waiting.isEmpty { return waiting.removeFirst() }
    guard position < groups.count else { return nil }
    let group = groups[position]
    position += 1
    var isPlain = true
    var components: [EventComponent] = []
    components.reserveCapacity(group.places.count)
    for place in group.places {
      let entry = stores[place.store].entries[place.entry]
      components.append(builder.component(entry, from: stores[place.store]))
      for name in builder.wronglyEncoded {
        isPlain = false
        notes.add(.property, line: entry.line, "\(name) is not UTF-8; it was read as Windows-1252.")
        contents.notes = notes.all
      }
    }
    if components.count == 1 || components.allSatisfy({ $0.uid == components[0].uid }) {
      // What has to be said of a series is found as it is built.
      last = isPlain ? position - 1 : nil
      return series(components)
    }
    // Different UIDs of one hash: keep them apart.
    var byUID: [String: [EventComponent]] = [:]
    var order: [String] = []
    for component in components {
      if byUID[component.uid] == nil { order.append(component.uid) }
      byUID[component.uid, default: []].append(component)
    }
    waiting = order.compactMap { byUID[$0].map(series) }
    return waiting.removeFirst()
  }

  /// Passes over the next series without building it if its form is known.
  ///
  /// - Returns: its form, and how many VEVENTs it has; nil where nothing is left or the next has to be built.
  package mutating func passOver(where isKnown: (UInt64) -> Bool) -> (form: UInt64, events: Int)? {
    guard waiting.isEmpty, position < groups.count,
      let form = Self.form(of: groups[position], in: stores, fingerprint.whole), isKnown(form)
    else {
      return nil
    }
    position += 1
    return (form, groups[position - 1].places.count)
  }

  private static func form(of group: Group, in stores: [ComponentStore], _ calendar: StableHash) -> UInt64? {
    var form = SeriesForm(of: calendar)
    for place in group.places { form.add(stores[place.store].entries[place.entry], from: stores[place.store]) }
    return form.value
  }

  private func series(_ components: [EventComponent]) -> EventSeries {
    EventSeries(uid: components[0].uid, components: components, of: fingerprint)
  }
}
