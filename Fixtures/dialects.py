"""Ten exporters, each as it writes: order of properties, zones, folding, line ends, UIDs, its own X- properties.

An exporter gets an `Event` (one VEVENT to be) and returns lines; `calendar` returns the bytes of the file."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Optional

from company import EXPORTED, address, name

ZONES = {  # standard and daylight offsets, the rule that switches between them, names, Windows name
    "Europe/Berlin": ("+0100", "+0200", "EU", "CET", "CEST", "W. Europe Standard Time"),
    "Europe/Stockholm": ("+0100", "+0200", "EU", "CET", "CEST", "W. Europe Standard Time"),
    "Europe/London": ("+0000", "+0100", "EU", "GMT", "BST", "GMT Standard Time"),
    "America/New_York": ("-0500", "-0400", "US", "EST", "EDT", "Eastern Standard Time"),
    "America/Chicago": ("-0600", "-0500", "US", "CST", "CDT", "Central Standard Time"),
    "America/Los_Angeles": ("-0800", "-0700", "US", "PST", "PDT", "Pacific Standard Time"),
    "Asia/Tokyo": ("+0900", "+0900", None, "JST", "JST", "Tokyo Standard Time"),
}
TO_DAYLIGHT = {"EU": ("3", "-1SU"), "US": ("3", "2SU")}
TO_STANDARD = {"EU": ("10", "-1SU"), "US": ("11", "1SU")}


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
    without_zone: bool = False  # the exporter forgot this zone's VTIMEZONE
    key: str = ""

    def stamp(self, days_before: int) -> str:
        return (self.start - timedelta(days=days_before)).strftime("%Y%m%dT%H%M%SZ")


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
            return lines + ["BEGIN:STANDARD", f"TZOFFSETFROM:{standard}", f"TZOFFSETTO:{standard}", f"TZNAME:{standard_name}",
                            "DTSTART:19700101T000000", "END:STANDARD", "END:VTIMEZONE"]
        spring, autumn = self.switches(zone, "1970")
        month, day = TO_DAYLIGHT[rule]
        lines += ["BEGIN:DAYLIGHT", f"TZOFFSETFROM:{standard}", f"TZOFFSETTO:{daylight}", f"TZNAME:{daylight_name}",
                  f"DTSTART:{spring}", f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={day}", "END:DAYLIGHT"]
        month, day = TO_STANDARD[rule]
        return lines + ["BEGIN:STANDARD", f"TZOFFSETFROM:{daylight}", f"TZOFFSETTO:{standard}", f"TZNAME:{standard_name}",
                        f"DTSTART:{autumn}", f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={day}", "END:STANDARD", "END:VTIMEZONE"]

    def zone_extras(self, zone: str) -> list:
        return []

    def switches(self, zone: str, year: str) -> tuple:
        """Local times of the first switches of a year, by the rules of today."""
        if ZONES[zone][2] == "US":
            return {"1970": ("19700308T020000", "19701101T020000"), "2007": ("20070311T020000", "20071104T020000"),
                    "1601": ("16010311T020000", "16011104T020000")}[year]
        hour = 1 if zone == "Europe/London" else 2
        days = {"1970": ("19700329", "19701025"), "2007": ("20070325", "20071028"), "1601": ("16010325", "16011028")}[year]
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


class Google(Dialect):
    """Google Calendar's export, also inside Takeout: single events in UTC, series in their zone."""

    uid = staticmethod(google_uid)

    def head(self, owner, label, method):
        return ["BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0", "CALSCALE:GREGORIAN",
                f"METHOD:{method or 'PUBLISH'}", f"X-WR-CALNAME:{label or owner.email}", f"X-WR-TIMEZONE:{owner.zone}"]

    def zone_extras(self, zone):
        return [f"X-LIC-LOCATION:{zone}"]

    def event(self, e, owner):
        lines = [self.time("DTSTART", e.start, e), self.time("DTEND", e.end, e)]
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        lines += self.exceptions(e) + [self.time("RDATE", m, e) for m in e.added]
        lines.append(f"DTSTAMP:{EXPORTED}")
        if e.organizer:
            lines.append(f"ORGANIZER;CN={self.common_name(e.organizer)}:mailto:{address(e.organizer)}")
        lines.append(f"UID:{e.uid}")
        for g in e.guests:
            kind = "RESOURCE" if g.kind == "ROOM" else g.kind
            rsvp = ";RSVP=TRUE" if g.status == "NEEDS-ACTION" else ""
            lines.append(f"ATTENDEE;CUTYPE={kind};ROLE={g.role};PARTSTAT={g.status}{rsvp};CN={self.common_name(g.who)}"
                         f";X-NUM-GUESTS=0:mailto:{address(g.who)}")
        if len(e.guests) > 1:
            code = "".join(chr(97 + b % 26) for b in seeded(e.uid)[:10])
            lines.append(f"X-GOOGLE-CONFERENCE:https://meet.google.com/{code[:3]}-{code[3:7]}-{code[7:]}")
        lines += self.recurrence(e)
        if e.access:
            lines.append(f"CLASS:{e.access}")
        lines += [f"CREATED:{e.stamp(12)}", f"DESCRIPTION:{text(e.description)}", f"LAST-MODIFIED:{e.stamp(5)}"]
        if e.location:
            lines.append(f"LOCATION:{text(e.location)}")
        return lines + [f"SEQUENCE:{e.sequence}", f"STATUS:{e.status}", f"SUMMARY:{text(e.title)}",
                        f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}"]


