/// A 128-bit digest of bytes that arrive in pieces: tells whether an export has changed.
///
/// Two lanes of wyhash's folded multiplication. Fast enough to cost nothing next to reading; it guards against
/// chance, not against somebody who forges collisions: whoever can write the export can write anything into it.
struct Fingerprint {
  private var low: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var high: UInt64 = 0xD1B5_4A32_D192_ED03
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  mutating func add(_ bytes: some Collection<UInt8>) {
    _ =
      bytes.withContiguousStorageIfAvailable { buffer in add(buffer: UnsafeRawBufferPointer(buffer)) }
      ?? Array(bytes).withUnsafeBytes { add(buffer: $0) }
  }

  mutating func add(buffer: UnsafeRawBufferPointer) {
    length &+= UInt64(buffer.count)
    var at = 0
    if !pending.isEmpty {
      at = min(8 - pending.count, buffer.count)
      pending.append(contentsOf: buffer[..<at])
      guard pending.count == 8 else { return }
      mix(pending.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) })
      pending.removeAll(keepingCapacity: true)
    }
    while at + 8 <= buffer.count {
      mix(UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
      at += 8
    }
    pending.append(contentsOf: buffer[at...])
  }

  /// 32 hexadecimal digits.
  var text: String {
    var end = self
    end.pending.append(contentsOf: Array(repeating: 0, count: 8 - pending.count))
    end.mix(end.pending.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) })
    end.mix(length)
    end.mix(end.low ^ end.high)
    return Self.hex(end.high) + Self.hex(end.low)
  }

  @inline(__always)
  private mutating func mix(_ word: UInt64) {
    low = Self.fold(low ^ word, 0xA076_1D64_78BD_642F)
    high = Self.fold(high &+ word, 0xE703_7ED1_A0B4_28DB) ^ low.byteSwapped
  }

  /// Both halves of the product, so that every bit of `a` reaches every bit of the result.
  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a | 1 == 1 ? 0x2545_F491_4F6C_DD1D : a).multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
