import Foundation

/// Values that are kept as one JSON text in a column. Keys are sorted, so equal values are equal texts.
///
/// Foundation's encoder and decoder define the texts. What a run writes and reads by the hundred is ``PlainJSON``: the same
/// texts without an encoder's cost, which is several times that of the row.
enum JSONColumn {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  static func encode(_ value: some PlainJSON) -> String {
    var writer = JSONWriter()
    value.write(to: &writer)
    return writer.text
  }

  /// A text that is not as ``encode(_:)`` writes it is Foundation's to read, or to refuse.
  static func decode<T: PlainJSON>(_ type: T.Type, from text: String) throws -> T {
    var reader = JSONReader(text)
    if let value = try? reader.whole(type) { return value }
    return try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}

/// A value that knows its JSON text: the very one that `JSONEncoder` would write with sorted keys.
protocol PlainJSON: Codable {
  func write(to json: inout JSONWriter)
  /// - Throws: ``Unfamiliar`` where the text is not as ``write(to:)`` leaves it.
  init(from json: inout JSONReader) throws(Unfamiliar)
}

/// A text that may well be JSON of the value, but is not in the form in which Debrief writes it.
struct Unfamiliar: Error {}

extension Optional {
  /// The value of a field that is never left out.
  func required() throws(Unfamiliar) -> Wrapped {
    guard let self else { throw Unfamiliar() }
    return self
  }
}
