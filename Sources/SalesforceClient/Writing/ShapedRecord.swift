/// A write in the types and with the permissions of one org.
struct ShapedRecord {
  /// What a new record gets: without empty fields.
  var creation: [String: JSONValue] = [:]
  /// What a record that is there gets: an empty field is cleared.
  var change: [String: JSONValue] = [:]

  /// - Throws: ``Unfit`` where something that a person said would be lost: a field that the org does not have, or that
  ///   the user may not write.
  init(_ write: RecordWrite, _ object: ObjectDescription) throws(Unfit) {
    for field in write.fields {
      guard let known = object.field(field.name) else {
        if field.value.isEmpty { continue }
        throw Unfit(
          why: "\(write.object) has no field \(field.name), or the user may not see it: make it, give access to it, or "
            + "name another in activities.fields", field: field.name)
      }
      let value = try Self.value(field, of: known, write.object)
      if known.isCreatable {
        if value != .null { creation[known.name] = value }
      } else if !known.isUpdatable, value != .null {
        throw Unfit(why: "the user may not write \(write.object).\(known.name)", field: known.name)
      }
      // What can be set once only, such as a task's subtype, is right already where the record is.
      if known.isUpdatable { change[known.name] = value }
    }
  }

  private static func value(
    _ field: RecordWrite.Field, of known: ObjectDescription.Field, _ object: String
  ) throws(Unfit) -> JSONValue {
    if field.value.isEmpty { return .null }
    switch known.type {
    case "boolean":
      guard let value = Bool(field.value) else {
        throw Unfit(why: "\(field.value) is neither true nor false", field: known.name)
      }
      return .bool(value)
    case "int", "double", "currency", "percent", "long":
      guard let value = Double(field.value), value.isFinite else {
        throw Unfit(why: "\(field.value) is no number", field: known.name)
      }
      return .number(value)
    case "string", "textarea", "url", "email", "phone", "combobox":
      // Salesforce counts UTF-16 units, and refuses the whole record for one too many.
      guard known.length == 0 || field.value.utf16.count <= known.length else {
        throw Unfit(why: "\(object).\(known.name) takes \(known.length) characters", field: known.name)
      }
      return .string(field.value)
    default: return .string(field.value)
    }
  }
}
