"""The CRM of the fixtures: accounts, contacts, leads, opportunities, roles, users and tasks, as on 2026-03-30, and what
changed until 2026-04-01. Keys are ours; `identify` turns them into Salesforce ids."""

from typing import NamedTuple, Optional

SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def long_id(short: str) -> str:
    """The 18-character form: per chunk of five, bit i is set where character i is A-Z."""
    bits = [sum(1 << i for i, c in enumerate(short[k:k + 5]) if "A" <= c <= "Z") for k in (0, 5, 10)]
    return short + "".join(SUFFIX[b] for b in bits)


def record_id(prefix: str, number: int) -> str:
    """Record `number` of an object. Neighbours differ in the case of a letter only, as real ids do."""
    digits, value = "", number * 1327 + 40961
    while value:
        value, digit = divmod(value, 62)
        digits = BASE62[digit] + digits
    return long_id(prefix + "Tk" + digits.rjust(10, "0"))


class Account(NamedTuple):
    key: str
    name: str
    website: str
    parent: Optional[str] = None
    domains: str = ""  # Email_Domains__c
    type: str = "Customer"


class Opportunity(NamedTuple):
    key: str
    account: str
    name: str
    stage: str
    created: str
    close: str
    owner: str  # a user's key
    primary: Optional[str] = None  # the Primary SA's key
    amount: int = 45000
    closed: bool = False
    won: bool = False


class Contact(NamedTuple):
    email: str
    account: str
    title: str = ""
    roles: tuple = ()  # keys of opportunities
    email_2: str = ""
    name: str = ""


class Lead(NamedTuple):
    email: str
    name: str
    company: str
    contact: Optional[str] = None  # the e-mail of the contact that it was converted into
    opportunity: Optional[str] = None


class Task(NamedTuple):
    owner: str
    opportunity: str
    day: str
    subject: str
    contact: Optional[str] = None
    description: str = ""


ACCOUNTS = [
    # Customers of the named cases.
    Account("harborlight", "Harborlight Logistics", "https://www.harborlight.example/about?lang=en"),
    Account("pepsilo", "Pepsilo Drinks", "www.pepsilo.example"),
    Account("lumenar", "Lumenar Energy", "http://lumenar.example"),
    Account("lumenaro", "Lumenaro Optics", "https://lumenaro.test/"),
    Account("brackwater", "Brackwater Bank", "https://brackwater.example"),
    Account("bwinsure", "Brackwater Insurance", "https://bwinsure.example", parent="brackwater"),
    Account("copperfield", "Copperfield Rail", "copperfieldrail.test"),
    Account("dunmore", "Dunmore Dairy", "HTTPS://WWW.DUNMOREDAIRY.EXAMPLE"),
    Account("gallowglass", "Gallowglass Games", "https://gallowglass.example"),
    Account("larkspur", "Larkspur Mutual, \"the Lark\"", "https://larkspurmutual.example"),
    Account("meridale", "Meridale Health", "https://meridale.example"),
    Account("nettlecombe", "Nettlecombe Media", "https://nettlecombe.example"),
    Account("oakhollow", "Oakhollow Foods", "https://oakhollow.example:443/"),
    Account("parsnip", "Parsnip Payments", "https://parsnippay.example", type="Prospect"),
    Account("quillfeather", "Quillfeather Papers", "https://quillfeather-fictional.example"),
    Account("rookwood", "Rookwood Retail", "https://rookwood.test"),
    Account("saltmarsh", "Saltmarsh Telecom", "https://saltmarsh.example"),
    Account("thistledown", "Thistledown Travel", "https://thistledown.example"),
    Account("umberline", "Umberline Chemicals", "https://umberline.example"),
    Account("vantablue", "Vantablue Software", "https://vantablue.example"),
    Account("ironquay", "Ironquay Steel", "https://ironquay.example", domains="iqsteel.example; ironquay.example"),
    Account("amberjack", "Amberjack Fisheries", "https://amberjack.test"),
    Account("birchbark", "Birchbark Timber", "https://birchbark.example"),
    Account("grindstone", "Grindstone Integrators", "https://grindstone.example", type="Partner"),
    Account("hollow-a", "Hollowpine Holdings", "https://hollowpine.example"),
    Account("hollow-b", "Hollowpine Ventures", "https://www.hollowpine.example/ventures"),
    Account("inkwell", "Inkwell Press", "https://gmail.com", type="Prospect"),  # bad data, as CRMs have it
    # One account per way to choose among several open opportunities.
    Account("cinderpath", "Cinderpath Analytics", "https://cinderpath.example"),
    Account("driftwood", "Driftwood Hotels", "https://driftwoodhotels.example"),
    Account("eiderdown", "Eiderdown Textiles", "https://eiderdown.example"),
    Account("foxglove", "Foxglove Security", "https://foxglove.test"),
    Account("xylograph", "Xylograph Printing", "https://xylograph.example"),
    Account("wobbly", "Wobbly Wheel Bikes", "https://wobblywheel.example"),
    Account("yarrowdale", "Yarrowdale Council", "https://yarrowdale.example"),
    Account("zinnia", "Zinnia Genomics", "https://zinniagenomics.example"),
    # Customers of the ordinary meetings: one open opportunity each, all through the quarter.
    Account("hexley", "Hexley Pharma", "https://hexleypharma.example"),
    Account("junebug", "Junebug Robotics", "https://junebugrobotics.example"),
    Account("kestrel", "Kestrel Aerostructures", "https://kestrelaero.example"),
    Account("elmstead", "Elmstead Observatory", "https://elmstead.test"),
    Account("fjordmist", "Fjordmist Shipping", "https://fjordmist.example"),
]

