import Addresses
import Calendars

/// Splits rows into the groups of a dimension, in the dimension's own order.
struct ReportGrouping {
  let people: ReportPeople
  let window: ReportWindow

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Groups of meetings. People, regions and weeks without any meeting are there, too: none is an answer.
  func groups(
    of meetings: [ReportMeeting], by dimension: ReportDimension, figures: ([ReportMeeting]) -> [ReportFigure]
  ) -> [ReportGroup] {
    switch dimension {
    case .sa: return people(meetings, owner: \.seat.owner, figures)
    case .region: return regions(meetings, owner: { people.architect($0.seat.owner) }, figures)
    case .week:
      let byWeek = Dictionary(grouping: meetings) { ISOWeek(of: $0.day) }
      return window.weeks.map { week in
        ReportGroup(
          key: week.description, label: "\(week), \(week.monday.day) \(Self.months[week.monday.month - 1])",
          figures: figures(byWeek[week] ?? []))
      }
    case .type:
      let types = Set(meetings.flatMap { $0.activity?.types ?? [] })
      let catalogue = ActivityCatalogue.standard.types.map(\.name)
      let known = catalogue.filter(types.contains)
      return (known + types.subtracting(known).sorted()).map { type in
        ReportGroup(
          key: type, label: type, figures: figures(meetings.filter { $0.activity?.types.contains(type) ?? false }))
      }
    case .all, .stage, .opportunity: return []
    }
  }

  /// Groups of rows that belong to an opportunity's Primary SA.
  func groups(
    of rows: [ReportRow], by dimension: ReportDimension, opportunity: (ReportRow) -> OpportunityRow?,
    figures: ([ReportRow]) -> [ReportFigure]
  ) -> [ReportGroup] {
    switch dimension {
    case .sa:
      var groups = people(
        rows.filter { opportunity($0)?.primary != nil }, owner: { opportunity($0)?.primary?.email }, figures)
      let nobodys = rows.filter { opportunity($0)?.primary == nil }
      if people.includesNobodys || !nobodys.isEmpty {
        groups.append(ReportGroup(key: "none", label: ReportPeople.nobody, figures: figures(nobodys)))
      }
      return groups
    case .region:
      var groups = regions(
        rows.filter { opportunity($0)?.primary != nil }, owner: { opportunity($0)?.primary }, figures)
      let nobodys = rows.filter { opportunity($0)?.primary == nil }
      if !nobodys.isEmpty {
        groups.append(ReportGroup(key: "none", label: ReportPeople.nobody, figures: figures(nobodys)))
      }
      return groups
    case .stage:
      let byStage = Dictionary(grouping: rows) { opportunity($0)?.opportunity.stage ?? "" }
      return byStage.keys.sorted { (stageNumber($0) ?? .max, $0) < (stageNumber($1) ?? .max, $1) }.map { stage in
        ReportGroup(
          key: stage.isEmpty ? "none" : stage, label: stage.isEmpty ? "(unknown)" : stage,
          figures: figures(byStage[stage] ?? []))
      }
    case .all, .week, .type, .opportunity: return []
    }
  }

  private func people<Row>(
    _ rows: [Row], owner: (Row) -> EmailAddress?, _ figures: ([Row]) -> [ReportFigure]
  ) -> [ReportGroup] {
    let byOwner = Dictionary(grouping: rows) { owner($0)?.key ?? "" }
    return people.architects.map { architect in
      ReportGroup(
        key: architect.email.key, label: architect.displayName, figures: figures(byOwner[architect.email.key] ?? []))
    }
  }

  private func regions<Row>(
    _ rows: [Row], owner: (Row) -> SolutionArchitect?, _ figures: ([Row]) -> [ReportFigure]
  ) -> [ReportGroup] {
    let byRegion = Dictionary(grouping: rows) { owner($0)?.profile.region ?? ReportPeople.noRegion }
    return people.regionNames.map { name in
      ReportGroup(key: name, label: name, figures: figures(byRegion[name] ?? []))
    }
  }
}