class Microsoft(Dialect):
    uid = staticmethod(exchange_uid)
    first_year = "1601"

    def zone_name(self, zone):
        return ZONES[zone][5]

    def zone(self, zone):
        standard, daylight, rule, *_ = ZONES[zone]
        spring, autumn = self.switches(zone, "1601")
        lines = ["BEGIN:VTIMEZONE", f"TZID:{self.zone_name(zone)}"]
        if rule is None:
            return lines + ["BEGIN:STANDARD", "DTSTART:16010101T000000", f"TZOFFSETFROM:{standard}", f"TZOFFSETTO:{standard}",
                            "END:STANDARD", "END:VTIMEZONE"]
        for part, start, before, after, (month, day) in (
            ("STANDARD", autumn, daylight, standard, TO_STANDARD[rule]),
            ("DAYLIGHT", spring, standard, daylight, TO_DAYLIGHT[rule]),
        ):
            lines += [f"BEGIN:{part}", *self.zone_part(start, before, after, month, day), f"END:{part}"]
        return lines + ["END:VTIMEZONE"]

    def busy(self, e):
        if e.transparent:
            return "FREE"
        return "TENTATIVE" if e.status == "TENTATIVE" else "BUSY"


class OutlookDesktop(Microsoft):
    """Outlook's "Save calendar": properties in the alphabet's order, folded with a tab, no PARTSTAT, no STATUS."""

    fold_lead = "\t"
    quoted_zone = True

    def zone_part(self, start, before, after, month, day):
        return [f"DTSTART:{start}", f"RRULE:FREQ=YEARLY;BYDAY={day};BYMONTH={month}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}"]

    def head(self, owner, label, method):
        zone = self.zone_name(owner.zone)
        return ["BEGIN:VCALENDAR", "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN", "VERSION:2.0", "METHOD:PUBLISH",
                "X-CALSTART:20251201T080000Z", "X-CALEND:20260630T160000Z", "X-WR-RELCALID:{0000002E-7B1C-4D52-8A0F-5C2E90D1A7B3}",
                f"X-WR-CALNAME:{owner.name}", "X-PRIMARY-CALENDAR:TRUE", f'X-OWNER;CN="{owner.name}":mailto:{owner.email}',
                f'X-MS-OLK-WKHRSTART;TZID="{zone}":080000', f'X-MS-OLK-WKHREND;TZID="{zone}":170000', "X-MS-OLK-WKHRDAYS:MO,TU,WE,TH,FR"]

    def event(self, e, owner):
        lines = []
        for g in e.guests:
            extra = ";CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT" if g.kind == "ROOM" else ""
            extra += ";ROLE=OPT-PARTICIPANT" if g.role == "OPT-PARTICIPANT" else ""
            value = address(g.who) if ":" in address(g.who) else f"mailto:{address(g.who)}"
            lines.append(f"ATTENDEE;CN={self.quoted_name(g.who)}{extra};RSVP=TRUE:{value}")
        lines += [f"CLASS:{e.access or 'PUBLIC'}", f"CREATED:{e.stamp(14)}"]
        if e.description:
            lines.append(f"DESCRIPTION:{text(e.description)}\\n")
        lines += [self.time("DTEND", e.end, e), f"DTSTAMP:{e.stamp(14)}", self.time("DTSTART", e.start, e)]
        if e.skipped:
            lines.append(self.time("EXDATE", e.skipped, e))
        lines.append(f"LAST-MODIFIED:{e.stamp(3)}")
        if e.location:
            lines.append(f"LOCATION:{text(e.location)}")
        if e.organizer:
            lines.append(f"ORGANIZER;CN={self.quoted_name(e.organizer)}:mailto:{address(e.organizer)}")
        lines.append("PRIORITY:5")
        lines += self.recurrence(e)
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        lines += [f"SEQUENCE:{e.sequence}"]
        if e.status == "CANCELLED":
            lines.append("STATUS:CANCELLED")
        lines += [f"SUMMARY;LANGUAGE=en-us:{text(e.title)}", f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}", f"UID:{e.uid}"]
        if e.guests:
            lines.append("X-ALT-DESC;FMTTYPE=text/html:<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta "
                         f"name=Generator content=\"Microsoft Word 15\"></head><body lang=EN-US><p class=MsoNormal>{text(e.description)}"
                         "<o:p></o:p></p></body></html>")
        return lines + [f"X-MICROSOFT-CDO-BUSYSTATUS:{self.busy(e)}", "X-MICROSOFT-CDO-IMPORTANCE:1",
                        "X-MICROSOFT-DISALLOW-COUNTER:FALSE", "X-MS-OLK-AUTOFILLLOCATION:FALSE", "X-MS-OLK-CONFTYPE:0",
                        "BEGIN:VALARM", "TRIGGER:-PT15M", "ACTION:DISPLAY", "DESCRIPTION:Reminder", "END:VALARM"]


