/// The bytes that are being scanned, and every unsafe operation of the scanner.
///
/// Each one is checked against the buffer's bounds: the slices below trap outside of them, and the loads of
/// ``Swift/RawSpan`` are "unsafe" only in that any bit pattern must be a value of the type, which holds for integers
/// and vectors of integers.
struct ByteBuffer {
  private(set) var bytes: [UInt8]

  init(count: Int) { bytes = Array(repeating: 0, count: count) }

  var count: Int { bytes.count }

  subscript(offset: Int) -> UInt8 {
    get { bytes[offset] }
    set { bytes[offset] = newValue }
  }

  mutating func clear(_ range: Range<Int>) { for i in range { bytes[i] = 0 } }

  mutating func grow(by count: Int) { bytes.append(contentsOf: repeatElement(0, count: count)) }

  /// Lets `source` write into `range`; returns how much it wrote.
  mutating func read(_ range: Range<Int>, from source: inout some ByteSource) throws -> Int {
    try unsafe bytes.withUnsafeMutableBytes { whole in
      try unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: whole[range]))
    }
  }

  /// Moves `range` to begin at `target`; the two may overlap.
  mutating func move(_ range: Range<Int>, to target: Int) {
    unsafe bytes.withUnsafeMutableBytes { whole in
      let destination = unsafe UnsafeMutableRawBufferPointer(rebasing: whole[target..<target + range.count])
      unsafe destination.copyMemory(from: UnsafeRawBufferPointer(rebasing: whole[range]))
    }
  }
}

extension Span<UInt8> {
  /// The eight bytes from `offset` on.
  @inline(__always)
  func word(at offset: Int) -> UInt64 { unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self) }

  /// The number in the four bytes from `offset` on, the lowest first.
  @inline(__always)
  func shortWord(at offset: Int) -> Int {
    Int(UInt32(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }

  /// The sixteen bytes from `offset` on.
  @inline(__always)
  func vector(at offset: Int) -> SIMD16<UInt8> {
    unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
  }
}

extension Span<UInt8> {
  typealias Vectors = (SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>)

  /// The 64 bytes from `offset` on, checked once for all four.
  @inline(__always)
  func vectors(at offset: Int) -> Vectors {
    precondition(offset >= 0 && offset <= count &- 64)
    return unsafe withUnsafeBytes { bytes in
      (
        unsafe bytes.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self),
        unsafe bytes.loadUnaligned(fromByteOffset: offset &+ 16, as: SIMD16<UInt8>.self),
        unsafe bytes.loadUnaligned(fromByteOffset: offset &+ 32, as: SIMD16<UInt8>.self),
        unsafe bytes.loadUnaligned(fromByteOffset: offset &+ 48, as: SIMD16<UInt8>.self)
      )
    }
  }
}

extension [UInt8] {
  /// Appends the lowest `count` bytes of a number, the lowest first.
  @inline(__always)
  mutating func append(_ count: Int, bytesOf word: UInt64) {
    unsafe Swift.withUnsafeBytes(of: word.littleEndian) { bytes in
      unsafe append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[0..<count]))
    }
  }

  /// Appends a part of a span at once.
  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let part = bytes.extracting(range)
    unsafe part.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
