"""The CRM's accounts and opportunities on 2026-03-30. Keys are ours; `crm.identify` turns them into Salesforce ids."""

from scenario.records import Account, Opportunity

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
    Account("larkspur", 'Larkspur Mutual, "the Lark"', "https://larkspurmutual.example"),
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
    Opportunity(
        "harborlight-1", "Harborlight - Platform", "2-Scoping", "2025-10-02 09:12:44", "2026-06-30", "tom", "ada"
    ),
    Opportunity(
        "pepsilo-1", "Pepsilo - Renewal and Growth", "4-Proposal", "2025-09-14 08:00:00", "2026-05-29", "tom", "bruno"
    ),
    Opportunity("lumenar-1", "Lumenar - Grid Software", "1-Discovery", "2025-11-20 13:05:10", "2026-07-31", "nina"),
    Opportunity("lumenaro-1", "Lumenaro - Lens Lab", "2-Scoping", "2025-11-21 10:30:00", "2026-08-31", "omar"),
    Opportunity(
        "brackwater-1",
        "Brackwater Bank - Core",
        "3-Technical Evaluation",
        "2025-08-01 07:45:00",
        "2026-04-30",
        "nina",
        "elif",
        amount=240000,
    ),
    Opportunity(
        "bwinsure-1",
        "Brackwater Insurance - Claims",
        "2-Scoping",
        "2025-12-01 07:45:00",
        "2026-09-30",
        "nina",
        amount=90000,
    ),
    Opportunity(
        "copperfield-1",
        "Copperfield - Signals",
        "Closed Lost",
        "2025-09-01 12:00:00",
        "2026-03-20",
        "omar",
        "bruno",
        amount=60000,
        closed=True,
    ),
    Opportunity("dunmore-1", "Dunmore - Cold Chain", "2-Scoping", "2025-10-10 10:10:10", "2026-06-15", "pia"),
    Opportunity(
        "gallowglass-1",
        "Gallowglass - Game Builds",
        "3-Technical Evaluation",
        "2025-11-03 16:20:00",
        "2026-05-15",
        "quinn",
        "dev",
        amount=130000,
    ),
    Opportunity(
        "larkspur-1", "Larkspur - Policy Desk", "2-Scoping", "2025-10-28 11:00:00", "2026-06-30", "pia", "elif"
    ),
    Opportunity(
        "meridale-1",
        "Meridale - Patient Portal",
        "2-Scoping",
        "2025-11-11 11:11:11",
        "2026-07-15",
        "quinn",
        "felix",
        amount=75000,
    ),
    Opportunity(
        "nettlecombe-1",
        "Nettlecombe - Newsroom",
        "3-Technical Evaluation",
        "2025-10-06 09:00:00",
        "2026-05-31",
        "tom",
        "ada",
    ),
    Opportunity("oakhollow-1", "Oakhollow - Plant Floor", "1-Discovery", "2025-12-05 09:00:00", "2026-08-15", "tom"),
    Opportunity("quillfeather-1", "Quillfeather - Mill 4", "1-Discovery", "2025-12-12 09:00:00", "2026-09-15", "omar"),
    Opportunity("rookwood-1", "Rookwood - Tills", "2-Scoping", "2025-11-17 09:00:00", "2026-06-01", "pia", "greta"),
    Opportunity(
        "saltmarsh-1",
        "Saltmarsh - Core Network",
        "3-Technical Evaluation",
        "2025-09-22 09:00:00",
        "2026-05-20",
        "omar",
        "maya",
        amount=180000,
    ),
    Opportunity(
        "thistledown-0",
        "Thistledown - Pilot",
        "Closed Won",
        "2025-03-03 09:00:00",
        "2025-11-14",
        "nina",
        "chloe",
        amount=20000,
        closed=True,
        won=True,
    ),
    Opportunity(
        "thistledown-1",
        "Thistledown - Rollout",
        "2-Scoping",
        "2025-12-01 14:00:00",
        "2026-06-12",
        "nina",
        "chloe",
        amount=99000,
    ),
    Opportunity(
        "umberline-1", "Umberline - Lab Data", "2-Scoping", "2025-11-30 09:00:00", "2026-07-01", "quinn", "jonas"
    ),
    Opportunity(
        "vantablue-1", "Vantablue - Build Farm", "1-Discovery", "2025-12-15 18:00:00", "2026-08-01", "sven", "ines"
    ),
    Opportunity(
        "ironquay-1", "Ironquay - Furnace Control", "2-Scoping", "2025-11-05 09:00:00", "2026-06-20", "sven", "felix"
    ),
    Opportunity(
        "amberjack-1",
        "Amberjack - Fleet",
        "Closed Won",
        "2025-06-02 09:00:00",
        "2026-01-15",
        "pia",
        "greta",
        amount=52000,
        closed=True,
        won=True,
    ),
    Opportunity(
        "birchbark-1", "Birchbark - Sawmill", "1-Discovery", "2026-03-02 08:30:00", "2026-10-01", "pia", "greta"
    ),
    Opportunity(
        "grindstone-1", "Grindstone - Partner Enablement", "1-Discovery", "2025-10-01 09:00:00", "2026-12-31", "sven"
    ),
    Opportunity(
        "hollow-a-1", "Hollowpine Holdings - Records", "2-Scoping", "2025-11-01 09:00:00", "2026-06-30", "omar"
    ),
    Opportunity(
        "hollow-b-1", "Hollowpine Ventures - Portfolio", "2-Scoping", "2025-11-01 09:30:00", "2026-06-30", "omar"
    ),
    Opportunity("inkwell-1", "Inkwell - Presses", "1-Discovery", "2025-11-02 09:00:00", "2026-07-30", "tom"),
    # (1) More of its role holders present: two of Platform's, one of Support's, though Support's Primary SA is hers.
    Opportunity(
        "cinderpath-platform",
        "Cinderpath - Platform",
        "4-Proposal",
        "2025-10-01 09:00:00",
        "2026-09-30",
        "tom",
        amount=110000,
    ),
    Opportunity(
        "cinderpath-support",
        "Cinderpath - Support",
        "2-Scoping",
        "2025-10-02 09:00:00",
        "2026-04-15",
        "nina",
        "ada",
        amount=15000,
    ),
    # (2) The organiser's link: to Spa, though Kitchens' Primary SA is hers.
    Opportunity(
        "driftwood-kitchens", "Driftwood - Kitchens", "2-Scoping", "2025-10-01 09:00:00", "2026-04-30", "tom", "ada"
    ),
    Opportunity("driftwood-spa", "Driftwood - Spa", "4-Proposal", "2025-10-02 09:00:00", "2026-08-31", "nina"),
    # (3) The Primary SA: one architect each.
    Opportunity(
        "eiderdown-looms", "Eiderdown - Looms", "2-Scoping", "2025-10-01 09:00:00", "2026-06-30", "tom", "bruno"
    ),
    Opportunity("eiderdown-dyes", "Eiderdown - Dyes", "2-Scoping", "2025-10-02 09:00:00", "2026-06-30", "tom", "chloe"),
    # (4) The architect logged on Audit lately, though Response's owner is present.
    Opportunity("foxglove-response", "Foxglove - Response", "2-Scoping", "2025-07-01 09:00:00", "2026-04-30", "omar"),
    Opportunity("foxglove-audit", "Foxglove - Audit", "2-Scoping", "2025-07-02 09:00:00", "2026-06-30", "pia"),
    # (5) The owner of Digital is present, though Offset has the working stage.
    Opportunity("xylograph-offset", "Xylograph - Offset", "2-Scoping", "2025-10-01 09:00:00", "2026-05-30", "tom"),
    Opportunity(
        "xylograph-digital", "Xylograph - Digital", "5-Negotiating", "2025-10-02 09:00:00", "2026-07-30", "quinn"
    ),
    # (6) Shop has the working stage, though Factory closes sooner.
    Opportunity(
        "wobbly-factory", "Wobbly Wheel - Factory", "6-Awaiting Signature", "2025-10-01 09:00:00", "2026-04-03", "omar"
    ),
    Opportunity("wobbly-shop", "Wobbly Wheel - Shop", "2-Scoping", "2025-10-02 09:00:00", "2026-09-30", "pia"),
    # (7) Permits closes nearest to the meeting's day.
    Opportunity("yarrowdale-permits", "Yarrowdale - Permits", "2-Scoping", "2025-10-01 09:00:00", "2026-04-10", "omar"),
    Opportunity("yarrowdale-parks", "Yarrowdale - Parks", "2-Scoping", "2025-10-02 09:00:00", "2026-10-30", "pia"),
    # No difference at all: a person must choose.
    Opportunity("zinnia-wetlab", "Zinnia - Wet Lab", "2-Scoping", "2025-10-01 09:00:00", "2026-06-30", "omar"),
    Opportunity("zinnia-drylab", "Zinnia - Dry Lab", "2-Scoping", "2025-10-01 09:00:00", "2026-06-30", "pia"),
    # The ordinary customers.
    Opportunity(
        "hexley-1",
        "Hexley - Trials",
        "3-Technical Evaluation",
        "2025-09-09 09:00:00",
        "2026-06-30",
        "tom",
        "ada",
        amount=85000,
    ),
    Opportunity(
        "junebug-1",
        "Junebug - Arms and Grippers",
        "2-Scoping",
        "2025-10-19 19:00:00",
        "2026-07-31",
        "quinn",
        "dev",
        amount=64000,
    ),
    Opportunity(
        "kestrel-1",
        "Kestrel - Wing Data",
        "2-Scoping",
        "2025-10-20 15:00:00",
        "2026-05-31",
        "sven",
        "chloe",
        amount=210000,
    ),
    Opportunity(
        "elmstead-1", "Elmstead - Sky Survey", "1-Discovery", "2025-11-25 10:00:00", "2026-08-31", "nina", "elif"
    ),
    Opportunity(
        "fjordmist-1",
        "Fjordmist - Ports",
        "2-Scoping",
        "2025-10-31 10:00:00",
        "2026-06-30",
        "pia",
        "greta",
        amount=72000,
    ),
]
