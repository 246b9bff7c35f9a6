/// FNV-1a, 32 bits, mixed at the end so that the low bits depend on all.
struct LabelHash {
  /// Keeps the kinds of entries apart in one table.
  enum Salt: UInt32 {
    case label = 2_166_136_261
    case skeleton = 3_735_928_559
    case wholeName = 1_103_515_245
  }

  private var state: UInt32

  init(salt: Salt, _ bytes: some Sequence<UInt8> = EmptyCollection()) {
    state = salt.rawValue
    for byte in bytes { add(byte) }
  }

  mutating func add(_ byte: UInt8) { state = (state ^ UInt32(byte)) &* 16_777_619 }

  var value: UInt32 {
    let mixed = (state ^ (state >> 15)) &* 2_246_822_519
    return mixed ^ (mixed >> 13)
  }

  /// The hashes of `label` without each one of its characters.
  static func eachDeletion(from label: ArraySlice<UInt8>, _ body: (UInt32) -> Void) {
    var before = LabelHash(salt: .label)
    for index in label.indices {
      // Deleting either of two equal neighbours gives the same label.
      if index == label.startIndex || label[index] != label[index - 1] {
        var hash = before
        for next in (index + 1)..<label.endIndex { hash.add(label[next]) }
        body(hash.value)
      }
      before.add(label[index])
    }
  }
}
