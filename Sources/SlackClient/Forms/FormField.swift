import DebriefCore

/// The block_id of each field in a form: an error comes back to the field that it is about.
enum FormField {
  static func id(_ field: ActivityField) -> String {
    switch field {
    case .relatedTo: "related_to"
    case .name: "name"
    case .subject: "subject"
    case .type: "type"
    case .products: "products"
    case .personaFunctions: "persona_functions"
    case .description: "description"
    case .sentiment: "sentiment"
    case .notesLink: "notes_link"
    }
  }

  static let personaLevels = "persona_levels"
  static let day = "day"

  static let record = "opportunity"
  static let primary = "primary"
  static let start = "start"
  static let end = "end"
  static let status = "status"
  static let details = "details"
  static let plan = "plan"
  static let ready = "ready"
  static let accepted = "accepted"
  static let pov = "pov"
  static let povName = "pov_name"

  static let email = "email"
  static let contactName = "contact_name"
  static let title = "title"
  static let account = "account"

  /// The blocks by the names under which the rules report problems.
  static let byName = [
    "Opportunity": record, "Tech Evaluation Start Date": start, "Tech Evaluation End Date": end,
    "Tech Evaluation Close Status": status, "Tech Evaluation Close Details": details,
    "Customer Success Plan URL": plan, "POV": pov, "POV Name": povName, "POV End Date": end, "POV Close Status": status,
    "Email": email, "Name": contactName, "Account": account,
  ]
}

extension SlackAnswer {
  /// Every problem of an activity at its field.
  package static func errors(of refusal: ActivityRefused) -> SlackAnswer {
    var errors: [String: String] = [:]
    for problem in refusal.problems { errors[FormField.id(problem.field), joining: ". "] = problem.message }
    return .errors(errors)
  }

  /// Every problem of an update at its field; what has none stands at the first.
  package static func errors(of refusal: UpdateRefused) -> SlackAnswer {
    var errors: [String: String] = [:]
    for problem in refusal.problems {
      errors[FormField.byName[problem.field] ?? FormField.record, joining: ". "] = problem.message
    }
    return .errors(errors)
  }
}

extension [String: String] {
  fileprivate subscript(key: String, joining separator: String) -> String {
    get { self[key] ?? "" }
    set { self[key] = self[key].map { "\($0)\(separator)\(newValue)" } ?? newValue }
  }
}
