import DebriefCore
import SalesforceClient

/// Deliveries as records of the org, by the same map of fields that the files for Data Loader have.
struct SalesforceRecords {
  let columns: DeliveryColumns
  let proofOfValueObject: String

  func column(_ field: String) -> String { columns.column(field) }

  func isWritten(_ delivery: Delivery) -> Bool { write(delivery) != nil }

  /// Nil for what is no record of Salesforce's.
  func write(_ delivery: Delivery) -> RecordWrite? {
    switch delivery {
    case .task(let task):
      return RecordWrite(
        "Task", .key(field: column("Task.key"), value: task.activity),
        fields: fields(delivery, without: "Task.key"), ifMissing: task.isWithdrawn ? .succeed : .create)
    case .contact(let contact):
      return RecordWrite(
        "Contact", .matching([.init(column("Contact.email"), contact.email)]),
        fields: fields(delivery), ifThere: .leave)
    case .contactRole(let role):
      return RecordWrite(
        "OpportunityContactRole",
        .matching([
          .init(column("ContactRole.opportunity"), role.opportunity.description),
          .init(column("ContactRole.contact"), role.contact.description),
        ]), fields: fields(delivery), ifThere: .leave)
    case .opportunity(let update):
      return RecordWrite(
        "Opportunity", .id(update.opportunity), fields: said(delivery, without: "Opportunity.id"), ifMissing: .fail)
    case .proofOfValue(let pov):
      let fields = said(delivery, without: "POV.id")
      guard let id = pov.id else {
        let identity = [
          RecordWrite.Field(column("POV.opportunity"), pov.opportunity.description),
          .init(column("POV.name"), pov.name),
        ]
        return RecordWrite(proofOfValueObject, .matching(identity), fields: fields)
      }
      return RecordWrite(proofOfValueObject, .id(id), fields: fields, ifMissing: .fail)
    case .message: return nil
    }
  }

  private func fields(_ delivery: Delivery, without field: String? = nil) -> [RecordWrite.Field] {
    let left = field.map(column)
    return columns.fields(of: delivery).filter { $0.column != left }.map { .init($0.column, $0.value) }
  }

  /// What an update leaves open stays as it is in the CRM.
  private func said(_ delivery: Delivery, without field: String) -> [RecordWrite.Field] {
    fields(delivery, without: field).filter { !$0.value.isEmpty }
  }
}
