"""Google Calendar."""

from exporters.dialect import Dialect, google_uid, seeded, text
from scenario.company import EXPORTED, address


class Google(Dialect):
    """Google Calendar's export, also inside Takeout: single events in UTC, series in their zone."""

    uid = staticmethod(google_uid)

    def head(self, owner, label, method):
        return [
            "BEGIN:VCALENDAR",
            "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
            "VERSION:2.0",
            "CALSCALE:GREGORIAN",
            f"METHOD:{method or 'PUBLISH'}",
            f"X-WR-CALNAME:{label or owner.email}",
            f"X-WR-TIMEZONE:{owner.zone}",
        ]

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
            lines.append(
                f"ATTENDEE;CUTYPE={kind};ROLE={g.role};PARTSTAT={g.status}{rsvp};CN={self.common_name(g.who)}"
                f";X-NUM-GUESTS=0:mailto:{address(g.who)}"
            )
        if len(e.guests) > 1:
            code = "".join(chr(97 + b % 26) for b in seeded(e.uid)[:10])
            lines.append(f"X-GOOGLE-CONFERENCE:https://meet.google.com/{code[:3]}-{code[3:7]}-{code[7:]}")
        lines += self.recurrence(e)
        if e.access:
            lines.append(f"CLASS:{e.access}")
        lines += [f"CREATED:{e.stamp(12)}", f"DESCRIPTION:{text(e.description)}", f"LAST-MODIFIED:{e.stamp(5)}"]
        if e.location:
            lines.append(f"LOCATION:{text(e.location)}")
        return lines + [
            f"SEQUENCE:{e.sequence}",
            f"STATUS:{e.status}",
            f"SUMMARY:{text(e.title)}",
            f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}",
        ]
