"""How the scenario says what a meeting is and what it means. The meaning is written by hand, from the product's
definition (sections 2 to 6); no program here decides a match."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Optional, Union

# The tiers, as prompts name them.
ROLE, KNOWN, DOMAIN, LEAD = "contact_role", "known_contact", "domain", "lead"


@dataclass
class Means:
    """What an architect is asked afterwards, or why she is not."""

    reason: Optional[str] = None  # set: no prompt, for this reason
    outcome: Optional[str] = None
    tier: Optional[str] = None
    opportunity: Optional[str] = None  # keys of crm.py
    account: Optional[str] = None
    candidates: tuple = ()
    warnings: tuple = ()  # (domain, key of the account that it merely resembles)
    flags: tuple = ()
    why: str = ""


def silent(reason, why=""):
    return Means(reason=reason, why=why)


def matched(opportunity, tier, why, **more):
    return Means(outcome="matched", opportunity=opportunity, tier=tier, why=why, **more)


def ambiguous(candidates, tier, why, **more):
    return Means(outcome="ambiguous", candidates=candidates, tier=tier, why=why, **more)


def suggested(candidates, why, account=None):
    return Means(outcome="suggested", candidates=candidates, account=account, why=why)


def account_only(account, tier, why):
    return Means(outcome="account_only", account=account, tier=tier, why=why)


def lead_only(why):
    return Means(outcome="lead_only", tier=LEAD, why=why)


def unmatched(why, **more):
    return Means(outcome="unmatched", why=why, **more)


@dataclass
class Change:
    """One instance of a series that differs from the rest."""

    start: Optional[str] = None
    minutes: Optional[int] = None
    title: Optional[str] = None
    guests: Optional[list] = None
    status: Optional[str] = None
    means: Optional[Means] = None


@dataclass
class Meeting:
    case: str  # unique; the UID is made of it
    who: list  # architects in whose calendars it stands
    start: str  # local time in `zone`
    minutes: int
    title: str
    organizer: Optional[str]
    guests: list  # "ada", "x@y.example", "x@y.example declined" …
    means: Union[Means, dict]  # or one per architect
    later: Union[Means, dict, None] = None  # where the later CRM changes it
    shows: str = ""  # README's table; empty: ordinary
    zone: Optional[str] = None  # default: the first architect's own; "floating"
    all_day: int = 0  # days
    rule: Optional[str] = None
    dates: list = field(default_factory=list)  # every day that the rule yields, by hand, before `skipped`
    skipped: list = field(default_factory=list)  # EXDATE: days
    added: list = field(default_factory=list)  # RDATE: local times
    changed: dict = field(default_factory=dict)  # day: Change
    shifted: Optional[tuple] = None  # (day, new local time of that day): RANGE=THISANDFUTURE
    orphan: bool = False  # only one instance of somebody's series is in the calendar
    earlier: Optional[tuple] = None  # (local time): an older revision is in the file too
    status: str = "CONFIRMED"
    access: Optional[str] = None
    transparent: bool = False
    description: str = ""
    location: str = ""
    as_duration: bool = False
    without_zone: bool = False
    uid: Optional[str] = None
    file: Optional[str] = None  # not the architect's main file


def weeks(first: str, count: int, step: int = 1) -> list:
    day = datetime.strptime(first, "%Y-%m-%d")
    return [(day + timedelta(weeks=k * step)).strftime("%Y-%m-%d") for k in range(count)]