OPPORTUNITIES = [
    Opportunity("harborlight-1", "harborlight", "Harborlight - Platform", "2-Scoping", "2025-10-02 09:12:44", "2026-06-30", "tom", "ada"),
    Opportunity("pepsilo-1", "pepsilo", "Pepsilo - Renewal and Growth", "4-Proposal", "2025-09-14 08:00:00", "2026-05-29", "tom", "bruno"),
    Opportunity("lumenar-1", "lumenar", "Lumenar - Grid Software", "1-Discovery", "2025-11-20 13:05:10", "2026-07-31", "nina"),
    Opportunity("lumenaro-1", "lumenaro", "Lumenaro - Lens Lab", "2-Scoping", "2025-11-21 10:30:00", "2026-08-31", "omar"),
    Opportunity("brackwater-1", "brackwater", "Brackwater Bank - Core", "3-Technical Evaluation", "2025-08-01 07:45:00", "2026-04-30", "nina", "elif", 240000),
    Opportunity("bwinsure-1", "bwinsure", "Brackwater Insurance - Claims", "2-Scoping", "2025-12-01 07:45:00", "2026-09-30", "nina", None, 90000),
    Opportunity("copperfield-1", "copperfield", "Copperfield - Signals", "Closed Lost", "2025-09-01 12:00:00", "2026-03-20", "omar", "bruno", 60000, True),
    Opportunity("dunmore-1", "dunmore", "Dunmore - Cold Chain", "2-Scoping", "2025-10-10 10:10:10", "2026-06-15", "pia"),
    Opportunity("gallowglass-1", "gallowglass", "Gallowglass - Game Builds", "3-Technical Evaluation", "2025-11-03 16:20:00", "2026-05-15", "quinn", "dev", 130000),
    Opportunity("larkspur-1", "larkspur", "Larkspur - Policy Desk", "2-Scoping", "2025-10-28 11:00:00", "2026-06-30", "pia", "elif"),
    Opportunity("meridale-1", "meridale", "Meridale - Patient Portal", "2-Scoping", "2025-11-11 11:11:11", "2026-07-15", "quinn", "felix", 75000),
    Opportunity("nettlecombe-1", "nettlecombe", "Nettlecombe - Newsroom", "3-Technical Evaluation", "2025-10-06 09:00:00", "2026-05-31", "tom", "ada"),
    Opportunity("oakhollow-1", "oakhollow", "Oakhollow - Plant Floor", "1-Discovery", "2025-12-05 09:00:00", "2026-08-15", "tom"),
    Opportunity("quillfeather-1", "quillfeather", "Quillfeather - Mill 4", "1-Discovery", "2025-12-12 09:00:00", "2026-09-15", "omar"),
    Opportunity("rookwood-1", "rookwood", "Rookwood - Tills", "2-Scoping", "2025-11-17 09:00:00", "2026-06-01", "pia", "greta"),
    Opportunity("saltmarsh-1", "saltmarsh", "Saltmarsh - Core Network", "3-Technical Evaluation", "2025-09-22 09:00:00", "2026-05-20", "omar", "maya", 180000),
    Opportunity("thistledown-0", "thistledown", "Thistledown - Pilot", "Closed Won", "2025-03-03 09:00:00", "2025-11-14", "nina", "chloe", 20000, True, True),
    Opportunity("thistledown-1", "thistledown", "Thistledown - Rollout", "2-Scoping", "2025-12-01 14:00:00", "2026-06-12", "nina", "chloe", 99000),
    Opportunity("umberline-1", "umberline", "Umberline - Lab Data", "2-Scoping", "2025-11-30 09:00:00", "2026-07-01", "quinn", "jonas"),
    Opportunity("vantablue-1", "vantablue", "Vantablue - Build Farm", "1-Discovery", "2025-12-15 18:00:00", "2026-08-01", "sven", "ines"),
    Opportunity("ironquay-1", "ironquay", "Ironquay - Furnace Control", "2-Scoping", "2025-11-05 09:00:00", "2026-06-20", "sven", "felix"),
    Opportunity("amberjack-1", "amberjack", "Amberjack - Fleet", "Closed Won", "2025-06-02 09:00:00", "2026-01-15", "pia", "greta", 52000, True, True),
    Opportunity("birchbark-1", "birchbark", "Birchbark - Sawmill", "1-Discovery", "2026-03-02 08:30:00", "2026-10-01", "pia", "greta"),
    Opportunity("grindstone-1", "grindstone", "Grindstone - Partner Enablement", "1-Discovery", "2025-10-01 09:00:00", "2026-12-31", "sven"),
    Opportunity("hollow-a-1", "hollow-a", "Hollowpine Holdings - Records", "2-Scoping", "2025-11-01 09:00:00", "2026-06-30", "omar"),
    Opportunity("hollow-b-1", "hollow-b", "Hollowpine Ventures - Portfolio", "2-Scoping", "2025-11-01 09:30:00", "2026-06-30", "omar"),
    Opportunity("inkwell-1", "inkwell", "Inkwell - Presses", "1-Discovery", "2025-11-02 09:00:00", "2026-07-30", "tom"),
    # (1) More of its role holders present: two of Platform's, one of Support's, though Support's Primary SA is hers.
    Opportunity("cinderpath-platform", "cinderpath", "Cinderpath - Platform", "4-Proposal", "2025-10-01 09:00:00", "2026-09-30", "tom", None, 110000),
    Opportunity("cinderpath-support", "cinderpath", "Cinderpath - Support", "2-Scoping", "2025-10-02 09:00:00", "2026-04-15", "nina", "ada", 15000),
    # (2) The organiser's link: to Spa, though Kitchens' Primary SA is hers.
    Opportunity("driftwood-kitchens", "driftwood", "Driftwood - Kitchens", "2-Scoping", "2025-10-01 09:00:00", "2026-04-30", "tom", "ada"),
    Opportunity("driftwood-spa", "driftwood", "Driftwood - Spa", "4-Proposal", "2025-10-02 09:00:00", "2026-08-31", "nina"),
    # (3) The Primary SA: one architect each.
    Opportunity("eiderdown-looms", "eiderdown", "Eiderdown - Looms", "2-Scoping", "2025-10-01 09:00:00", "2026-06-30", "tom", "bruno"),
    Opportunity("eiderdown-dyes", "eiderdown", "Eiderdown - Dyes", "2-Scoping", "2025-10-02 09:00:00", "2026-06-30", "tom", "chloe"),
    # (4) The architect logged on Audit lately, though Response's owner is present.
    Opportunity("foxglove-response", "foxglove", "Foxglove - Response", "2-Scoping", "2025-07-01 09:00:00", "2026-04-30", "omar"),
    Opportunity("foxglove-audit", "foxglove", "Foxglove - Audit", "2-Scoping", "2025-07-02 09:00:00", "2026-06-30", "pia"),
    # (5) The owner of Digital is present, though Offset has the working stage.
    Opportunity("xylograph-offset", "xylograph", "Xylograph - Offset", "2-Scoping", "2025-10-01 09:00:00", "2026-05-30", "tom"),
    Opportunity("xylograph-digital", "xylograph", "Xylograph - Digital", "5-Negotiating", "2025-10-02 09:00:00", "2026-07-30", "quinn"),
    # (6) Shop has the working stage, though Factory closes sooner.
    Opportunity("wobbly-factory", "wobbly", "Wobbly Wheel - Factory", "6-Awaiting Signature", "2025-10-01 09:00:00", "2026-04-03", "omar"),
    Opportunity("wobbly-shop", "wobbly", "Wobbly Wheel - Shop", "2-Scoping", "2025-10-02 09:00:00", "2026-09-30", "pia"),
    # (7) Permits closes nearest to the meeting's day.
    Opportunity("yarrowdale-permits", "yarrowdale", "Yarrowdale - Permits", "2-Scoping", "2025-10-01 09:00:00", "2026-04-10", "omar"),
    Opportunity("yarrowdale-parks", "yarrowdale", "Yarrowdale - Parks", "2-Scoping", "2025-10-02 09:00:00", "2026-10-30", "pia"),
    # No difference at all: a person must choose.
    Opportunity("zinnia-wetlab", "zinnia", "Zinnia - Wet Lab", "2-Scoping", "2025-10-01 09:00:00", "2026-06-30", "omar"),
    Opportunity("zinnia-drylab", "zinnia", "Zinnia - Dry Lab", "2-Scoping", "2025-10-01 09:00:00", "2026-06-30", "pia"),
    # The ordinary customers.
    Opportunity("hexley-1", "hexley", "Hexley - Trials", "3-Technical Evaluation", "2025-09-09 09:00:00", "2026-06-30", "tom", "ada", 85000),
    Opportunity("junebug-1", "junebug", "Junebug - Arms and Grippers", "2-Scoping", "2025-10-19 19:00:00", "2026-07-31", "quinn", "dev", 64000),
    Opportunity("kestrel-1", "kestrel", "Kestrel - Wing Data", "2-Scoping", "2025-10-20 15:00:00", "2026-05-31", "sven", "chloe", 210000),
    Opportunity("elmstead-1", "elmstead", "Elmstead - Sky Survey", "1-Discovery", "2025-11-25 10:00:00", "2026-08-31", "nina", "elif"),
    Opportunity("fjordmist-1", "fjordmist", "Fjordmist - Ports", "2-Scoping", "2025-10-31 10:00:00", "2026-06-30", "pia", "greta", 72000),
]

