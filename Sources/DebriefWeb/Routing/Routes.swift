/// Every address of the site, in one table. The server, the matrix of access tests and the documentation are made from it.
package enum Routes {
  package static let all: [Route] = [
    Route(open: .get, "/healthz", "Whether the server answers; for monitors.", Start.health),
    Route(open: .get, "/assets/{file}", "The style sheet and the script.", Assets.serve),
    Route(open: .get, "/sign-in", "How to sign in.", SignInPages.door),
    Route(open: .get, "/sign-in/{secret}", "A sign-in link: shows a button, changes nothing.", SignInPages.show),
    Route(open: .post, "/sign-in/{secret}", "Uses the link up and begins a session.", SignInPages.use),
    Route(.post, "/sign-out", .signedIn, "Ends the session.", SignInPages.signOut),
    Route(.get, "/", .signedIn, "Goes to the first page that is for the viewer.", Start.show),
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
