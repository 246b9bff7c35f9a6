import Addresses

// Values that check themselves are kept as their text, so that reading them back checks them again.

extension SalesforceID: Codable, CodingKeyRepresentable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = SalesforceID(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is no Salesforce id")
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  package var codingKey: any CodingKey { IDKey(stringValue: description) }
  package init?<T: CodingKey>(codingKey: T) { self.init(codingKey.stringValue) }

  private struct IDKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension EmailAddress: Codable {
  package init(from decoder: any Decoder) throws {
    self = try EmailAddress(parsing: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(key)
  }
}

extension HostName: Codable {
  package init(from decoder: any Decoder) throws {
    self = try HostName(parsing: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(ascii)
  }
}
