"""The CRM's people and activities on 2026-03-30, and what changed until 2026-04-01. Keys are ours; `identify` turns
them into Salesforce ids."""

from scenario.company import ARCHITECTS, COLLEAGUES
from scenario.opportunities import ACCOUNTS, OPPORTUNITIES
from scenario.records import Account, Contact, Lead, Opportunity, Task, long_id, record_id

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
    Contact(
        "wanda.pryce@gallowglass.example",
        "gallowglass",
        "Studio Head",
        ("gallowglass-1",),
        email_2="wanda@pryce-family.test",
    ),
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
        for first, title, has_role in zip(
            people, ("Head of Platform", "Staff Engineer", "Project Office"), (True, True, False)
        )
    ),
]

LEADS = [
    Lead("priya.nair@startrail.test", "Priya Nair", "Startrail Mapping"),
    Lead(
        "vera@blumworks.test",
        "Vera Blum",
        "Vantablue Software",
        contact="vera.blum@vantablue.example",
        opportunity="vantablue-1",
    ),
    Lead("ted.moor@moorland.test", "Ted Moor", "Moorland Cattle"),
]

TASKS = [
    Task("felix", "foxglove-audit", "2026-01-15", "Audit scope", "finn.glover@foxglove.test"),
    Task("felix", "foxglove-response", "2025-09-01", "First call"),  # too long ago to count
    Task("ada", "foxglove-response", "2026-02-02", "Response workshop"),  # somebody else's
    Task(
        "ada",
        "hexley-1",
        "2026-01-12",
        "Hexley weekly",
        "ruth.adler@hexleypharma.example",
        'Went through the "trial" data.\nNext: sizing.',
    ),
    Task("dev", "junebug-1", "2026-01-20", "Junebug sync", "max.orr@junebugrobotics.example"),
    Task("chloe", "kestrel-1", "2026-02-11", "Kestrel, design review; notes", "dana.firth@kestrelaero.example"),
    Task("greta", "fjordmist-1", "2026-02-18", "Fjordmist ports", "liv.aasen@fjordmist.example"),
    # Not the Primary SA: secondary on Trials.
    Task("felix", "hexley-1", "2026-02-24", "Hexley security questions", "ned.fox@hexleypharma.example"),
    # A recorder's copy of the call: no report counts it.
    Task("bruno", "junebug-1", "2026-01-20", "Call recording: Junebug sync", recorder_call="RC-1041"),
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
    Opportunity("startrail-1", "Startrail - Tiles", "1-Discovery", "2026-01-05 09:00:00", "2026-09-30", "sven"),
]
LATER_LEADS = {"priya.nair@startrail.test": ("priya.nair@startrail.test", "startrail-1")}
LATER_CLOSED = {
    "wobbly-shop": ("Closed Lost", "2026-03-31", False),  # closed after its meeting: what was open then stays matched
    "dunmore-1": ("Closed Lost", "2026-01-31", False),  # closed with a date before its March meeting
}
# Fields that somebody changed on 2026-03-31, by their API names; none of them decides a match.
LATER_CHANGED = {
    "quillfeather-1": {"StageName": "2-Scoping", "LastStageChangeDate": "2026-03-31 15:12:00"},
    "gallowglass-1": {"sa_validated_tech_evaluation_start_date__c": "2026-04-01"},
    "cinderpath-platform": {"sa_validated_tech_evaluation_end_date__c": "2026-03-30"},
    "pepsilo-1": {"sa_validated_tech_evaluation_close_statu__c": "Win"},
    # Moved on with its evaluation begun and not ended.
    "brackwater-1": {"StageName": "4-Proposal", "LastStageChangeDate": "2026-03-31 14:40:00"},
    # Its Primary SA was taken off it.
    "saltmarsh-1": {"solution_architect__c": ""},
}
LATER_TASKS = [
    Task("bruno", "junebug-1", "2026-03-31", "Call recording: Junebug gripper review", recorder_call="RC-1187"),
]


def identify():
    """Ids by object and key. A record's id never depends on what came after it."""
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
