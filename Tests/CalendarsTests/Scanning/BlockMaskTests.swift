import Testing

@testable import Calendars

/// The processor's way and the portable one, each against a plain loop: only one of them runs on any machine.
@Suite("Masks of blocks") struct BlockMaskTests {
  private func expected(_ bytes: [UInt8], _ byte: UInt8) -> UInt64 {
    var mask: UInt64 = 0
    for (place, other) in bytes.enumerated() where other == byte { mask |= 1 << UInt64(place) }
    return mask
  }

  @Test func bothFormsFindEachByteAtEachPlace() {
    var dice = Dice(state: 11)
    for round in 0..<2000 {
      // Few different bytes, so that there are hits; every round another one is looked for.
      let byte = UInt8(truncatingIfNeeded: round)
      let bytes = (0..<16).map { _ in Bool.random(using: &dice) ? byte : UInt8.random(in: 0...255, using: &dice) }
      let vector = SIMD16<UInt8>(bytes)
      #expect(BlockMask.equal(vector, byte) == expected(bytes, byte))
      #expect(BlockMask.portableEqual(vector, byte) == expected(bytes, byte))
    }
  }

  @Test func neitherFormSeesWhatIsNotThere() {
    let vector = SIMD16<UInt8>(repeating: 0x8A)
    for byte in 0...255 as ClosedRange<UInt8> where byte != 0x8A {
      #expect(BlockMask.equal(vector, byte) == 0 && BlockMask.portableEqual(vector, byte) == 0)
    }
    #expect(BlockMask.equal(vector, 0x8A) == 0xFFFF && BlockMask.portableEqual(vector, 0x8A) == 0xFFFF)
  }

  @Test func theNewlinesOfABlockAreFoundFromAnyOffset() {
    var dice = Dice(state: 12)
    let bytes = (0..<256).map { _ in Int.random(in: 0..<9, using: &dice) == 0 ? 0x0A : UInt8(0x41) }
    for offset in 0...192 {
      let block = Array(bytes[offset..<offset + 64])
      #expect(BlockMask.newlines(bytes.span, at: offset) == expected(block, 0x0A))
    }
  }
}
