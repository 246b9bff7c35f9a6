/// One choice of the CRM's `[SA] Activity Type`.
package struct ActivityType: Hashable, Sendable {
  /// The four lists that the types are kept in.
  package enum Group: String, Sendable, CaseIterable {
    case enterpriseAndCommercial, strategicField, ecosystem, valueStream
  }

  /// As the CRM's picklist spells it.
  package var name: String
  package var group: Group

  package init(name: String, group: Group) {
    self.name = name
    self.group = group
  }
}

/// The types of activity, in the order in which they are offered (product definition, section 7).
package struct ActivityCatalogue: Sendable {
  package let types: [ActivityType]

  package init(types: [ActivityType]) { self.types = types }

  /// The thirty types of the practice that Debrief supports.
  package static let standard = ActivityCatalogue(
    types: names.flatMap { group, names in names.map { ActivityType(name: $0, group: group) } })

  private static let names: [(ActivityType.Group, [String])] = [
    (
      .enterpriseAndCommercial,
      [
        "Customer No Show", "Customer Strategy Plan Review", "Demo", "Discovery Session", "Other",
        "Post-sales technical account management", "PoV related activity", "Presentation / pitch", "Ride Along",
        "Guided Trial", "Security Questionnaire / RFP", "Technical Deep Dive", "Technical Support",
        "Positioned Professional Services", "Professional Service Support", "SA Assistance - Subject Matter",
        "SA Assistance - Manager",
      ]
    ),
    (.strategicField, ["SA Assistance - Strategic Field", "Executive Solution Plan"]),
    (
      .ecosystem,
      [
        "Partner Opportunity", "Partner Assisted Demand Gen", "Partner VSA Enablement", "Partner Technical Evangelism",
        "Internal Enablement and SME Assistance", "Partner Solutioning", "Partner Services Attach",
        "Partner Enablement", "Partner Cadence calls",
      ]
    ),
    (.valueStream, ["VSA Pitch", "VSA Execution"]),
  ]

  /// Older spellings, which old exports and fingers still know (product definition, section 12).
  private static let aliases = [
    "pov related": "PoV related activity", "pov related activity": "PoV related activity",
    "pov": "PoV related activity",
    "presentation/pitch": "Presentation / pitch", "pitch": "Presentation / pitch",
    "positioned ps": "Positioned Professional Services", "no show": "Customer No Show",
    "discovery": "Discovery Session", "deep dive": "Technical Deep Dive",
  ]

  /// The groups of a team, its own first. Ecosystem and value stream teams meet customers as well, so the common
  /// list follows their own; a team that nobody has configured is offered everything.
  package static func groups(ofTeam team: String?) -> [ActivityType.Group] {
    switch team?.lowercased() {
    case "enterprise", "commercial": [.enterpriseAndCommercial]
    case "strategic", "strategic-field": [.strategicField, .enterpriseAndCommercial]
    case "ecosystem": [.ecosystem, .enterpriseAndCommercial]
    case "value-stream": [.valueStream, .enterpriseAndCommercial]
    default: ActivityType.Group.allCases
    }
  }

  /// What an SA of `team` chooses from.
  package func types(forTeam team: String?) -> [ActivityType] {
    Self.groups(ofTeam: team).flatMap { group in types.filter { $0.group == group } }
  }

  /// The type that `text` names, whatever its case, in an older spelling, or by a beginning that only one type has.
  package func type(named text: String, forTeam team: String?) -> ActivityType? {
    let offered = types(forTeam: team)
    let wanted = text.lowercased()
    let name = (Self.aliases[wanted] ?? wanted).lowercased()
    if let exact = offered.first(where: { $0.name.lowercased() == name }) { return exact }
    let beginning = offered.filter { $0.name.lowercased().hasPrefix(name) }
    return beginning.count == 1 && !name.isEmpty ? beginning[0] : nil
  }
}
