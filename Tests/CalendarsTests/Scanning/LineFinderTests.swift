import Testing

@testable import Calendars

/// Every way to find lines that the machine has, against a plain loop over the bytes.
@Suite("Finding lines") struct LineFinderTests {
  /// Where lines begin (RFC 5545, 3.1: a newline that neither a space nor a tab follows), each with the newlines up to it.
  private func expected(_ bytes: [UInt8], _ range: Range<Int>) -> [[Int]] {
    var newlines = 0
    var starts: [[Int]] = []
    for place in range where bytes[place] == 0x0A {
      newlines += 1
      if bytes[place + 1] != 0x20, bytes[place + 1] != 0x09 { starts.append([place + 1, newlines]) }
    }
    return starts
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
        var starts = Array(repeating: LineStart(offset: 0, number: 0), count: LineFinder.room(forBlocks: blocks))
        let number = Int.random(in: 0...1000, using: &dice)
        let range = position..<position + blocks * 64
        let found = finder.find(in: bytes.span, from: position, blocks: blocks, number: number, into: &starts)
        let lines = starts[1..<1 + found.lines].map { [$0.offset, $0.number - number] }
        #expect(lines == expected(bytes, range), "rarity \(rarity)")
        #expect(found.newlines == bytes[range].count { $0 == 0x0A })
      }
    }
  }

  @Test func thePortableWayIsAlwaysAmongThem() {
    #expect(!LineFinder.all.isEmpty)
  }
}
