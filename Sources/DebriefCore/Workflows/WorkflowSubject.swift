import Addresses
import Calendars

/// One record that a workflow looks at, with the values of its fields.
package struct WorkflowSubject: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    case opportunity, prompt, activity, task
  }

  package var kind: Kind
  /// The CRM's id, or Debrief's own.
  package var id: String
  /// What it is called in a digest; a stranger's text.
  package var name: String
  /// The opportunity that it is, or is about.
  package var opportunity: SalesforceID?
  /// Fields that are not here are blank.
  package var values: [WorkflowField: FieldValue] = [:]
  /// The SA whom it is about.
  package var architect: EmailAddress?
  /// The CRM's users on the opportunity.
  package var primarySA: SalesforceID?
  package var owner: SalesforceID?

  package init(kind: Kind, id: String, name: String, opportunity: SalesforceID? = nil) {
    self.kind = kind
    self.id = id
    self.name = name
    self.opportunity = opportunity
  }

  package subscript(field: WorkflowField) -> FieldValue { values[field] ?? .blank }

  /// What firings about the same thing share: the opportunity where there is one.
  var group: String { opportunity?.description ?? "\(kind.rawValue) \(id)" }
}

/// What a field holds.
package enum FieldValue: Hashable, Sendable {
  case blank
  case text(String)
  case number(Double)
  case day(CivilDate)
  case instant(Instant)
  case flag(Bool)
  /// A name, for reading, and the key of the address, for comparing, where there is one.
  case person(name: String, address: String?)

  package var isBlank: Bool { self == .blank }

  package init(_ text: String?) {
    self = text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .blank
  }
  package init(_ number: Double?) { self = number.map(Self.number) ?? .blank }
  package init(_ day: CivilDate?) { self = day.map(Self.day) ?? .blank }
  package init(_ instant: Instant?) { self = instant.map(Self.instant) ?? .blank }

  /// The value's day on a clock of `zone`.
  func day(in zone: ZoneTransitions) -> CivilDate? {
    switch self {
    case .day(let day): day
    case .instant(let instant): zone.wallClock(at: instant).date
    default: nil
    }
  }

  /// As texts show it: days as ISO 8601, amounts with their thousands apart.
  package func words(in zone: ZoneTransitions) -> String {
    switch self {
    case .blank: "blank"
    case .text(let text): text
    case .number(let number): Self.grouped(number)
    case .day(let day): day.description
    case .instant(let instant): zone.wallClock(at: instant).date.description
    case .flag(let flag): flag ? "yes" : "no"
    case .person(let name, _): name
    }
  }

  /// `20,000` or `1.5`; amounts have cents at most.
  private static func grouped(_ number: Double) -> String {
    let cents = (number.magnitude * 100).rounded()
    guard cents < 1e15 else { return "\(number)" }
    let whole = Int64(cents) / 100
    let rest = Int64(cents) % 100
    var digits = ""
    for (index, digit) in String(whole).enumerated() {
      if index > 0, (String(whole).count - index) % 3 == 0 { digits.append(",") }
      digits.append(digit)
    }
    let fraction = rest == 0 ? "" : ".\(rest < 10 ? "0" : "")\(rest)"
    return (number < 0 ? "-" : "") + digits + fraction
  }
}
