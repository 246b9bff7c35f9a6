/// What a handler answers with.
package struct Page: Sendable {
  package enum Content: Sendable {
    /// The middle of a page; the frame comes around it.
    case html(title: String, HTML)
    /// Somewhere else, to be fetched with GET: the answer to every form that did something.
    case redirect(OwnPath)
    /// Bytes as they are.
    case file(File)
  }

  package struct File: Sendable {
    package var bytes: [UInt8]
    /// `text/csv; charset=utf-8`.
    package var type: String
    /// The name under which a browser saves it; nil: it is shown.
    package var name: String?
    /// Its address changes with its content, so it may be kept for ever.
    package var isImmutable = false

    package init(bytes: [UInt8], type: String, name: String? = nil) {
      self.bytes = bytes
      self.type = type
      self.name = name
    }
  }

  package var status: Int
  package var content: Content
  /// Further header fields: cookies, methods that are allowed.
  package var headers: [(name: String, value: String)] = []

  package init(title: String, status: Int = 200, @HTMLBuilder _ content: () throws -> HTML) rethrows {
    self.status = status
    self.content = .html(title: title, try content())
  }

  package static func redirect(to path: OwnPath) -> Page { Page(status: 303, content: .redirect(path)) }
  package static func file(_ file: File) -> Page { Page(status: 200, content: .file(file)) }

  private init(status: Int, content: Content) {
    self.status = status
    self.content = content
  }
}

/// The answer as it goes out.
package struct WebResponse: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
}
