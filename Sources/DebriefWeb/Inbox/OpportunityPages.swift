import Addresses
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// The fields of an opportunity that an SA keeps, its proofs of value and its contact roles (product definition,
/// section 7). Each form becomes an entry of the outbox.
enum OpportunityPages {
  static func show(_ context: PageContext) throws -> Page { try page(context) }

  static func update(_ context: PageContext) throws -> Page {
    let (desk, id, form) = (try context.desk(), try opportunity(context).id, context.request.form)
    var update = OpportunityUpdate(opportunity: id)
    var problems: [FieldProblem] = []
    update.evaluationStart = date("start", "Tech Evaluation Start Date", form, &problems)
    update.evaluationEnd = date("end", "Tech Evaluation End Date", form, &problems)
    update.evaluationStatus = form["status"].flatMap(EvaluationStatus.init(rawValue:))
    update.evaluationDetails = filled(form["details"])
    update.successPlanURL = filled(form["plan"])
    update.isCSMReady = boolean(form["csm"])
    update.isCustomerAccepted = boolean(form["accepted"])
    if form["primary"] != nil { update.primarySolutionArchitect = try context.store.user(of: desk.owner) }
    return try attempt(context, form, problems) { try desk.update(update, at: context.now) }
  }

  static func saveProof(_ context: PageContext) throws -> Page {
    let (desk, id, form) = (try context.desk(), try opportunity(context).id, context.request.form)
    var proof = ProofOfValue(opportunity: id, name: form["pov_name"] ?? "")
    var problems: [FieldProblem] = []
    proof.start = date("pov_start", "POV Start Date", form, &problems)
    proof.end = date("pov_end", "POV End Date", form, &problems)
    proof.status = form["pov_status"].flatMap(EvaluationStatus.init(rawValue:))
    proof.details = filled(form["pov_details"])
    return try attempt(context, form, problems) { try desk.save(proof, at: context.now) }
  }

  static func addRole(_ context: PageContext) throws -> Page {
    let (desk, id, form) = (try context.desk(), try opportunity(context).id, context.request.form)
    let role = form["role"] ?? "Other"
    guard ContactRoleRequest.roles.contains(role) else { throw BadRequest("\"\(role)\" is no contact role") }
    let contact = try contact(form, context)
    let problems = contact == nil ? [FieldProblem(field: "Contact", message: "no contact has that address")] : []
    return try attempt(context, form, problems) {
      if let contact {
        _ = try desk.addRole(ContactRoleRequest(opportunity: id, contact: contact, role: role), at: context.now)
      }
    }
  }

  private static func contact(_ form: Fields, _ context: PageContext) throws -> SalesforceID? {
    if let id = form["contact"].flatMap({ SalesforceID($0) }), id.keyPrefix == "003" { return id }
    guard let address = form["contact_email"].flatMap({ try? EmailAddress(parsing: $0) }) else { return nil }
    return try context.store.contacts(withAddress: address).first?.id
  }

  /// Does it and says so, or shows the form again with what is wrong.
  private static func attempt(
    _ context: PageContext, _ form: Fields, _ problems: [FieldProblem], _ act: () throws -> Void
  ) throws -> Page {
    let id = try context.parameter("opportunity")
    do {
      guard problems.isEmpty else { throw UpdateRefused(problems: problems) }
      try act()
    } catch let refused as UpdateRefused {
      return try page(context, form, problems: refused.problems, status: 422)
    }
    return .redirect(to: "/opportunities/\(id)?saved=1")
  }

  // MARK: Reading

  private static func opportunity(_ context: PageContext) throws -> Opportunity {
    guard let id = SalesforceID(try context.parameter("opportunity")), let found = try context.store.opportunity(id: id)
    else { throw NoSuchPage() }
    return found
  }

  private static func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
  private static func boolean(_ text: String?) -> Bool? { text == "yes" ? true : text == "no" ? false : nil }

  private static func date(
    _ name: String, _ field: String, _ form: Fields, _ problems: inout [FieldProblem]
  ) -> CivilDate? {
    guard let text = filled(form[name]) else { return nil }
    if let date = CivilDate(text) { return date }
    problems.append(FieldProblem(field: field, message: "\"\(text)\" is no day: write 2026-03-31"))
    return nil
  }

  // MARK: The page

  private static func page(
    _ context: PageContext, _ form: Fields = Fields(), problems: [FieldProblem] = [], status: Int = 200
  ) throws -> Page {
    let opportunity = try opportunity(context)
    let desk = try context.desk()
    let candidates = try contactsWithoutRole(context, opportunity.id, desk)
    let path: OwnPath = "/opportunities/\(opportunity.id.description)"
    return Page(title: opportunity.name, status: status) {
      h1 { bdi(opportunity.name) }
      p(.class("soft")) {
        "\(opportunity.stage)\(opportunity.closeDate.map { ", closes \($0)" } ?? "")\(opportunity.isClosed ? ", closed" : "")"
      }
      if context.request.query["saved"] != nil, problems.isEmpty {
        div(.class("notice"), Attribute(.role, "status")) { "Saved. It goes to the CRM with the next delivery." }
      }
      if !problems.isEmpty {
        div(.class("notice wrong"), Attribute(.role, "alert")) {
          ul { for problem in problems { li { "\(problem.field): \(problem.message)" } } }
        }
      }
      div(.class("columns sheets")) {
        evaluation(context, path, opportunity, form)
        div(.class("stacked")) {
          proof(context, path, form)
          role(context, path, candidates)
        }
      }
    }
  }

