import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

extension Site {
  /// The answer to a request: route, identity, seal of the form, access, handler, in this order. Whatever goes wrong
  /// becomes a page.
  package func answer(_ request: WebRequest) -> WebResponse {
    let configuration = configuration
    do {
      let (route, parameters) = try Routes.find(request)
      let visit = Visit(
        site: self, configuration: configuration, request: request, parameters: parameters, now: clock())
      switch route.handler {
      case .open(let handler):
        if request.method == .post { try checkOrigin(request) }
        return render(try handler(visit), frame: Frame(viewer: nil, request: request))
      case .signedIn(let handler):
        return try answer(visit, route, handler)
      case .signed(let handler):
        return render(try handler(visit), frame: Frame(viewer: nil, request: request))
      }
    } catch {
      return failure(error, Frame(viewer: nil, request: request))
    }
  }

  private func answer(
    _ visit: Visit, _ route: Route, _ handler: (PageContext) throws -> Page
  ) throws -> WebResponse {
    let identity: Identity
    switch try identify(visit) {
    case .known(let known): identity = known
    case .nobody:
      // SameSite=Strict keeps the cookie back when a link elsewhere leads here: our own page then asks again.
      if visit.request.method == .get, visit.request.headers["sec-fetch-site"] == "cross-site" {
        return render(
          ErrorPages.askAgain(visit.request), frame: Frame(viewer: nil, request: visit.request, isBare: true))
      }
      throw NotSignedIn()
    }
    var frame = Frame(
      viewer: identity.viewer, request: visit.request, token: identity.session.seal("form"),
      canSignOut: visit.configuration.web.signIn == .link)
    if identity.viewer.isAdmin { frame.needsPerson = (try? store.outboxNeedsPerson()) ?? 0 }
    do {
      if visit.request.method == .post { try checkForm(visit.request, identity.session) }
      let context = PageContext(
        visit: visit, viewer: identity.viewer, session: identity.session,
        named: try admit(identity.viewer, to: route, visit))
      var page = try handler(context)
      if let cookie = identity.newCookie { page.headers.append(("Set-Cookie", cookie)) }
      return render(page, frame: frame)
    } catch {
      return failure(error, frame)
    }
  }

  private func checkOrigin(_ request: WebRequest) throws {
    guard FormToken.comesFromOurPage(request, origins: origins) else { throw ForeignForm() }
  }

  private func checkForm(_ request: WebRequest, _ session: Secret) throws {
    try checkOrigin(request)
    let token = request.form[FormToken.field] ?? ""
    guard SHA256.areEqual(Array(token.utf8), Array(session.seal("form").utf8)) else { throw ForeignForm() }
  }

  /// Lets the viewer in, or throws; returns the prompt that the path names.
  private func admit(_ viewer: Viewer, to route: Route, _ visit: Visit) throws -> Prompt? {
    switch route.access {
    case .anyone, .signedIn: return nil
    case .architect:
      guard viewer.architect != nil else { throw NotAllowed() }
      return nil
    case .admin:
      guard viewer.isAdmin else { throw NotAllowed() }
      return nil
    case .promptReader, .promptOwner:
      guard let id = visit.parameters["prompt"], let prompt = try store.prompt(id: id) else { throw NoSuchPage() }
      let owner = prompt.seat.owner
      // Somebody else's prompt is answered like one that does not exist: ids tell nothing.
      guard route.access == .promptOwner ? viewer.mayAct(for: owner) : viewer.mayRead(owner) else {
        throw NoSuchPage()
      }
      return prompt
    }
  }

  /// An error as a page. What is nobody's mistake but ours is reported.
  private func failure(_ error: any Error, _ frame: Frame) -> WebResponse {
    let error = StoreError(database: error) ?? error
    if let page = ErrorPages.page(for: error) { return render(page, frame: frame) }
    report("\(frame.request.method.rawValue) /\(frame.request.path.joined(separator: "/")): \(error)")
    return render(ErrorPages.fault, frame: frame)
  }
}

/// Nobody is signed in.
struct NotSignedIn: Error {}

/// A form that comes from another site, or from a session that has ended.
struct ForeignForm: Error {}
