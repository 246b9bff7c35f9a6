/// A piece of a page: well-formed by construction. It is only made by elements, whose names stand in our sources, and
/// by text, which is escaped; so nothing that a stranger wrote can become markup.
package struct HTML: Sendable {
  package private(set) var bytes: [UInt8]

  init(bytes: [UInt8] = []) { self.bytes = bytes }

  /// Text, escaped.
  package init(_ text: String) {
    bytes = []
    HTMLEscaping.text(text, into: &bytes)
  }

  package static let nothing = HTML()

  package mutating func append(_ other: HTML) { bytes += other.bytes }

  fileprivate mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  fileprivate mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
    bytes.append(UInt8(ascii: "<"))
    append(name)
    for attribute in attributes { attribute.write(into: &bytes) }
    bytes.append(UInt8(ascii: ">"))
  }
}

/// An element with content. Elements that a page uses often have a function of their own in Elements.swift.
package func element(
  _ name: StaticString, _ attributes: [Attribute], @HTMLBuilder _ content: () throws -> HTML
) rethrows -> HTML {
  var html = HTML()
  html.open(name, attributes)
  html.append(try content())
  html.append("</")
  html.append(name)
  html.append(">")
  return html
}

/// An element that can have no content: `input`, `br`, `meta`, `link`, `hr`, `img`.
package func voidElement(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
  var html = HTML()
  html.open(name, attributes)
  return html
}

/// A text field of several lines. Its value is what was typed, to the character.
package func textarea(_ attributes: Attribute..., value: String) -> HTML {
  var html = HTML()
  html.open("textarea", attributes)
  var bytes: [UInt8] = []
  // A parser drops the first line end of a textarea: this one is for it to drop.
  bytes.append(UInt8(ascii: "\n"))
  HTMLEscaping.value(value, into: &bytes)
  html.append(HTML(bytes: bytes))
  html.append("</textarea>")
  return html
}

/// A whole document: the only place where a doctype stands.
package func document(lang: String, @HTMLBuilder _ content: () throws -> HTML) rethrows -> HTML {
  var html = HTML(bytes: Array("<!doctype html>\n".utf8))
  html.append(try element("html", [Attribute(.lang, lang)], content))
  return html
}

/// Puts the pieces of a page together: text is escaped, everything else is markup of ours already.
@resultBuilder package enum HTMLBuilder {
  package static func buildExpression(_ text: String) -> HTML { HTML(text) }
  package static func buildExpression(_ html: HTML) -> HTML { html }
  package static func buildBlock() -> HTML { .nothing }
  package static func buildPartialBlock(first: HTML) -> HTML { first }
  // Consuming: otherwise all that went before would be copied for every piece.
  package static func buildPartialBlock(accumulated: consuming HTML, next: HTML) -> HTML {
    accumulated.append(next)
    return accumulated
  }
  package static func buildOptional(_ html: HTML?) -> HTML { html ?? .nothing }
  package static func buildEither(first: HTML) -> HTML { first }
  package static func buildEither(second: HTML) -> HTML { second }
  package static func buildArray(_ pieces: [HTML]) -> HTML {
    var all = HTML()
    for piece in pieces { all.append(piece) }
    return all
  }
}
