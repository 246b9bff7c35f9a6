import Addresses
import DebriefCore

/// What `pipeline.yml` says of logging (docs/review.md).
package struct ActivitySettings: Sendable {
  /// How long a logged activity waits before it leaves, in seconds: until then, undo costs nothing.
  package var hold: Int64 = 60
  /// The hour, where the SA is, at which "later" brings a prompt back tomorrow.
  package var snoozeHour = 9
  /// The products that may be positioned; empty: any.
  package var products: [String] = []
  /// The configured ones first.
  package var templates = [DescriptionTemplate.standard]
  /// The configured words first, then Debrief's own.
  package var keywords = TypeKeywords.standard
  package var columns = DeliveryColumns()
  /// Who reviews on this installation, where neither `--as` nor the environment says.
  package var reviewer: EmailAddress?
}

extension Configuration {
  mutating func readActivities(_ section: ConfigurationSection) {
    activities.hold = section.duration("hold") ?? activities.hold
    activities.snoozeHour = section.int("snooze_hour", in: 0...23) ?? activities.snoozeHour
    activities.products = section.strings("products") ?? []
    for product in activities.products where product.contains(";") {
      section.problem("\"\(product)\" holds a semicolon, which the CRM reads as two choices", at: "products")
    }
    var templates: [DescriptionTemplate] = []
    for template in section.sections("templates") {
      let name = template.string("name")
      let text = template.string("text")
      template.refuseUnknownKeys()
      guard let name, let text, !name.isEmpty, !text.isEmpty else {
        template.problem("a template needs a name and a text", at: "name")
        continue
      }
      templates.append(DescriptionTemplate(name: name, text: text))
    }
    activities.templates = templates + activities.templates
    readKeywords(section)
    for (key, column, line) in section.pairs("fields") {
      if DeliveryColumns.defaults[key] != nil {
        activities.columns.overrides[key] = column
      } else {
        section.problems.add(
          "is no field of Debrief's\(didYouMean(key, among: DeliveryColumns.defaults.keys.sorted()))", line: line,
          key: "activities.fields.\(key)")
      }
    }
    activities.reviewer = section.value("reviewer", EmailAddress.init(parsing:))
    if let reviewer = activities.reviewer, !solutionArchitects.contains(where: { $0.owns(reviewer) }) {
      section.problem("\(reviewer.key) is not among solution_architects", at: "reviewer")
    }
    section.refuseUnknownKeys()
  }

  private mutating func readKeywords(_ section: ConfigurationSection) {
    var entries: [TypeKeywords.Entry] = []
    for keyword in section.sections("keywords") {
      let words = keyword.string("words")
      let name = keyword.string("type")
      keyword.refuseUnknownKeys()
      guard let words, !words.isEmpty, let name,
        let type = ActivityCatalogue.standard.type(named: name, forTeam: nil)
      else {
        keyword.problem("a keyword needs its words and a type of the catalogue", at: "type")
        continue
      }
      entries.append(TypeKeywords.Entry(words: words, type: type.name))
    }
    activities.keywords.entries = entries + activities.keywords.entries
  }
}
