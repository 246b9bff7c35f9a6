"""Zimbra, Nextcloud and Thunderbird."""

from datetime import timedelta

from exporters.dialect import TO_DAYLIGHT, TO_STANDARD, ZONES, Dialect, local, text, uuid
from scenario.company import address


class Zimbra(Dialect):
    """Zimbra: bare line feeds, quoted TZIDs, RDATEs, UIDs that are UUIDs."""

    end_of_line = "\n"
    quoted_zone = True

    def head(self, owner, label, method):
        return [
            "BEGIN:VCALENDAR",
            f"X-WR-CALNAME:{label or 'Calendar'}",
            f"X-WR-CALID:{uuid(owner.email)}:10",
            "PRODID:Zimbra-Calendar-Provider",
            "VERSION:2.0",
            "METHOD:PUBLISH",
        ]

    def zone(self, zone):
        standard, daylight, rule, standard_name, daylight_name, _ = ZONES[zone]
        lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
        spring, autumn = self.switches(zone, "1970")
        for part, start, before, after, label, (month, day) in (
            ("STANDARD", autumn, daylight, standard, standard_name, TO_STANDARD[rule]),
            ("DAYLIGHT", spring, standard, daylight, daylight_name, TO_DAYLIGHT[rule]),
        ):
            lines += [
                f"BEGIN:{part}",
                f"DTSTART:19710101{start[8:]}",
                f"TZOFFSETTO:{after}",
                f"TZOFFSETFROM:{before}",
                f"RRULE:FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH={month};BYDAY={day}",
                f"TZNAME:{label}",
                f"END:{part}",
            ]
        return lines + ["END:VTIMEZONE"]

    def event(self, e, owner):
        lines = [f"UID:{e.uid}", *([f"RRULE:{e.rule}"] if e.rule else []), f"SUMMARY:{text(e.title)}"]
        if e.description:
            lines.append(f"DESCRIPTION:{text(e.description)}")
        if e.location:
            lines.append(f"LOCATION:{text(e.location)}")
        for g in e.guests:
            kind = f";CUTYPE={g.kind}" if g.kind != "INDIVIDUAL" else ""
            lines.append(
                f"ATTENDEE;CN={self.common_name(g.who)}{kind};ROLE={g.role};PARTSTAT={g.status};RSVP=TRUE"
                f":mailto:{address(g.who)}"
            )
        if e.organizer:
            lines.append(f"ORGANIZER;CN={self.common_name(e.organizer)}:mailto:{address(e.organizer)}")
        lines += [
            self.time("DTSTART", e.start, e),
            self.time("DTEND", e.end, e),
            f"STATUS:{e.status}",
            f"CLASS:{e.access or 'PUBLIC'}",
        ]
        if e.all_day:
            lines.append("X-MICROSOFT-CDO-ALLDAYEVENT:TRUE")
        lines += [
            "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY",
            f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}",
            *self.recurrence(e),
            f"LAST-MODIFIED:{e.stamp(3)}",
            f"DTSTAMP:{e.stamp(3)}",
            f"SEQUENCE:{e.sequence}",
        ]
        lines += [self.time("RDATE", m, e) for m in e.added] + self.exceptions(e)
        return lines + [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER;RELATED=START:-PT5M",
            "DESCRIPTION:Reminder",
            "END:VALARM",
        ]


class Nextcloud(Dialect):
    """Nextcloud's export: SabreDAV's frame around events of its web client."""

    def head(self, owner, label, method):
        return [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "CALSCALE:GREGORIAN",
            "PRODID:-//SabreDAV//SabreDAV//EN",
            f"X-WR-CALNAME:{label or 'Personal'}",
            "X-APPLE-CALENDAR-COLOR:#0082c9",
            "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
            "X-PUBLISHED-TTL:PT4H",
        ]

    def ending(self, e):
        """Phones that sync through it write DURATION."""
        if e.as_duration:
            return f"DURATION:PT{(e.end - e.start).seconds // 60}M"
        return self.time("DTEND", e.end, e)

    def event(self, e, owner):
        lines = [
            f"CREATED:{e.stamp(9)}",
            f"DTSTAMP:{e.stamp(2)}",
            f"LAST-MODIFIED:{e.stamp(2)}",
            f"SEQUENCE:{e.sequence}",
            f"UID:{e.uid}",
            self.time("DTSTART", e.start, e),
            self.ending(e),
            f"STATUS:{e.status}",
            f"SUMMARY:{text(e.title)}",
        ]
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        lines += self.exceptions(e) + self.recurrence(e)
        for g in e.guests:
            lines.append(
                f"ATTENDEE;CN={self.common_name(g.who)};CUTYPE={g.kind};PARTSTAT={g.status};ROLE={g.role};RSVP=TRUE"
                f";LANGUAGE=en;SCHEDULE-STATUS=1.1:mailto:{address(g.who)}"
            )
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
        lines = [
            f"CREATED:{e.stamp(10)}",
            f"LAST-MODIFIED:{e.stamp(1)}",
            f"DTSTAMP:{e.stamp(1)}",
            f"UID:{e.uid}",
            f"SUMMARY:{text(e.title)}",
        ]
        if e.access:
            lines.append(f"CLASS:{e.access}")
        if e.status:
            lines.append(f"STATUS:{e.status}")
        if e.organizer:
            lines.append(
                f"ORGANIZER;RSVP=TRUE;PARTSTAT=ACCEPTED;ROLE=CHAIR;CN={self.common_name(e.organizer)}"
                f":mailto:{address(e.organizer)}"
            )
        for g in e.guests:
            kind = f"CUTYPE={g.kind};" if g.kind != "INDIVIDUAL" else ""
            lines.append(
                f"ATTENDEE;RSVP=TRUE;{kind}CN={self.common_name(g.who)};PARTSTAT={g.status};ROLE={g.role}"
                f":mailto:{address(g.who)}"
            )
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        lines += (
            self.exceptions(e)
            + self.recurrence(e)
            + [
                self.time("DTSTART", e.start, e),
                self.time("DTEND", e.end, e),
                f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}",
            ]
        )
        if e.location:
            lines.append(f"LOCATION:{text(e.location)}")
        if e.description:
            lines.append(f"DESCRIPTION:{text(e.description)}")
        return lines + [f"SEQUENCE:{e.sequence}", f"X-MOZ-GENERATION:{e.sequence + 1}"]
