import Glibc

/// Reads the system's zoneinfo (RFC 9636, "TZif").
struct ZoneInfoFile {
  let transitions: ZoneTransitions

  /// The last year for which changes are made from the rule at a file's end; the last offset holds from then on.
  static let lastYear = 2199

  /// - Returns: nil where `bytes` is no TZif file of version 2 or later.
  init?(_ bytes: [UInt8]) {
    var reader = TZifReader(bytes: bytes)
    // Version 1's block of 32-bit times comes first and is skipped.
    guard let first = reader.header(), first.version >= UInt8(ascii: "2"), reader.skip(first.length(timeSize: 4)),
      let header = reader.header(),
      let block = reader.block(header)
    else { return nil }
    var changes = block.changes
    if let rule = PosixZoneRule(reader.footer) {
      let last = changes.last?.at ?? .min
      changes += rule.changes(years: 1970...Self.lastYear).filter { $0.at > last }
      transitions = ZoneTransitions(
        initialOffset: changes.isEmpty ? rule.standardOffset : block.initialOffset, changes: changes)
    } else {
      transitions = ZoneTransitions(initialOffset: block.initialOffset, changes: changes)
    }
  }

  /// Reads `name` below `directory`; nil where there is no such zone. The name is an IANA name of letters, digits and
  /// `_+-/`, so it cannot leave the directory.
  static func read(_ name: String, in directory: String) -> ZoneInfoFile? {
    let fields = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isName = fields.allSatisfy { !$0.isEmpty && $0.allSatisfy(isNameByte) } && name.utf8.count <= 64
    guard isName, let bytes = contents(ofFile: "\(directory)/\(name)", atMost: 1 << 16) else { return nil }
    return ZoneInfoFile(bytes)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func contents(ofFile path: String, atMost limit: Int) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      unsafe count = max(0, Glibc.read(file, buffer.baseAddress, limit))
    }
    return bytes.isEmpty || bytes.count == limit ? nil : bytes
  }
}

/// The counts in a TZif header (RFC 9636, 3.1).
private struct TZifHeader {
  let version: UInt8
  let isUTCount, isStandardCount, leapCount, timeCount, typeCount, designationBytes: Int

  func length(timeSize: Int) -> Int {
    timeCount * timeSize + timeCount + typeCount * 6 + designationBytes + leapCount * (timeSize + 4)
      + isStandardCount + isUTCount
  }
}

private struct TZifReader {
  let bytes: [UInt8]
  var position = 0

  mutating func header() -> TZifHeader? {
    guard bytes.count - position >= 44, bytes[position..<position + 4].elementsEqual("TZif".utf8) else { return nil }
    let counts = (0..<6).map { Int(bigEndian(at: position + 20 + $0 * 4, size: 4)) }
    let header = TZifHeader(
      version: bytes[position + 4], isUTCount: counts[0], isStandardCount: counts[1], leapCount: counts[2],
      timeCount: counts[3], typeCount: counts[4], designationBytes: counts[5])
    position += 44
    return counts.allSatisfy { (0...bytes.count).contains($0) } && header.typeCount > 0 ? header : nil
  }

  mutating func skip(_ count: Int) -> Bool {
    guard count <= bytes.count - position else { return false }
    position += count
    return true
  }

  /// The 64-bit data block (RFC 9636, 3.2).
  mutating func block(_ header: TZifHeader) -> (initialOffset: Int64, changes: [(at: Int64, offset: Int64)])? {
    let start = position
    guard skip(header.length(timeSize: 8)) else { return nil }
    let types = start + header.timeCount * 9
    let offsets = (0..<header.typeCount).map { bigEndian(at: types + $0 * 6, size: 4) }
    var changes: [(at: Int64, offset: Int64)] = []
    for index in 0..<header.timeCount {
      let type = Int(bytes[start + header.timeCount * 8 + index])
      // RFC 9636, 3.2: UT offsets lie within a day or so; anything else is no zone file.
      guard offsets.indices.contains(type), abs(offsets[type]) <= 172_800 else { return nil }
      let instant = bigEndian(at: start + index * 8, size: 8)
      // Some files begin with a change at -2^59, "the Big Bang".
      if abs(instant) < 1 << 50 { changes.append((at: instant, offset: offsets[type])) }
    }
    return (initialOffset: offsets[0], changes: changes)
  }

  /// The text between the newlines at the end (RFC 9636, 3.3).
  var footer: String {
    String(decoding: bytes[position...].split(separator: 10).first ?? [], as: UTF8.self)
  }

  private func bigEndian(at index: Int, size: Int) -> Int64 {
    let value = bytes[index..<index + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
  }
}
