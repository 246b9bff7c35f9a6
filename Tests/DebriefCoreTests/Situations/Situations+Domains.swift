/// What a domain says: subdomains, shared and generic hosts, tenants, twins, and the admin's rules about them
/// (product definition, section 5, tier 3).
let domainSituations: [Situation] = [
  acme("a subdomain of the account's domain", "eu.mail.acme.example", "=> matched Renewal", "=> tier domain"),
  acme(
    "the account's website is a subdomain, the guest's domain its parent", web: "shop.acme.example",
    "acme.example", "=> matched Renewal"),
  acme(
    "the website has a path, a port and capitals", web: "HTTPS://WWW.Acme.Example:443/About?x=1", "acme.example",
    "=> matched Renewal"),
  acme(
    "the website is two domains", web: "acme.example; acme-group.example", "acme-group.example",
    "=> matched Renewal"),
  acme("the website is at a mail provider: it says nothing", web: "gmail.com", "gmail.com", "=> unmatched"),
  acme("the website is a public suffix: it says nothing", web: "co.uk", "other.co.uk", "=> unmatched"),
  acme(
    "the website is a profile on a platform: it says nothing", web: "https://www.linkedin.com/company/acme",
    "linkedin.com", "=> unmatched"),
  acme("a company under co.uk", web: "acme.co.uk", "mail.acme.co.uk", "=> matched Renewal"),
  acme("another company under the same co.uk", web: "acme.co.uk", "bolt.co.uk", "=> unmatched"),
  acme(
    "another tenant of the same hosting suffix (private section)", web: "acme.github.io", "bolt.github.io",
    "=> unmatched"),
  acme(
    "an international domain, written both ways", web: "https://münchen-acme.example",
    "xn--mnchen-acme-thb.example", "=> matched Renewal"),
  acme("students of a university are not its staff", web: "acme.edu", "alumni.acme.edu", "=> unmatched"),

  acme(
    "one letter is missing: not matched, and said", web: "pepsilon.example", "epsilon.example", "=> unmatched",
    "=> warning Acme missing"),
  acme("one letter too many", web: "pepsilon.example", "peppsilon.example", "=> unmatched", "=> warning Acme more"),
  acme("one letter replaced", web: "pepsilon.example", "pepzilon.example", "=> unmatched", "=> warning Acme differs"),
  acme("two letters swapped", web: "pepsilon.example", "pepislon.example", "=> unmatched", "=> warning Acme swapped"),
  acme("a digit for a letter", web: "pepsilon.example", "peps1lon.example", "=> unmatched", "=> warning Acme looks"),
  acme("a Cyrillic letter", web: "pepsilon.example", "pеpsilon.example", "=> unmatched", "=> warning Acme looks"),
  acme("a hyphen more", web: "pepsilon.example", "pep-silon.example", "=> unmatched", "=> warning Acme hyphen"),
  acme(
    "the name with another word", web: "pepsilon.example", "pepsilon-login.example", "=> unmatched",
    "=> warning Acme word"),
  acme(
    "the name in front of another's domain", web: "pepsilon.com", "pepsilon.com.evil.example", "=> unmatched",
    "=> warning Acme front"),
  acme(
    "the same name under another generic suffix", web: "pepsilon.com", "pepsilon.org", "=> unmatched",
    "=> warning Acme suffix"),
  acme(
    "the same name under a country's suffix: at most suggested", web: "pepsilon.com", "pepsilon.co.uk",
    "=> suggested Renewal", "=> evidence x@pepsilon.co.uk suggestion account=Acme"),
  Situation(
    "a twin beside the customer himself changes nothing but is said",
    """
    account Acme web=pepsilon.example
    opportunity Renewal of Acme
    guest a@pepsilon.example
    guest b@epsilon.example
    => matched Renewal
    => warning Acme missing
    => no evidence b@epsilon.example
    """),
  Situation(
    "two customers whose domains are twins: each is its own",
    """
    account Pepsilon web=pepsilon.example
    account Epsilon web=epsilon.example
    opportunity Renewal of Pepsilon
    opportunity Portal of Epsilon
    guest b@epsilon.example
    => matched Portal
    """),
  Situation(
    "a twin whose address is a contact's: the exact address counts",
    """
    account Acme web=pepsilon.example
    opportunity Renewal of Acme
    contact b@epsilon.example of Acme roles=Renewal
    guest b@epsilon.example
    => matched Renewal
    => tier contact_role
    """),

  acme(
    "a tenant by the account's name: at most suggested", web: "pepsilon.com", "pepsilon.onmicrosoft.com",
    "=> suggested Renewal"),
  acme("a tenant by another name", web: "pepsilon.com", "northwind.onmicrosoft.com", "=> unmatched"),
  Situation(
    "a suggestion beside a customer: the customer's opportunity",
    """
    account Acme web=acme.example
    account Pepsilon web=pepsilon.com
    opportunity Renewal of Acme
    opportunity Portal of Pepsilon
    guest a@acme.example
    guest b@pepsilon.co.uk
    => matched Renewal
    => evidence b@pepsilon.co.uk suggestion account=Pepsilon
    """),
  Situation(
    "a lead whose domain would only be suggested: the lead",
    """
    account Acme web=pepsilon.com
    opportunity Renewal of Acme
    lead b@pepsilon.co.uk
    guest b@pepsilon.co.uk
    => lead_only
    """),
  Situation(
    "two accounts have the domain: suggested, both",
    """
    account Acme web=acme.example
    account Bolt web=acme.example
    opportunity Renewal of Acme
    opportunity Pilot of Bolt
    guest x@acme.example
    => suggested Renewal Pilot
    => evidence x@acme.example suggestion says=several
    """),
  Situation(
    "parent and subsidiary have the same website: suggested, since nobody can tell which",
    """
    account Acme web=acme.example
    account Bolt web=acme.example parent=Acme
    opportunity Renewal of Acme
    guest x@acme.example
    => suggested Renewal
    """),
  Situation(
    "two accounts have the domain, the guest is a contact of one",
    """
    account Acme web=acme.example
    account Bolt web=acme.example
    opportunity Renewal of Acme
    opportunity Pilot of Bolt
    contact x@acme.example of Bolt
    guest x@acme.example
    => matched Pilot
    """),
  Situation(
    "a contact with nothing open at a domain that two accounts have: the account is known",
    """
    account Acme web=acme.example
    account Bolt web=acme.example
    opportunity Renewal of Acme
    contact x@acme.example of Bolt
    guest x@acme.example
    => account_only Bolt
    """),

  acme(
    "an alias rule", "acme-mail.example", "rule alias acme-mail.example account=Acme", "=> matched Renewal",
    "=> evidence x@acme-mail.example domain says=rule"),
  acme(
    "an alias rule holds for the names below it", "eu.acme-mail.example",
    "rule alias acme-mail.example account=Acme", "=> matched Renewal"),
  acme(
    "an alias rule that has ended", "acme-mail.example",
    "rule alias acme-mail.example account=Acme until=2026-03-09", "=> unmatched"),
  acme(
    "an alias rule on its last day", "acme-mail.example",
    "rule alias acme-mail.example account=Acme until=2026-03-10", "=> matched Renewal"),
  acme(
    "an alias rule that has not begun", "acme-mail.example",
    "rule alias acme-mail.example account=Acme from=2026-03-11", "=> unmatched"),
  acme(
    "an alias rule to an account that is gone", "acme-mail.example", "rule alias acme-mail.example account=Gone",
    "=> unmatched", "=> no evidence x@acme-mail.example says=does_not_hold"),
  acme(
    "an alias rule to an account that was merged away", "acme-mail.example", "account AcmeOld into=Acme",
    "rule alias acme-mail.example account=AcmeOld", "=> matched Renewal"),
  acme(
    "an alias rule comes before another account's website", "bolt.example", "account Bolt web=bolt.example",
    "opportunity Pilot of Bolt", "rule alias bolt.example account=Acme", "=> matched Renewal"),
  acme(
    "two alias rules for two accounts: suggested", "shared.example", "account Bolt", "opportunity Pilot of Bolt",
    "rule alias shared.example account=Acme", "rule alias shared.example account=Bolt",
    "=> suggested Renewal Pilot"),
  acme(
    "an alias rule for one address at a mail provider", "gmail.com", "rule alias x@gmail.com account=Acme",
    "=> matched Renewal", "=> tier known_contact", "=> evidence x@gmail.com known_contact account=Acme says=rule"),
  acme(
    "an alias rule for another's address at a mail provider", "gmail.com", "rule alias y@gmail.com account=Acme",
    "=> unmatched"),
  acme(
    "an alias rule for an address that is a contact of another: the contact comes first", "gmail.com",
    "account Bolt", "opportunity Pilot of Bolt", "contact x@gmail.com of Bolt", "rule alias x@gmail.com account=Acme",
    "=> matched Pilot"),
  acme("a subsidiary rule", "bolt.example", "rule subsidiary bolt.example account=Acme", "=> matched Renewal"),
  acme(
    "a shared host never matches by domain", "acme.example", "rule shared_host acme.example", "=> unmatched",
    "=> no evidence x@acme.example says=shared_by_several"),
  acme(
    "a shared host: the exact address still does", "acme.example", "rule shared_host acme.example",
    "contact x@acme.example of Acme", "=> matched Renewal", "=> tier known_contact"),
  acme("a domain that a rule calls generic", "acme.example", "rule generic acme.example", "=> unmatched"),
  acme(
    "a generic rule that has ended", "acme.example", "rule generic acme.example until=2025-12-31",
    "=> matched Renewal"),
  acme(
    "a blocked domain among others is left out of the match", "acme.example", "rule block acme.example",
    "guest nobody@unknown.example", "=> unmatched", "=> no evidence x@acme.example says=left_out"),
  acme(
    "a blocked address: a contact's exact one does not count either", "acme.example", "rule block x@acme.example",
    "contact x@acme.example of Acme roles=Renewal", "guest nobody@unknown.example", "=> unmatched"),
  acme(
    "a blocked customer beside another: the other's opportunity", "acme.example", "rule block acme.example",
    "account Bolt web=bolt.example", "opportunity Pilot of Bolt", "guest b@bolt.example", "=> matched Pilot"),
  acme(
    "a role mailbox is somebody at the company", "acme.example", "guest info@acme.example", "=> matched Renewal",
    "=> kind info@acme.example external"),
]

/// One account, `Acme`, with one open opportunity, `Renewal`; somebody unknown, `x`, at `domain` is the guest.
private func acme(_ title: String, web: String = "acme.example", _ domain: String, _ more: String...) -> Situation {
  Situation(
    title,
    """
    account Acme web=\(web.replacing(" ", with: "\u{A0}"))
    opportunity Renewal of Acme
    guest x@\(domain)
    \(more.joined(separator: "\n"))
    """)
}
