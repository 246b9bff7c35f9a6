"""eM Client."""

from exporters.dialect import Dialect, text
from scenario.company import EXPORTED, address


class EMClient(Dialect):
    """eM Client: quoted TZIDs, a byte order mark, Microsoft's busy status."""

    byte_order_mark = True
    quoted_zone = True

    def head(self, owner, label, method):
        return [
            "BEGIN:VCALENDAR",
            f"X-WR-CALNAME:{label or owner.email}",
            "X-APPLE-CALENDAR-COLOR:#E51717",
            f"X-WR-TIMEZONE:{owner.zone}",
            "CALSCALE:GREGORIAN",
            "PRODID:-//eM Client/10.1.4588.0",
            "VERSION:2.0",
        ]

    def event(self, e, owner):
        lines = [
            f"CREATED:{e.stamp(8)}",
            f"UID:{e.uid}",
            self.time("DTEND", e.end, e),
            f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}",
            f"SUMMARY:{text(e.title)}",
            self.time("DTSTART", e.start, e),
            f"DTSTAMP:{EXPORTED}",
        ]
        for g in e.guests:
            rsvp = ";RSVP=TRUE" if g.status == "NEEDS-ACTION" else ""
            lines.append(
                f"ATTENDEE;CN={self.quoted_name(g.who)};CUTYPE={g.kind};ROLE={g.role};PARTSTAT={g.status}{rsvp}"
                f":mailto:{address(g.who)}"
            )
        if e.organizer:
            lines.append(f"ORGANIZER;CN={self.quoted_name(e.organizer)}:mailto:{address(e.organizer)}")
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        lines += self.exceptions(e) + self.recurrence(e)
        if e.status != "CONFIRMED":
            lines.append(f"STATUS:{e.status}")
        if e.description:
            lines.append(f"DESCRIPTION:{text(e.description)}")
        return lines + [
            f"SEQUENCE:{e.sequence}",
            f"X-MICROSOFT-CDO-BUSYSTATUS:{'FREE' if e.transparent else 'BUSY'}",
            f"LAST-MODIFIED:{e.stamp(1)}",
            f"CLASS:{e.access or 'PUBLIC'}",
        ]
