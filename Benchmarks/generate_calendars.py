#!/usr/bin/env python3
"""Writes calendar exports of any size, the same bytes for the same arguments.

    generate_calendars.py OUT --megabytes N [--files N] [--seed N] [--stamp T] [--changed SHARE] [--lf] [--mixed-case]

With one file OUT is its path, with several a folder of sa000.ics, sa001.ics, ... The mix is that of the exports of
people who meet customers: a fifth of the events of a long history with somebody from outside, a third among
colleagues, the rest without anybody; one in eleven recurs, every second of those has an instance that moved; meeting
rooms, conference texts, alarms; about two kilobytes an event. Everything in it is fictional.

--stamp sets every DTSTAMP, as exporters do on each download. --changed gives that share of the events a new title and
SEQUENCE, and nothing else: two runs that differ in it alone differ in those events alone.
"""
import argparse
import datetime
import os
import random

HOUR = datetime.timedelta(hours=1)
FIRST = datetime.datetime(2019, 1, 1)
DAYS = 2600  # to February 2026
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR"]
OWN = ["tanuki.example", "tanuki.example", "emea.tanuki.example"]
ROOM = "resource.calendar.google.com"
WORDS = (
    "roadmap review pilot rollout migration pricing security audit latency storage cluster gateway runner pipeline "
    "workshop kickoff renewal quarterly weekly sync planning retrospective architecture sizing success criteria legal "
    "Größe Zürich façade naïve résumé budget champion timeline release backup restore network demo feedback agenda"
).split()
FIRST_NAMES = "ada bo cy di eve finn gus hana ida jo kai lea mia noa ole pia quinn rae sol tea uma vic wil xena yuki zoe".split()
LAST_NAMES = "fern birch alder maple rowan hazel aspen cedar elder holly laurel linden myrtle olive poplar sorrel".split()
ZONES = {
    "Europe/Berlin": ("+0100", "+0200", "CET", "CEST", "19700329T020000", "3;BYDAY=-1SU", "19701025T030000", "10;BYDAY=-1SU"),
    "America/New_York": ("-0500", "-0400", "EST", "EDT", "19700308T020000", "3;BYDAY=2SU", "19701101T020000", "11;BYDAY=1SU"),
    "Asia/Tokyo": ("+0900", None, "JST"),
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out")
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--files", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stamp", default="20260301T060000Z")
    parser.add_argument("--changed", type=float, default=0)
    parser.add_argument("--lf", action="store_true")
    parser.add_argument("--mixed-case", action="store_true")
    return parser.parse_args()


def fold(line):
    """RFC 5545, 3.1: at most 75 bytes a line, no character split."""
    data = line.encode()
    if len(data) <= 75:
        return line
    parts, start, room = [], 0, 75
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[start:end].decode())
        start, room = end, 74
    return "\r\n ".join(parts)