class Exchange(Microsoft):
    """Exchange and Microsoft 365: Windows zone names, upper-case MAILTO, a page of X-MICROSOFT properties."""

    def zone_part(self, start, before, after, month, day):
        return [f"DTSTART:16010101T{start[9:]}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}",
                f"RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY={day};BYMONTH={month}"]

    def head(self, owner, label, method):
        return ["BEGIN:VCALENDAR", f"METHOD:{method or 'PUBLISH'}", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0",
                f"X-WR-CALNAME:{label or 'Calendar'}"]

    def event(self, e, owner):
        lines = []
        if e.organizer:
            lines.append(f"ORGANIZER;CN={self.common_name(e.organizer)}:MAILTO:{address(e.organizer)}")
        for g in e.guests:
            kind = f"CUTYPE={g.kind};" if g.kind != "INDIVIDUAL" else ""
            role = "NON-PARTICIPANT" if g.kind == "ROOM" else g.role
            lines.append(f"ATTENDEE;{kind}ROLE={role};PARTSTAT={g.status};RSVP=TRUE;CN={self.common_name(g.who)}:MAILTO:{address(g.who)}")
        if e.organizer:
            lines.append(f"DESCRIPTION;LANGUAGE=en-US:{text(e.description)}\\n")
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        if e.skipped:
            lines.append(self.time("EXDATE", e.skipped, e))
        lines += [f"UID:{e.uid}", *self.recurrence(e), f"SUMMARY;LANGUAGE=en-US:{text(e.title)}", self.time("DTSTART", e.start, e),
                  self.time("DTEND", e.end, e), f"CLASS:{e.access or 'PUBLIC'}", "PRIORITY:5", f"DTSTAMP:{EXPORTED}",
                  f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}"]
        if e.status:
            lines.append(f"STATUS:{e.status}")
        lines += [f"SEQUENCE:{e.sequence}", f"LOCATION;LANGUAGE=en-US:{text(e.location)}", f"X-MICROSOFT-CDO-APPT-SEQUENCE:{e.sequence}"]
        return lines + [f"X-MICROSOFT-CDO-OWNERAPPTID:{int.from_bytes(seeded(e.uid)[:4], 'big') >> 1}",
                        f"X-MICROSOFT-CDO-BUSYSTATUS:{self.busy(e)}", "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY",
                        f"X-MICROSOFT-CDO-ALLDAYEVENT:{'TRUE' if e.all_day else 'FALSE'}", "X-MICROSOFT-CDO-IMPORTANCE:1",
                        f"X-MICROSOFT-CDO-INSTTYPE:{1 if e.rule else 3 if e.recurrence_id else 0}", "X-MICROSOFT-DONOTFORWARDMEETING:FALSE",
                        "X-MICROSOFT-DISALLOW-COUNTER:FALSE", "BEGIN:VALARM", "DESCRIPTION:REMINDER", "TRIGGER;RELATED=START:-PT15M",
                        "ACTION:DISPLAY", "END:VALARM"]


