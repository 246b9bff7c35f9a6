import Synchronization

/// What is read of an event only when somebody asks for it: neither its times nor its place in a series need it.
struct LateProperties: Sendable, Equatable {
  var details = EventDetails()
  /// DTSTAMP and LAST-MODIFIED.
  var stamp: String?
  var lastModified: String?
}

/// The late properties of one VEVENT, shared by all its copies and occurrences.
///
/// They are read once, by the first who asks, from the lines that were kept of the event; any thread may be that. A copy
/// that is changed has values of its own.
struct LateReference: Sendable, Equatable {
  private final class Values: Sendable {
    let values: LateProperties

    init(_ values: LateProperties) { self.values = values }
  }

  private final class Box: Sendable {
    let kept: KeptEvent?
    private let read: Mutex<Values?>

    init(_ kept: KeptEvent) {
      self.kept = kept
      read = Mutex(nil)
    }

    init(_ values: LateProperties) {
      kept = nil
      read = Mutex(Values(values))
    }

    var values: Values {
      read.withLock { known in
        if let known { return known }
        let values = Values(kept?.lateProperties() ?? LateProperties())
        known = values
        return values
      }
    }
  }

  private var box: Box
  /// STATUS is CANCELLED: wanted before the details.
  var isCancelled: Bool

  init(_ values: LateProperties = LateProperties()) {
    box = Box(values)
    isCancelled = values.details.isCancelled
  }

  init(_ kept: KeptEvent) {
    box = Box(kept)
    isCancelled = kept.isCancelled
  }

  /// Whether both are copies of one, so that their values need not be compared.
  func isSame(as other: LateReference) -> Bool { box === other.box }

  var value: LateProperties {
    _read { yield box.values.values }
    _modify {
      var changed = box.values.values
      defer { self = LateReference(changed) }
      yield &changed
    }
  }

  /// DTSTAMP and LAST-MODIFIED, read alone where nothing was read yet.
  var stamps: (stamp: String?, lastModified: String?) {
    let values = box.kept?.lateProperties { $0 == .stamp || $0 == .lastModified } ?? value
    return (values.stamp, values.lastModified)
  }

  static func == (a: LateReference, b: LateReference) -> Bool { a.box === b.box || a.value == b.value }
}
