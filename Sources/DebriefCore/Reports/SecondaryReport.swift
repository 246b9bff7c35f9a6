import Addresses
import Calendars

/// One activity on an opportunity: logged with Debrief, or found as a task in the snapshot.
package struct LoggedCall: Hashable, Sendable {
  package var owner: EmailAddress
  package var opportunity: SalesforceID
  package var day: CivilDate
  package var subject: String

  package init(owner: EmailAddress, opportunity: SalesforceID, day: CivilDate, subject: String) {
    self.owner = owner
    self.opportunity = opportunity
    self.day = day
    self.subject = subject
  }
}

/// The secondary SAs of opportunities: SAs other than the Primary SA who logged on them (product definition, section 7).
package struct SecondaryReport {
  package static let opportunities = ReportMeasure(
    "opportunities", "Opportunities", "Opportunities that an SA beside the Primary SA logged on in the window.")
  package static let secondaries = ReportMeasure(
    "secondary", "Secondary SAs", "SAs beside the Primary SA, one for each opportunity that they logged on.")

  private let people: ReportPeople
  private let window: ReportWindow

  package init(people: ReportPeople, window: ReportWindow) {
    self.people = people
    self.window = window
  }

  /// - Parameters:
  ///   - calls: everybody's, not only those of `people`: a Primary SA sees who else works on the opportunity.
  ///   - architects: every configured SA, by the key of the address.
  package func report(
    _ calls: [LoggedCall], opportunities: [SalesforceID: OpportunityRow], architects: [String: SolutionArchitect],
    by dimension: ReportDimension
  ) -> Report {
    let rows = rows(calls, opportunities, architects)
    let groups: [ReportGroup]
    switch dimension {
    case .sa:
      groups = split(rows, known: people.architects.map { ($0.email.key, $0.displayName) }) { $0.architect.email.key }
    case .region:
      groups = split(rows, known: people.regionNames.map { ($0, $0) }) {
        people.includes($0.architect.email) ? $0.architect.profile.region ?? ReportPeople.noRegion : ""
      }
    default: groups = byOpportunity(rows)
    }
    return Report(.secondary, by: dimension, groups: groups, total: figures(rows))
  }

  private struct Pair: Hashable {
    let opportunity: SalesforceID
    let owner: String
  }

  private func rows(
    _ calls: [LoggedCall], _ opportunities: [SalesforceID: OpportunityRow], _ architects: [String: SolutionArchitect]
  ) -> [SecondaryRow] {
    // What Debrief sent comes back as a task of the next snapshot: equal calls are one.
    let inWindow = Set(calls).filter { window.contains($0.day) }
    let byPair = Dictionary(grouping: inWindow) { Pair(opportunity: $0.opportunity, owner: $0.owner.key) }
    return byPair.compactMap { pair, calls -> SecondaryRow? in
      guard let opportunity = opportunities[pair.opportunity], let architect = architects[pair.owner],
        opportunity.primary?.email != architect.email, let last = calls.map(\.day).max()
      else { return nil }
      let isVisible =
        people.includes(architect.email) || opportunity.primary.map { people.includes($0.email) } ?? false
      guard isVisible else { return nil }
      return SecondaryRow(opportunity: opportunity, architect: architect, activities: calls.count, lastDay: last)
    }.sorted { Self.order($0) < Self.order($1) }
  }

  private static func order(_ row: SecondaryRow) -> (String, String, String) {
    (row.opportunity.opportunity.name, row.opportunity.opportunity.id.description, row.architect.email.key)
  }

  private func byOpportunity(_ rows: [SecondaryRow]) -> [ReportGroup] {
    var groups: [ReportGroup] = []
    var rest = rows[...]
    while let first = rest.first {
      let same = rest.prefix { $0.opportunity.opportunity.id == first.opportunity.opportunity.id }
      rest = rest.dropFirst(same.count)
      let primary = first.opportunity.primary?.displayName ?? first.opportunity.primaryName ?? "nobody"
      let others = same.map { "\($0.architect.displayName) (\($0.activities))" }.joined(separator: ", ")
      groups.append(
        ReportGroup(
          key: first.opportunity.opportunity.id.description, label: first.opportunity.opportunity.name,
          detail: "primary \(primary); secondary \(others)", figures: figures(Array(same))))
    }
    return groups
  }

  private func split(
    _ rows: [SecondaryRow], known: [(key: String, label: String)], by key: (SecondaryRow) -> String
  ) -> [ReportGroup] {
    let byKey = Dictionary(grouping: rows, by: key)
    var groups = known.map { ReportGroup(key: $0.key, label: $0.label, figures: figures(byKey[$0.key] ?? [])) }
    let keys = Set(known.map(\.key))
    let others = rows.filter { !keys.contains(key($0)) }
    if !others.isEmpty {
      groups.append(ReportGroup(key: "others", label: "(other SAs)", figures: figures(others)))
    }
    return groups
  }

  private func figures(_ rows: [SecondaryRow]) -> [ReportFigure] {
    var seen: Set<SalesforceID> = []
    let opportunities = rows.map(\.opportunity).filter { seen.insert($0.opportunity.id).inserted }
    return [
      ReportFigure(Self.opportunities, count: opportunities.map { .opportunity($0) }),
      ReportFigure(Self.secondaries, count: rows.map { .secondary($0) }),
    ]
  }
}
