import DebriefCore

/// The Salesforce objects that a snapshot is made of.
package enum SnapshotObject: String, CaseIterable, Hashable, Comparable, Sendable {
  case account = "Account"
  case contact = "Contact"
  case lead = "Lead"
  case opportunity = "Opportunity"
  case contactRole = "OpportunityContactRole"
  case user = "User"
  case task = "Task"
  /// A custom object, under whatever name an org gives it.
  case proofOfValue = "POV"

  /// The first three characters of the object's ids, the same in every org; nil for a custom object, which each org
  /// numbers its own way.
  package var keyPrefix: String? {
    switch self {
    case .account: "001"
    case .contact: "003"
    case .lead: "00Q"
    case .opportunity: "006"
    case .contactRole: "00K"
    case .user: "005"
    case .task: "00T"
    case .proofOfValue: nil
    }
  }

  /// Whether the id can be one of this object's: for a custom one, whether it is none of the others'.
  package func canHave(_ id: SalesforceID) -> Bool {
    if let keyPrefix { return id.keyPrefix == keyPrefix }
    return !Self.allCases.contains { $0.keyPrefix == id.keyPrefix }
  }

  /// Matching without leads or logged tasks only knows less; without any of the others it is silently wrong.
  package var isRequired: Bool { self != .lead && self != .task && self != .proofOfValue }

  /// Any custom object may have an id, a name and an opportunity, so that a POV's file is told by its name alone.
  var isToldByColumns: Bool { self != .proofOfValue }

  /// An org may have no contact roles, leads or tasks at all; one without accounts is a broken export.
  package var mayBeEmpty: Bool { !isRequired || self == .contactRole }

  /// The API names of the columns that a file of the object must have.
  var requiredColumns: [String] {
    let fields = (SnapshotField.byObject[self] ?? []).filter(\.isRequired).compactMap(\.columns.first)
    return self == .contact ? fields + ["Email"] : fields
  }

  package static func < (a: SnapshotObject, b: SnapshotObject) -> Bool { a.rawValue < b.rawValue }
}

extension SnapshotObject {
  /// The object that a file is named after: `Account.csv`, `accounts.csv`, `sf_account_data.csv`, `Account_2.csv`,
  /// `OpportunityContactRole (1).csv`; nil where the name tells nothing.
  package init?(fileName: String) {
    let name = fileName.split(separator: "/").last.map(String.init) ?? fileName
    let words = Self.words(of: name.lowercased().hasSuffix(".csv") ? String(name.dropLast(4)) : name)
    let stem = words.filter { !Self.fillers.contains($0) && !$0.allSatisfy(\.isNumber) }.joined()
    for object in SnapshotObject.allCases {
      let word = object.rawValue.lowercased()
      let plural = word.hasSuffix("y") ? word.dropLast() + "ies" : word + "s"
      if stem == word || stem == plural || object == .proofOfValue && Self.proofOfValueNames.contains(stem) {
        self = object
        return
      }
    }
    return nil
  }

  /// `POV__c.csv`, `Proof_of_Value__c.csv`, `ProofOfValues.csv`: the API name of a custom object ends with `__c`.
  private static let proofOfValueNames: Set<String> = [
    "povc", "proofofvalue", "proofofvalues", "proofsofvalue", "proofofvaluec",
  ]

  private static let fillers: Set<String> = ["sf", "sfdc", "salesforce", "data", "export", "extract", "source", "all"]

  /// `sf_accountData-2` → sf, account, data, 2.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var wasLower = false
    var starts = true
    for character in name {
      guard character.isLetter || character.isNumber else {
        starts = true
        continue
      }
      if starts || (wasLower && character.isUppercase) || (character.isNumber != (words.last?.last?.isNumber ?? false))
      {
        words.append("")
      }
      words[words.count - 1] += character.lowercased()
      wasLower = character.isLowercase
      starts = false
    }
    return words
  }
}
