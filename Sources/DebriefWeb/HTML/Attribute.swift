/// One attribute of an element. Names are a closed list, none of which can run anything; addresses are our own paths.
package struct Attribute: Sendable {
  /// Attributes whose value is mere text. No `on…`, no `style`, no `srcdoc`: neither script nor style can stand in a page.
  package enum Name: String, Sendable {
    case `class`, id, lang, title, dir, role, tabindex
    case name, value, type, placeholder, autocomplete, inputmode, maxlength, minlength, rows, cols, size, list, step
    case min, max, pattern, enctype, accept, form, `for`, label, spellcheck
    case charset, content, media, rel, datetime, scope, colspan, rowspan, headers, alt, width, height, open
    case ariaLabel = "aria-label"
    case ariaLabelledby = "aria-labelledby"
    case ariaDescribedby = "aria-describedby"
    case ariaCurrent = "aria-current"
    case ariaHidden = "aria-hidden"
    case ariaInvalid = "aria-invalid"
    case ariaLive = "aria-live"
    case ariaExpanded = "aria-expanded"
    case ariaControls = "aria-controls"
    case ariaRequired = "aria-required"
    case dataKey = "data-key"
    case dataRow = "data-row"
    case dataText = "data-text"
    case dataLabel = "data-label"
    case dataCounted = "data-counted"
    case dataMarkedKey = "data-marked-key"
    case viewBox, x, y, x1, y1, x2, y2, cx, cy, r, rx, d, points, transform
    case textAnchor = "text-anchor"
    case preserveAspectRatio
  }

  private let name: String
  private let value: String?

  package init(_ name: Name, _ value: String) { (self.name, self.value) = (name.rawValue, value) }

  private init(bare name: Bare) { (self.name, value) = (name.rawValue, nil) }
  private init(address name: Address, _ path: OwnPath) { (self.name, value) = (name.rawValue, path.text) }

  private enum Address: String { case href, src, action, formaction }
  private enum Bare: String {
    case autofocus, checked, selected, disabled, required, hidden, formnovalidate, open, `defer`, multiple
  }

  // MARK: Addresses

  package static func href(_ path: OwnPath) -> Self { Self(address: .href, path) }
  /// A place on the same page.
  package static func href(here id: String) -> Self { Self(address: .href, OwnPath(onThisPage: id)) }
  package static func src(_ path: OwnPath) -> Self { Self(address: .src, path) }
  package static func action(_ path: OwnPath) -> Self { Self(address: .action, path) }
  package static func formaction(_ path: OwnPath) -> Self { Self(address: .formaction, path) }

  // MARK: Methods of forms

  package static let post = Self(Attribute.Fixed.method, "post")
  package static let get = Self(Attribute.Fixed.method, "get")
  package static let formPost = Self(Attribute.Fixed.formmethod, "post")

  /// With `content="0"`: the page asks for itself again.
  package static let refresh = Self(Attribute.Fixed.httpEquiv, "refresh")

  private enum Fixed: String {
    case method, formmethod
    case httpEquiv = "http-equiv"
  }
  private init(_ name: Fixed, _ value: String) { (self.name, self.value) = (name.rawValue, value) }

  // MARK: Those without a value

  package static let autofocus = Self(bare: .autofocus)
  package static let checked = Self(bare: .checked)
  package static let selected = Self(bare: .selected)
  package static let disabled = Self(bare: .disabled)
  package static let required = Self(bare: .required)
  package static let hidden = Self(bare: .hidden)
  package static let formnovalidate = Self(bare: .formnovalidate)
  package static let isOpen = Self(bare: .open)
  package static let `defer` = Self(bare: .defer)
  package static let multiple = Self(bare: .multiple)

  // MARK: Those that most elements have

  package static func `class`(_ value: String) -> Self { Self(.class, value) }
  package static func id(_ value: String) -> Self { Self(.id, value) }
  package static func name(_ value: String) -> Self { Self(.name, value) }
  package static func value(_ value: String) -> Self { Self(.value, value) }
  package static func type(_ value: String) -> Self { Self(.type, value) }
  package static func form(_ value: String) -> Self { Self(.form, value) }
  package static func `for`(_ value: String) -> Self { Self(.for, value) }
  package static func label(_ value: String) -> Self { Self(.ariaLabel, value) }

  func write(into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: name.utf8)
    guard let value else { return }
    bytes.append(contentsOf: "=\"".utf8)
    HTMLEscaping.value(value, into: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }
}
