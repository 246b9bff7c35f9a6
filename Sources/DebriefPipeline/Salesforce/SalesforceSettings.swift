import Networking
import SalesforceClient

/// What `pipeline.yml` says of Salesforce (docs/salesforce.md).
package struct SalesforceSettings: Sendable {
  package enum LoginKind: String, CaseIterable, Sendable {
    case jwt
    case clientCredentials = "client_credentials"
  }

  /// The org's My Domain, without a slash at its end; nil where Salesforce is not spoken to.
  package var url: String?
  package var login = LoginKind.jwt
  package var clientID: String?
  /// For `jwt`: the user that Debrief acts as.
  package var username: String?
  /// For `jwt`, where the environment does not hold the key.
  package var privateKeyFile: String?
  /// For `jwt`: whom the assertion is for; nil: the My Domain.
  package var audience: String?
  package var apiVersion = "66.0"
  /// Certificates to trust beside the system's: a proxy that opens TLS has one.
  package var caFile: String?
  /// The object that proofs of value are kept in.
  package var proofOfValueObject = "POV__c"
  /// Whether what SAs log is written there; files take it where it is not.
  package var isWritten = true
  /// How old what was read may become before a run reads what changed, in seconds.
  package var interval: Int64 = 15 * 60
  /// After how long everything is read again, in seconds.
  package var fullInterval: Int64 = 86_400
  /// How far back tasks are read, in seconds.
  package var tasksSince: Int64 = 400 * 86_400
  /// Further conditions in SOQL, by object.
  package var filters: [String: String] = [:]

  static let secretVariable = "DEBRIEF_SALESFORCE_CLIENT_SECRET"
  static let keyVariable = "DEBRIEF_SALESFORCE_PRIVATE_KEY"

  package init() {}
}

extension Configuration {
  mutating func readSalesforce(_ section: ConfigurationSection) {
    salesforce.url = section.string("url").map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    salesforce.login = section.choice("login", of: SalesforceSettings.LoginKind.self) ?? salesforce.login
    salesforce.clientID = section.string("client_id")
    salesforce.username = section.string("username")
    salesforce.privateKeyFile = section.string("private_key_file").map(resolved)
    salesforce.audience = section.string("audience")
    salesforce.apiVersion = section.string("api_version") ?? salesforce.apiVersion
    salesforce.caFile = section.string("ca_file").map(resolved)
    salesforce.proofOfValueObject = section.string("proof_of_value_object") ?? salesforce.proofOfValueObject
    salesforce.isWritten = section.bool("write") ?? salesforce.isWritten
    salesforce.interval = section.duration("interval") ?? salesforce.interval
    salesforce.fullInterval = section.duration("full_interval") ?? salesforce.fullInterval
    salesforce.tasksSince = section.duration("tasks_since") ?? salesforce.tasksSince
    for (object, condition, line) in section.pairs("filters") {
      if SalesforceQueries.objects.contains(object) {
        salesforce.filters[object] = condition
      } else {
        section.problems.add(
          "is no object that is read\(didYouMean(object, among: SalesforceQueries.objects))", line: line,
          key: "salesforce.filters.\(object)")
      }
    }
    checkSalesforce(section)
    section.refuseUnknownKeys()
  }

  private func checkSalesforce(_ section: ConfigurationSection) {
    guard let url = salesforce.url else {
      if crm.readsSalesforce { section.problem("crm.salesforce needs the org's address", at: "url") }
      if section.has("client_id") { section.problem("Salesforce needs an address", at: "url") }
      return
    }
    let host = url.dropFirst("https://".count)
    if !url.hasPrefix("https://") || host.isEmpty || host.contains("/") || host.contains("@") {
      section.problem("is no My Domain: write https://tanuki.my.salesforce.com", at: "url")
    }
    if salesforce.clientID?.isEmpty ?? true { section.problem("the app's consumer key is needed", at: "client_id") }
    if salesforce.login == .jwt, salesforce.username?.isEmpty ?? true {
      section.problem("jwt needs the user that Debrief acts as", at: "username")
    }
    let version = salesforce.apiVersion.split(separator: ".", omittingEmptySubsequences: false)
    if version.count != 2 || version[1] != "0" || !(46...99).contains(Int(version[0]) ?? 0) {
      section.problem("\"\(salesforce.apiVersion)\" is no version: write 66.0", at: "api_version")
    }
    if !SOQL.isName(salesforce.proofOfValueObject) {
      section.problem("\"\(salesforce.proofOfValueObject)\" is no object's API name", at: "proof_of_value_object")
    }
    for (field, column) in activities.columns.overrides.sorted(by: { $0.key < $1.key }) where !SOQL.isName(column) {
      section.problem("activities.fields: \(field): \"\(column)\" is no field's API name", at: "url")
    }
  }
}