  private static func evaluation(
    _ context: PageContext, _ path: OwnPath, _ opportunity: Opportunity, _ form: Fields
  ) -> HTML {
    context.form(to: path, .class("sheet panel")) {
      h2 { "Technical evaluation" }
      p(.class("hint")) { "What is left empty stays as it is. The end and the status are facts: never in the future." }
      div(.class("pair")) {
        field(
          "start", "Start", form["start"] ?? "", type: "date", now: opportunity.technicalEvaluationStart?.description)
        field("end", "End", form["end"] ?? "", type: "date", now: opportunity.technicalEvaluationEnd?.description)
      }
      statusField("status", form["status"], now: opportunity.technicalEvaluationCloseStatus)
      field("details", "Close details", form["details"] ?? "")
      field("plan", "Customer success plan (https://…)", form["plan"] ?? "", type: "url")
      div(.class("pair")) {
        yesNo("csm", "CSM ready", form["csm"])
        yesNo("accepted", "Customer accepted", form["accepted"])
      }
      label(.class("choice")) {
        voidElement(
          "input", [.type("checkbox"), .name("primary"), .value("yes")] + (form["primary"] != nil ? [.checked] : []))
        span { "I am the Primary SA" }
      }
      div(.class("actions")) { button(.class("primary")) { "Save" } }
    }
  }

  private static func proof(_ context: PageContext, _ path: OwnPath, _ form: Fields) -> HTML {
    context.form(to: path.appending("povs"), .class("sheet panel")) {
      h2 { "Proof of value" }
      field("pov_name", "Name", form["pov_name"] ?? "")
      div(.class("pair")) {
        field("pov_start", "Start", form["pov_start"] ?? "", type: "date")
        field("pov_end", "End", form["pov_end"] ?? "", type: "date")
      }
      statusField("pov_status", form["pov_status"])
      field("pov_details", "Details", form["pov_details"] ?? "")
      div(.class("actions")) { button { "Add it" } }
    }
  }

  private static func role(_ context: PageContext, _ path: OwnPath, _ candidates: [AttendingContact]) -> HTML {
    context.form(to: path.appending("roles"), .class("sheet panel")) {
      h2 { "Contact role" }
      if !candidates.isEmpty {
        fieldset(.class("field")) {
          legend { "Attended, and has no role here" }
          div(.class("stacked")) {
            for (index, contact) in candidates.enumerated() {
              label(.class("choice")) {
                voidElement(
                  "input",
                  [.type("radio"), .name("contact"), .value(contact.id.description)] + (index == 0 ? [.checked] : []))
                span { bdi("\(contact.name)\(contact.title.map { " (\($0))" } ?? "")") }
              }
            }
          }
        }
      }
      if candidates.isEmpty { field("contact_email", "The contact's e-mail", "", type: "email") }
      div(.class("field")) {
        label(.for("role")) { "Role" }
        select(.id("role"), .name("role")) {
          for role in ContactRoleRequest.roles { option(.value(role)) { role } }
        }
      }
      div(.class("actions")) { button { "Ask for the role" } }
    }
  }

  /// Who attended what the SA logged on this opportunity, and has no role there.
  private static func contactsWithoutRole(
    _ context: PageContext, _ id: SalesforceID, _ desk: ReviewDesk
  ) throws -> [AttendingContact] {
    let activities = try context.store.activities(of: desk.owner, since: context.now.advanced(by: -90 * 86_400))
      .filter { $0.call.relatedTo == id }
    let missing = try activities.flatMap(desk.missingRoles)
    return try context.store.attendingContacts(Array(Set(missing)).sorted())
  }

  // MARK: Fields

  private static func field(
    _ name: String, _ title: String, _ value: String, type: String = "text", now: String? = nil
  ) -> HTML {
    div(.class("field")) {
      label(.for(name)) { title }
      input(.type(type), .name(name), .id(name), .value(value), Attribute(.autocomplete, "off"))
      if let now { p(.class("hint")) { "Now \(now)" } }
    }
  }

  private static func statusField(_ name: String, _ chosen: String?, now: String? = nil) -> HTML {
    div(.class("field")) {
      label(.for(name)) { "Close status" }
      select(.id(name), .name(name)) {
        option(.value("")) { "As it is" }
        for status in EvaluationStatus.allCases {
          element("option", [.value(status.rawValue)] + (chosen == status.rawValue ? [.selected] : [])) {
            status.rawValue
          }
        }
      }
      if let now { p(.class("hint")) { "Now \(now)" } }
    }
  }

  private static func yesNo(_ name: String, _ title: String, _ chosen: String?) -> HTML {
    div(.class("field")) {
      label(.for(name)) { title }
      select(.id(name), .name(name)) {
        for (value, words) in [("", "As it is"), ("yes", "Yes"), ("no", "No")] {
          element("option", [.value(value)] + (chosen == value ? [.selected] : [])) { words }
        }
      }
    }
  }
}
