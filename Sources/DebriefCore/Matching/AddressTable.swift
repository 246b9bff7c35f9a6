import Addresses

/// E-mail addresses to row numbers, several rows to an address where the CRM has them.
///
/// All addresses stand in one text, and slots hash into it: by its layout some 60 bytes per address, and no
/// allocation each, where a dictionary of strings needs one per address.
struct AddressTable: Sendable {
  /// Where an address leads.
  struct Row: Hashable, Sendable {
    var number: UInt32
    /// Which of the record's fields held the address.
    var field: UInt8
  }

  private struct Entry: Sendable {
    var start: Int
    var length: UInt16
    var row: Row
  }

  private var text: [UInt8] = []
  private var entries: [Entry] = []
  /// Entry numbers plus one; 0 is free. A power of two, at most half full.
  private var slots: [UInt32] = []

  init() {}

  /// - Parameter rows: addresses in their comparison form (`EmailAddress.key`); longer ones than any mail system
  ///   takes are left out.
  init(_ rows: [(key: String, row: Row)]) {
    entries.reserveCapacity(rows.count)
    text.reserveCapacity(rows.count * 24)
    var size = 16
    while size < rows.count * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    for (key, row) in rows {
      guard let length = UInt16(exactly: key.utf8.count) else { continue }
      let start = text.count
      text.append(contentsOf: key.utf8)
      entries.append(Entry(start: start, length: length, row: row))
      var slot = Self.hash(key.utf8) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt32(entries.count)
    }
  }

  /// The rows of exactly this address, in the order in which they were given.
  subscript(address: EmailAddress) -> [Row] {
    guard !slots.isEmpty else { return [] }
    let key = address.key
    return key.utf8.withContiguousStorageIfAvailable { rows(of: $0) } ?? rows(of: Array(key.utf8))
  }

  private func rows(of key: some RandomAccessCollection<UInt8>) -> [Row] {
    var found: [Row] = []
    var slot = Self.hash(key) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if Int(entry.length) == key.count, text[entry.start..<entry.start + key.count].elementsEqual(key) {
        found.append(entry.row)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return found
  }

  /// FNV-1a, 64 bits, folded. Who can write to the CRM could make addresses collide, and gain a slower run.
  private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 29) ^ (hash >> 47))
  }
}