class Export:
    def __init__(self, options, owner, number):
        self.options, self.owner = options, owner
        self.dice = random.Random(f"{options.seed}/{number}")
        self.changes = random.Random(f"changed {options.seed}/{number}")
        self.late = []

    def words(self, low, high):
        return " ".join(self.dice.choices(WORDS, k=self.dice.randint(low, high)))

    def token(self, length):
        return "".join(self.dice.choices("abcdefghijklmnopqrstuv0123456789", k=length))

    def person(self, domain):
        return f"{self.dice.choice(FIRST_NAMES)}.{self.dice.choice(LAST_NAMES)}{self.dice.randint(1, 99)}@{domain}"

    def zone(self, name):
        standard, summer, short, *rest = ZONES[name]
        lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", f"X-LIC-LOCATION:{name}"]
        if summer:
            summer_name, to_summer, summer_rule, to_standard, standard_rule = rest
            lines += ["BEGIN:DAYLIGHT", f"TZOFFSETFROM:{standard}", f"TZOFFSETTO:{summer}", f"TZNAME:{summer_name}",
                      f"DTSTART:{to_summer}", f"RRULE:FREQ=YEARLY;BYMONTH={summer_rule}", "END:DAYLIGHT",
                      "BEGIN:STANDARD", f"TZOFFSETFROM:{summer}", f"TZOFFSETTO:{standard}", f"TZNAME:{short}",
                      f"DTSTART:{to_standard}", f"RRULE:FREQ=YEARLY;BYMONTH={standard_rule}", "END:STANDARD"]
        else:
            lines += ["BEGIN:STANDARD", f"TZOFFSETFROM:{standard}", f"TZOFFSETTO:{standard}", f"TZNAME:{short}",
                      "DTSTART:19700101T000000", "END:STANDARD"]
        return lines + ["END:VTIMEZONE"]

    def description(self):
        text = self.words(20, 260)
        kind = self.dice.random()
        if kind < 0.45:
            number, secret = self.dice.randint(10**10, 10**11), self.token(24)
            text += ("\\n\\n──────────\\n\\nJoin the meeting\\nhttps://meet.tanuki.example/j/%d?pwd=%s\\n\\nMeeting ID: %d\\n"
                     "\\n---\\n\\nOne tap mobile\\n+15550100\\,\\,%d#\\n+15550101\\,\\,%d#\\n\\nDial by your location\\n"
                     "• +1 555 0100 Springfield\\n• +1 555 0101 Shelbyville\\n• +49 30 5550 Berlin\\n\\nFind your local "
                     "number: https://meet.tanuki.example/u/%s\\n\\n──────────") % (number, secret, number, number, number, secret)
        elif kind < 0.85:
            text += ("\\n\\n-::~:~::~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~::~:~::-\\nJoin with video: "
                     "https://video.tanuki.example/%s\\nOr dial: +1 555 0102 PIN: %d#\\n\\nPlease do not edit this section.\\n"
                     "-::~:~::~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~::~:~::-") % (
                         self.token(10), self.dice.randint(10**8, 10**9))
        if self.dice.random() < 0.05:
            text += "\\n\\nhttps://tanuki.my.salesforce.example/lightning/r/Opportunity/0065g00000" + self.token(8) + "/view"
        return fold("DESCRIPTION:" + text)

    def attendee(self, address, kind="INDIVIDUAL", name=None, status=None):
        status = status or self.dice.choice(["ACCEPTED"] * 6 + ["NEEDS-ACTION"] * 2 + ["TENTATIVE", "DECLINED"])
        return fold(f"ATTENDEE;CUTYPE={kind};ROLE=REQ-PARTICIPANT;PARTSTAT={status};CN={name or address};"
                    f"X-NUM-GUESTS=0:mailto:{address}")

    def event(self, zones, moved=None):
        """The lines of one event; `moved` makes it an instance of a series."""
        dice = self.dice
        circle = moved["circle"] if moved else dice.choices(["nobody", "colleagues", "customers"], [40, 35, 25])[0]
        recurs = not moved and dice.random() < 0.10
        start = FIRST + datetime.timedelta(days=dice.randrange(DAYS), minutes=15 * dice.randrange(28, 76))
        minutes, zone = dice.choice([15, 30, 30, 30, 60, 60, 90]), dice.choice(zones)
        uid = self.token(26) + "@tanuki.example"
        if moved:
            start, minutes, zone, uid = moved["start"], moved["minutes"], moved["zone"], moved["uid"]
        end = start + datetime.timedelta(minutes=minutes)
        lines = ["BEGIN:VEVENT"]
        if circle == "nobody" and not moved and not recurs and dice.random() < 0.25:
            lines += [f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{start + 24 * HOUR:%Y%m%d}"]
        elif moved or recurs:
            lines += [f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}"]
        else:
            lines += [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}"]
        if recurs:
            day, last = WEEKDAYS[start.weekday() % 5], start + datetime.timedelta(days=dice.choice([60, 120, 200, 400]))
            lines.append("RRULE:" + dice.choice([
                f"FREQ=WEEKLY;BYDAY={day}", f"FREQ=WEEKLY;UNTIL={last:%Y%m%dT%H%M%SZ};BYDAY={day}",
                f"FREQ=WEEKLY;WKST=SU;UNTIL={last:%Y%m%dT%H%M%SZ};INTERVAL=2;BYDAY={day}", f"FREQ=MONTHLY;BYDAY=1{day}",
                f"FREQ=WEEKLY;COUNT={dice.randint(4, 60)}", f"FREQ=DAILY;UNTIL={last:%Y%m%dT%H%M%SZ}",
                "FREQ=WEEKLY;BYDAY=MO,WE,FR"]))
            for _ in range(dice.choice([0, 0, 1, 3])):
                lines.append(f"EXDATE;TZID={zone}:{start + 168 * HOUR * dice.randint(1, 20):%Y%m%dT%H%M%S}")
        lines.append(f"DTSTAMP:{self.options.stamp}")
        if circle != "nobody":
            customer = f"{dice.choice(WORDS).encode('ascii', 'ignore').decode().lower()}{dice.randint(1, 600)}.example"
            host = customer if circle == "customers" and dice.random() < 0.2 else dice.choice(OWN)
            organizer = self.owner if dice.random() < 0.6 else self.person(host)
            lines.append(fold(f"ORGANIZER;CN={organizer}:mailto:{organizer}"))
        lines.append(fold(f"UID:{uid}"))
        if circle != "nobody":
            lines.append(self.attendee(self.owner, status="ACCEPTED"))
            lines += [self.attendee(self.person(dice.choice(OWN))) for _ in range(dice.choice([1, 1, 2, 3, 4, 6]))]
            # Now and then one instance of a colleagues' series has a guest.
            if circle == "customers" or moved and dice.random() < 0.02:
                lines += [self.attendee(self.person(customer)) for _ in range(dice.choice([1, 1, 2, 3, 5]))]
            if dice.random() < 0.3:
                lines.append(self.attendee(f"c_{self.token(24)}@{ROOM}", "RESOURCE", f"Room {dice.randint(100, 999)} (12)", "ACCEPTED"))
            if dice.random() < 0.6:
                lines.append(f"X-GOOGLE-CONFERENCE:https://video.tanuki.example/{self.token(10)}")
        if moved:
            lines.append(f"RECURRENCE-ID;TZID={zone}:{moved['was']:%Y%m%dT%H%M%S}")
        made = start - datetime.timedelta(days=dice.randint(1, 60))
        sequence, title = dice.randint(0, 3), self.words(3, 8)
        if self.options.changed and self.changes.random() < self.options.changed:
            sequence, title = sequence + 1, "Updated: " + title
        lines.append(f"CREATED:{made:%Y%m%dT%H%M%SZ}")
        if circle != "nobody" or dice.random() < 0.3:
            lines.append(self.description())
        place = f"Building {dice.randint(1, 9)}\\, Room {dice.randint(100, 999)}" if dice.random() < 0.3 else ""
        status = dice.choices(["CONFIRMED", "TENTATIVE", "CANCELLED"], [94, 3, 3])[0]
        lines += [f"LAST-MODIFIED:{made:%Y%m%dT%H%M%SZ}", f"LOCATION:{place}", f"SEQUENCE:{sequence}", f"STATUS:{status}",
                  fold(f"SUMMARY:{title}"), "TRANSP:OPAQUE"]
        if dice.random() < 0.5:
            lines += ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:This is an event reminder",
                      "TRIGGER:-P0DT0H10M0S", "END:VALARM"]
        lines.append("END:VEVENT")
        if recurs and dice.random() < 0.4:
            for _ in range(dice.choice([1, 1, 2, 4])):
                was = start + 168 * HOUR * dice.randint(0, 30)
                self.late.append(dict(uid=uid, was=was, start=was + HOUR * dice.choice([0.5, 1, -1, 24]), minutes=minutes,
                                      zone=zone, circle=circle))
        return lines

    def texts(self, size):
        """The file in pieces, `size` bytes of it."""
        dice = self.dice
        home = dice.choice(list(ZONES))
        head = ["BEGIN:VCALENDAR", "PRODID:-//Tanuki//Calendar 1.0//EN", "VERSION:2.0", "CALSCALE:GREGORIAN",
                "METHOD:PUBLISH", f"X-WR-CALNAME:{self.owner}", f"X-WR-TIMEZONE:{home}"]
        for name in ZONES:
            head += self.zone(name)
        written = 0
        yield "\r\n".join(head) + "\r\n"
        while written < size:
            lines = self.event(list(ZONES), self.late.pop(0) if self.late and dice.random() < 0.1 else None)
            text = "\r\n".join(lines) + "\r\n"
            written += len(text.encode())
            yield text
        for moved in self.late:
            yield "\r\n".join(self.event(list(ZONES), moved)) + "\r\n"
        yield "END:VCALENDAR\r\n"


def write(path, export, size, options):
    with open(path, "wb") as file:
        for text in export.texts(size):
            if options.lf:
                text = text.replace("\r\n", "\n")
            if options.mixed_case:
                text = text.replace("BEGIN:VEVENT", "Begin:vEvent").replace("\nATTENDEE", "\nAttendee").replace(
                    "\nDTSTART", "\ndtStart").replace("mailto:", "MAILTO:").replace("END:VEVENT", "end:VEVENT")
            file.write(text.encode())


def main():
    options = arguments()
    size = options.megabytes * 1e6 / options.files
    for number in range(options.files):
        owner = f"{FIRST_NAMES[number % 26]}.{LAST_NAMES[number // 26 % 16]}@tanuki.example"
        path = options.out
        if options.files > 1:
            os.makedirs(options.out, exist_ok=True)
            path = os.path.join(options.out, f"sa{number:03d}.ics")
        write(path, Export(options, owner, number), size, options)


if __name__ == "__main__":
    main()