class PublishedOutlook(Exchange):
    """A calendar published from Outlook on the web: times and titles, nobody in it, zones named without a VTIMEZONE."""

    def zones(self, events):
        return []

    def event(self, e, owner):
        return [f"SUMMARY:{text(e.title)}", *([f"RRULE:{e.rule}"] if e.rule else []), f"UID:{e.uid}", self.time("DTSTART", e.start, e),
                self.time("DTEND", e.end, e), "CLASS:PUBLIC", "PRIORITY:5", f"DTSTAMP:{EXPORTED}", "TRANSP:OPAQUE", "STATUS:CONFIRMED",
                "SEQUENCE:0", "X-MICROSOFT-CDO-APPT-SEQUENCE:0", f"X-MICROSOFT-CDO-BUSYSTATUS:{self.busy(e)}",
                "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY", "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE", "X-MICROSOFT-CDO-IMPORTANCE:1",
                "X-MICROSOFT-CDO-INSTTYPE:0", "X-MICROSOFT-DONOTFORWARDMEETING:FALSE", "X-MICROSOFT-DISALLOW-COUNTER:FALSE"]


class AppleCalendar(Dialect):
    """Calendar on macOS: quoted names, EMAIL parameter, no fixed order that one would guess."""

    uid = staticmethod(lambda key: uuid(key).upper())

    def head(self, owner, label, method):
        return ["BEGIN:VCALENDAR", "METHOD:PUBLISH", "VERSION:2.0", f"X-WR-CALNAME:{label or 'Work'}", "PRODID:-//Apple Inc.//macOS 15.3//EN",
                "X-APPLE-CALENDAR-COLOR:#1BADF8", f"X-WR-TIMEZONE:{owner.zone}", "CALSCALE:GREGORIAN"]

    def zone(self, zone):
        standard, daylight, rule, standard_name, daylight_name, _ = ZONES[zone]
        spring, autumn = self.switches(zone, "2007")
        lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
        for part, start, before, after, label, (month, day) in (
            ("DAYLIGHT", spring, standard, daylight, daylight_name, TO_DAYLIGHT[rule]),
            ("STANDARD", autumn, daylight, standard, standard_name, TO_STANDARD[rule]),
        ):
            lines += [f"BEGIN:{part}", f"TZOFFSETFROM:{before}", f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={day}", f"DTSTART:{start}",
                      f"TZNAME:{label}", f"TZOFFSETTO:{after}", f"END:{part}"]
        return lines + ["END:VTIMEZONE"]

    def user(self, who):
        return f'EMAIL="{address(who)}"', f"mailto:{address(who)}"

    def event(self, e, owner):
        lines = [f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}", self.time("DTEND", e.end, e),
                 "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC"]
        if e.organizer:
            mail, value = self.user(e.organizer)
            lines.append(f"ORGANIZER;CN={self.quoted_name(e.organizer)};{mail}:{value}")
        lines += [f"UID:{e.uid}", f"DTSTAMP:{e.stamp(4)}"]
        if e.location:
            lines.append(f"LOCATION:{text(e.location)}")
        if e.description:
            lines.append(f"DESCRIPTION:{text(e.description)}")
        lines += [*([f"CLASS:{e.access}"] if e.access else []), f"STATUS:{e.status}", f"SEQUENCE:{e.sequence}", f"SUMMARY:{text(e.title)}",
                  f"LAST-MODIFIED:{e.stamp(2)}", self.time("DTSTART", e.start, e), f"CREATED:{e.stamp(15)}"]
        for g in e.guests:
            mail, value = self.user(g.who)
            rsvp = ";RSVP=TRUE" if g.status == "NEEDS-ACTION" else ""
            lines.append(f"ATTENDEE;CN={self.quoted_name(g.who)};CUTYPE={g.kind};{mail};PARTSTAT={g.status};ROLE={g.role}{rsvp}:{value}")
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        return lines + self.exceptions(e) + self.recurrence(e) + [
            "BEGIN:VALARM", f"X-WR-ALARMUID:{uuid('alarm' + e.uid).upper()}", f"UID:{uuid('alarm' + e.uid).upper()}", "TRIGGER:-PT15M",
            "ATTACH;VALUE=URI:Basso", "ACTION:AUDIO", "END:VALARM"]


