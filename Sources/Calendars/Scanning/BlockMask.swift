#if arch(x86_64)
  import CScan
#endif

/// Finds bytes in a block of 64: one bit a byte, the first byte in bit 0.
enum BlockMask {
  static let width = 64

  /// Which of the bytes from `offset` on end a physical line.
  @inline(__always)
  static func newlines(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
    equal(bytes.vectors(at: offset), 0x0A)
  }

  /// Which of 64 bytes are `byte`.
  @inline(__always)
  static func equal(_ block: Span<UInt8>.Vectors, _ byte: UInt8) -> UInt64 {
    let (a, b, c, d) = block
    return equal(a, byte) | equal(b, byte) << 16 | (equal(c, byte) | equal(d, byte) << 16) << 32
  }

  #if arch(x86_64)
    @inline(__always)
    static func equal(_ bytes: SIMD16<UInt8>, _ byte: UInt8) -> UInt64 { cscan_equal(bytes, byte) }

  #else
    @inline(__always)
    static func equal(_ bytes: SIMD16<UInt8>, _ byte: UInt8) -> UInt64 { portableEqual(bytes, byte) }

  #endif

  /// What `cscan_equal` does, for processors without SSE2; a test holds the two together.
  @inline(__always)
  static func portableEqual(_ bytes: SIMD16<UInt8>, _ byte: UInt8) -> UInt64 {
    let weights = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
    let hits = SIMD16<UInt8>(repeating: 0).replacing(with: weights, where: bytes .== SIMD16(repeating: byte))
    return UInt64(hits.lowHalf.wrappedSum()) | UInt64(hits.highHalf.wrappedSum()) << 8
  }
}
