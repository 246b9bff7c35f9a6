import Testing

@testable import Calendars

/// Every way to find lines that the machine has, against a plain loop over the bytes.
@Suite("Finding lines") struct LineFinderTests {
  /// What a plain loop finds.
  private struct Expected {
    /// Where lines begin (RFC 5545, 3.1: a newline that neither a space nor a tab follows).
    var offsets: [Int] = []
    /// Whether the line before each has a fold.
    var endsFolded: [Bool] = []
    var newlinesBefore: [UInt32] = []
    let startsFolded: Bool
    var found: FoundLines

    init(_ bytes: [UInt8], _ range: Range<Int>, isFolded: Bool) {
      startsFolded = isFolded
      found = FoundLines(isFolded: isFolded)
      for place in range {
        if (place - range.lowerBound) % 64 == 0 { newlinesBefore.append(UInt32(found.newlines)) }
        guard bytes[place] == 0x0A else { continue }
        found.newlines += 1
        if bytes[place + 1] == 0x20 || bytes[place + 1] == 0x09 {
          found.isFolded = true
        } else {
          offsets.append(place + 1)
          endsFolded.append(found.isFolded)
          found.isFolded = false
        }
      }
      found.lines = offsets.count
    }
  }

  @Test(arguments: LineFinder.all.indices) func findsWhatAPlainLoopFinds(way: Int) {
    var dice = Dice(state: 13)
    let finder = LineFinder.all[way]
    // From a newline in every byte to one in two hundred; blanks and their neighbours behind them.
    for rarity in [1, 2, 3, 9, 70, 200] {
      for _ in 0..<200 {
        let blocks = Int.random(in: 0...5, using: &dice)
        let position = Int.random(in: 0...70, using: &dice)
        let others: [UInt8] = [0x09, 0x20, 0x0D, 0x0B, 0x21, 0x41, 0x8A, 0x00]
        let bytes: [UInt8] = (0...position + blocks * 64).map { _ in
          Int.random(in: 0..<rarity, using: &dice) == 0 ? 0x0A : others.randomElement(using: &dice) ?? 0
        }
        let behind = Int.random(in: 0...3, using: &dice)
        var starts = Array(
          repeating: LineStart(offset: 77, endsFolded: true), count: behind + LineFinder.room(forBlocks: blocks))
        var newlinesBefore = Array(repeating: 0 as UInt32, count: blocks)
        let range = position..<position + blocks * 64
        let expected = Expected(bytes, range, isFolded: Bool.random(using: &dice))
        let found = finder.find(
          in: bytes.span, from: position, blocks: blocks, isFolded: expected.startsFolded, into: &starts,
          behind: behind, newlinesBefore: &newlinesBefore)
        #expect(starts[...behind].allSatisfy { $0.offset == 77 && $0.endsFolded })
        let lines = starts[(behind + 1)...].prefix(found.lines)
        #expect(found == expected.found, "rarity \(rarity)")
        #expect(lines.map(\.offset) == expected.offsets)
        #expect(lines.map(\.endsFolded) == expected.endsFolded)
        #expect(newlinesBefore == expected.newlinesBefore)
      }
    }
  }

  @Test func aLinesBoundsAreItsStartAndTheNext() {
    let offsets = [0, 1, 80, 0x7FFF_FF00, 0x7FFF_FFFF]
    for (marks, next) in [(false, true), (true, false), (true, true), (false, false)] {
      for index in 1..<offsets.count {
        let starts = [
          LineStart(offset: offsets[index - 1], endsFolded: marks), LineStart(offset: offsets[index], endsFolded: next),
        ]
        for bounds in [
          LineBounds(starts.span, 0), LineBounds(offsets[index - 1]..<offsets[index], isFolded: next),
        ] {
          #expect(bounds.range == offsets[index - 1]..<offsets[index])
          #expect(bounds.isFolded == next)
        }
      }
    }
  }
}
