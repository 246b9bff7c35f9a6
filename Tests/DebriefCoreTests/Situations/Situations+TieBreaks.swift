/// Every question that ranks opportunities of one tier: alone, and against the next (product definition, section 5).
/// Without a question that tells them apart the two opportunities here stand equal.
let tieBreakSituations: [Situation] = [
  tie("nothing tells them apart", "", "", "", "=> ambiguous Renewal Upsell"),
  tie("nothing tells three apart", "", "", "opportunity Third of Acme", "=> ambiguous Renewal Upsell Third"),
  Situation(
    "one role holder on each of two opportunities: they stand equal",
    """
    account Acme
    opportunity Renewal of Acme
    opportunity Upsell of Acme
    contact ana@acme.example of Acme roles=Renewal
    contact bob@acme.example of Acme roles=Upsell
    guest ana@acme.example
    guest bob@acme.example
    => ambiguous Renewal Upsell
    """),
  Situation(
    "two role holders on two opportunities of one account, Primary SA is me on the second",
    """
    account Acme
    opportunity Renewal of Acme
    opportunity Upsell of Acme sa=ada
    contact ana@acme.example of Acme roles=Renewal
    contact bob@acme.example of Acme roles=Upsell
    guest ana@acme.example
    guest bob@acme.example
    => matched Upsell
    => by primary_sa
    """),
  Situation(
    "two role holders on the first, one on the second",
    """
    account Acme
    opportunity Renewal of Acme
    opportunity Upsell of Acme
    contact ana@acme.example of Acme roles=Renewal
    contact bob@acme.example of Acme roles=Renewal,Upsell
    guest ana@acme.example
    guest bob@acme.example
    => matched Renewal
    => by role_holders
    """),
  Situation(
    "role holders come before the organiser's link",
    """
    account Acme
    opportunity Renewal of Acme
    opportunity Upsell of Acme
    contact ana@acme.example of Acme roles=Renewal
    contact bob@acme.example of Acme roles=Renewal,Upsell
    guest ana@acme.example
    guest bob@acme.example
    link Upsell
    => matched Renewal
    => by role_holders
    """),
  Situation(
    "a role holder who declined was not there",
    """
    account Acme
    opportunity Renewal of Acme
    opportunity Upsell of Acme
    contact ana@acme.example of Acme roles=Renewal
    contact bob@acme.example of Acme roles=Upsell
    guest ana@acme.example declined
    guest bob@acme.example accepted
    => matched Upsell
    => by role_holders
    """),
  Situation(
    "everybody declined: those count who were expected",
    """
    account Acme
    opportunity Renewal of Acme
    opportunity Upsell of Acme
    contact ana@acme.example of Acme roles=Renewal
    contact bob@acme.example of Acme roles=Renewal,Upsell
    guest ana@acme.example declined
    guest bob@acme.example declined
    => matched Renewal
    => by role_holders
    => flag probable_no_show
    """),
  Situation(
    "a role holder invited twice counts once",
    """
    account Acme
    opportunity Renewal of Acme
    opportunity Upsell of Acme
    contact ana@acme.example of Acme roles=Renewal
    contact bob@acme.example of Acme roles=Upsell
    guest ana@acme.example
    guest Ana@Acme.example
    guest bob@acme.example
    => ambiguous Renewal Upsell
    """),
  Situation(
    "a role holder who is not invited does not count",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    opportunity Upsell of Acme
    contact ana@acme.example of Acme roles=Renewal
    contact bob@acme.example of Acme roles=Upsell
    guest new@acme.example
    => ambiguous Renewal Upsell
    => tier domain
    """),
  tie("our organiser linked the second", "", "", "link Upsell", "=> matched Upsell", "=> by organizer_link"),
  tie(
    "a customer's organiser linked the second: not our word", "", "", "organizer new@acme.example", "link Upsell",
    "=> ambiguous Renewal Upsell"),
  tie(
    "a colleague organises and linked the second", "", "", "organizer sam@tanuki.example", "link Upsell",
    "=> matched Upsell", "=> by organizer_link"),
  tie("both are linked: the link tells nothing", "", "", "link Upsell", "link Renewal", "=> ambiguous Renewal Upsell"),
  tie(
    "the link is to an opportunity of somebody else: it points at nothing here", "", "", "account Globex",
    "opportunity Portal of Globex", "link Portal", "=> ambiguous Renewal Upsell"),
  tie(
    "the organiser's link comes before the Primary SA", "sa=ada", "", "link Upsell", "=> matched Upsell",
    "=> by organizer_link"),
  tie("I am Primary SA of the second", "", "sa=ada", "", "=> matched Upsell", "=> by primary_sa"),
  tie("I am Primary SA of both", "sa=ada", "sa=ada", "", "=> ambiguous Renewal Upsell"),
  tie("another SA is Primary SA of the first and not there", "sa=bea", "", "", "=> ambiguous Renewal Upsell"),
  tie(
    "I am Primary SA by my other address", "", "sa=ada@old.example", "also ada@old.example",
    "guest ada@old.example accepted", "=> matched Upsell", "=> by primary_sa"),
  tie(
    "the Primary SA comes before what I logged", "", "sa=ada", "task on=Renewal by=ada day=2026-03-09",
    "=> matched Upsell", "=> by primary_sa"),
  tie(
    "I logged on the second last week", "", "", "task on=Upsell by=ada day=2026-03-03", "=> matched Upsell",
    "=> by logged_recently"),
  tie(
    "I logged on the second on the day itself", "", "", "task on=Upsell by=ada day=2026-03-10", "=> matched Upsell",
    "=> by logged_recently"),
  tie(
    "I logged on the second exactly ninety days before", "", "", "task on=Upsell by=ada day=2025-12-10",
    "=> matched Upsell", "=> by logged_recently"),
  tie(
    "I logged on the second ninety-one days before: too long ago", "", "", "task on=Upsell by=ada day=2025-12-09",
    "=> ambiguous Renewal Upsell"),
  tie(
    "I logged on the second after the meeting: that tells nothing of it", "", "",
    "task on=Upsell by=ada day=2026-03-12", "=> ambiguous Renewal Upsell"),
  tie(
    "another SA logged on the second", "", "", "task on=Upsell by=bea day=2026-03-03", "=> ambiguous Renewal Upsell"),
  tie(
    "what I logged comes before the owner who is there", "owner=sam", "", "guest sam@tanuki.example accepted",
    "task on=Upsell by=ada day=2026-03-03", "=> matched Upsell", "=> by logged_recently"),
  tie(
    "the second's owner is there", "owner=tom", "owner=sam", "guest sam@tanuki.example accepted", "=> matched Upsell",
    "=> by team_present"),
  tie(
    "the second's owner organises", "owner=tom", "owner=sam", "organizer sam@tanuki.example", "=> matched Upsell",
    "=> by team_present"),
  tie(
    "the second's owner declined", "owner=tom", "owner=sam", "guest sam@tanuki.example declined",
    "=> ambiguous Renewal Upsell"),
  tie("I own the second: the owner is there", "owner=sam", "owner=ada", "", "=> matched Upsell", "=> by team_present"),
  tie(
    "the second's Primary SA is there: one of its team", "", "sa=bea", "guest bea@tanuki.example accepted",
    "=> matched Upsell", "=> by team_present"),
  tie(
    "both owners are there", "owner=tom", "owner=sam", "guest sam@tanuki.example", "guest tom@tanuki.example",
    "=> ambiguous Renewal Upsell"),
  tie(
    "the owner comes before the stage", "owner=sam stage=6-Negotiation", "", "guest sam@tanuki.example accepted",
    "=> matched Renewal", "=> by team_present"),
  tie(
    "the second is in a stage that SAs work in", "stage=6-Negotiation", "stage=2-Scoping", "", "=> matched Upsell",
    "=> by working_stage"),
  tie(
    "both are in stages that SAs work in: the number tells no more", "stage=1-Discovery", "stage=3-Technical", "",
    "=> ambiguous Renewal Upsell"),
  tie(
    "a stage without a number is no working stage", "stage=Parked", "stage=3-Technical", "", "=> matched Upsell",
    "=> by working_stage"),
  tie(
    "the stage comes before the close date", "stage=6-Negotiation closes=2026-03-11", "", "", "=> matched Upsell",
    "=> by working_stage"),
  tie(
    "the second closes sooner", "closes=2026-09-01", "closes=2026-04-01", "", "=> matched Upsell", "=> by close_date"),
  tie(
    "a close date just behind us is nearer than one far ahead", "closes=2026-09-01", "closes=2026-03-01", "",
    "=> matched Upsell", "=> by close_date"),
  tie(
    "as many days before as after", "closes=2026-03-05", "closes=2026-03-15", "", "=> ambiguous Renewal Upsell"),
  tie("no close date comes last", "closes=never", "closes=2027-12-31", "", "=> matched Upsell", "=> by close_date"),
  tie(
    "the last of three decides nothing", "sa=ada", "sa=ada", "opportunity Third of Acme",
    "=> ambiguous Renewal Upsell Third"),
  tie(
    "three in order", "stage=6-Late", "sa=ada", "opportunity Third of Acme stage=2-Scoping", "=> matched Upsell",
    "=> order Upsell Third Renewal", "=> by primary_sa"),
  Situation(
    "ties break among domain evidence alike",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    opportunity Upsell of Acme sa=ada
    guest new@acme.example
    => matched Upsell
    => tier domain
    => by primary_sa
    """),
  Situation(
    "a better answer never lifts an opportunity of a later tier",
    """
    account Acme web=acme.example
    opportunity Renewal of Acme
    opportunity Upsell of Acme sa=ada owner=sam closes=2026-03-10
    contact ana@acme.example of Acme roles=Renewal
    guest ana@acme.example
    guest sam@tanuki.example
    guest new@acme.example
    link Upsell
    => matched Renewal
    => tier contact_role
    """),
]

/// Two open opportunities of one account and a contact without a role: what `more` adds tells them apart, or does not.
private func tie(_ title: String, _ first: String, _ second: String, _ more: String...) -> Situation {
  Situation(
    title,
    """
    account Acme
    opportunity Renewal of Acme \(first)
    opportunity Upsell of Acme \(second)
    contact ana@acme.example of Acme
    guest ana@acme.example accepted
    \(more.joined(separator: "\n"))
    """)
}
