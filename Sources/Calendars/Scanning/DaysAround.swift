/// The days around a window, in the form in which files write days, so that a time far from it is told by a glance.
struct DaysAround {
  /// `YYYYMMDD` in ASCII as big-endian numbers: they compare as the days do.
  private let before: UInt64
  private let behind: UInt64
  /// The same for times at which instances begin.
  private let longBefore: UInt64

  /// Nearer than this to the window, times are read exactly.
  private static let margin: Int64 = 7 * 86_400

  /// Nil for a window beyond the years that four digits can write.
  init?(_ window: Range<Instant>) {
    guard let first = Self.word(window.lowerBound.secondsSinceEpoch, -Self.margin),
      let earlier = Self.word(window.lowerBound.secondsSinceEpoch, -Self.margin - EventJudge.farthest),
      let last = Self.word(window.upperBound.secondsSinceEpoch, Self.margin)
    else { return nil }
    before = first
    longBefore = earlier
    behind = last
  }

  private static func word(_ seconds: Int64, _ margin: Int64) -> UInt64? {
    // 0001-03-01 to 9999-11-01, to stay in range with the margins.
    guard (-62_130_499_200..<253_396_944_000).contains(seconds) else { return nil }
    let day = CivilDateTime(secondsSinceEpoch: seconds + margin).date
    var number = day.year * 10_000 + day.month * 100 + day.day
    var word: UInt64 = 0
    for place in 0..<8 as Range<UInt64> {
      word |= UInt64(0x30 + number % 10) << (8 * place)
      number /= 10
    }
    return word
  }

  /// Whether a single event certainly lies outside, to be asked of its DTSTART and DTEND lines.
  ///
  /// False wherever one of them is not a plain, valid time or date.
  @inline(__always)
  func excludes(_ bytes: Span<UInt8>, start: LineBounds, end: LineBounds?) -> Bool {
    guard let first = Self.day(bytes, start, nameLength: 7) else { return false }
    guard let end else { return first < before || first > behind }
    guard let last = Self.day(bytes, end, nameLength: 5) else { return false }
    return first < before && last < before || first > behind
  }

  /// Whether the instance that a RECURRENCE-ID line names is certainly far (``RoughTime/isFar(from:before:)``), and
  /// that instance alone.
  func excludes(_ bytes: Span<UInt8>, instance line: LineBounds) -> Bool {
    guard let day = Self.day(bytes, line, nameLength: 13) else { return false }
    return day < longBefore || day > behind
  }

  /// The day of `NAME:YYYYMMDDTHHMMSSZ`, `NAME;TZID=ZONE:YYYYMMDDTHHMMSS` or `NAME;VALUE=DATE:YYYYMMDD`, in ASCII.
  @inline(__always)
  private static func day(_ bytes: Span<UInt8>, _ line: LineBounds, nameLength: Int) -> UInt64? {
    let value = line.lowerBound &+ nameLength &+ 1
    if bytes[value &- 1] == 0x3B {
      return bytes[value] | 0x20 == 0x74 ? localDay(bytes, line, value) : date(bytes, line.range, value)
    }
    // Two more bytes end the line; with one, and no room for a fold, it ends in LF.
    let rest = line.upperBound &- value &- 16
    guard rest == 2 || rest == 1, bytes[value &- 1] == 0x3A, isBlankOrEnd(bytes[value &+ 16]) else { return nil }
    // Z in any case.
    guard bytes[value &+ 15] | 0x20 == 0x7A else { return nil }
    return day(bytes, at: value)
  }

  /// The day of `YYYYMMDDTHHMMSS`.
  @inline(__always)
  private static func day(_ bytes: Span<UInt8>, at value: Int) -> UInt64? {
    let day = bytes.word(at: value).bigEndian
    let clock = bytes.word(at: value &+ 8).bigEndian
    // T in any case. Its place and that behind the clock filled with zeros, the clock is digits like the day.
    guard clock & 0xDF00_0000_0000_0000 == 0x5400_0000_0000_0000 else { return nil }
    let digits = clock & 0x00FF_FFFF_FFFF_FF00 | 0x3000_0000_0000_0030
    guard areDigits(digits), isDay(day) else { return nil }
    guard pair(digits, 40) < 24, pair(digits, 24) < 60, pair(digits, 8) <= 60 else { return nil }
    return day
  }

  /// A time with a TZID and no other parameter, in one physical line.
  private static func localDay(_ bytes: Span<UInt8>, _ line: LineBounds, _ parameter: Int) -> UInt64? {
    let end = bytes.withoutNewline(line.range).upperBound
    let value = end &- 15
    let zone = parameter &+ 5
    guard !line.isFolded, value > zone, bytes[value &- 1] == 0x3A,
      bytes.lowerCasedHead(at: parameter) & 0xFF_FFFF_FFFF == tzidIs
    else { return nil }
    var offset = zone
    while offset < value &- 1 {
      let byte = bytes[offset]
      // Another parameter, or a zone that is quoted.
      if byte == 0x3A || byte == 0x3B || byte == 0x3D || byte == 0x22 { return nil }
      offset &+= 1
    }
    return day(bytes, at: value)
  }

  /// "tzid=" in the order of memory.
  private static var tzidIs: UInt64 { 0x3D_6469_7A74 }

  /// The margin is wider than the clocks of all zones are apart, and a day.
  private static func date(_ bytes: Span<UInt8>, _ line: Range<Int>, _ parameter: Int) -> UInt64? {
    let value = parameter &+ 11
    let rest = line.upperBound &- value &- 8
    guard rest == 2 || rest == 1, isBlankOrEnd(bytes[value &+ 8]), bytes[value &- 1] == 0x3A,
      bytes.word(at: parameter) == valueIsDa, bytes[parameter &+ 8] == 0x54, bytes[parameter &+ 9] == 0x45
    else { return nil }
    let day = bytes.word(at: value).bigEndian
    return isDay(day) ? day : nil
  }

  /// "VALUE=DA" in the order of memory.
  private static var valueIsDa: UInt64 { 0x4144_3D45_554C_4156 }

  /// Whether eight bytes are a day of the calendar. 29 February is none here: it may be one, but not every year.
  @inline(__always)
  private static func isDay(_ word: UInt64) -> Bool {
    let month = pair(word, 16)
    return areDigits(word) && month &- 1 < 12 && pair(word, 0) &- 1 < 28 &+ (daysBeyond28 >> (2 &* month)) & 3
  }

  /// How many days a month has beyond 28, two bits each; January's behind two that nobody asks for.
  private static var daysBeyond28: UInt64 { 0b11_10_11_10_11_11_10_11_10_11_00_11_00 }

  @inline(__always)
  private static func areDigits(_ word: UInt64) -> Bool {
    word & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
      && (word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
  }

  /// The number of the two digits that stand `shift` bits from the right.
  @inline(__always)
  private static func pair(_ word: UInt64, _ shift: UInt64) -> UInt64 {
    ((word >> (shift &+ 8)) & 0x0F) &* 10 &+ ((word >> shift) & 0x0F)
  }
}
