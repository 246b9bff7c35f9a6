/// Each tier alone, and each against the next (product definition, section 5, tiers 1 to 4).
let tierSituations: [Situation] = [
  Situation(
    "a role holder on the one open opportunity",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    contact ana@acme.example of Acme roles=Renewal
    guest ana@acme.example accepted
    => matched Renewal
    => tier contact_role
    => evidence ana@acme.example contact_role account=Acme field=Email
    """),
  Situation(
    "a role holder whose account has another open opportunity: the role comes before the account",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    opportunity Upsell of Acme sa=ada
    contact ana@acme.example of Acme roles=Renewal
    guest ana@acme.example
    => matched Renewal
    => tier contact_role
    """),
  Situation(
    "a role holder with an address at a mail provider: the exact address counts",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    contact ana.acme@gmail.com of Acme roles=Renewal
    guest ana.acme@gmail.com
    => matched Renewal
    => tier contact_role
    """),
  Situation(
    "a role holder whose contact belongs to no account",
    """
    account Acme
    opportunity Renewal of Acme
    contact ana@freelance.example roles=Renewal
    guest ana@freelance.example
    => matched Renewal
    => tier contact_role
    """),
  Situation(
    "a consultant's contact of another account holds the role: the opportunity's account is the customer",
    """
    account Acme web=acme.example
    account Advisors web=advisors.example
    opportunity Renewal of Acme
    contact cy@advisors.example of Advisors roles=Renewal
    guest cy@advisors.example
    => matched Renewal
    => tier contact_role
    """),
  Situation(
    "a consultant with a role and the customer's own guest: one customer",
    """
    account Acme web=acme.example
    account Advisors web=advisors.example
    opportunity Renewal of Acme
    contact cy@advisors.example of Advisors roles=Renewal
    guest cy@advisors.example
    guest new@acme.example
    => matched Renewal
    => evidence new@acme.example domain account=Acme
    """),
  Situation(
    "a role on a closed opportunity, and the account has an open one: the account's counts",
    """
    account Acme web=acme.example
    opportunity Old of Acme closed closes=2025-06-30
    opportunity Renewal of Acme
    contact ana@acme.example of Acme roles=Old
    guest ana@acme.example
    => matched Renewal
    => tier known_contact
    """),
  Situation(
    "a role on a closed opportunity and nothing open: the account alone is known",
    """
    account Acme web=acme.example
    opportunity Old of Acme closed closes=2025-06-30
    contact ana@acme.example of Acme roles=Old
    guest ana@acme.example
    => account_only Acme
    => evidence ana@acme.example known_contact says=not_open_then
    """),
  Situation(
    "roles on a closed and on an open opportunity: only the open one counts",
    """
    account Acme web=acme.example
    opportunity Old of Acme closed closes=2025-06-30 sa=ada
    opportunity Renewal of Acme
    contact ana@acme.example of Acme roles=Old,Renewal
    guest ana@acme.example
    => matched Renewal
    """),
  Situation(
    "a role on an opportunity that the snapshot does not hold is no role",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    contact ana@acme.example of Acme roles=Gone
    guest ana@acme.example
    => matched Renewal
    => tier known_contact
    """),
  Situation(
    "a contact without a role, the account has one open opportunity",
    """
    account Acme
    opportunity Renewal of Acme
    contact ana@acme.example of Acme
    guest ana@acme.example
    => matched Renewal
    => tier known_contact
    => evidence ana@acme.example known_contact account=Acme field=Email
    """),
  Situation(
    "a contact at a mail provider without a role: known all the same",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    contact ana.acme@gmail.com of Acme
    guest ana.acme@gmail.com
    => matched Renewal
    => tier known_contact
    """),
  Situation(
    "a contact whose account has nothing open",
    """
    account Acme web=acme.example
    contact ana@acme.example of Acme
    guest ana@acme.example
    => account_only Acme
    => tier known_contact
    """),
  Situation(
    "a contact of one customer whose address is at another's domain: the contact comes first",
    """
    account Acme web=acme.example
    account Globex web=globex.example
    opportunity Renewal of Acme
    opportunity Portal of Globex
    contact ana@globex.example of Acme
    guest ana@globex.example
    => matched Renewal
    => tier known_contact
    """),
  Situation(
    "a contact of a customer with nothing open, at the domain of another with something open: nobody can tell",
    """
    account Acme web=acme.example
    account Globex web=globex.example
    opportunity Portal of Globex
    contact ana@globex.example of Acme
    guest ana@globex.example
    => ambiguous Portal
    => evidence ana@globex.example known_contact account=Acme
    => evidence ana@globex.example domain account=Globex
    """),
  Situation(
    "a contact of a subsidiary with nothing open, at the domain of its parent with something open",
    """
    account Holding web=holding.example
    account Acme parent=Holding
    opportunity Group of Holding
    contact ana@holding.example of Acme
    guest ana@holding.example
    => matched Group
    => tier domain
    """),
  Situation(
    "known contacts switched off: a contact without a role matches by the domain",
    """
    setting known-contacts=off
    account Acme web=acme.example
    opportunity Renewal of Acme
    contact ana@acme.example of Acme
    guest ana@acme.example
    => matched Renewal
    => tier domain
    """),
  Situation(
    "known contacts switched off, at a mail provider: nothing is left",
    """
    setting known-contacts=off
    account Acme web=acme.example
    opportunity Renewal of Acme
    contact ana.acme@gmail.com of Acme
    guest ana.acme@gmail.com
    => unmatched
    """),
  Situation(
    "known contacts switched off: a role still counts",
    """
    setting known-contacts=off
    account Acme
    opportunity Renewal of Acme
    contact ana@acme.example of Acme roles=Renewal
    guest ana@acme.example
    => matched Renewal
    => tier contact_role
    """),
  Situation(
    "a contact without an account says nothing, the domain does",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    contact ana@acme.example
    guest ana@acme.example
    => matched Renewal
    => tier domain
    """),
  Situation(
    "nobody known, the domain is the account's website",
    """
    account Acme web=https://www.acme.example/en
    opportunity Renewal of Acme
    guest new@acme.example
    => matched Renewal
    => tier domain
    => evidence new@acme.example domain account=Acme says=website
    """),
  Situation(
    "the domain stands in a domain field",
    """
    account Acme web=acme.example fields=acme-mail.example
    opportunity Renewal of Acme
    guest new@acme-mail.example
    => matched Renewal
    => evidence new@acme-mail.example domain says=domain_field
    """),
  Situation(
    "the domain is the account's, and nothing is open",
    """
    account Acme web=acme.example
    opportunity Old of Acme closed closes=2025-06-30
    guest new@acme.example
    => account_only Acme
    => tier domain
    """),
  Situation(
    "a lead that is not converted, at a domain that nobody has",
    """
    lead lou@start.example
    guest lou@start.example
    => lead_only
    => tier lead
    => evidence lou@start.example lead
    """),
  Situation(
    "a lead at the domain of an account with something open: the domain comes before the lead",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    lead lou@acme.example
    guest lou@acme.example
    => matched Renewal
    => tier domain
    """),
  Situation(
    "a lead at the domain of an account with nothing open: the account is known",
    """
    account Acme web=acme.example
    lead lou@acme.example
    guest lou@acme.example
    => account_only Acme
    """),
  Situation(
    "a lead at a mail provider",
    """
    lead lou.start@gmail.com
    guest lou.start@gmail.com
    => lead_only
    """),
  Situation(
    "two leads",
    """
    lead lou@start.example
    lead max@start.example
    guest lou@start.example
    guest max@start.example
    => lead_only
    """),
  Situation(
    "a lead beside a customer's guest: the customer's opportunity",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    lead lou@start.example
    guest lou@start.example
    guest new@acme.example
    => matched Renewal
    => evidence lou@start.example lead
    """),
  Situation(
    "an invitee whom the CRM does not know: a prompt, and it says so",
    """
    guest nobody@unknown.example
    => unmatched
    => no evidence nobody@unknown.example says=no_account_has_the_domain
    """),
  Situation(
    "an invitee at a mail provider whom the CRM does not know",
    """
    account Mail web=gmail.com
    opportunity Trap of Mail
    guest someone@gmail.com
    => unmatched
    => no evidence someone@gmail.com says=generic
    """),
  Situation(
    "a role holder and a colleague known by the domain only: the role's opportunity",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    opportunity Upsell of Acme sa=ada
    contact ana@acme.example of Acme roles=Renewal
    guest ana@acme.example
    guest new@acme.example
    => matched Renewal
    => evidence new@acme.example domain account=Acme
    """),
  Situation(
    "a role holder and a known contact of the same account: the role's opportunity",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    opportunity Upsell of Acme sa=ada
    contact ana@acme.example of Acme roles=Renewal
    contact bob@acme.example of Acme
    guest bob@acme.example
    guest ana@acme.example
    => matched Renewal
    => evidence bob@acme.example known_contact account=Acme
    """),
]
