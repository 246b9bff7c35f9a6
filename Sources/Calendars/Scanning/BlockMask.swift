#if arch(x86_64)
  import CScan
#endif

/// Which of 64 consecutive bytes end a line and which are blanks, one bit a byte, the first byte in bit 0.
struct BlockMask {
  static let width = 64

  let newlines: UInt64
  /// Spaces and tabs: at the start of a physical line they make it a continuation (RFC 5545, 3.1).
  let blanks: UInt64

  @inline(__always)
  init(_ bytes: Span<UInt8>, at offset: Int) {
    let a = bytes.vector(at: offset)
    let b = bytes.vector(at: offset &+ 16)
    let c = bytes.vector(at: offset &+ 32)
    let d = bytes.vector(at: offset &+ 48)
    newlines =
      Self.equal(a, 0x0A) | Self.equal(b, 0x0A) << 16 | Self.equal(c, 0x0A) << 32 | Self.equal(d, 0x0A) << 48
    blanks = Self.blank(a) | Self.blank(b) << 16 | Self.blank(c) << 32 | Self.blank(d) << 48
  }

  #if arch(x86_64)
    @inline(__always)
    private static func equal(_ bytes: SIMD16<UInt8>, _ byte: UInt8) -> UInt64 { UInt64(cscan_equal(bytes, byte)) }

    @inline(__always)
    private static func blank(_ bytes: SIMD16<UInt8>) -> UInt64 { UInt64(cscan_blank(bytes)) }
  #else
    @inline(__always)
    private static func equal(_ bytes: SIMD16<UInt8>, _ byte: UInt8) -> UInt64 { portableEqual(bytes, byte) }

    @inline(__always)
    private static func blank(_ bytes: SIMD16<UInt8>) -> UInt64 {
      portableEqual(bytes, 0x20) | portableEqual(bytes, 0x09)
    }
  #endif

  /// What `cscan_equal` does, for processors without SSE2; a test holds the two together.
  @inline(__always)
  static func portableEqual(_ bytes: SIMD16<UInt8>, _ byte: UInt8) -> UInt64 {
    let weights = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
    let hits = SIMD16<UInt8>(repeating: 0).replacing(with: weights, where: bytes .== SIMD16(repeating: byte))
    return UInt64(hits.lowHalf.wrappedSum()) | UInt64(hits.highHalf.wrappedSum()) << 8
  }
}
