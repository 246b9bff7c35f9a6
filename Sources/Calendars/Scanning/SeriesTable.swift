/// What is known of each series of a file, by the hash of its UID.
///
/// `Dictionary` hashes its keys once more, which costs more than everything else that is done with them here. These are evenly
/// spread already, and as they are seeded, strangers cannot choose UIDs that crowd one place.
struct SeriesTable<Value> {
  /// Keys of which the lowest bit is set, so that none is 0, which stands where there is none; one behind the other from the
  /// place that a key's highest bits name.
  private var keys: [UInt64]
  private var values: [Value]
  private var shift: UInt64
  private var count = 0
  private let nothing: Value

  /// - Parameter nothing: what is known of a series at first.
  init(_ nothing: Value) {
    self.nothing = nothing
    shift = 64 - 6
    keys = Array(repeating: 0, count: 1 << 6)
    values = Array(repeating: nothing, count: 1 << 6)
  }

  /// - Parameter key: its lowest bit does not count.
  subscript(key: UInt64) -> Value? { place(of: key).map { values[$0] } }

  /// Changes what is known of a series; false where nothing is known of it.
  @inline(__always)
  mutating func changeIfKnown(_ key: UInt64, _ change: (inout Value) -> Void) -> Bool {
    guard let place = place(of: key) else { return false }
    change(&values[place])
    return true
  }

  /// Changes what is known of a series, of which nothing may be known so far; returns what that is then.
  @inline(__always)
  mutating func change(_ key: UInt64, _ change: (inout Value) -> Void) -> Value {
    let place = place(of: key) ?? insert(key)
    change(&values[place])
    return values[place]
  }

  func forEach(_ body: (_ key: UInt64, _ value: Value) -> Void) {
    for place in keys.indices where keys[place] != 0 { body(keys[place] & ~1, values[place]) }
  }

  @inline(__always)
  private func place(of key: UInt64) -> Int? {
    let key = key | 1
    var place = Int(truncatingIfNeeded: key &>> shift)
    while keys[place] != key {
      if keys[place] == 0 { return nil }
      place = (place &+ 1) & (keys.count &- 1)
    }
    return place
  }

  private mutating func insert(_ key: UInt64) -> Int {
    // Half of the places stay empty, so that none is far from where it is looked for.
    if count >= keys.count / 2 { grow() }
    count += 1
    return put(key | 1, nothing)
  }

  private mutating func put(_ key: UInt64, _ value: Value) -> Int {
    var place = Int(truncatingIfNeeded: key &>> shift)
    while keys[place] != 0 { place = (place &+ 1) & (keys.count &- 1) }
    keys[place] = key
    values[place] = value
    return place
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    shift -= 1
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    values = Array(repeating: nothing, count: oldKeys.count * 2)
    for (key, value) in zip(oldKeys, oldValues) where key != 0 { _ = put(key, value) }
  }
}
