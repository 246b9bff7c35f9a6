import DebriefCore

/// One record as it is to be: the fields, how it is known again, and what to do whether it is there or not.
///
/// A write always says the whole, so it may be sent twice: the second time changes nothing.
package struct RecordWrite: Sendable, Hashable {
  /// How the record is told from every other of its object.
  package enum Identity: Sendable, Hashable {
    case id(SalesforceID)
    /// A field of the org's that holds a key of ours: an external id, else any text field that can be filtered by.
    case key(field: String, value: String)
    /// The fields that say the same of no two records: a contact's address.
    case matching([Field])
  }

  package enum IfThere: Sendable, Hashable { case update, leave }
  package enum IfMissing: Sendable, Hashable {
    case create
    /// There is nothing to do: what is to be taken back was never there.
    case succeed
    case fail
  }

  package struct Field: Sendable, Hashable {
    /// The API name.
    package var name: String
    /// As text; the org's description says what it is turned into. Empty clears the field.
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var object: String
  package var identity: Identity
  package var fields: [Field]
  package var ifThere: IfThere
  package var ifMissing: IfMissing

  package init(
    _ object: String, _ identity: Identity, fields: [Field], ifThere: IfThere = .update, ifMissing: IfMissing = .create
  ) {
    self.object = object
    self.identity = identity
    self.fields = fields
    self.ifThere = ifThere
    self.ifMissing = ifMissing
  }

  package subscript(_ name: String) -> String? {
    get { fields.first { $0.name == name }?.value }
    set {
      fields.removeAll { $0.name == name }
      if let newValue { fields.append(Field(name, newValue)) }
    }
  }
}

/// A write that this org cannot take as it is: said before anything is sent.
struct Unfit: Error, Hashable {
  var why: String
  var field: String?
}
