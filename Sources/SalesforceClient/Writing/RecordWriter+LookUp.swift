import DebriefCore

extension RecordWriter {
  /// Whether the org holds what `write` says.
  ///
  /// A record that is to be changed must have every value of the write; one difference, and it is sent again, which is
  /// harmless: a write says the whole.
  package func lookUp(_ write: RecordWrite) -> LookUpResult {
    do {
      let found = try ids(of: [write])[0].get()
      guard let id = found.first else { return write.ifMissing == .succeed ? .happened(reference: nil) : .didNotHappen }
      guard found.count == 1 || write.ifThere == .leave else {
        return .cannotTell(why: "\(found.count) records of \(write.object) carry its key")
      }
      if write.ifThere == .leave { return .happened(reference: id.description) }
      let object = try session.describe(write.object)
      let wanted = try ShapedRecord(try LeadResolution(session).resolved(write), object).change
      guard !wanted.isEmpty else { return .happened(reference: id.description) }
      let names = wanted.keys.sorted()
      let records = try session.query(
        "SELECT \(names.joined(separator: ", ")) FROM \(write.object) WHERE Id = \(SOQL.literal(id.description))")
      guard let record = records.first else { return .didNotHappen }
      return names.allSatisfy { Self.agree(wanted[$0] ?? .null, record[$0] ?? .null) }
        ? .happened(reference: id.description) : .didNotHappen
    } catch let unfit as Unfit {
      return .cannotTell(why: unfit.why)
    } catch let failure as SalesforceFailure {
      return LookUpResult(failure)
    } catch {
      return .cannotTell(why: "\(error)")
    }
  }

  /// Salesforce trims text, writes ids with 18 characters, and orders the choices of a multi-select its own way.
  private static func agree(_ wanted: JSONValue, _ present: JSONValue) -> Bool {
    if wanted == present { return true }
    guard let wanted = wanted.string, let present = present.string else { return false }
    if let a = SalesforceID(wanted), let b = SalesforceID(present) { return a == b }
    func plain(_ text: String) -> String {
      String(text.replacing("\r\n", with: "\n").drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
    if plain(wanted) == plain(present) { return true }
    return wanted.contains(";") && Set(wanted.split(separator: ";")) == Set(present.split(separator: ";"))
  }
}
