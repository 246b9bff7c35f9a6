/// Who is external, and what is a meeting at all (product definition, sections 2 to 4).
let meetingSituations: [Situation] = [
  meeting("only colleagues", "guest bea@tanuki.example", "=> no prompt internal_only"),
  meeting(
    "only colleagues, one at a subdomain", "guest bea@eu.tanuki.example", "=> no prompt internal_only",
    "=> kind bea@eu.tanuki.example internal"),
  meeting(
    "a domain that merely ends like ours is from outside", "guest x@nottanuki.example", "=> unmatched",
    "=> kind x@nottanuki.example external"),
  meeting("only the SA", "=> no prompt internal_only"),
  meeting(
    "a contractor whose address is one of us", "inside vik@freelance.example", "guest vik@freelance.example",
    "=> no prompt internal_only"),
  meeting(
    "another at the contractor's domain is from outside", "inside vik@freelance.example",
    "guest zoe@freelance.example", "=> unmatched"),
  meeting(
    "a domain that a rule calls internal", "rule internal labs.example", "guest zoe@labs.example",
    "=> no prompt internal_only"),
  meeting(
    "a domain below one that a rule calls internal", "rule internal labs.example", "guest zoe@eu.labs.example",
    "=> no prompt internal_only"),
  meeting(
    "a domain that was internal until yesterday", "rule internal labs.example until=2026-03-09",
    "guest zoe@labs.example", "=> unmatched"),
  meeting(
    "a domain that is internal from today on", "rule internal labs.example from=2026-03-10",
    "guest zoe@labs.example", "=> no prompt internal_only"),
  meeting(
    "an address that a rule calls internal", "rule internal zoe@agency.example", "guest zoe@agency.example",
    "=> no prompt internal_only"),
  meeting(
    "the SA's other address is the SA", "also ada@old.example", "guest ada@old.example",
    "=> no prompt internal_only", "=> kind ada@old.example internal"),
  meeting(
    "the organiser is the only one from outside", "organizer ana@acme.example", "guest bea@tanuki.example",
    "account Acme web=acme.example", "opportunity Renewal of Acme", "=> matched Renewal",
    "=> kind ana@acme.example external"),
  meeting(
    "the organiser from outside is also a guest: once", "organizer ana@acme.example",
    "guest ana@acme.example accepted", "account Acme web=acme.example", "opportunity Renewal of Acme",
    "=> matched Renewal"),
  meeting(
    "the SA is not among the guests: the calendar is enough", "not-a-guest", "organizer ana@acme.example",
    "guest bob@acme.example", "account Acme web=acme.example", "opportunity Renewal of Acme", "=> matched Renewal"),
  meeting("the guests cannot be read", "guest - uri=urn:uuid:4711", "=> no prompt unknown_participants"),
  meeting(
    "the guests cannot be read, but one can", "guest - uri=urn:uuid:4711", "guest x@other.example",
    "=> unmatched", "=> kind urn:uuid:4711 unknown"),
  meeting(
    "the guest list is longer than what is read, and what is read is ours", "guest bea@tanuki.example",
    "left-out 400", "=> no prompt unknown_participants"),
  meeting("two ats are no address", "guest ana@acme.example@tanuki.example", "=> no prompt unknown_participants"),

  meeting(
    "a room", "guest room@acme.example type=ROOM", "=> no prompt resource_only",
    "=> kind room@acme.example resource"),
  meeting("a thing", "guest car@acme.example type=RESOURCE", "=> no prompt resource_only"),
  meeting(
    "a list of people", "guest team@acme.example type=GROUP", "=> no prompt resource_only",
    "=> kind team@acme.example group"),
  meeting("a room without an address", "guest - uri=urn:room type=ROOM", "=> no prompt resource_only"),
  meeting(
    "a resource calendar by its address, though it says it is a person",
    "guest c_188abc@resource.calendar.google.com type=INDIVIDUAL", "=> no prompt resource_only"),
  meeting(
    "a no-reply address", "guest no-reply@acme.example", "=> no prompt resource_only",
    "=> kind no-reply@acme.example automation"),
  meeting(
    "a notetaker's bot", "guest assistant@gong.io", "=> no prompt resource_only",
    "=> kind assistant@gong.io automation"),
  meeting("a person at a notetaker's vendor", "guest jane@gong.io", "=> unmatched", "=> kind jane@gong.io external"),
  meeting(
    "a vendor's person is a customer's contact", "guest jane@gong.io", "account Gong web=gong.io",
    "opportunity Renewal of Gong", "=> matched Renewal"),
  meeting(
    "a bot beside a customer", "guest assistant@gong.io", "guest a@acme.example",
    "account Acme web=acme.example", "opportunity Renewal of Acme", "=> matched Renewal",
    "=> kind assistant@gong.io automation"),
  meeting(
    "a bot by an admin's rule", "rule not_a_person notes@bot.example", "guest notes@bot.example",
    "=> no prompt resource_only", "=> kind notes@bot.example automation"),
  meeting(
    "another at that rule's domain is a person", "rule not_a_person notes@bot.example",
    "guest zoe@bot.example", "=> unmatched"),
  meeting(
    "a calendar user type that nobody knows is a person with an address", "guest x@other.example type=X-NEW",
    "=> unmatched", "=> kind x@other.example external"),
  meeting(
    "a domain of bots by rule", "rule not_a_person bot.example", "guest zoe@bot.example",
    "=> no prompt resource_only"),

  customer("the SA declined", "me declined", "=> no prompt declined_by_owner"),
  customer("a colleague declined: not the SA", "guest bea@tanuki.example declined", "=> matched Renewal"),
  customer("one of two guests declined", "guest b@acme.example declined", "=> matched Renewal"),
  Situation(
    "everybody from outside declined: probably a no-show",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    guest a@acme.example declined
    => matched Renewal
    => flag probable_no_show
    """),
  customer(
    "the SA has not answered: asked, but nobody is sure", "me needs-action", "organizer a@acme.example",
    "=> matched Renewal", "=> flag unconfirmed"),
  customer(
    "the SA is only tentative: asked all the same", "me tentative", "organizer a@acme.example",
    "=> matched Renewal", "=> flag unconfirmed"),
  customer(
    "the SA declined with one address and accepted with the other", "also ada@old.example", "me declined",
    "guest ada@old.example accepted", "=> matched Renewal"),
  customer(
    "the SA declined with the only address that was asked", "also ada@old.example", "not-a-guest",
    "organizer a@acme.example", "guest ada@old.example declined", "=> no prompt declined_by_owner"),
  customer("a private event", "class PRIVATE", "=> no prompt private"),
  customer("a confidential event", "class CONFIDENTIAL", "=> no prompt private"),
  customer("a class that nobody knows is private (RFC 5545, 3.8.1.3)", "class X-SECRET", "=> no prompt private"),
  customer("a public event", "class PUBLIC", "=> matched Renewal"),
  customer(
    "a private event where they are included", "class PRIVATE", "setting private=include",
    "=> matched Renewal"),
  customer(
    "a private event where only text is left out", "class PRIVATE", "setting private=redact",
    "=> matched Renewal"),
  customer("an all-day event", "all-day", "=> no prompt all_day"),
  customer("an all-day event where they are included", "all-day", "setting all-day=include", "=> matched Renewal"),
  customer("a cancelled meeting", "status CANCELLED", "=> no prompt cancelled"),
  customer("a tentative meeting", "status TENTATIVE", "=> matched Renewal"),
  customer("all guests are covered by block rules", "rule block acme.example", "=> no prompt excluded"),
  customer(
    "all guests were covered by a block rule that has ended", "rule block acme.example until=2025-12-31",
    "=> matched Renewal"),
  customer("private comes before cancelled", "class PRIVATE", "status CANCELLED", "=> no prompt private"),
  customer("cancelled comes before all-day", "all-day", "status CANCELLED", "=> no prompt cancelled"),
  customer("all-day comes before declined", "all-day", "me declined", "=> no prompt all_day"),
  customer(
    "declined comes before excluded", "me declined", "rule block acme.example",
    "=> no prompt declined_by_owner"),
  meeting("internal comes before private", "class PRIVATE", "guest bea@tanuki.example", "=> no prompt internal_only"),
]

private func meeting(_ title: String, _ lines: String...) -> Situation {
  Situation(title, lines.joined(separator: "\n"))
}

/// A customer's guest, whose account has one open opportunity.
private func customer(_ title: String, _ lines: String...) -> Situation {
  Situation(
    title,
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    guest a@acme.example accepted
    \(lines.joined(separator: "\n"))
    """)
}
