/// The keys, for those who look for them; `?` opens it.
enum KeyHelp {
  private static let keys: [(key: String, does: String)] = [
    ("j", "next meeting"), ("k", "the one before"), ("Enter", "open it"), ("h", "later"), ("e", "dismiss: then 1–5"),
    ("o", "another opportunity"), ("t", "put the template in"), ("x", "mark it"), ("l", "log the marked together"),
    ("e", "with marks: dismiss them all"),
    ("z", "take the last act back"), ("+ 0 −", "how it went, in the form"), ("Ctrl Enter", "log"),
    ("Esc", "out of a field"),
    ("?", "these keys"),
  ]

  static let html = details(.class("keys"), Attribute(.dataKey, "?")) {
    summary { "Keys" }
    dl {
      for (key, does) in keys {
        div {
          dt { for part in key.split(separator: " ") { kbd { String(part) } } }
          dd { does }
        }
      }
    }
  }
}