class ICloud(AppleCalendar):
    """iCloud: users are principals of its server, their addresses only in EMAIL."""

    def head(self, owner, label, method):
        return ["BEGIN:VCALENDAR", "CALSCALE:GREGORIAN", "PRODID:-//caldav.icloud.com//CALDAVJ 2612B33//EN", "VERSION:2.0",
                f"X-WR-CALNAME:{label or 'Work'}", "X-APPLE-CALENDAR-COLOR:#34AADC"]

    def user(self, who):
        mail = address(who)
        number = int.from_bytes(seeded(mail)[:5], "big") % 10**10
        value = f"/{number}/principal/" if number % 2 else f"urn:uuid:{uuid(mail).upper()}"
        return f"EMAIL={mail}", value


class Zimbra(Dialect):
    """Zimbra: bare line feeds, quoted TZIDs, RDATEs, UIDs that are UUIDs."""

    end_of_line = "\n"
    quoted_zone = True

    def head(self, owner, label, method):
        return ["BEGIN:VCALENDAR", f"X-WR-CALNAME:{label or 'Calendar'}", f"X-WR-CALID:{uuid(owner.email)}:10", "PRODID:Zimbra-Calendar-Provider",
                "VERSION:2.0", "METHOD:PUBLISH"]

    def zone(self, zone):
        standard, daylight, rule, standard_name, daylight_name, _ = ZONES[zone]
        lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
        spring, autumn = self.switches(zone, "1970")
        for part, start, before, after, label, (month, day) in (
            ("STANDARD", autumn, daylight, standard, standard_name, TO_STANDARD[rule]),
            ("DAYLIGHT", spring, standard, daylight, daylight_name, TO_DAYLIGHT[rule]),
        ):
            lines += [f"BEGIN:{part}", f"DTSTART:19710101{start[8:]}", f"TZOFFSETTO:{after}", f"TZOFFSETFROM:{before}",
                      f"RRULE:FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH={month};BYDAY={day}", f"TZNAME:{label}", f"END:{part}"]
        return lines + ["END:VTIMEZONE"]

    def event(self, e, owner):
        lines = [f"UID:{e.uid}", *([f"RRULE:{e.rule}"] if e.rule else []), f"SUMMARY:{text(e.title)}"]
        if e.description:
            lines.append(f"DESCRIPTION:{text(e.description)}")
        if e.location:
            lines.append(f"LOCATION:{text(e.location)}")
        for g in e.guests:
            kind = f";CUTYPE={g.kind}" if g.kind != "INDIVIDUAL" else ""
            lines.append(f"ATTENDEE;CN={self.common_name(g.who)}{kind};ROLE={g.role};PARTSTAT={g.status};RSVP=TRUE:mailto:{address(g.who)}")
        if e.organizer:
            lines.append(f"ORGANIZER;CN={self.common_name(e.organizer)}:mailto:{address(e.organizer)}")
        lines += [self.time("DTSTART", e.start, e), self.time("DTEND", e.end, e), f"STATUS:{e.status}", f"CLASS:{e.access or 'PUBLIC'}"]
        if e.all_day:
            lines.append("X-MICROSOFT-CDO-ALLDAYEVENT:TRUE")
        lines += ["X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY", f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}", *self.recurrence(e),
                  f"LAST-MODIFIED:{e.stamp(3)}", f"DTSTAMP:{e.stamp(3)}", f"SEQUENCE:{e.sequence}"]
        lines += [self.time("RDATE", m, e) for m in e.added] + self.exceptions(e)
        return lines + ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER;RELATED=START:-PT5M", "DESCRIPTION:Reminder", "END:VALARM"]


class Nextcloud(Dialect):
    """Nextcloud's export: SabreDAV's frame around events of its web client."""

    def head(self, owner, label, method):
        return ["BEGIN:VCALENDAR", "VERSION:2.0", "CALSCALE:GREGORIAN", "PRODID:-//SabreDAV//SabreDAV//EN", f"X-WR-CALNAME:{label or 'Personal'}",
                "X-APPLE-CALENDAR-COLOR:#0082c9", "REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H"]

    def event(self, e, owner):
        lines = [f"CREATED:{e.stamp(9)}", f"DTSTAMP:{e.stamp(2)}", f"LAST-MODIFIED:{e.stamp(2)}", f"SEQUENCE:{e.sequence}", f"UID:{e.uid}",
                 self.time("DTSTART", e.start, e), self.time("DTEND", e.end, e), f"STATUS:{e.status}", f"SUMMARY:{text(e.title)}"]
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        lines += self.exceptions(e) + self.recurrence(e)
        for g in e.guests:
            lines.append(f"ATTENDEE;CN={self.common_name(g.who)};CUTYPE={g.kind};PARTSTAT={g.status};ROLE={g.role};RSVP=TRUE;LANGUAGE=en"
                         f";SCHEDULE-STATUS=1.1:mailto:{address(g.who)}")
        if e.organizer:
            lines.append(f"ORGANIZER;CN={self.common_name(e.organizer)}:mailto:{address(e.organizer)}")
        if e.access:
            lines.append(f"CLASS:{e.access}")
        if e.description:
            lines.append(f"DESCRIPTION:{text(e.description)}")
        return lines