CONTACTS = [
    Contact("mira.okafor@harborlight.example", "harborlight", "VP Engineering", ("harborlight-1",)),
    Contact("leon.brandt@harborlight.example", "harborlight", "Platform Lead", ("harborlight-1",)),
    Contact("paula.finch@pepsilo.example", "pepsilo", "Head of IT"),
    Contact("dora.vale@lumenar.example", "lumenar", "Programme Manager", ("lumenar-1",)),
    Contact("olga.stein@brackwater.example", "brackwater", "CIO", ("brackwater-1",)),
    Contact("piet.visser@bwinsure.example", "bwinsure", "Head of Claims", ("bwinsure-1",)),
    Contact("rena.holt@bwinsure.example", "bwinsure", "Architect", ("bwinsure-1",)),
    Contact("carl.munro@copperfieldrail.test", "copperfield", "Signals Lead", ("copperfield-1",)),
    Contact("greg.tully@dunmoredairy.example", "dunmore", "Operations", ("dunmore-1",)),
    Contact("wanda.pryce@gallowglass.example", "gallowglass", "Studio Head", ("gallowglass-1",), email_2="wanda@pryce-family.test"),
    Contact("theo.lark.advisor@gmail.com", "larkspur", "Adviser to the board", ("larkspur-1",), name="Theo Lark"),
    Contact("soren.okeeffe@larkspurmutual.example", "larkspur", "Underwriting", ("larkspur-1",), name="Søren O'Keeffe"),
    Contact("nora.beck@meridale.example", "meridale", "Director of Informatics", ("meridale-1",)),
    Contact("ivor.nash@nettlecombe.example", "nettlecombe", "Editor-in-chief", ("nettlecombe-1",)),
    Contact("petra.lund@oakhollow.example", "oakhollow", "Plant Manager"),
    Contact("sunny.rao@parsnippay.example", "parsnip", "CTO"),
    Contact("rhea.quill@quillfeather-fictional.example", "quillfeather", "Mill Director"),
    Contact("ben.rook@rookwood.test", "rookwood", "Store Systems"),
    Contact("tove.marsh@saltmarsh.example", "saltmarsh", "Network Planning"),
    Contact("gil.tamura@thistledown.example", "thistledown", "Head of Booking", ("thistledown-0",)),
    Contact("uli.brandt@umberline.example", "umberline", "Lab Manager", ("umberline-1",)),
    Contact("vera.blum@vantablue.example", "vantablue", "Build Engineer"),
    Contact("igor.steel@ironquay.example", "ironquay", "Furnace Control", ("ironquay-1",)),
    Contact("amy.jack@amberjack.test", "amberjack", "Fleet Manager", ("amberjack-1",)),
    Contact("hal.birch@birchbark.example", "birchbark", "Owner"),
    Contact("jo.pine@hollowpine.example", "hollow-a", "Records"),
    Contact("anna.cole@cinderpath.example", "cinderpath", "CDO", ("cinderpath-platform", "cinderpath-support")),
    Contact("bo.lindgren@cinderpath.example", "cinderpath", "Data Platform", ("cinderpath-platform",)),
    Contact("cleo.hart@driftwoodhotels.example", "driftwood", "COO", ("driftwood-kitchens", "driftwood-spa")),
    Contact("edda.weber@eiderdown.example", "eiderdown", "Plant IT", ("eiderdown-looms", "eiderdown-dyes")),
    Contact("finn.glover@foxglove.test", "foxglove", "CISO"),
    Contact("xena.graf@xylograph.example", "xylograph", "Production"),
    Contact("walt.wheeler@wobblywheel.example", "wobbly", "Founder"),
    Contact("yara.dale@yarrowdale.example", "yarrowdale", "Digital Services"),
    Contact("zack.innes@zinniagenomics.example", "zinnia", "Head of Sequencing"),
    # The ordinary customers: two role holders and one contact without a role each.
    *(
        Contact(f"{first}@{domain}", account, title, (f"{account}-1",) if has_role else ())
        for account, domain, people in (
            ("hexley", "hexleypharma.example", ("ruth.adler", "ned.fox", "ivy.grant")),
            ("junebug", "junebugrobotics.example", ("max.orr", "tess.wynn", "kai.lowe")),
            ("kestrel", "kestrelaero.example", ("dana.firth", "will.soto", "june.park")),
            ("elmstead", "elmstead.test", ("otto.lenz", "mary.voss", "abe.quist")),
            ("fjordmist", "fjordmist.example", ("liv.aasen", "odd.berg", "siri.moe")),
        )
        for first, title, has_role in zip(people, ("Head of Platform", "Staff Engineer", "Project Office"), (True, True, False))
    ),
]

