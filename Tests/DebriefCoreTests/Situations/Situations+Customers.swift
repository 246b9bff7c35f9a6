/// Whose customer: families of accounts, several customers at one table, partners (product definition, section 5).
let customerSituations: [Situation] = [
  Situation(
    "guests of two customers, both with something open",
    """
    account Acme web=acme.example
    account Globex web=globex.example
    opportunity Renewal of Acme
    opportunity Portal of Globex
    guest a@acme.example
    guest g@globex.example
    => ambiguous Renewal Portal
    """),
  Situation(
    "guests of two customers, and I am Primary SA of one: still nobody can tell",
    """
    account Acme web=acme.example
    account Globex web=globex.example
    opportunity Renewal of Acme sa=ada
    opportunity Portal of Globex
    guest a@acme.example
    guest g@globex.example
    link Renewal
    => ambiguous Renewal Portal
    """),
  Situation(
    "guests of two customers, only one of them with something open",
    """
    account Acme web=acme.example
    account Globex web=globex.example
    opportunity Renewal of Acme
    guest a@acme.example
    guest g@globex.example
    => ambiguous Renewal
    """),
  Situation(
    "guests of two customers, none of them with something open",
    """
    account Acme web=acme.example
    account Globex web=globex.example
    guest a@acme.example
    guest g@globex.example
    => ambiguous -
    """),
  Situation(
    "a role holder of one customer and a guest of another: grouped, the stronger tier first",
    """
    account Acme web=acme.example
    account Globex web=globex.example
    opportunity Renewal of Acme
    opportunity Portal of Globex
    contact g@globex.example of Globex roles=Portal
    guest a@acme.example
    guest g@globex.example
    => ambiguous Portal Renewal
    => order Portal Renewal
    """),
  Situation(
    "a guest of a second customer who declined: he was asked, so nobody can tell",
    """
    account Acme web=acme.example
    account Globex web=globex.example
    opportunity Renewal of Acme
    opportunity Portal of Globex
    guest a@acme.example accepted
    guest g@globex.example declined
    => ambiguous Renewal Portal
    """),
  Situation(
    "within a group the opportunities are ranked",
    """
    account Acme web=acme.example
    account Globex web=globex.example
    opportunity Renewal of Acme
    opportunity Upsell of Acme sa=ada
    opportunity Portal of Globex
    contact a@acme.example of Acme roles=Renewal,Upsell
    guest a@acme.example
    guest g@globex.example
    => order Upsell Renewal Portal
    """),
  Situation(
    "one role holder of opportunities of two customers",
    """
    account Acme
    account Globex
    opportunity Renewal of Acme
    opportunity Portal of Globex
    contact cy@advisors.example roles=Renewal,Portal
    guest cy@advisors.example
    => ambiguous Renewal Portal
    """),
  Situation(
    "a customer's guest and somebody unknown",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    guest a@acme.example
    guest nobody@unknown.example
    => matched Renewal
    => no evidence nobody@unknown.example says=no_account
    """),
  Situation(
    "a customer's guest and one at a mail provider",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    guest a@acme.example
    guest someone@gmail.com
    => matched Renewal
    """),
  Situation(
    "guests of parent and subsidiary, one opportunity: one customer",
    """
    account Acme web=acme.example
    account Bolt web=bolt.example parent=Acme
    opportunity Renewal of Acme
    guest a@acme.example
    guest b@bolt.example
    => matched Renewal
    """),
  Situation(
    "guests of parent and subsidiary, an opportunity each: one customer, ranked",
    """
    account Acme web=acme.example
    account Bolt web=bolt.example parent=Acme
    opportunity Renewal of Acme
    opportunity Pilot of Bolt sa=ada
    guest a@acme.example
    guest b@bolt.example
    => matched Pilot
    => by primary_sa
    """),
  Situation(
    "guests of parent and subsidiary, nothing tells the two opportunities apart",
    """
    account Acme web=acme.example
    account Bolt web=bolt.example parent=Acme
    opportunity Renewal of Acme
    opportunity Pilot of Bolt
    guest a@acme.example
    guest b@bolt.example
    => ambiguous Renewal Pilot
    """),
  Situation(
    "two subsidiaries of one parent",
    """
    account Holding
    account Acme web=acme.example parent=Holding
    account Bolt web=bolt.example parent=Holding
    opportunity Renewal of Acme
    contact b@bolt.example of Bolt
    guest a@acme.example
    guest b@bolt.example
    => matched Renewal
    """),
  Situation(
    "three generations",
    """
    account Holding
    account Acme parent=Holding
    account Bolt web=bolt.example parent=Acme
    account Cog web=cog.example parent=Holding
    opportunity Pilot of Bolt
    guest b@bolt.example
    guest c@cog.example
    => matched Pilot
    """),
  Situation(
    "parents in a circle are one customer",
    """
    account Acme web=acme.example parent=Bolt
    account Bolt web=bolt.example parent=Acme
    opportunity Renewal of Acme
    guest a@acme.example
    guest b@bolt.example
    => matched Renewal
    """),
  Situation(
    "a parent that the snapshot does not hold",
    """
    account Acme web=acme.example parent=Gone
    account Bolt web=bolt.example parent=Gone
    opportunity Renewal of Acme
    guest a@acme.example
    guest b@bolt.example
    => ambiguous Renewal
    """),
  Situation(
    "only the parent has something open, the guest is a contact of the subsidiary: its own account has nothing",
    """
    account Acme
    account Bolt parent=Acme
    opportunity Renewal of Acme
    contact b@bolt.example of Bolt
    guest b@bolt.example
    => account_only Bolt
    """),
  Situation(
    "the role is on the parent's opportunity",
    """
    account Acme
    account Bolt parent=Acme
    opportunity Group of Acme
    opportunity Pilot of Bolt
    contact b@bolt.example of Bolt roles=Group
    guest b@bolt.example
    => matched Group
    """),
  Situation(
    "the opportunity has no account",
    """
    opportunity Renewal
    contact ana@acme.example roles=Renewal
    guest ana@acme.example
    => matched Renewal
    """),

  Situation(
    "a partner alone, with an account and an opportunity of its own",
    """
    account Mill web=mill.example
    opportunity Resale of Mill
    rule partner mill.example
    guest p@mill.example
    => unmatched
    => evidence p@mill.example domain account=Mill partner says=partner
    """),
  Situation(
    "a partner alone, a known contact",
    """
    account Mill
    opportunity Resale of Mill
    contact p@mill.example of Mill
    rule partner mill.example
    guest p@mill.example
    => unmatched
    => evidence p@mill.example known_contact partner
    """),
  Situation(
    "a partner alone, with a role on a customer's opportunity: a person has to confirm",
    """
    account Acme
    opportunity Renewal of Acme
    contact p@mill.example roles=Renewal
    rule partner mill.example
    guest p@mill.example
    => suggested Renewal
    => evidence p@mill.example contact_role partner
    """),
  Situation(
    "a partner with the customer: the customer's opportunity, and the partner is recorded",
    """
    account Acme web=acme.example
    account Mill web=mill.example
    opportunity Renewal of Acme
    opportunity Resale of Mill sa=ada
    rule partner mill.example
    guest p@mill.example
    guest a@acme.example
    => matched Renewal
    => evidence p@mill.example domain account=Mill partner
    """),
  Situation(
    "a partner with a role elsewhere never outweighs the customer who is there",
    """
    account Acme web=acme.example
    account Globex
    opportunity Renewal of Acme
    opportunity Portal of Globex
    contact p@mill.example roles=Portal
    rule partner mill.example
    guest p@mill.example
    guest a@acme.example
    => matched Renewal
    => tier domain
    """),
  Situation(
    "a partner holds a role on one of the customer's two opportunities: a holder of it is there",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    opportunity Upsell of Acme
    contact p@mill.example roles=Upsell
    rule partner mill.example
    guest p@mill.example
    guest a@acme.example
    => matched Upsell
    => tier domain
    => by role_holders
    """),
  Situation(
    "a partner with a customer who has nothing open",
    """
    account Acme web=acme.example
    account Mill web=mill.example
    opportunity Resale of Mill
    rule partner mill.example
    guest p@mill.example
    guest a@acme.example
    => account_only Acme
    """),
  Situation(
    "a partner with a lead",
    """
    account Mill web=mill.example
    opportunity Resale of Mill
    rule partner mill.example
    lead lou@start.example
    guest p@mill.example
    guest lou@start.example
    => lead_only
    """),
  Situation(
    "a partner with two customers",
    """
    account Acme web=acme.example
    account Globex web=globex.example
    opportunity Renewal of Acme
    opportunity Portal of Globex
    rule partner mill.example
    guest p@mill.example
    guest a@acme.example
    guest g@globex.example
    => ambiguous Renewal Portal
    """),
  Situation(
    "one person of a company is a partner, by address; the others are customers",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    rule partner p@acme.example
    guest p@acme.example
    guest a@acme.example
    => matched Renewal
    => evidence p@acme.example domain partner
    => evidence a@acme.example domain
    """),
  Situation(
    "a partner's subdomain is the partner's",
    """
    account Mill web=mill.example
    opportunity Resale of Mill
    rule partner mill.example
    guest p@eu.mill.example
    => unmatched
    """),
  Situation(
    "a partner until last year is a customer now",
    """
    account Mill web=mill.example
    opportunity Resale of Mill
    rule partner mill.example until=2025-12-31
    guest p@mill.example
    => matched Resale
    """),
  Situation(
    "a partner from next month on is still a customer",
    """
    account Mill web=mill.example
    opportunity Resale of Mill
    rule partner mill.example from=2026-04-01
    guest p@mill.example
    => matched Resale
    """),
  Situation(
    "a partner from today on",
    """
    account Mill web=mill.example
    opportunity Resale of Mill
    rule partner mill.example from=2026-03-10
    guest p@mill.example
    => unmatched
    """),
]
