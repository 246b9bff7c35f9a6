import CLists

/// One of the shipped lists whose names are sorted by their bytes, asked where it stands: a run that looks a few names up
/// loads none.
@safe struct SortedList: Sendable {
  /// The file's name, as users see it.
  let name: String
  /// Embedded in the program, so it never goes away.
  private nonisolated(unsafe) let bytes: UnsafeBufferPointer<UInt8>

  static let mailProviders = unsafe SortedList(name: "mail-providers.txt", debrief_list_mail_providers())
  static let disposable = unsafe SortedList(name: "disposable.txt", debrief_list_disposable())

  private init(name: String, _ list: debrief_list) {
    self.name = name
    unsafe bytes = unsafe UnsafeBufferPointer(start: list.bytes, count: list.count)
  }

  /// Whether a line of the list is exactly `name`, which is not empty and no line of its header.
  func contains(_ name: Substring) -> Bool {
    var name = name
    return name.withUTF8 { unsafe contains($0) }
  }

  private func contains(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    // Beginnings of lines. The header's `#` sorts before whatever a name begins with.
    var (low, high) = (0, unsafe bytes.count)
    while low < high {
      var line = (low + high) / 2
      while line > low, unsafe bytes[line - 1] != UInt8(ascii: "\n") { line -= 1 }
      switch unsafe order(of: name, andLineAt: line) {
      case 0: return true
      case ..<0: high = line
      default:
        low = line
        while low < high, unsafe bytes[low] != UInt8(ascii: "\n") { low += 1 }
        low += 1
      }
    }
    return false
  }

  /// Less than, equal to or greater than 0, as `name` sorts before, is or sorts behind the line that begins at `start`.
  private func order(of name: UnsafeBufferPointer<UInt8>, andLineAt start: Int) -> Int {
    for place in 0..<name.count {
      let byte = unsafe start + place < bytes.count ? bytes[start + place] : UInt8(ascii: "\n")
      // A newline sorts before all that names are made of.
      if byte != (unsafe name[place]) { return Int(unsafe name[place]) - Int(byte) }
    }
    let end = start + name.count
    return unsafe end == bytes.count || bytes[end] == UInt8(ascii: "\n") ? 0 : -1
  }
}
