/// A time as far as the prefilter has to know it: seconds on some clock, and how far that clock may be off UTC.
struct RoughTime {
  /// VTIMEZONE's offsets have two digits of hours (RFC 5545, 3.3.14): none can be more than 99:59:59 off.
  static let zoneSlack: Int64 = 100 * 3600

  var seconds: Int64
  /// 0 for a time in UTC.
  var slack: Int64
  var isDate: Bool

  /// Reads the end of a DTSTART, DTEND or RECURRENCE-ID line: `YYYYMMDD`, `YYYYMMDDTHHMMSS` or `YYYYMMDDTHHMMSSZ` after a colon.
  ///
  /// Nil for anything else: whatever cannot be read here may matter.
  init?(_ bytes: Span<UInt8>, _ line: Range<Int>, nameLength: Int) {
    // The digits are read eight at a time, the last of them being followed by what follows the line.
    let line = bytes.trimmingEnd(line)
    let end = line.upperBound
    let isUTC = !line.isEmpty && bytes[end - 1] | 0x20 == 0x7A
    let digits = isUTC ? 16 : 15
    if line.count > digits, bytes[end - digits - 1] == 0x3A {
      guard bytes[end - digits + 8] | 0x20 == 0x74, let day = Self.day(bytes, end - digits),
        let clock = Self.number(bytes.word(at: end - digits + 7) & ~0xFFFF | 0x3030), clock / 10_000 < 24,
        clock / 100 % 100 < 60,
        clock % 100 <= 60
      else { return nil }
      seconds = day * 86_400 + Int64(clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100)
      isDate = false
      let hasParameters = end - digits - 1 != line.lowerBound + nameLength
      slack = isUTC && !hasParameters ? 0 : Self.zoneSlack
    } else if line.count > 8, bytes[end - 9] == 0x3A, let day = Self.day(bytes, end - 8) {
      seconds = day * 86_400
      isDate = true
      slack = Self.zoneSlack
    } else {
      return nil
    }
  }

  /// Whether an instance that begins then certainly lies outside of the window, if it takes no more than `length` seconds.
  func isFar(from window: Range<Instant>, before length: Int64) -> Bool {
    seconds + slack + length <= window.lowerBound.secondsSinceEpoch
      || seconds - slack >= window.upperBound.secondsSinceEpoch
  }

  /// Reads the UNTIL of a rule that was unfolded; nil where there is none or it cannot be read.
  static func until(ofRule bytes: Span<UInt8>) -> Int64? {
    var offset = 0
    while offset + 14 <= bytes.count {
      guard bytes[offset] | 0x20 == 0x75, bytes.lowerCasedHead(at: offset) & 0xFFFF_FFFF_FFFF == untilKey else {
        offset += 1
        continue
      }
      // The day's end, with the slack of its zone: UNTIL may be a date, or local, or in UTC.
      return day(bytes, offset + 6).map { ($0 + 1) * 86_400 + zoneSlack }
    }
    return nil
  }

  /// The most seconds that a DURATION (RFC 5545, 3.3.6) can take; nil where it cannot be read.
  static func longest(duration bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    var seconds: Int64 = 0
    var number: Int64 = 0
    for i in range {
      switch bytes[i] | 0x20 {
      case 0x30...0x39:
        number = number * 10 + Int64(bytes[i] & 0x0F)
        if number > 1_000_000_000 { return nil }
        continue
      case 0x77: seconds += number * 7 * 86_400
      case 0x64: seconds += number * 86_400
      case 0x68: seconds += number * 3600
      case 0x6D: seconds += number * 60
      case 0x73: seconds += number
      case 0x70, 0x74, 0x2B, 0x2D: break
      default: return nil
      }
      number = 0
    }
    // A day's end may be an hour later by the clock of its zone.
    return seconds + 86_400
  }

  /// "until=" in the order of memory.
  private static let untilKey: UInt64 = 0x3D6C_6974_6E75

  /// The eight digits from `offset` on as a number.
  @inline(__always)
  private static func number(_ bytes: Span<UInt8>, _ offset: Int) -> Int? { number(bytes.word(at: offset)) }

  /// Eight ASCII digits, the first in the lowest byte, by three multiplications (Lemire, "Quickly parsing eight
  /// digits", 2018).
  @inline(__always)
  private static func number(_ digits: UInt64) -> Int? {
    let isTooHigh = (digits &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0 != 0x3030_3030_3030_3030
    guard !isTooHigh, digits & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030 else { return nil }
    let tens = ((digits & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) >> 8
    let hundreds = ((tens & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
    return Int(((hundreds & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32)
  }

  /// Days since 1970-01-01, counted as ``CivilDate`` does.
  private static func day(_ bytes: Span<UInt8>, _ offset: Int) -> Int64? {
    guard let number = number(bytes, offset) else { return nil }
    return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)?.daysSinceEpoch
  }
}
