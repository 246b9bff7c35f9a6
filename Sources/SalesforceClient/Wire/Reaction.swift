import DebriefCore

/// What an answer other than success calls for. docs/salesforce.md shows the same table to admins.
package enum Reaction: Hashable, Sendable {
  /// The session has expired: log in anew, once, and send the same again. Nothing was written.
  case newToken
  /// The person is a lead that was converted: ask for the contact that it became.
  case resolveLead(why: String)
  /// Some record has the value already: done if that record is ours.
  case readExisting(SalesforceID?, why: String)
  /// Nothing was written, and the same may be taken later.
  case backOff(seconds: Int64?, why: String)
  /// The org's requests of 24 hours are used up: nothing more is sent in this run.
  case stop(seconds: Int64, why: String)
  /// A person has to change something: the field where Salesforce names one.
  case refuse(why: String, field: String?)
  /// Nobody can tell whether it was written.
  case unknown(why: String)

  /// The window of REQUEST_LIMIT_EXCEEDED moves hour by hour, and no Retry-After is sent.
  package static let limitPause: Int64 = 3600
  /// The limit of 25 long calls at a time passes as soon as one of them ends.
  package static let concurrencyPause: Int64 = 60

  /// - Parameters:
  ///   - status: of HTTP; for a record of a collection the status that it would have had alone, 400.
  ///   - retryAfter: the header's seconds.
  package init(status: Int, errors: [APIError], retryAfter: Int64? = nil) {
    let first = errors.first
    let why = first?.description ?? "Salesforce answered \(status) without saying why"
    switch first?.code {
    case "INVALID_SESSION_ID", "INVALID_AUTH_HEADER": self = .newToken
    case "CANNOT_UPDATE_CONVERTED_LEAD": self = .resolveLead(why: why)
    case "DUPLICATE_VALUE": self = .readExisting(first.flatMap(Self.existingID), why: why)
    case "DUPLICATE_EXTERNAL_ID": self = Self.severalRecords(why)
    case "REQUEST_LIMIT_EXCEEDED":
      self =
        first?.message.contains("Concurrent") ?? false
        ? .backOff(seconds: Self.concurrencyPause, why: why) : .stop(seconds: Self.limitPause, why: why)
    case .some(let code) where status < 500 && Self.passing.contains(code):
      self = .backOff(seconds: retryAfter, why: why)
    default:
      switch status {
      case 300: self = Self.severalRecords(why)
      case 401: self = .newToken
      case 429: self = .backOff(seconds: retryAfter, why: why)
      case 408, 500...: self = .unknown(why: why)
      default: self = .refuse(why: why, field: first?.fields.first)
      }
    }
  }

  /// What passes by itself. A row's lock is waited for ten seconds before this comes.
  private static let passing: Set<String> = [
    "UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "ALL_OR_NONE_OPERATION_ROLLED_BACK", "PROCESSING_HALTED",
    "QUERY_TIMEOUT", "EXCEEDED_ID_LIMIT",
  ]

  private static func severalRecords(_ why: String) -> Reaction {
    .refuse(why: "several records carry the same key, so none was changed: \(why)", field: nil)
  }

  /// `duplicate value found: Key__c duplicates value on record with id: 00T5500001H9cak`.
  private static func existingID(_ error: APIError) -> SalesforceID? {
    error.message.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.reversed().lazy
      .compactMap { SalesforceID($0) }.first
  }
}
