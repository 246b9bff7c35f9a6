/// A scaffold for a description. It is put in when the SA asks for it, and never by itself.
package struct DescriptionTemplate: Hashable, Sendable {
  package var name: String
  /// With `{account}`, `{opportunity}` and `{contact}` where their names go.
  package var text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  package static let standard = DescriptionTemplate(
    name: "Three lines", text: "Intent: \nOutcome: \nNext step: ")

  /// In one pass: a name that itself looks like a placeholder stays as it is.
  package func filled(account: String?, opportunity: String?, contact: String?) -> String {
    let values = ["account": account, "opportunity": opportunity, "contact": contact]
    var filled = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}"),
        let value = values[String(rest[rest.index(after: open)..<close])]
      else {
        filled.append(rest.removeFirst())
        continue
      }
      filled += value ?? ""
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }
}
