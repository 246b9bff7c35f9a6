/// One line of the table of routes.
package struct Route: Sendable {
  package enum Handler: Sendable {
    /// For everybody, signed in or not.
    case open(@Sendable (Visit) throws -> Page)
    case signedIn(@Sendable (PageContext) throws -> Page)
    /// For a service that signs its requests: the handler checks the signature over the body as it came. Neither
    /// cookies nor the seal of forms have a part in it.
    case signed(@Sendable (Visit) throws -> Page)
  }

  package var method: WebRequest.Method
  package var path: PathPattern
  package var access: Access
  /// What it is for, in a sentence: docs/architecture.md and the tests show it.
  package var description: String
  package var handler: Handler

  package init(
    _ method: WebRequest.Method, _ path: PathPattern, _ access: Access, _ description: String,
    _ handler: @escaping @Sendable (PageContext) throws -> Page
  ) {
    self.method = method
    self.path = path
    self.access = access
    self.description = description
    self.handler = .signedIn(handler)
  }

  package init(
    open method: WebRequest.Method, _ path: PathPattern, _ description: String,
    _ handler: @escaping @Sendable (Visit) throws -> Page
  ) {
    self.method = method
    self.path = path
    access = .anyone
    self.description = description
    self.handler = .open(handler)
  }
}

extension Route {
  /// A route for a service that signs its requests.
  package init(
    signed method: WebRequest.Method, _ path: PathPattern, _ description: String,
    _ handler: @escaping @Sendable (Visit) throws -> Page
  ) {
    self.method = method
    self.path = path
    access = .anyone
    self.description = description
    self.handler = .signed(handler)
  }
}

/// Who gets in. The server asks it before a handler runs; the matrix of tests asks it of every route.
package enum Access: String, Sendable, CaseIterable {
  /// Everybody, without signing in.
  case anyone
  /// Every SA, manager and admin.
  case signedIn
  /// SAs: those who have prompts.
  case architect
  /// The SA whose prompt `{prompt}` is, and that SA's manager; for everybody else there is no such prompt.
  case promptReader
  /// The SA whose prompt `{prompt}` is; for everybody else there is no such prompt.
  case promptOwner
  case admin
}

/// `/prompts/{prompt}/log`: segments, of which those in braces match anything and have a name.
package struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  private enum Segment: Hashable {
    case fixed(String)
    case named(String)
  }

  package let description: String
  private let segments: [Segment]

  package init(stringLiteral text: String) {
    description = text
    segments = text.split(separator: "/").map { part in
      part.hasPrefix("{") && part.hasSuffix("}") ? .named(String(part.dropFirst().dropLast())) : .fixed(String(part))
    }
  }

  /// The values of the named segments; nil where the path is another.
  package func match(_ path: [String]) -> [String: String]? {
    guard path.count == segments.count else { return nil }
    var values: [String: String] = [:]
    for (segment, part) in zip(segments, path) {
      switch segment {
      case .fixed(let text): guard text == part else { return nil }
      case .named(let name): values[name] = part
      }
    }
    return values
  }

  /// A path of this pattern.
  package func path(_ values: [String: String] = [:]) -> OwnPath {
    segments.reduce(into: OwnPath("/")) { path, segment in
      switch segment {
      case .fixed(let text): path = path.appending(text)
      case .named(let name): path = path.appending(values[name] ?? "-")
      }
    }
  }
}
