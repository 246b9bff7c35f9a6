"""The ordinary load around the named cases: stand-ups, one-to-ones, focus time, customer meetings of no special kind.

Chance (with a fixed seed) picks days, hours, titles and who comes; what a meeting means follows from the kind of guest
that the tables below state by hand, never from looking anything up."""

import random
from datetime import datetime, timedelta

from scenario.company import ARCHITECTS, BY_KEY
from scenario.meetings import DOMAIN, KNOWN, ROLE, Change, Meeting, matched, silent, unmatched, weeks

# Per customer: its one open opportunity, role holders, contacts without a role, people whom the CRM does not know.
CUSTOMERS = {
    "hexley": (
        "hexley-1",
        ["ruth.adler@hexleypharma.example", "ned.fox@hexleypharma.example"],
        ["ivy.grant@hexleypharma.example"],
        ["pat.ames@hexleypharma.example", "lou.kerr@lab.hexleypharma.example"],
    ),
    "harborlight": (
        "harborlight-1",
        ["mira.okafor@harborlight.example", "leon.brandt@harborlight.example"],
        [],
        ["cass.doyle@harborlight.example"],
    ),
    "nettlecombe": ("nettlecombe-1", ["ivor.nash@nettlecombe.example"], [], ["sky.penn@nettlecombe.example"]),
    "pepsilo": ("pepsilo-1", [], ["paula.finch@pepsilo.example"], ["jan.smit@pepsilo.example"]),
    "kestrel": (
        "kestrel-1",
        ["dana.firth@kestrelaero.example", "will.soto@kestrelaero.example"],
        ["june.park@kestrelaero.example"],
        ["mel.ray@kestrelaero.example"],
    ),
    "thistledown": ("thistledown-1", [], ["gil.tamura@thistledown.example"], ["fay.moon@thistledown.example"]),
    "junebug": (
        "junebug-1",
        ["max.orr@junebugrobotics.example", "tess.wynn@junebugrobotics.example"],
        ["kai.lowe@junebugrobotics.example"],
        ["bea.holm@junebugrobotics.example"],
    ),
    "gallowglass": ("gallowglass-1", ["wanda.pryce@gallowglass.example"], [], ["del.ross@gallowglass.example"]),
    "elmstead": (
        "elmstead-1",
        ["otto.lenz@elmstead.test", "mary.voss@elmstead.test"],
        ["abe.quist@elmstead.test"],
        ["eli.stone@elmstead.test"],
    ),
    "larkspur": ("larkspur-1", ["soren.okeeffe@larkspurmutual.example"], [], ["ria.webb@larkspurmutual.example"]),
    "meridale": ("meridale-1", ["nora.beck@meridale.example"], [], ["ola.dunn@meridale.example"]),
    "ironquay": ("ironquay-1", ["igor.steel@ironquay.example"], [], ["ann.forge@iqsteel.example"]),
    "fjordmist": (
        "fjordmist-1",
        ["liv.aasen@fjordmist.example", "odd.berg@fjordmist.example"],
        ["siri.moe@fjordmist.example"],
        ["per.lie@havn.fjordmist.example"],
    ),
    "rookwood": ("rookwood-1", [], ["ben.rook@rookwood.test"], ["tim.ross@corpmail-rw.example"]),
    "vantablue": ("vantablue-1", [], ["vera.blum@vantablue.example"], ["kit.boone@vantablue.example"]),
    "umberline": ("umberline-1", ["uli.brandt@umberline.example"], [], ["rik.vos@umberline.example"]),
    "saltmarsh": ("saltmarsh-1", [], ["tove.marsh@saltmarsh.example"], ["ulf.lind@eu.mail.saltmarsh.example"]),
}
LOOKS_AFTER = {
    "ada": ("hexley", "harborlight", "nettlecombe"),
    "bruno": ("pepsilo", "hexley"),
    "chloe": ("kestrel", "thistledown"),
    "dev": ("junebug", "gallowglass"),
    "elif": ("elmstead", "larkspur"),
    "felix": ("meridale", "ironquay"),
    "greta": ("fjordmist", "rookwood"),
    "hiro": ("fjordmist", "elmstead"),
    "ines": ("vantablue", "kestrel"),
    "jonas": ("umberline", "elmstead"),
    "maya": ("saltmarsh", "hexley"),
}
ACCOUNT_EXECUTIVE = {
    "ada": "tom",
    "bruno": "tom",
    "chloe": "nina",
    "dev": "quinn",
    "elif": "nina",
    "felix": "quinn",
    "greta": "pia",
    "hiro": "sven",
    "ines": "sven",
    "jonas": "omar",
    "maya": "omar",
}
CADENCE = {  # first day of a fortnightly meeting with the first customer, six times
    "ada": "2026-01-05",
    "bruno": "2026-01-06",
    "chloe": "2026-01-07",
    "dev": "2026-01-08",
    "elif": "2026-01-09",
    "felix": "2026-01-12",
    "greta": "2026-01-13",
    "hiro": "2026-01-14",
    "ines": "2026-01-15",
    "jonas": "2026-01-16",
    "maya": "2026-01-06",
}
CUSTOMER_TITLES = [
    "{} - technical deep dive",
    "{}: architecture review",
    "{} demo",
    "{} discovery",
    "Sizing with {}",
    "{} / evaluation check-in",
    "{} security questions",
    "Workshop: {} pipelines",
    "{} migration plan",
    "{} questions & answers",
]
INTERNAL_TITLES = [
    "Deal prep",
    "Forecast questions",
    "RFP review",
    "Demo dry run",
    "Enablement: release notes",
    "Win/loss chat",
    "Onboarding buddy",
    "Tooling office hours",
    "Quarter review",
    "Value stream notes",
]
OWN_TITLES = ["Focus time", "Lunch", "Write-up", "Gym", "Travel", "School run", "Expenses"]
VENDORS = {  # people who sell to us: external, unknown to the CRM
    "ada": "cody.banks@snackbox.test",
    "dev": "amber.hall@standingdesks.test",
    "felix": "reggie.poole@trainwithus.test",
    "maya": "gwen.ash@offsites.test",
}
BOOKING_NOTE = """Event Name
30 Minute Meeting

Location: This is a web conference.

Need to make changes to this event?
Cancel: https://bookings.test/c/1
Reschedule: https://bookings.test/r/1

Powered by Bookings.test"""