class Thunderbird(Dialect):
    """Thunderbird: X-TZINFO in its zones, EXDATE in UTC, a generation counter."""

    def head(self, owner, label, method):
        return ["BEGIN:VCALENDAR", "PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", "VERSION:2.0"]

    def zone_extras(self, zone):
        return [f"X-TZINFO:{zone}[2025b]"]

    def exceptions(self, e):
        hours = int(ZONES[e.zone][0][:3]) if e.zone not in (None, "floating") else 0
        return [f"EXDATE:{local(m - timedelta(hours=hours))}Z" for m in e.skipped]

    def event(self, e, owner):
        lines = [f"CREATED:{e.stamp(10)}", f"LAST-MODIFIED:{e.stamp(1)}", f"DTSTAMP:{e.stamp(1)}", f"UID:{e.uid}", f"SUMMARY:{text(e.title)}"]
        if e.access:
            lines.append(f"CLASS:{e.access}")
        if e.status:
            lines.append(f"STATUS:{e.status}")
        if e.organizer:
            lines.append(f"ORGANIZER;RSVP=TRUE;PARTSTAT=ACCEPTED;ROLE=CHAIR;CN={self.common_name(e.organizer)}:mailto:{address(e.organizer)}")
        for g in e.guests:
            kind = f"CUTYPE={g.kind};" if g.kind != "INDIVIDUAL" else ""
            lines.append(f"ATTENDEE;RSVP=TRUE;{kind}CN={self.common_name(g.who)};PARTSTAT={g.status};ROLE={g.role}:mailto:{address(g.who)}")
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        lines += self.exceptions(e) + self.recurrence(e) + [self.time("DTSTART", e.start, e), self.time("DTEND", e.end, e),
                                                           f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}"]
        if e.location:
            lines.append(f"LOCATION:{text(e.location)}")
        if e.description:
            lines.append(f"DESCRIPTION:{text(e.description)}")
        return lines + [f"SEQUENCE:{e.sequence}", f"X-MOZ-GENERATION:{e.sequence + 1}"]


class EMClient(Dialect):
    """eM Client: quoted TZIDs, a byte order mark, Microsoft's busy status."""

    byte_order_mark = True
    quoted_zone = True

    def head(self, owner, label, method):
        return ["BEGIN:VCALENDAR", f"X-WR-CALNAME:{label or owner.email}", "X-APPLE-CALENDAR-COLOR:#E51717", f"X-WR-TIMEZONE:{owner.zone}",
                "CALSCALE:GREGORIAN", "PRODID:-//eM Client/10.1.4588.0", "VERSION:2.0"]

    def event(self, e, owner):
        lines = [f"CREATED:{e.stamp(8)}", f"UID:{e.uid}", self.time("DTEND", e.end, e), f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}",
                 f"SUMMARY:{text(e.title)}", self.time("DTSTART", e.start, e), f"DTSTAMP:{EXPORTED}"]
        for g in e.guests:
            rsvp = ";RSVP=TRUE" if g.status == "NEEDS-ACTION" else ""
            lines.append(f"ATTENDEE;CN={self.quoted_name(g.who)};CUTYPE={g.kind};ROLE={g.role};PARTSTAT={g.status}{rsvp}:mailto:{address(g.who)}")
        if e.organizer:
            lines.append(f"ORGANIZER;CN={self.quoted_name(e.organizer)}:mailto:{address(e.organizer)}")
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        lines += self.exceptions(e) + self.recurrence(e)
        if e.status != "CONFIRMED":
            lines.append(f"STATUS:{e.status}")
        if e.description:
            lines.append(f"DESCRIPTION:{text(e.description)}")
        return lines + [f"SEQUENCE:{e.sequence}", f"X-MICROSOFT-CDO-BUSYSTATUS:{'FREE' if e.transparent else 'BUSY'}",
                        f"LAST-MODIFIED:{e.stamp(1)}", f"CLASS:{e.access or 'PUBLIC'}"]
