import DebriefCore
import DebriefPipeline

/// What stands above every report: the reports, and the filters as a form that works without script.
struct ReportFrame {
  let context: PageContext
  let filter: ReportFilter

  @HTMLBuilder var head: HTML {
    h1 { "Reports" }
    nav(.class("tabs"), .label("Reports")) {
      for kind in ReportKind.allCases {
        element(
          "a",
          [.href(filter.path(kind))] + (kind == filter.kind ? [Attribute(.ariaCurrent, "page")] : [])
        ) { kind.title }
      }
    }
    if let problem = filter.problem { p(.class("notice doubt")) { problem } }
    filters
  }

  private var filters: HTML {
    form(.get, .class("filters"), .action(("/reports" as OwnPath).appending(filter.kind.rawValue))) {
      if filter.kind.hasWindow {
        field("From", "from") {
          input(.type("date"), .id("from"), .name("from"), .value(filter.window.from.description))
        }
        field("To", "to") { input(.type("date"), .id("to"), .name("to"), .value(filter.window.to.description)) }
      }
      if filter.kind.dimensions.count > 1 {
        field("Split by", "by") {
          select(.id("by"), .name("by")) {
            for dimension in filter.kind.dimensions {
              choice(
                dimension.rawValue, dimension == .all ? "Not split" : dimension.title, dimension == filter.dimension)
            }
          }
        }
      }
      let people = context.viewer.people(in: context.configuration).architects
      if people.count > 1 {
        field("SA", "sa") {
          select(.id("sa"), .name("sa")) {
            choice("", "All of them", filter.architect == nil)
            for person in people {
              choice(person.email.key, person.displayName, person.email == filter.architect?.email)
            }
          }
        }
        let regions = Set(people.compactMap(\.profile.region)).sorted()
        if regions.count > 1 {
          field("Region", "region") {
            select(.id("region"), .name("region")) {
              choice("", "All of them", filter.region == nil)
              for region in regions { choice(region, region, region == filter.region) }
            }
          }
        }
      }
      button(.class("primary")) { "Show" }
    }
  }

  private func field(_ title: String, _ id: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
    div(.class("field")) {
      label(.for(id)) { title }
      content()
    }
  }

  private func choice(_ value: String, _ text: String, _ isChosen: Bool) -> HTML {
    element("option", [.value(value)] + (isChosen ? [.selected] : [])) { text }
  }
}