def free_slots(chance: random.Random) -> list:
    """Working hours of the quarter up to 30 March, shuffled; no two meetings of a calendar at the same hour."""
    first = datetime(2026, 1, 5)
    days = [first + timedelta(days=k) for k in range(85) if (first + timedelta(days=k)).weekday() < 5]
    slots = [(d, hour) for d in days for hour in (9, 11, 12, 13, 15, 16)]
    chance.shuffle(slots)
    return slots


def customer_meeting(owner: str, customer: str, number: int, when: str, chance: random.Random) -> Meeting:
    opportunity, role_holders, contacts, strangers = CUSTOMERS[customer]
    kinds = ([ROLE] * 3 if role_holders else []) + ([KNOWN] * 2 if contacts else []) + [DOMAIN]
    kind = chance.choice(kinds)
    if kind == ROLE:
        guests, why = [chance.choice(role_holders)], "A role holder came."
    elif kind == KNOWN:
        guests, why = [chance.choice(contacts)], "A contact of the account came; she holds no role on it."
    else:
        guests, why = [
            chance.choice(strangers)
        ], "Only people whom the CRM does not know came, from the account's domain."
    if kind != DOMAIN and chance.random() < 0.4:
        guests.append(chance.choice(strangers))
    organizer = chance.choice([owner, owner, ACCOUNT_EXECUTIVE[owner], guests[0]])
    ours = [owner] + (
        [ACCOUNT_EXECUTIVE[owner]] if organizer == ACCOUNT_EXECUTIVE[owner] or chance.random() < 0.3 else []
    )
    title = chance.choice(CUSTOMER_TITLES).format(customer.capitalize())
    booked = owner == "jonas" and organizer == owner and len(ours) == 1
    if booked:
        title = f"{guests[0].split('@')[0].replace('.', ' ').title()} and Jonas Weiss"
    return Meeting(
        f"customer-{owner}-{number}",
        [owner],
        when,
        chance.choice((30, 30, 45, 60)),
        title,
        organizer,
        ours + guests,
        matched(opportunity, kind, why),
        description=(
            BOOKING_NOTE if booked else chance.choice(("", "Agenda to follow.", "Dial-in below.\nSee you there!"))
        ),
        location=chance.choice(("", "", "Video", "Their office; ring twice")),
    )


