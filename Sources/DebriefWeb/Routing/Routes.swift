/// Every address of the site, in one table. The server, the matrix of access tests and the documentation are made from it.
package enum Routes {
  package static let all: [Route] =
    reports + rules + deliveries + [
      Route(open: .get, "/healthz", "Whether the server answers; for monitors.", Start.health),
      Route(open: .get, "/assets/{file}", "The style sheet and the script.", Assets.serve),
      Route(open: .get, "/sign-in", "How to sign in.", SignInPages.door),
      Route(open: .get, "/sign-in/{secret}", "A sign-in link: shows a button, changes nothing.", SignInPages.show),
      Route(open: .post, "/sign-in/{secret}", "Uses the link up and begins a session.", SignInPages.use),
      Route(
        signed: .post, "/slack/{kind}", "Slack's presses, forms, choices and commands.", SlackRequests.answer),
      Route(.post, "/sign-out", .signedIn, "Ends the session.", SignInPages.signOut),
      Route(.get, "/", .signedIn, "Goes to the first page that is for the viewer.", Start.show),

      Route(.get, "/inbox", .signedIn, "The prompts that wait for an SA; ?sa= for a manager.", InboxPages.show),
      Route(.get, "/prompts/{prompt}", .promptReader, "A prompt, open in its inbox.", PromptPages.show),
      Route(.post, "/prompts/{prompt}/log", .promptOwner, "Logs the meeting.", PromptPages.log),
      Route(.post, "/prompts/{prompt}/update", .promptOwner, "Changes what was logged.", PromptPages.update),
      Route(.post, "/prompts/{prompt}/dismiss", .promptOwner, "Says that no activity is needed.", PromptPages.dismiss),
      Route(.post, "/prompts/{prompt}/snooze", .promptOwner, "Puts the prompt off.", PromptPages.snooze),
      Route(.post, "/prompts/{prompt}/undo", .promptOwner, "Takes the last act back.", PromptPages.undo),
      Route(.get, "/bulk", .architect, "The form for several meetings of one kind.", BulkPages.show),
      Route(.post, "/bulk", .architect, "Logs several meetings together.", BulkPages.log),
      Route(.get, "/bulk/dismiss", .architect, "Why several meetings need no activity.", BulkDismissPages.show),
      Route(.post, "/bulk/dismiss", .architect, "Dismisses several together.", BulkDismissPages.dismiss),
      Route(.post, "/bulk/undo", .architect, "Takes several acts back.", BulkPages.undo),
      Route(.get, "/activities/new", .architect, "The form for what was in no calendar.", OnDemandPages.show),
      Route(.post, "/activities/new", .architect, "Logs what was in no calendar.", OnDemandPages.log),
      Route(.get, "/activities/{activity}", .architect, "What was logged without a meeting.", OnDemandPages.open),
      Route(.post, "/activities/{activity}/update", .architect, "Changes what was logged so.", OnDemandPages.update),
      Route(.post, "/activities/{activity}/undo", .architect, "Takes the last act on it back.", OnDemandPages.undo),
      Route(
        .get, "/opportunities/{opportunity}", .architect, "What an SA keeps of an opportunity.", OpportunityPages.show),
      Route(
        .post, "/opportunities/{opportunity}", .architect, "Changes an opportunity's fields.", OpportunityPages.update),
      Route(
        .post, "/opportunities/{opportunity}/povs", .architect, "Adds a proof of value.", OpportunityPages.saveProof),
      Route(
        .post, "/opportunities/{opportunity}/roles", .architect, "Asks for a contact role.", OpportunityPages.addRole),

      Route(.get, "/meetings", .signedIn, "An SA's events, and what became of each.", MeetingsPages.show),
      Route(.get, "/meetings/look", .signedIn, "Looks for an event in the calendars themselves.", MeetingsPages.look),
      Route(.get, "/meetings/event", .signedIn, "The whole story of one event.", MeetingsPages.explain),
    ]

  private static let reports: [Route] = [
    Route(.get, "/reports", .signedIn, "Goes to the first report.", ReportsPages.start),
    Route(.get, "/reports/{report}", .signedIn, "A report of whom the viewer may see.", ReportsPages.show),
    Route(.get, "/reports/{report}/table.csv", .signedIn, "The report's table as a file.", ReportsPages.csv),
    Route(.get, "/reports/{report}/rows", .signedIn, "The rows behind a number.", ReportsPages.rows),
    Route(.get, "/reports/{report}/rows.csv", .signedIn, "The rows behind a number as a file.", ReportsPages.rowsCSV),
  ]

  /// The route of a request, with the values of its path's named segments.
  ///
  /// - Throws: ``NoSuchPage``, ``WrongMethod``.
  static func find(_ request: WebRequest) throws -> (Route, [String: String]) {
    var allowed: [WebRequest.Method] = []
    for route in all {
      guard let parameters = route.path.match(request.path) else { continue }
      if route.method == request.method { return (route, parameters) }
      allowed.append(route.method)
    }
    guard let first = allowed.first else { throw NoSuchPage() }
    throw WrongMethod(allowed: first.rawValue)
  }
}

/// The address is there, for another method.
struct WrongMethod: Error { var allowed: String }
