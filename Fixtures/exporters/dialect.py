"""What most exporters have in common: texts, folding, UIDs, time zones."""

import hashlib
from datetime import datetime
from typing import Optional

from exporters.event import Event
from scenario.company import name

ZONES = {  # standard and daylight offsets, the rule that switches between them, names, Windows name
    "Europe/Berlin": ("+0100", "+0200", "EU", "CET", "CEST", "W. Europe Standard Time"),
    "Europe/Stockholm": ("+0100", "+0200", "EU", "CET", "CEST", "W. Europe Standard Time"),
    "Europe/London": ("+0000", "+0100", "EU", "GMT", "BST", "GMT Standard Time"),
    "Europe/Athens": ("+0200", "+0300", "EU", "EET", "EEST", "GTB Standard Time"),
    "America/New_York": ("-0500", "-0400", "US", "EST", "EDT", "Eastern Standard Time"),
    "America/Chicago": ("-0600", "-0500", "US", "CST", "CDT", "Central Standard Time"),
    "America/Los_Angeles": ("-0800", "-0700", "US", "PST", "PDT", "Pacific Standard Time"),
    "Asia/Tokyo": ("+0900", "+0900", None, "JST", "JST", "Tokyo Standard Time"),
}
TO_DAYLIGHT = {"EU": ("3", "-1SU"), "US": ("3", "2SU")}
TO_STANDARD = {"EU": ("10", "-1SU"), "US": ("11", "1SU")}


def text(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def local(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%S")


def seeded(key: str) -> bytes:
    return hashlib.sha256(b"tanuki " + key.encode()).digest()


def uuid(key: str) -> str:
    h = seeded(key).hex()
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"


def google_uid(key: str) -> str:
    return "".join("0123456789abcdefghijklmnopqrstuv"[b % 32] for b in seeded(key)[:26]) + "@google.com"


def exchange_uid(key: str) -> str:
    h = seeded(key).hex().upper()
    return "040000008200E00074C5B7101A82E00800000000" + h[:16] + "000000000000000010000000" + h[16:48]


def fold(line: str, limit: int, lead: str) -> list:
    """Cuts a line to physical lines of at most `limit` octets, never inside a UTF-8 sequence."""
    lines, now = [], ""
    for character in line:
        if len((now + character).encode()) > limit:
            lines.append(now)
            now = lead
        now += character
    return lines + [now]


class Dialect:
    """What most exporters have in common."""

    end_of_line = "\r\n"
    fold_lead = " "
    byte_order_mark = False
    uid = staticmethod(uuid)
    mailto = "mailto:"
    quoted_zone = False

    def zone_name(self, zone: str) -> str:
        return zone

    def time(self, prop: str, moments, event: Event) -> str:
        """One DTSTART-like line; several moments make a list."""
        if not isinstance(moments, list):
            moments = [moments]
        if event.all_day:
            return f"{prop};VALUE=DATE:" + ",".join(m.strftime("%Y%m%d") for m in moments)
        values = ",".join(local(m) for m in moments)
        if event.zone is None:
            return f"{prop}:" + ",".join(local(m) + "Z" for m in moments)
        if event.zone == "floating":
            return f"{prop}:{values}"
        zone = self.zone_name(event.zone)
        return f'{prop};TZID="{zone}":{values}' if self.quoted_zone else f"{prop};TZID={zone}:{values}"

    def common_name(self, who: str) -> str:
        """RFC 6868: a double quote in a parameter is ^'."""
        value = name(who).replace("^", "^^").replace('"', "^'")
        return f'"{value}"' if any(c in value for c in ",;:") else value

    def quoted_name(self, who: str) -> str:
        return '"' + name(who).replace('"', "'") + '"'

    def exceptions(self, event: Event) -> list:
        return [self.time("EXDATE", moment, event) for moment in event.skipped]

    def recurrence(self, event: Event) -> list:
        if event.recurrence_id is None:
            return []
        prop = "RECURRENCE-ID;RANGE=THISANDFUTURE" if event.future else "RECURRENCE-ID"
        return [self.time(prop, event.recurrence_id, event)]

    def zones(self, events: list) -> list:
        used = {e.zone for e in events if e.zone not in (None, "floating") and not e.all_day and not e.without_zone}
        return [line for zone in sorted(used) for line in self.zone(zone)]

    def zone(self, zone: str) -> list:
        """Google's, Nextcloud's and Thunderbird's form."""
        standard, daylight, rule, standard_name, daylight_name, _ = ZONES[zone]
        lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}", *self.zone_extras(zone)]
        if rule is None:
            return lines + [
                "BEGIN:STANDARD",
                f"TZOFFSETFROM:{standard}",
                f"TZOFFSETTO:{standard}",
                f"TZNAME:{standard_name}",
                "DTSTART:19700101T000000",
                "END:STANDARD",
                "END:VTIMEZONE",
            ]
        spring, autumn = self.switches(zone, "1970")
        month, day = TO_DAYLIGHT[rule]
        lines += [
            "BEGIN:DAYLIGHT",
            f"TZOFFSETFROM:{standard}",
            f"TZOFFSETTO:{daylight}",
            f"TZNAME:{daylight_name}",
            f"DTSTART:{spring}",
            f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={day}",
            "END:DAYLIGHT",
        ]
        month, day = TO_STANDARD[rule]
        return lines + [
            "BEGIN:STANDARD",
            f"TZOFFSETFROM:{daylight}",
            f"TZOFFSETTO:{standard}",
            f"TZNAME:{standard_name}",
            f"DTSTART:{autumn}",
            f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={day}",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]

    def zone_extras(self, zone: str) -> list:
        return []

    def switches(self, zone: str, year: str) -> tuple:
        """Local times of the first switches of a year, by the rules of today."""
        if ZONES[zone][2] == "US":
            return {
                "1970": ("19700308T020000", "19701101T020000"),
                "2007": ("20070311T020000", "20071104T020000"),
                "1601": ("16010311T020000", "16011104T020000"),
            }[year]
        hour = 1 + int(ZONES[zone][0][:3])  # 01:00 UTC
        days = {"1970": ("19700329", "19701025"), "2007": ("20070325", "20071028"), "1601": ("16010325", "16011028")}[
            year
        ]
        return f"{days[0]}T{hour:02}0000", f"{days[1]}T{hour + 1:02}0000"

    def calendar(self, owner, events: list, label: Optional[str] = None, method: Optional[str] = None) -> bytes:
        lines = self.head(owner, label, method) + self.zones(events)
        for event in events:
            lines += ["BEGIN:VEVENT", *self.event(event, owner), "END:VEVENT"]
        return self.encode(lines + ["END:VCALENDAR"])

    def encode(self, lines: list) -> bytes:
        folded = [part for line in lines for part in fold(line, 75, self.fold_lead)]
        mark = "\ufeff" if self.byte_order_mark else ""
        return (mark + self.end_of_line.join(folded) + self.end_of_line).encode()