def for_architect(owner: str) -> list:
    chance = random.Random(f"tanuki {owner}")  # a str seeds by its SHA-512: the same everywhere
    slots = iter(free_slots(chance))

    def when() -> str:
        day, hour = next(slots)
        return f"{day:%Y-%m-%d} {hour:02}:{chance.choice(('00', '00', '30'))}"

    meetings = []
    for number in range(11):
        customer = LOOKS_AFTER[owner][number % len(LOOKS_AFTER[owner])]
        meetings.append(customer_meeting(owner, customer, number, when(), chance))
    for number in range(9):
        colleague = chance.choice(["rosa", ACCOUNT_EXECUTIVE[owner]])
        meetings.append(
            Meeting(
                f"internal-{owner}-{number}",
                [owner],
                when(),
                chance.choice((30, 45, 60)),
                chance.choice(INTERNAL_TITLES),
                chance.choice((owner, colleague)),
                [owner, colleague],
                silent("internal_only"),
            )
        )
    for number in range(4):
        meetings.append(
            Meeting(
                f"own-{owner}-{number}",
                [owner],
                when(),
                60,
                chance.choice(OWN_TITLES),
                None,
                [],
                silent("no_attendee_data"),
            )
        )
    away = f"2026-02-{chance.randrange(2, 24):02} 00:00"
    meetings.append(
        Meeting(
            f"away-{owner}",
            [owner],
            away,
            0,
            "Out of office",
            None,
            [],
            silent("no_attendee_data"),
            all_day=2,
            transparent=True,
        )
    )
    meetings.append(
        Meeting(
            f"one-to-one-{owner}",
            [owner],
            "2026-01-07 17:00",
            30,
            f"Rosa / {BY_KEY[owner].name.split()[0]}",
            "rosa",
            [owner, "rosa"],
            silent("internal_only"),
            rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=6",
            dates=weeks("2026-01-07", 6, 2),
        )
    )
    if owner in VENDORS:
        meetings.append(
            Meeting(
                f"vendor-{owner}",
                [owner],
                when(),
                30,
                "Quick intro?",
                VENDORS[owner],
                [owner],
                unmatched("Somebody who sells to us: external, but neither a contact nor a customer's domain."),
            )
        )
    return meetings + [cadence(owner)]


def cadence(owner: str) -> Meeting:
    """Fortnightly with the first customer: the third is called off, the fifth a day later."""
    customer = LOOKS_AFTER[owner][0]
    opportunity, role_holders, contacts, strangers = CUSTOMERS[customer]
    days = weeks(CADENCE[owner], 6, 2)
    later = datetime.strptime(days[4], "%Y-%m-%d") + timedelta(
        days=3 if days[4] > "2026-03-12" and owner == "jonas" else 1
    )
    if role_holders:
        guest, tier, why = role_holders[0], ROLE, "A role holder is invited."
    else:
        guest, tier, why = contacts[0], KNOWN, "A contact of the account is invited; she holds no role on it."
    weekday = ("MO", "TU", "WE", "TH", "FR")[datetime.strptime(days[0], "%Y-%m-%d").weekday()]
    return Meeting(
        f"cadence-{owner}",
        [owner],
        f"{days[0]} 10:30",
        30,
        f"{customer.capitalize()} fortnightly",
        owner,
        [owner, guest, strangers[0]],
        matched(opportunity, tier, why),
        rule=f"FREQ=WEEKLY;COUNT=6;INTERVAL=2;BYDAY={weekday}",
        dates=days,
        skipped=[days[2]],
        changed={days[4]: Change(start=f"{later:%Y-%m-%d} 08:30")},
    )


def standups() -> list:
    rows = (
        ("emea", "Europe/Berlin", ["ada", "bruno", "elif", "greta", "jonas", "maya"]),
        ("amer", "America/New_York", ["chloe", "dev", "felix", "ines"]),
        ("apac", "Asia/Tokyo", ["hiro"]),
    )
    return [
        Meeting(
            f"standup-{region}",
            who,
            "2025-11-03 09:45",
            15,
            f"SA stand-up {region.upper()}",
            "rosa",
            ["rosa", *who],
            silent("internal_only"),
            zone=zone,
            rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            dates=["2025-11-03"],
        )
        for region, zone, who in rows
    ]


def published() -> list:
    """A calendar published with free/busy details only: nobody can tell who was there."""
    chance = random.Random("tanuki published")
    slots = iter(free_slots(chance))
    rows = []
    for number in range(16):
        day, hour = next(slots)
        rows.append(
            Meeting(
                f"published-{number}",
                ["kira"],
                f"{day:%Y-%m-%d} {hour:02}:00",
                45,
                chance.choice(("Busy", "Busy", "Tentative")),
                None,
                [],
                silent("no_attendee_data"),
            )
        )
    return rows


def holidays() -> list:
    """The second calendar inside the Takeout archive."""
    return [
        Meeting(
            f"holiday-{day}",
            ["ines"],
            f"{day} 00:00",
            0,
            title,
            None,
            [],
            silent("no_attendee_data"),
            all_day=1,
            transparent=True,
            file="Holidays in Tanukia.ics",
        )
        for day, title in (
            ("2026-01-01", "New Year's Day"),
            ("2026-02-16", "Founders' Day"),
            ("2026-03-20", "Spring Day"),
        )
    ]


ORDINARY = (
    [m for a in ARCHITECTS if a.key in LOOKS_AFTER for m in for_architect(a.key)]
    + standups()
    + published()
    + holidays()
)
