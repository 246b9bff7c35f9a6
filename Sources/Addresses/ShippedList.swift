import CLists

/// One of the reviewed lists that are embedded in the program (`Sources/CLists/data`).
///
/// Lines starting with `#` are the header (source, licence, date); every other line is an entry and, after tabs,
/// what the list says about it.
struct ShippedList: Sendable {
  /// The file's name, which is also what users see: "mail-providers.txt".
  let name: String
  private let text: String

  @unsafe private init(name: String, _ list: debrief_list) {
    self.name = name
    text = unsafe String(decoding: UnsafeBufferPointer(start: list.bytes, count: list.count), as: UTF8.self)
  }

  /// The entries with their further columns.
  var rows: some Sequence<[Substring]> {
    lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
  }

  var lines: some Sequence<Substring> {
    text.utf8.split(separator: UInt8(ascii: "\n")).lazy
      .filter { $0.first != UInt8(ascii: "#") }
      .map { Substring($0) }
  }

  /// What the header says: "made", "source", "licence".
  var header: [Substring] {
    text.split(separator: "\n").prefix { $0.hasPrefix("#") }.map { $0.dropFirst(2) }
  }

  static var mailProviders: Self { unsafe Self(name: "mail-providers.txt", debrief_list_mail_providers()) }
  static var ownMailProviders: Self { unsafe Self(name: "mail-providers-own.txt", debrief_list_mail_providers_own()) }
  static var disposable: Self { unsafe Self(name: "disposable.txt", debrief_list_disposable()) }
  static var notGeneric: Self { unsafe Self(name: "not-generic.txt", debrief_list_not_generic()) }
  static var tenants: Self { unsafe Self(name: "tenants.txt", debrief_list_tenants()) }
  static var platforms: Self { unsafe Self(name: "platforms.txt", debrief_list_platforms()) }
  static var nonPeople: Self { unsafe Self(name: "nonpeople.txt", debrief_list_nonpeople()) }
  static var roleMailboxes: Self { unsafe Self(name: "role-mailboxes.txt", debrief_list_role_mailboxes()) }
  static var openCountryCodes: Self { unsafe Self(name: "open-country-codes.txt", debrief_list_open_country_codes()) }
  static var confusables: Self { unsafe Self(name: "confusables.txt", debrief_list_confusables()) }
}
