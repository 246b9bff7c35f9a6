import DebriefCore
import SalesforceClient

/// Carries what SAs logged into Salesforce.
struct SalesforceCourier: Courier {
  let name = "salesforce"
  var batchSize: Int { RecordWriter.collectionSize }

  private let writer: RecordWriter
  private let fresh: FreshRecords
  private let records: SalesforceRecords

  init(session: SalesforceSession, columns: DeliveryColumns, settings: SalesforceSettings) {
    writer = RecordWriter(session: session)
    fresh = FreshRecords(session: session)
    records = SalesforceRecords(columns: columns, proofOfValueObject: settings.proofOfValueObject)
  }

  func accepts(_ delivery: Delivery) -> Bool { records.isWritten(delivery) }

  func send(_ parcels: [Parcel]) -> [DeliveryResult] {
    var results = [DeliveryResult?](repeating: nil, count: parcels.count)
    var writes: [(index: Int, write: RecordWrite)] = []
    for (index, parcel) in parcels.enumerated() {
      do {
        writes.append((index, try write(parcel)))
      } catch {
        results[index] = error.result
      }
    }
    for (item, result) in zip(writes, writer.write(writes.map(\.write))) { results[item.index] = result }
    return results.map { $0 ?? .retry(after: nil, why: "it was not its turn") }
  }

  func lookUp(_ parcel: Parcel) -> LookUpResult {
    do {
      return writer.lookUp(try write(parcel))
    } catch {
      switch error.result {
      case .failed(let why, _): return .cannotTell(why: why)
      case .retry(let after, let why), .unavailable(let after, let why): return .notNow(after: after, why: why)
      case .unknown(let why): return .notNow(after: nil, why: why)
      case .done: return .cannotTell(why: "nothing to look for")
      }
    }
  }

  /// The record, with what only the org knows: who a new contact has become, and which user an SA is.
  private func write(_ parcel: Parcel) throws(NotWritable) -> RecordWrite {
    guard var write = records.write(parcel.entry.delivery) else {
      throw NotWritable(result: .failed(why: "Salesforce has no object for it", field: nil))
    }
    guard case .task(let task) = parcel.entry.delivery else { return write }
    if task.call.contacts.isEmpty, let person = task.call.newContacts.first {
      write[records.column("Task.name")] = try contact(person, parcel)
    }
    if task.ownerID == nil { write[records.column("Task.owner")] = try user(parcel) }
    return write
  }

  private func contact(_ person: NewContact, _ parcel: Parcel) throws(NotWritable) -> String {
    if let id = parcel.references[person.outboxKey] { return id }
    let found = try asking { () throws(SalesforceFailure) in
      try fresh.contacts(withEmail: person.email, in: [records.column("Contact.email")])
    }
    if let id = found.first?.id { return id.description }
    throw NotWritable(
      result: .failed(
        why: "\(person.email) is no contact in Salesforce: it could not be created, see its own line in the outbox",
        field: records.column("Task.name")))
  }

  private func user(_ parcel: Parcel) throws(NotWritable) -> String {
    let address = parcel.entry.owner.key
    let user = try asking { () throws(SalesforceFailure) in try fresh.user(withEmail: address) }
    if let user { return user.description }
    throw NotWritable(
      result: .failed(
        why: "no active user of Salesforce has the address \(address), so nobody would own the task",
        field: records.column("Task.owner")))
  }

  /// Questions have no effect: whatever goes wrong with one is asked again later.
  private func asking<Answer>(
    _ body: () throws(SalesforceFailure) -> Answer
  ) throws(NotWritable) -> Answer {
    do {
      return try body()
    } catch {
      throw NotWritable(result: DeliveryResult(looking: error))
    }
  }

  private struct NotWritable: Error {
    var result: DeliveryResult
  }
}
