import DebriefCore

extension String: PlainJSON {
  func write(to json: inout JSONWriter) { json.string(self) }
  init(from json: inout JSONReader) throws(Unfamiliar) { self = try json.string() }
}

extension Int: PlainJSON {
  func write(to json: inout JSONWriter) { json.literal(String(self)) }
  init(from json: inout JSONReader) throws(Unfamiliar) { self = try json.integer() }
}

extension Bool: PlainJSON {
  func write(to json: inout JSONWriter) { json.literal(self ? "true" : "false") }
  init(from json: inout JSONReader) throws(Unfamiliar) { self = try json.bool() }
}

extension Array: PlainJSON where Element: PlainJSON {
  func write(to json: inout JSONWriter) { json.list(self) }
  init(from json: inout JSONReader) throws(Unfamiliar) { self = try json.list() }
}

extension SalesforceID: PlainJSON {
  func write(to json: inout JSONWriter) { json.string(description) }
  init(from json: inout JSONReader) throws(Unfamiliar) { self = try SalesforceID(try json.string()).required() }
}
