/// A value that is copied by taking a reference, until one of the copies is changed.
///
/// An event's details hold a dozen texts, and each of its occurrences has them: copying them one by one costs more
/// than everything else about an occurrence.
struct Shared<Value: Sendable & Equatable>: Sendable, Equatable {
  /// Changed only while nobody else refers to it, so that tasks can share it.
  private final class Box: @unchecked Sendable {
    var value: Value

    init(_ value: Value) { self.value = value }
  }

  private var box: Box

  init(_ value: Value) { box = Box(value) }

  var value: Value {
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }

  static func == (a: Shared, b: Shared) -> Bool { a.box === b.box || a.box.value == b.box.value }
}
