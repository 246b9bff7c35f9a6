/// Which records count: opportunities at the meeting's time, further e-mail fields, subaddresses, leads that were
/// converted, records that were merged (product definition, section 5 and 7).
let recordSituations: [Situation] = [
  opportunity("created on the meeting's morning", "created=2026-03-10", "=> matched Renewal"),
  opportunity("created the day after, without grace", "created=2026-03-11", "=> account_only Acme"),
  opportunity(
    "created two days after, with three days of grace", "created=2026-03-12", "setting grace-before=3",
    "=> matched Renewal"),
  opportunity(
    "created four days after, with three days of grace", "created=2026-03-14", "setting grace-before=3",
    "=> account_only Acme"),
  opportunity("open, its close date long past: still open", "closes=2025-12-31", "=> matched Renewal"),
  opportunity("closed since, on a day after the meeting", "closed closes=2026-03-20", "=> matched Renewal"),
  opportunity("closed on the day of the meeting", "closed closes=2026-03-10", "=> matched Renewal"),
  opportunity("closed fourteen days before, with fourteen of grace", "closed closes=2026-02-24", "=> matched Renewal"),
  opportunity(
    "closed fifteen days before, with fourteen of grace", "closed closes=2026-02-23", "=> account_only Acme",
    "=> evidence ana@acme.example known_contact says=not_open_then"),
  opportunity(
    "closed the day before, without grace", "closed closes=2026-03-09", "setting grace-after=0",
    "=> account_only Acme"),
  opportunity("closed, and nobody knows when", "closed closes=never", "=> account_only Acme"),
  opportunity(
    "lost in January with a close date in June: it was closed in January", "closed closes=2026-06-01 moved=2026-01-15",
    "=> account_only Acme"),
  opportunity(
    "lost last week with a close date in June: within the grace", "closed closes=2026-06-01 moved=2026-03-04",
    "=> matched Renewal"),
  opportunity(
    "marked as closed late, with the true close date", "closed closes=2026-01-15 moved=2026-03-20",
    "=> account_only Acme"),
  Situation(
    "one open and one closed opportunity",
    """
    account Acme
    opportunity Old of Acme closed closes=2025-06-30 sa=ada
    opportunity Renewal of Acme
    contact ana@acme.example of Acme
    guest ana@acme.example
    => matched Renewal
    """),

  Situation(
    "the address stands in a further e-mail field, and the evidence says so",
    """
    account Acme
    opportunity Renewal of Acme
    contact ana@acme.example of Acme roles=Renewal Email_2__c=ana@home.example
    guest ana@home.example
    => matched Renewal
    => evidence ana@home.example contact_role field=Email_2__c says=by_the_field
    """),
  Situation(
    "the address stands in the primary and in a further field: the primary one is named",
    """
    account Acme
    opportunity Renewal of Acme
    contact ana@acme.example of Acme roles=Renewal Email_2__c=ana@acme.example
    guest ana@acme.example
    => matched Renewal
    => evidence ana@acme.example contact_role field=Email
    """),
  Situation(
    "a contact with nothing but a further field",
    """
    account Acme
    opportunity Renewal of Acme
    contact - id=ana of Acme Email_3__c=ana@home.example
    guest ana@home.example
    => matched Renewal
    => evidence ana@home.example known_contact field=Email_3__c
    """),
  Situation(
    "rubbish in the primary field does not hide the further one",
    """
    account Acme
    opportunity Renewal of Acme
    contact see-linkedin id=ana of Acme Email_2__c=ana@home.example
    guest ana@home.example
    => matched Renewal
    """),
  Situation(
    "case differs between calendar and CRM",
    """
    account Acme
    opportunity Renewal of Acme
    contact Ana.Diaz@ACME.example of Acme roles=Renewal
    guest ana.diaz@acme.EXAMPLE
    => matched Renewal
    => tier contact_role
    """),
  Situation(
    "two contacts have the address, one of them holds a role: the role decides",
    """
    account Acme
    account Globex
    opportunity Renewal of Acme
    opportunity Portal of Globex
    contact ana@acme.example of Acme roles=Renewal
    contact ana@acme.example id=twin of Globex
    guest ana@acme.example
    => matched Renewal
    """),
  Situation(
    "two contacts have the address, both without a role, at two customers",
    """
    account Acme
    account Globex
    opportunity Renewal of Acme
    opportunity Portal of Globex
    contact ana@acme.example of Acme
    contact ana@acme.example id=twin of Globex
    guest ana@acme.example
    => ambiguous Renewal Portal
    """),
  Situation(
    "two contacts of one account have the address",
    """
    account Acme
    opportunity Renewal of Acme
    contact ana@acme.example of Acme
    contact ana@acme.example id=twin of Acme
    guest ana@acme.example
    => matched Renewal
    """),

  Situation(
    "a subaddress that the CRM has exactly",
    """
    account Acme
    account Globex
    opportunity Renewal of Acme
    opportunity Portal of Globex
    contact ana+debrief@acme.example of Acme
    contact ana@acme.example of Globex
    guest ana+debrief@acme.example
    => matched Renewal
    """),
  Situation(
    "a subaddress that the CRM has without its detail",
    """
    account Acme
    opportunity Renewal of Acme
    contact ana@acme.example of Acme roles=Renewal
    guest ana+calendar@acme.example
    => matched Renewal
    => tier contact_role
    """),
  Situation(
    "the CRM has a subaddress, the calendar the plain one: not the same",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    contact ana+news@acme.example of Acme roles=Renewal
    guest ana@acme.example
    => matched Renewal
    => tier domain
    """),
  Situation(
    "a lead by its subaddress",
    """
    lead lou@start.example
    guest lou+meet@start.example
    => lead_only
    """),

  Situation(
    "a converted lead's contact: as a known contact",
    """
    account Acme
    opportunity Renewal of Acme
    contact ana@acme.example of Acme
    lead ana.diaz@gmail.com converted contact=ana@acme.example
    guest ana.diaz@gmail.com
    => matched Renewal
    => tier known_contact
    => evidence ana.diaz@gmail.com known_contact account=Acme says=converted_lead
    """),
  Situation(
    "a converted lead's contact holds a role on the second: its holder is there",
    """
    account Acme
    opportunity Renewal of Acme
    opportunity Upsell of Acme
    contact ana@acme.example of Acme roles=Upsell
    lead ana.diaz@gmail.com converted contact=ana@acme.example
    guest ana.diaz@gmail.com
    => matched Upsell
    => tier known_contact
    => by role_holders
    """),
  Situation(
    "a converted lead whose contact is gone: its account",
    """
    account Acme
    opportunity Renewal of Acme
    lead ana.diaz@gmail.com converted contact=gone@acme.example account=Acme
    guest ana.diaz@gmail.com
    => matched Renewal
    => tier known_contact
    """),
  Situation(
    "a converted lead whose contact and account are gone: the domain is left",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    lead lou@acme.example converted contact=gone@acme.example account=Gone
    guest lou@acme.example
    => matched Renewal
    => tier domain
    """),
  Situation(
    "a converted lead of whom nothing is left is no lead any more",
    """
    lead lou@start.example converted contact=gone@acme.example
    guest lou@start.example
    => unmatched
    """),
  Situation(
    "a lead twice, one converted: the contact counts",
    """
    account Acme
    opportunity Renewal of Acme
    contact ana@acme.example of Acme
    lead ana.diaz@gmail.com
    lead ana.diaz@gmail.com id=second converted contact=ana@acme.example
    guest ana.diaz@gmail.com
    => matched Renewal
    """),

  Situation(
    "a contact that was merged away answers with the one it went into",
    """
    account Acme
    opportunity Renewal of Acme
    contact ana@acme.example of Acme roles=Renewal
    contact ana@old.example of Acme into=ana@acme.example
    guest ana@old.example
    => matched Renewal
    => tier contact_role
    """),
  Situation(
    "a role of a contact that was merged away is its master's",
    """
    account Acme
    opportunity Renewal of Acme
    contact ana@acme.example of Acme
    contact ana@old.example of Acme into=ana@acme.example roles=Renewal
    guest ana@acme.example
    => matched Renewal
    => tier contact_role
    """),
  Situation(
    "merged twice: the end of the way counts",
    """
    account Acme
    opportunity Renewal of Acme
    contact c@acme.example of Acme roles=Renewal
    contact b@acme.example of Acme into=c@acme.example
    contact a@old.example of Acme into=b@acme.example
    guest a@old.example
    => matched Renewal
    """),
  Situation(
    "merged in a circle: each stays itself",
    """
    account Acme
    opportunity Renewal of Acme
    contact a@acme.example of Acme into=b@acme.example roles=Renewal
    contact b@acme.example of Acme into=a@acme.example
    guest a@acme.example
    => matched Renewal
    """),
  Situation(
    "the contact that it was merged into is not in the snapshot",
    """
    account Acme
    opportunity Renewal of Acme
    contact a@acme.example of Acme into=gone@acme.example roles=Renewal
    guest a@acme.example
    => matched Renewal
    """),
  Situation(
    "the account was merged: its contacts and opportunities are the winner's",
    """
    account Acme
    account AcmeOld into=Acme
    opportunity Renewal of Acme
    contact ana@acme.example of AcmeOld
    guest ana@acme.example
    => matched Renewal
    => evidence ana@acme.example known_contact account=Acme
    """),
  Situation(
    "an opportunity that still hangs on the account that was merged away",
    """
    account Acme
    account AcmeOld into=Acme
    opportunity Renewal of AcmeOld
    contact ana@acme.example of Acme
    guest ana@acme.example
    => matched Renewal
    """),
  Situation(
    "winner and merged account have the same website: one account",
    """
    account Acme web=acme.example
    account AcmeOld web=acme.example into=Acme
    opportunity Renewal of Acme
    guest new@acme.example
    => matched Renewal
    => tier domain
    """),
  Situation(
    "only the account that was merged away has the website",
    """
    account Acme
    account AcmeOld web=acme.example into=Acme
    opportunity Renewal of Acme
    guest new@acme.example
    => matched Renewal
    => evidence new@acme.example domain account=Acme
    """),
]

/// One contact of an account with one opportunity: whether it counts depends on its dates.
private func opportunity(_ title: String, _ dates: String, _ more: String...) -> Situation {
  Situation(
    "opportunity \(title)",
    """
    account Acme
    opportunity Renewal of Acme \(dates)
    contact ana@acme.example of Acme
    guest ana@acme.example
    \(more.joined(separator: "\n"))
    """)
}