LEADS = [
    Lead("priya.nair@startrail.test", "Priya Nair", "Startrail Mapping"),
    Lead("vera@blumworks.test", "Vera Blum", "Vantablue Software", contact="vera.blum@vantablue.example", opportunity="vantablue-1"),
    Lead("ted.moor@moorland.test", "Ted Moor", "Moorland Cattle"),
]

TASKS = [
    Task("felix", "foxglove-audit", "2026-01-15", "Audit scope", "finn.glover@foxglove.test"),
    Task("felix", "foxglove-response", "2025-09-01", "First call"),  # too long ago to count
    Task("ada", "foxglove-response", "2026-02-02", "Response workshop"),  # somebody else's
    Task("ada", "hexley-1", "2026-01-12", "Hexley weekly", "ruth.adler@hexleypharma.example", "Went through the \"trial\" data.\nNext: sizing."),
    Task("dev", "junebug-1", "2026-01-20", "Junebug sync", "max.orr@junebugrobotics.example"),
    Task("chloe", "kestrel-1", "2026-02-11", "Kestrel, design review; notes", "dana.firth@kestrelaero.example"),
    Task("greta", "fjordmist-1", "2026-02-18", "Fjordmist ports", "liv.aasen@fjordmist.example"),
]

# What the CRM of 2026-04-01 has beside, or instead.
LATER_CONTACTS = [
    Contact("sol.archer.consult@gmail.com", "umberline", "Interim CIO", ("umberline-1",), name="Sol Archer"),
    Contact("priya.nair@startrail.test", "startrail", "Founder"),
]
LATER_ROLES = [("zinnia-drylab", "zack.innes@zinniagenomics.example")]
LATER_ACCOUNTS = [Account("startrail", "Startrail Mapping", "https://startrail.test", type="Prospect")]
LATER_OPPORTUNITIES = [
    # Created when the lead was converted, dated back to the first conversation.
    Opportunity("startrail-1", "startrail", "Startrail - Tiles", "1-Discovery", "2026-01-05 09:00:00", "2026-09-30", "sven"),
]
LATER_LEADS = {"priya.nair@startrail.test": ("priya.nair@startrail.test", "startrail-1")}
LATER_CLOSED = {
    "wobbly-shop": ("Closed Lost", "2026-03-31", False),  # closed after its meeting: what was open then stays matched
    "dunmore-1": ("Closed Lost", "2026-01-31", False),  # closed with a date before its March meeting
}


def identify():
    """Ids by object and key. A record's id never depends on what came after it."""
    from company import ARCHITECTS, COLLEAGUES

    accounts = [a.key for a in ACCOUNTS + LATER_ACCOUNTS]
    opportunities = [o.key for o in OPPORTUNITIES + LATER_OPPORTUNITIES]
    contacts = [c.email for c in CONTACTS + LATER_CONTACTS]
    users = [a.key for a in ARCHITECTS] + [k for k in COLLEAGUES if k != "vik"]  # contractors have no login
    contact_ids = {k: record_id("003", i) for i, k in enumerate(contacts)}
    # Two contacts whose 15-character ids differ in nothing but case: only one of them holds a role.
    twin = contact_ids["liv.aasen@fjordmist.example"][:15]
    contact_ids["siri.moe@fjordmist.example"] = long_id(twin[:10] + twin[10:].swapcase())
    return {
        "account": {k: record_id("001", i) for i, k in enumerate(accounts)},
        "opportunity": {k: record_id("006", i) for i, k in enumerate(opportunities)},
        "contact": contact_ids,
        "lead": {lead.email: record_id("00Q", i) for i, lead in enumerate(LEADS)},
        "user": {k: record_id("005", i) for i, k in enumerate(users)},
    }
