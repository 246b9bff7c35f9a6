/// The stretch of time outside of which a VEVENT certainly has no instance.
struct Reach {
  private var starts = 0
  private var isStartUnknown = false
  private var lowest: Int64 = .max
  private var highest: Int64 = .min
  private var longest: Int64 = 0
  private var lastUntil: Int64?
  /// It has instances that its start and its rules do not bound.
  var isUnbounded = false
  private var isEndUnknown = false
  private var isLengthUnknown = false

  mutating func add(start: RoughTime?) {
    starts += 1
    guard let start else {
      isStartUnknown = true
      return
    }
    lowest = min(lowest, start.seconds - start.slack)
    // A day without an end lasts that day (RFC 5545, 3.6.1).
    highest = max(highest, start.seconds + start.slack + (start.isDate ? 86_400 : 0))
  }

  mutating func add(end: RoughTime?) {
    guard let end else {
      isEndUnknown = true
      isLengthUnknown = true
      return
    }
    highest = max(highest, end.seconds + end.slack)
  }

  mutating func add(duration: Int64?) {
    guard let duration else {
      isEndUnknown = true
      isLengthUnknown = true
      return
    }
    longest = max(longest, duration)
  }

  /// - Parameter until: the latest start that a rule allows; nil where it names none.
  mutating func add(until: Int64?) {
    guard let until else {
      isEndUnknown = true
      return
    }
    lastUntil = max(lastUntil ?? .min, until)
  }

  /// The most seconds that an instance takes; nil where nobody can tell.
  var longestInstance: Int64? {
    isStartUnknown || starts != 1 || isLengthUnknown ? nil : highest - lowest + longest
  }

  func mayTouch(_ window: Range<Instant>) -> Bool {
    if isUnbounded || isStartUnknown || starts != 1 { return true }
    if lowest >= window.upperBound.secondsSinceEpoch { return false }
    if isEndUnknown { return true }
    var last = highest
    if let lastUntil {
      // Each instance lasts as long as the first.
      last = max(last, lastUntil + (highest - lowest))
    }
    return last + longest >= window.lowerBound.secondsSinceEpoch
  }
}
