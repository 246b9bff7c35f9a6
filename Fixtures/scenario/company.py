"""The fictional company whose calendars and CRM the fixtures show. Every name is made up; domains are reserved."""

from typing import NamedTuple, Optional

NOW = "2026-03-31T18:00:00Z"  # the demo's moment
LATER = "2026-04-01T06:00:00Z"  # the second run's, with the CRM as of 2026-04-01
SINCE_DAYS = 90
HORIZON_DAYS = 45
SETTLE_MINUTES = 5
EXPORTED = "20260331T175000Z"  # when every calendar was exported
FALLBACK_ZONE = "Europe/Berlin"  # pipeline.yml's time_zone


class Architect(NamedTuple):
    key: str
    email: str
    name: str
    region: str
    team: str
    zone: str
    dialect: Optional[str]  # a class of dialects.py; None: no calendar at all
    file: Optional[str]


ARCHITECTS = [
    Architect(
        "ada",
        "ada.fern@tanuki.example",
        "Ada Fern",
        "emea",
        "enterprise",
        "Europe/Berlin",
        "Google",
        "ada.fern@tanuki.example.ics",
    ),
    Architect(
        "bruno",
        "bruno.keller@tanuki.example",
        "Bruno Keller",
        "emea",
        "enterprise",
        "Europe/Berlin",
        "OutlookDesktop",
        "Bruno Keller Calendar.ics",
    ),
    Architect(
        "chloe",
        "chloe.marsh@tanuki.example",
        "Chloe Marsh",
        "amer-east",
        "commercial",
        "America/New_York",
        "Exchange",
        "chloe.marsh@tanuki.example.ics",
    ),
    Architect(
        "dev",
        "dev.anand@tanuki.example",
        "Dev Anand",
        "amer-west",
        "strategic",
        "America/Los_Angeles",
        "AppleCalendar",
        "dev.anand@tanuki.example.ics",
    ),
    Architect(
        "elif",
        "elif.demir@tanuki.example",
        "Elif Demir",
        "emea",
        "commercial",
        "Europe/London",
        "ICloud",
        "elif.demir@tanuki.example.ics",
    ),
    Architect(
        "felix",
        "felix.osei@tanuki.example",
        "Felix Osei",
        "amer-east",
        "enterprise",
        "America/Chicago",
        "Zimbra",
        "felix.osei@tanuki.example.ics",
    ),
    Architect(
        "greta",
        "greta.holm@tanuki.example",
        "Greta Holm",
        "emea",
        "ecosystem",
        "Europe/Stockholm",
        "Nextcloud",
        "greta.holm@tanuki.example.ics",
    ),
    Architect(
        "hiro",
        "hiro.tanabe@tanuki.example",
        "Hiro Tanabe",
        "apac",
        "enterprise",
        "Asia/Tokyo",
        "Thunderbird",
        "hiro/work.ics",
    ),
    Architect(
        "ines",
        "ines.castro@tanuki.example",
        "Ines Castro",
        "amer-east",
        "strategic",
        "America/New_York",
        "Google",
        "takeout-20260331.zip",
    ),
    Architect(
        "jonas",
        "jonas.weiss@tanuki.example",
        "Jonas Weiss",
        "emea",
        "commercial",
        "Europe/Berlin",
        "Google",
        "jonas.weiss@tanuki.example.ics",
    ),
    Architect(
        "kira",
        "kira.novak@tanuki.example",
        "Kira Novak",
        "emea",
        "enterprise",
        "Europe/Berlin",
        "PublishedOutlook",
        "published-calendar.ics",
    ),
    Architect(
        "maya",
        "maya.roth@tanuki.example",
        "Maya Roth",
        "emea",
        "value-stream",
        "Europe/London",
        "EMClient",
        "export.ics",
    ),
    Architect("liam", "liam.byrne@tanuki.example", "Liam Byrne", "apac", "commercial", "Asia/Tokyo", None, None),
]
BY_KEY = {a.key: a for a in ARCHITECTS}

# A second address of an architect: her old one, still on guest lists ("also" in pipeline.yml).
MAYA_OLD = "maya@roth-advisory.test"

# Colleagues who are no architects: account executives and managers, by key.
COLLEAGUES = {
    "rosa": ("rosa.lind@tanuki.example", "Rosa Lind"),
    "tom": ("tom.abara@tanuki.example", "Tom Abara"),
    "nina": ("nina.falk@tanuki.example", "Nina Falk"),
    "omar": ("omar.said@tanuki.example", "Omar Said"),
    "pia": ("pia.moss@tanuki.example", "Pia Moss"),
    "quinn": ("quinn.hale@tanuki.example", "Quinn Hale"),
    "sven": ("sven.dahl@sales.tanuki.example", "Sven Dahl"),  # a subdomain is internal too
    "uma": ("uma.blake@tanuki-labs.example", "Uma Blake"),  # the subsidiary: internal by a rule
    "vik": ("vik@freelance.example", "Vik Sorensen"),  # a contractor: internal by address
}

# How a name is written where the address does not tell it.
NAMES = {
    "room-lagoon@tanuki.example": "Berlin, Lagoon (8)",
    "c_188rktanuki0example@resource.calendar.google.com": "Berlin-2-Lagoon (8) [Screen]",
    "notetaker@minutebot.example": "Minutebot Notetaker",
    "no-reply@bookings.test": "Booking Service",
    "platform-guild@lists.meadowlark.test": "Platform Guild",
    "unknownorganizer@calendar.google.com": "Unknown Organizer",
    "soren.okeeffe@larkspurmutual.example": 'Søren "Sox" O\'Keeffe',
    MAYA_OLD: "Maya Roth",
    "invalid:nomail": "Petra Lindqvist",
}


def address(who: str) -> str:
    """The address of a key ("ada", "rosa"), or the address itself."""
    if who in BY_KEY:
        return BY_KEY[who].email
    return COLLEAGUES[who][0] if who in COLLEAGUES else who


def name(who: str) -> str:
    """The display name of a key or an address: "mira.okafor@x" is Mira Okafor."""
    mail = address(who)
    for architect in ARCHITECTS:
        if architect.email == mail:
            return architect.name
    for colleague_mail, colleague in COLLEAGUES.values():
        if colleague_mail == mail:
            return colleague
    if mail in NAMES:
        return NAMES[mail]
    return " ".join(part.capitalize() for part in mail.split("@")[0].replace("_", ".").split("."))
