"""Outlook, Exchange and Microsoft 365."""

from exporters.dialect import TO_DAYLIGHT, TO_STANDARD, ZONES, Dialect, exchange_uid, seeded, text
from scenario.company import EXPORTED, address


class Microsoft(Dialect):
    uid = staticmethod(exchange_uid)

    def zone_name(self, zone):
        return ZONES[zone][5]

    def zone(self, zone):
        standard, daylight, rule, *_ = ZONES[zone]
        spring, autumn = self.switches(zone, "1601")
        lines = ["BEGIN:VTIMEZONE", f"TZID:{text(self.zone_name(zone))}"]
        if rule is None:
            return lines + [
                "BEGIN:STANDARD",
                "DTSTART:16010101T000000",
                f"TZOFFSETFROM:{standard}",
                f"TZOFFSETTO:{standard}",
                "END:STANDARD",
                "END:VTIMEZONE",
            ]
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

    def zone_name(self, zone):
        """What Outlook takes from an invitation is the zone's display name, commas and all."""
        return "(UTC+02:00) Athens, Bucharest" if zone == "Europe/Athens" else super().zone_name(zone)

    def zone_part(self, start, before, after, month, day):
        return [
            f"DTSTART:{start}",
            f"RRULE:FREQ=YEARLY;BYDAY={day};BYMONTH={month}",
            f"TZOFFSETFROM:{before}",
            f"TZOFFSETTO:{after}",
        ]

    def head(self, owner, label, method):
        zone = self.zone_name(owner.zone)
        return [
            "BEGIN:VCALENDAR",
            "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
            "VERSION:2.0",
            "METHOD:PUBLISH",
            "X-CALSTART:20251201T080000Z",
            "X-CALEND:20260630T160000Z",
            "X-WR-RELCALID:{0000002E-7B1C-4D52-8A0F-5C2E90D1A7B3}",
            f"X-WR-CALNAME:{owner.name}",
            "X-PRIMARY-CALENDAR:TRUE",
            f'X-OWNER;CN="{owner.name}":mailto:{owner.email}',
            f'X-MS-OLK-WKHRSTART;TZID="{zone}":080000',
            f'X-MS-OLK-WKHREND;TZID="{zone}":170000',
            "X-MS-OLK-WKHRDAYS:MO,TU,WE,TH,FR",
        ]

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
        lines += [
            f"SUMMARY;LANGUAGE=en-us:{text(e.title)}",
            f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}",
            f"UID:{e.uid}",
        ]
        if e.guests:
            lines.append(
                'X-ALT-DESC;FMTTYPE=text/html:<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta '
                f'name=Generator content="Microsoft Word 15"></head><body lang=EN-US>'
                f"<p class=MsoNormal>{text(e.description)}"
                "<o:p></o:p></p></body></html>"
            )
        return lines + [
            f"X-MICROSOFT-CDO-BUSYSTATUS:{self.busy(e)}",
            "X-MICROSOFT-CDO-IMPORTANCE:1",
            "X-MICROSOFT-DISALLOW-COUNTER:FALSE",
            "X-MS-OLK-AUTOFILLLOCATION:FALSE",
            "X-MS-OLK-CONFTYPE:0",
            "BEGIN:VALARM",
            "TRIGGER:-PT15M",
            "ACTION:DISPLAY",
            "DESCRIPTION:Reminder",
            "END:VALARM",
        ]


