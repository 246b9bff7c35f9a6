"""Calendar on macOS, and iCloud."""

from exporters.dialect import TO_DAYLIGHT, TO_STANDARD, ZONES, Dialect, seeded, text, uuid
from scenario.company import address


class AppleCalendar(Dialect):
    """Calendar on macOS: quoted names, EMAIL parameter, no fixed order that one would guess."""

    uid = staticmethod(lambda key: uuid(key).upper())

    def head(self, owner, label, method):
        return [
            "BEGIN:VCALENDAR",
            "METHOD:PUBLISH",
            "VERSION:2.0",
            f"X-WR-CALNAME:{label or 'Work'}",
            "PRODID:-//Apple Inc.//macOS 15.3//EN",
            "X-APPLE-CALENDAR-COLOR:#1BADF8",
            f"X-WR-TIMEZONE:{owner.zone}",
            "CALSCALE:GREGORIAN",
        ]

    def zone(self, zone):
        standard, daylight, rule, standard_name, daylight_name, _ = ZONES[zone]
        spring, autumn = self.switches(zone, "2007")
        lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
        for part, start, before, after, label, (month, day) in (
            ("DAYLIGHT", spring, standard, daylight, daylight_name, TO_DAYLIGHT[rule]),
            ("STANDARD", autumn, daylight, standard, standard_name, TO_STANDARD[rule]),
        ):
            lines += [
                f"BEGIN:{part}",
                f"TZOFFSETFROM:{before}",
                f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={day}",
                f"DTSTART:{start}",
                f"TZNAME:{label}",
                f"TZOFFSETTO:{after}",
                f"END:{part}",
            ]
        return lines + ["END:VTIMEZONE"]

    def user(self, who):
        return f'EMAIL="{address(who)}"', f"mailto:{address(who)}"

    def event(self, e, owner):
        lines = [
            f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}",
            self.time("DTEND", e.end, e),
            "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC",
        ]
        if e.organizer:
            mail, value = self.user(e.organizer)
            lines.append(f"ORGANIZER;CN={self.quoted_name(e.organizer)};{mail}:{value}")
        lines += [f"UID:{e.uid}", f"DTSTAMP:{e.stamp(4)}"]
        if e.location:
            lines.append(f"LOCATION:{text(e.location)}")
        if e.description:
            lines.append(f"DESCRIPTION:{text(e.description)}")
        lines += [
            *([f"CLASS:{e.access}"] if e.access else []),
            f"STATUS:{e.status}",
            f"SEQUENCE:{e.sequence}",
            f"SUMMARY:{text(e.title)}",
            f"LAST-MODIFIED:{e.stamp(2)}",
            self.time("DTSTART", e.start, e),
            f"CREATED:{e.stamp(15)}",
        ]
        for g in e.guests:
            mail, value = self.user(g.who)
            rsvp = ";RSVP=TRUE" if g.status == "NEEDS-ACTION" else ""
            lines.append(
                f"ATTENDEE;CN={self.quoted_name(g.who)};CUTYPE={g.kind};{mail};PARTSTAT={g.status}"
                f";ROLE={g.role}{rsvp}:{value}"
            )
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        return (
            lines
            + self.exceptions(e)
            + self.recurrence(e)
            + [
                "BEGIN:VALARM",
                f"X-WR-ALARMUID:{uuid('alarm' + e.uid).upper()}",
                f"UID:{uuid('alarm' + e.uid).upper()}",
                "TRIGGER:-PT15M",
                "ATTACH;VALUE=URI:Basso",
                "ACTION:AUDIO",
                "END:VALARM",
            ]
        )


class ICloud(AppleCalendar):
    """iCloud: users are principals of its server, their addresses only in EMAIL."""

    def head(self, owner, label, method):
        return [
            "BEGIN:VCALENDAR",
            "CALSCALE:GREGORIAN",
            "PRODID:-//caldav.icloud.com//CALDAVJ 2612B33//EN",
            "VERSION:2.0",
            f"X-WR-CALNAME:{label or 'Work'}",
            "X-APPLE-CALENDAR-COLOR:#34AADC",
        ]

    def user(self, who):
        mail = address(who)
        number = int.from_bytes(seeded(mail)[:5], "big") % 10**10
        value = f"/{number}/principal/" if number % 2 else f"urn:uuid:{uuid(mail).upper()}"
        return f"EMAIL={mail}", value
