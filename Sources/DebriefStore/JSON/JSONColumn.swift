import Foundation

/// Values that are kept as one JSON text in a column. Keys are sorted, so equal values are equal texts.
enum JSONColumn {
  static func encode(_ value: some Encodable) throws -> String { try text(value) }

  /// Most lists are empty, and an encoder costs more than a row.
  static func encode<Element: Encodable>(_ list: [Element]) throws -> String {
    list.isEmpty ? "[]" : try text(list)
  }

  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// Most lists are empty, as above.
  static func decode<Element: Decodable>(_ type: [Element].Type, from text: String) throws -> [Element] {
    text == "[]" ? [] : try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