class Exchange(Microsoft):
    """Exchange and Microsoft 365: Windows zone names, upper-case MAILTO, a page of X-MICROSOFT properties."""

    def zone_part(self, start, before, after, month, day):
        return [
            f"DTSTART:16010101T{start[9:]}",
            f"TZOFFSETFROM:{before}",
            f"TZOFFSETTO:{after}",
            f"RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY={day};BYMONTH={month}",
        ]

    def head(self, owner, label, method):
        return [
            "BEGIN:VCALENDAR",
            f"METHOD:{method or 'PUBLISH'}",
            "PRODID:Microsoft Exchange Server 2010",
            "VERSION:2.0",
            f"X-WR-CALNAME:{label or 'Calendar'}",
        ]

    def event(self, e, owner):
        lines = []
        if e.organizer:
            lines.append(f"ORGANIZER;CN={self.common_name(e.organizer)}:MAILTO:{address(e.organizer)}")
        for g in e.guests:
            kind = f"CUTYPE={g.kind};" if g.kind != "INDIVIDUAL" else ""
            role = "NON-PARTICIPANT" if g.kind == "ROOM" else g.role
            lines.append(
                f"ATTENDEE;{kind}ROLE={role};PARTSTAT={g.status};RSVP=TRUE;CN={self.common_name(g.who)}"
                f":MAILTO:{address(g.who)}"
            )
        if e.organizer:
            lines.append(f"DESCRIPTION;LANGUAGE=en-US:{text(e.description)}\\n")
        if e.rule:
            lines.append(f"RRULE:{e.rule}")
        if e.skipped:
            lines.append(self.time("EXDATE", e.skipped, e))
        lines += [
            f"UID:{e.uid}",
            *self.recurrence(e),
            f"SUMMARY;LANGUAGE=en-US:{text(e.title)}",
            self.time("DTSTART", e.start, e),
            self.time("DTEND", e.end, e),
            f"CLASS:{e.access or 'PUBLIC'}",
            "PRIORITY:5",
            f"DTSTAMP:{EXPORTED}",
            f"TRANSP:{'TRANSPARENT' if e.transparent else 'OPAQUE'}",
        ]
        if e.status:
            lines.append(f"STATUS:{e.status}")
        lines += [
            f"SEQUENCE:{e.sequence}",
            f"LOCATION;LANGUAGE=en-US:{text(e.location)}",
            f"X-MICROSOFT-CDO-APPT-SEQUENCE:{e.sequence}",
        ]
        return lines + [
            f"X-MICROSOFT-CDO-OWNERAPPTID:{int.from_bytes(seeded(e.uid)[:4], 'big') >> 1}",
            f"X-MICROSOFT-CDO-BUSYSTATUS:{self.busy(e)}",
            "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY",
            f"X-MICROSOFT-CDO-ALLDAYEVENT:{'TRUE' if e.all_day else 'FALSE'}",
            "X-MICROSOFT-CDO-IMPORTANCE:1",
            f"X-MICROSOFT-CDO-INSTTYPE:{1 if e.rule else 3 if e.recurrence_id else 0}",
            "X-MICROSOFT-DONOTFORWARDMEETING:FALSE",
            "X-MICROSOFT-DISALLOW-COUNTER:FALSE",
            "BEGIN:VALARM",
            "DESCRIPTION:REMINDER",
            "TRIGGER;RELATED=START:-PT15M",
            "ACTION:DISPLAY",
            "END:VALARM",
        ]


class PublishedOutlook(Exchange):
    """A calendar published from Outlook on the web: times and titles, nobody in it, zones named without a VTIMEZONE."""

    def zones(self, events):
        return []

    def event(self, e, owner):
        return [
            f"SUMMARY:{text(e.title)}",
            *([f"RRULE:{e.rule}"] if e.rule else []),
            f"UID:{e.uid}",
            self.time("DTSTART", e.start, e),
            self.time("DTEND", e.end, e),
            "CLASS:PUBLIC",
            "PRIORITY:5",
            f"DTSTAMP:{EXPORTED}",
            "TRANSP:OPAQUE",
            "STATUS:CONFIRMED",
            "SEQUENCE:0",
            "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
            f"X-MICROSOFT-CDO-BUSYSTATUS:{self.busy(e)}",
            "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY",
            "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE",
            "X-MICROSOFT-CDO-IMPORTANCE:1",
            "X-MICROSOFT-CDO-INSTTYPE:0",
            "X-MICROSOFT-DONOTFORWARDMEETING:FALSE",
            "X-MICROSOFT-DISALLOW-COUNTER:FALSE",
        ]
