/// One error of an answer, in whichever of Salesforce's shapes it came.
///
/// REST answers with an array of `{message, errorCode, fields}`, collections with `errors` of `{statusCode, message,
/// fields}` for each record, the login with one `{error, error_description}`.
package struct APIError: Hashable, Sendable {
  /// `INVALID_SESSION_ID`, `FIELD_INTEGRITY_EXCEPTION` …
  package var code: String
  package var message: String
  /// API names; empty where no field is to blame.
  package var fields: [String]

  package init(code: String, message: String, fields: [String] = []) {
    self.code = code
    self.message = message
    self.fields = fields
  }

  /// Nil for what is no error of Salesforce's.
  package init?(_ value: JSONValue) {
    if let code = value["errorCode"]?.string ?? value["statusCode"]?.string {
      self.code = code
      message = value["message"]?.string ?? ""
    } else if let code = value["error"]?.string {
      self.code = code
      message = value["error_description"]?.string ?? ""
    } else {
      return nil
    }
    fields = (value["fields"]?.array ?? []).compactMap(\.string)
  }

  /// Every error of an answer's body; none for a body that holds no error of Salesforce's.
  package static func all(in body: [UInt8]) -> [APIError] {
    guard let value = JSONValue(body) else { return [] }
    return (value.array ?? [value]).compactMap(APIError.init)
  }
}

extension APIError: CustomStringConvertible {
  package var description: String { message.isEmpty ? code : "\(message) (\(code))" }
}
