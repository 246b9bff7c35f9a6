import Addresses
import Calendars
import DebriefCore
import DebriefPipeline
import DebriefStore

/// One request to a page that is open to everybody.
package struct Visit: Sendable {
  package let site: Site
  /// The configuration as it was when the request came.
  package let configuration: Configuration
  package let request: WebRequest
  /// The values of the path's named segments.
  package let parameters: [String: String]
  package let now: Instant

  package var store: Store { site.store }
}

/// One request of somebody who is signed in: all that a page needs.
package struct PageContext: Sendable {
  package let visit: Visit
  package let viewer: Viewer
  let session: Secret
  /// The prompt that the path names; the route's access has been checked on it.
  let named: Prompt?

  package var store: Store { visit.store }
  package var configuration: Configuration { visit.configuration }
  package var request: WebRequest { visit.request }
  package var now: Instant { visit.now }
  package var site: Site { visit.site }

  /// The prompt of the path's `{prompt}`.
  ///
  /// - Throws: ``NoSuchPage`` where the route's access is not about a prompt.
  package func prompt() throws -> Prompt {
    guard let named else { throw NoSuchPage() }
    return named
  }

  /// The value of a named segment of the path.
  package func parameter(_ name: String) throws -> String {
    guard let value = visit.parameters[name] else { throw NoSuchPage() }
    return value
  }

  /// What seals this session's forms (docs/decisions/0031-sessions-and-forms.md).
  package var formToken: String { session.seal("form") }

  /// A form that does something. It carries the session's token; without it a POST is refused.
  package func form(
    to action: OwnPath, _ attributes: Attribute..., @HTMLBuilder content: () throws -> HTML
  ) rethrows -> HTML {
    try element("form", [.post, .action(action)] + attributes) {
      hiddenInput(FormToken.field, formToken)
      try content()
    }
  }

  /// Where an SA reviews.
  package func desk(of architect: SolutionArchitect) -> ReviewDesk {
    ReviewDesk(configuration: configuration, store: store, architect: architect)
  }

  /// The viewer's own desk.
  ///
  /// - Throws: ``NotAllowed`` where the viewer is no SA.
  package func desk() throws -> ReviewDesk {
    guard let architect = viewer.architect else { throw NotAllowed() }
    return desk(of: architect)
  }

  /// The SA whom the query's `sa` names, where the viewer may read their prompts; the viewer by default.
  ///
  /// - Throws: ``NoSuchPage`` for everybody else, ``NotAllowed`` where there is nobody to default to.
  package func subject() throws -> SolutionArchitect {
    guard let wanted = request.query["sa"], !wanted.isEmpty else {
      guard let first = viewer.architect ?? viewer.team.first else { throw NotAllowed() }
      return first
    }
    let readable = [viewer.architect].compactMap(\.self) + viewer.team
    guard let found = readable.first(where: { $0.email.key == wanted }) else { throw NoSuchPage() }
    return found
  }
}

/// There is nothing under this address, or nothing that the viewer may know of: the answer is the same.
package struct NoSuchPage: Error {
  package init() {}
}

/// The viewer is known, and this is not theirs.
package struct NotAllowed: Error {
  package init() {}
}
