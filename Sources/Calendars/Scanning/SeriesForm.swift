/// Hashes the bytes of a series as they stand in the file, so that one that was seen before need not be built.
///
/// Equal forms are equal series; a series in another form (its lines in another order, say) may still have the same
/// ``EventSeries/fingerprint``. DTSTAMP and LAST-MODIFIED are left out, for exporters write them anew every time: they
/// only tell which of two revisions of one instance counts, so a series with two of one instance has no form.
struct SeriesForm {
  private var components: UInt64 = 0
  /// The RECURRENCE-IDs of the components; the first stands by itself, for most series have one.
  private var first: UInt64?
  private var others: Set<UInt64> = []
  private var isAmbiguous = false
  private let beginning: StableHash

  init(of calendar: StableHash) { beginning = calendar }

  mutating func add(_ entry: ComponentStore.Entry, from store: ComponentStore) {
    var hash = beginning
    hash.combine(store.madeUID(of: entry))
    hash.combine(entry.isCancelled)
    hash.combine(entry.attendeesLeftOut)
    var instance = StableHash()
    store.lines(of: entry).forEach { kind, bytes, range, beginning in
      if kind == .stamp || kind == .lastModified { return }
      hash.combine(UInt64(kind.rawValue) << 1 | (beginning.isEmpty ? 0 : 1))
      hash.combine(bytes: bytes.extracting(range))
      if kind == .recurrenceID { instance.combine(bytes: bytes.extracting(range)) }
    }
    // In whatever order the file has them.
    components &+= hash.value
    if first == nil {
      first = instance.value
    } else if instance.value == first || !others.insert(instance.value).inserted {
      isAmbiguous = true
    }
  }

  /// Nil where the bytes alone do not tell.
  var value: UInt64? { isAmbiguous ? nil : components }
}
