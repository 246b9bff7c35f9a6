/// Finds links to Salesforce opportunities in a text, and nothing else of it.
///
/// A link is a URL whose path or query holds an id with the key prefix of Opportunity, 006, in its 15- or
/// 18-character form. Only the ids are kept: descriptions are strangers' prose and stay where they are.
enum RecordLinks {
  /// False for a logical line, folded as it may be, that certainly holds no id: most texts, told without unfolding.
  ///
  /// Up to 66 bytes behind the range are looked at.
  static func mayHold(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var i = line.lowerBound
    while i < line.upperBound {
      guard i &+ BlockMask.width <= bytes.count else { return true }
      let block = bytes.vectors(at: i)
      let zeros = BlockMask.equal(block, 0x30)
      // "006" within the block, or a zero at its end or before a fold, behind which the rest may stand.
      if zeros & (1 << 63 | 1 << 62) != 0 { return true }
      if zeros != 0 {
        let ends = BlockMask.equal(block, 0x0A) | BlockMask.equal(block, 0x0D)
        let sixes = BlockMask.equal(block, 0x36)
        if zeros & (zeros >> 1) & (sixes >> 2) | zeros & (ends >> 1) != 0 { return true }
      }
      i &+= BlockMask.width
    }
    return false
  }

  /// Appends the ids in `bytes` that `ids` does not hold yet, until it holds `limit`.
  static func collect(from bytes: Span<UInt8>, _ range: Range<Int>, into ids: inout [String], limit: Int) {
    var i = range.lowerBound
    while i + 15 <= range.upperBound, ids.count < limit {
      if i &+ 18 <= bytes.count {
        // Sixteen places at a time: where does "006" begin?
        let prefixes =
          BlockMask.equal(bytes.vector(at: i), 0x30) & BlockMask.equal(bytes.vector(at: i &+ 1), 0x30)
          & BlockMask.equal(bytes.vector(at: i &+ 2), 0x36)
        guard prefixes != 0 else {
          i &+= 16
          continue
        }
        i &+= prefixes.trailingZeroBitCount
      } else if bytes[i] != 0x30 || bytes[i + 1] != 0x30 || bytes[i + 2] != 0x36 {
        i &+= 1
        continue
      }
      guard i + 15 <= range.upperBound else { return }
      var end = i
      while end < range.upperBound, isAlphanumeric(bytes[end]), end - i <= 18 { end += 1 }
      if end - i == 15 || end - i == 18, isInsideURL(bytes, from: range.lowerBound, to: i) {
        let id = TextDecoding.text(bytes, i..<end)
        if !ids.contains(id) { ids.append(id) }
      }
      i = max(end, i + 1)
    }
  }

  /// Whether `://` stands before `end`, in the same run of characters that a URL can have, with at least a slash
  /// after the host; and the id follows a slash, an equals sign or an escaped slash.
  private static func isInsideURL(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard end > start else { return false }
    let before = bytes[end - 1]
    let followsEscape =
      end - start >= 3 && bytes[end - 3] == 0x25 && (bytes[end - 2] == 0x32 || bytes[end - 2] == 0x33)
      && [0x46, 0x66, 0x44, 0x64].contains(bytes[end - 1])
    guard before == 0x2F || before == 0x3D || followsEscape else { return false }
    var slashes = 0
    var i = end - 1
    let earliest = max(start, end - 2048)
    while i >= earliest {
      switch bytes[i] {
      case 0x2F:
        slashes += 1
        if i - 2 >= start, bytes[i - 1] == 0x2F, bytes[i - 2] == 0x3A { return slashes >= 2 }
      case 0...0x20, 0x22, 0x27, 0x3C, 0x3E, 0x5C, 0x60, 0x7B...0x7D: return false
      default: break
      }
      i -= 1
    }
    return false
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }
}
