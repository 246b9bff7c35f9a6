import Addresses
import Calendars
import DebriefCore

/// A made-up CRM of any size: account n owns `company-n.example`, and contact n is at account n modulo the accounts.
struct Company {
  let contacts: Int
  let accounts: Int

  func domains(_ suffixes: PublicSuffixes) -> AccountDomains {
    AccountDomains(
      accounts: (0..<accounts).map {
        AccountDomains.Entry(
          id: id("001", $0)?.description ?? "", name: name(ofAccount: $0), website: "https://www.\(domain($0))/")
      },
      suffixes: suffixes)
  }

  func index(_ domains: AccountDomains) -> SnapshotIndex {
    SnapshotIndex(
      accounts: (0..<accounts).compactMap { number in
        id("001", number).map { Account(id: $0, name: name(ofAccount: number)) }
      },
      contacts: (0..<contacts).compactMap { number in
        id("003", number).map { id in
          var contact = Contact(id: id, name: "Person \(number)")
          contact.accountID = self.id("001", number % accounts)
          contact.addresses = [.init(field: "Email", value: address(number), key: address(number))]
          return contact
        }
      },
      leads: [],
      opportunities: (0..<accounts).compactMap { number in
        id("006", number).map { id in
          var opportunity = Opportunity(id: id, name: "Renewal", stage: "3-Technical")
          opportunity.accountID = self.id("001", number)
          return opportunity
        }
      },
      roles: [], users: [], tasks: [], domains: domains)
  }

  /// Of ten attendees six are contacts, three are unknown people of a known account, and one is a stranger.
  func attendees(_ count: Int) -> [EmailAddress] {
    var state: UInt64 = 42
    return (0..<count).compactMap { number in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let pick = Int(state >> 33)
      let text =
        switch number % 10 {
        case 0...5: address(pick % contacts)
        case 6...8: "visitor.\(pick)@\(domain(pick % accounts))"
        default: "stranger@elsewhere-\(pick).test"
        }
      return try? EmailAddress(parsing: text)
    }
  }

  /// How many of the attendees, each alone in a meeting, are matched to an opportunity.
  func matched(_ attendees: [EmailAddress], _ matcher: Matcher) -> Int {
    guard let owner = attendees.first else { return 0 }
    return attendees.count { address in
      let guest = Participant(address: address, written: address.key, kind: .external, basis: "")
      let facts = Matcher.Facts(
        participants: [guest], startsAt: Instant(secondsSinceEpoch: 1_773_136_800), recordLinks: [], owner: owner)
      return matcher.match(facts).outcome == .matched
    }
  }

  func address(_ contact: Int) -> String { "first.last\(contact)@\(domain(contact % accounts))" }
  func domain(_ account: Int) -> String { "company-\(account).example" }
  func id(_ prefix: String, _ number: Int) -> SalesforceID? {
    let digits = String(number)
    return SalesforceID(prefix + String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits)
  }

  private func name(ofAccount number: Int) -> String { "Company \(number)" }
}
