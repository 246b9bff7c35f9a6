import DebriefCore
import Networking

/// Writes records so that each is there once, whatever happened on the way.
///
/// It looks first: a record that is there is changed by its id, one that is not is created under its key. Where the
/// key is an external id the creation is an upsert, so that not even two programs at once make two records; where it is
/// a plain text field the look is all there is (docs/decisions/0055-one-task-per-key.md).
package struct RecordWriter: Sendable {
  package let session: SalesforceSession

  package init(session: SalesforceSession) { self.session = session }

  /// Salesforce's limit for one request of a collection.
  package static let collectionSize = 200

  /// One outcome for each write, in their order. One that fails costs no other.
  package func write(_ writes: [RecordWrite]) -> [DeliveryResult] {
    var outcomes = [DeliveryResult?](repeating: nil, count: writes.count)
    var batches: [BatchKind: [(index: Int, step: Step)]] = [:]
    for (index, prepared) in prepare(writes).enumerated() {
      switch prepared {
      case .outcome(let outcome): outcomes[index] = outcome
      case .step(let step): batches[step.kind, default: []].append((index, step))
      }
    }
    for (kind, steps) in batches.sorted(by: { $0.key.order < $1.key.order }) {
      for start in stride(from: 0, to: steps.count, by: Self.collectionSize) {
        let portion = Array(steps[start..<min(start + Self.collectionSize, steps.count)])
        let results = portion.count == 1 ? [send(portion[0].step)] : send(portion.map(\.step), as: kind)
        for (item, outcome) in zip(portion, results) { outcomes[item.index] = outcome }
      }
    }
    return outcomes.map { $0 ?? .retry(after: nil, why: "it was not its turn") }
  }

  // MARK: Looking

  private enum Prepared {
    case outcome(DeliveryResult)
    case step(Step)
  }

  private func prepare(_ writes: [RecordWrite]) -> [Prepared] {
    let present: [Result<[SalesforceID], SalesforceFailure>] = ids(of: writes)
    return zip(writes, present).map { write, found in
      do {
        return try plan(write, found: found.get())
      } catch let failure as SalesforceFailure {
        return .outcome(DeliveryResult(looking: failure))
      } catch let unfit as Unfit {
        return .outcome(.failed(why: unfit.why, field: unfit.field))
      } catch {
        return .outcome(.failed(why: "\(error)", field: nil))
      }
    }
  }

  private func plan(_ write: RecordWrite, found: [SalesforceID]) throws -> Prepared {
    if case .key(let field, let value) = write.identity, found.count > 1 {
      return .outcome(
        .failed(
          why: "\(found.count) records of \(write.object) carry the key \(value), so none was changed: delete all but "
            + "one (\(found.map(\.description).joined(separator: ", ")))", field: field))
    }
    if let id = found.first {
      if write.ifThere == .leave { return .outcome(.done(reference: id.description)) }
      let shaped = try ShapedRecord(try LeadResolution(session).resolved(write), try session.describe(write.object))
      return .step(Step(write: write, kind: BatchKind(write.object, .change), id: id, fields: shaped.change))
    }
    switch write.ifMissing {
    case .succeed: return .outcome(.done(reference: nil))
    case .fail:
      return .outcome(.failed(why: "\(write.object) is not there any more, or the user may not see it", field: nil))
    case .create: break
    }
    let object = try session.describe(write.object)
    var shaped = try ShapedRecord(try LeadResolution(session).resolved(write), object)
    guard case .key(let name, let value) = write.identity, let key = object.field(name) else {
      return .step(Step(write: write, kind: BatchKind(write.object, .creation), fields: shaped.creation))
    }
    shaped.creation[key.name] = .string(value)
    let kind = key.isExternalID ? BatchKind(write.object, .upsert(key: key.name)) : BatchKind(write.object, .creation)
    return .step(Step(write: write, kind: kind, key: value, fields: shaped.creation))
  }

  /// The records that are there for each write, at most two of each: more than one is as wrong as many.
  func ids(of writes: [RecordWrite]) -> [Result<[SalesforceID], SalesforceFailure>] {
    var results = [Result<[SalesforceID], SalesforceFailure>](repeating: .success([]), count: writes.count)
    var byKey: [KeyField: [(index: Int, value: String)]] = [:]
    for (index, write) in writes.enumerated() {
      switch write.identity {
      case .id(let id): results[index] = .success([id])
      case .key(let field, let value):
        byKey[KeyField(object: write.object, field: field), default: []].append((index, value))
      case .matching(let fields):
        results[index] = Result { () throws(SalesforceFailure) in try ids(of: write.object, matching: fields) }
      }
    }
    for (field, items) in byKey.sorted(by: { ($0.key.object, $0.key.field) < ($1.key.object, $1.key.field) }) {
      do throws(SalesforceFailure) {
        let found = try ids(ofKeys: items.map(\.value), in: field)
        for item in items { results[item.index] = .success(found[item.value] ?? []) }
      } catch {
        for item in items { results[item.index] = .failure(error) }
      }
    }
    return results
  }

  private struct KeyField: Hashable {
    var object, field: String
  }

  private func ids(ofKeys keys: [String], in field: KeyField) throws(SalesforceFailure) -> [String: [SalesforceID]] {
    guard let known = try session.describe(field.object).field(field.field), known.isFilterable else {
      throw .refused(
        .refuse(
          why: "\(field.object) has no field \(field.field) that can be searched: make it a text field marked "
            + "External ID, or name another in activities.fields", field: field.field),
        why: "\(field.object) has no field \(field.field)")
    }
    var found: [String: [SalesforceID]] = [:]
    for start in stride(from: 0, to: keys.count, by: 100) {
      let portion = Set(keys[start..<min(start + 100, keys.count)]).sorted()
      let records = try session.query(
        "SELECT Id, \(known.name) FROM \(field.object) WHERE \(known.name) IN "
          + "(\(portion.map { SOQL.literal($0) }.joined(separator: ", "))) ORDER BY Id")
      for record in records {
        guard let key = record[known.name]?.string, let id = record["Id"]?.string.flatMap({ SalesforceID($0) }) else {
          throw .unreadable("a record without \(known.name)")
        }
        // Salesforce compares text without case; our keys differ by more than that, or not at all.
        for wanted in portion where wanted.lowercased() == key.lowercased() { found[wanted, default: []].append(id) }
      }
    }
    return found
  }

  private func ids(
    of object: String, matching fields: [RecordWrite.Field]
  ) throws(SalesforceFailure) -> [SalesforceID] {
    let conditions = fields.filter { SOQL.isName($0.name) && !$0.value.isEmpty }
      .map { "\($0.name) = \(SOQL.literal($0.value))" }
    guard !conditions.isEmpty, conditions.count == fields.count, SOQL.isName(object) else {
      throw .refused(.refuse(why: "nothing tells this \(object) from others", field: nil), why: "no identity")
    }
    return try session.query(
      "SELECT Id FROM \(object) WHERE \(conditions.joined(separator: " AND ")) ORDER BY CreatedDate, Id LIMIT 2"
    ).compactMap { $0["Id"]?.string.flatMap { SalesforceID($0) } }
  }
}

/// One request's worth for one record.
struct Step {
  var write: RecordWrite
  var kind: BatchKind
  /// The record to change.
  var id: SalesforceID?
  /// The value of the external id to create under.
  var key: String?
  var fields: [String: JSONValue]
}

/// Steps that may share a request.
struct BatchKind: Hashable {
  enum Verb: Hashable {
    case creation
    case upsert(key: String)
    case change
  }

  var object: String
  var verb: Verb

  init(_ object: String, _ verb: Verb) {
    self.object = object
    self.verb = verb
  }

  /// A task names its contact, so contacts come first.
  var order: String { (object == "Contact" ? "0" : "1") + object + "\(verb)" }
}
