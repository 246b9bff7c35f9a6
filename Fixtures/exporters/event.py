"""One VEVENT to be, as every exporter gets it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Optional


@dataclass
class Guest:
    who: str
    status: str = "ACCEPTED"
    role: str = "REQ-PARTICIPANT"
    kind: str = "INDIVIDUAL"


@dataclass
class Event:
    uid: str
    zone: Optional[str]  # None: UTC; "floating"; else an IANA name
    start: datetime  # local
    end: datetime  # local; exclusive for all-day events
    title: str
    all_day: bool = False
    organizer: Optional[str] = None
    guests: list = field(default_factory=list)
    rule: Optional[str] = None
    skipped: list = field(default_factory=list)
    added: list = field(default_factory=list)
    recurrence_id: Optional[datetime] = None
    future: bool = False
    sequence: int = 0
    status: str = "CONFIRMED"
    access: Optional[str] = None
    transparent: bool = False
    description: str = ""
    location: str = ""
    as_duration: bool = False  # DURATION instead of DTEND
    without_zone: bool = False  # the exporter forgot this zone's VTIMEZONE
    key: str = ""

    def stamp(self, days_before: int) -> str:
        return (self.start - timedelta(days=days_before)).strftime("%Y%m%dT%H%M%SZ")
