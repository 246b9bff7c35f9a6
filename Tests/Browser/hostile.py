"""A company whose calendars and CRM were filled in by somebody who means ill; and its twin, with harmless words in the same
places."""

from __future__ import annotations

import csv
import datetime
import json
import re
import shutil
import tempfile
from pathlib import Path

import dead_letters
import installation
from installation import PROJECT, SA, Installation

# Where strangers' texts stand in an export.
COLUMNS = {
    "Account.csv": ["Name", "Website"],
    "Contact.csv": ["FirstName", "LastName", "Name", "Title"],
    "Lead.csv": ["FirstName", "LastName", "Name", "Company"],
    "Opportunity.csv": ["Name", "StageName"],
    "OpportunityContactRole.csv": ["Role"],
    "Task.csv": ["Subject", "Description"],
    "User.csv": ["Name", "LastName"],
}


def harmless(number: int) -> str:
    return f"Words of PWN {number}"


def company(texts: list[str]) -> Installation:
    """The demo's company with `texts` as titles, names, places, roles, stages, reasons and descriptions; served."""
    site = Installation(Path(tempfile.mkdtemp(prefix="debrief-browser-")))
    crm(site.folder / "crm", texts)
    (site.folder / "calendars").mkdir()
    (site.folder / "calendars" / f"{SA}.ics").write_text(calendar(texts), newline="")
    site.configuration.write_text(configuration(texts))
    site.debrief("run")
    activities(site, texts)
    # What services answer is as strange as what calendars say.
    dead_letters.go_wrong(site, texts)
    return site.serve()


def configuration(texts: list[str]) -> str:
    text = (PROJECT / "pipeline.yml").read_text()
    text = re.sub(r"calendars:.*?\n\ncrm:", "calendars:\n  - { path: calendars }\n\ncrm:", text, flags=re.S)
    text = text.replace("Fixtures/crm/weekly", "crm")
    rules = [
        f"  - {{ kind: generic, domain: rule{number}.test, reason: {json.dumps(text)} }}\n"
        for number, text in enumerate(texts)
    ]
    return text.rstrip("\n") + "\n" + "".join(rules)


def crm(folder: Path, texts: list[str]) -> None:
    shutil.copytree(PROJECT / "Fixtures" / "crm" / "weekly", folder)
    for name, columns in COLUMNS.items():
        with open(folder / name, newline="", encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
        places = [rows[0].index(column) for column in columns if column in rows[0]]
        for number, row in enumerate(rows[1:]):
            for place in places:
                text = texts[number % len(texts)]
                # A stage begins with its number; a website keeps its domain, so that accounts are still found.
                if rows[0][place] == "StageName" and row[place][:1].isdigit():
                    text = row[place][:1] + "-" + text
                if rows[0][place] == "Website":
                    text = row[place]
                row[place] = text
        with open(folder / name, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)


def ics(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def parameter(text: str) -> str:
    # RFC 6868: what a quoted parameter cannot hold.
    return '"' + text.replace("^", "^^").replace("\n", "^n").replace('"', "^'") + '"'


def calendar(texts: list[str]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hostile//EN"]
    guests = ["paula.finch@pepsilo.example", "ivy.grant@hexleypharma.example", "eve@nobody.example"]
    for number, text in enumerate(texts):
        day = datetime.datetime(2026, 3, 29, 9) - datetime.timedelta(days=number)
        spoof = re.sub(r"[\s:;,\"<>\x00-\x1f]+", "-", text)[:60] or "x"
        lines += [
            "BEGIN:VEVENT", f"UID:hostile-{number}", "DTSTAMP:20260101T000000Z", f"DTSTART:{day:%Y%m%dT%H%M%SZ}",
            f"DTEND:{day + datetime.timedelta(minutes=30):%Y%m%dT%H%M%SZ}", f"SUMMARY:{ics(text)}",
            f"LOCATION:{ics(text)}", f"DESCRIPTION:{ics(text)}", f"ORGANIZER;CN={parameter(text)}:mailto:{SA}",
            f"ATTENDEE;PARTSTAT=ACCEPTED;CN={parameter(text)}:mailto:{guests[number % 3]}",
            f"ATTENDEE;CN={parameter(text)}:mailto:guest{number}@company{number}.example",
            f"ATTENDEE;CN={parameter(text)}:mailto:{spoof}@{spoof}.example", "END:VEVENT",
            # And one without anybody from outside, for the page that says why there is no prompt.
            "BEGIN:VEVENT", f"UID:inside-{number}", "DTSTAMP:20260101T000000Z", f"DTSTART:{day:%Y%m%dT120000Z}",
            f"DTEND:{day:%Y%m%dT123000Z}", f"SUMMARY:{ics(text)}", f"ATTENDEE:mailto:{SA}", "END:VEVENT",
        ]
    return "\r\n".join(lines + ["END:VCALENDAR", ""])


def activities(site: Installation, texts: list[str]) -> None:
    """What SAs write themselves is no less hostile: somebody pasted it."""
    waiting = [p for p in site.prompts() if p["match"]["outcome"] == "matched"]
    for number, prompt in enumerate(waiting[:6]):
        text = texts[(number * 5) % len(texts)]
        arguments = ["--as", SA, "--sentiment", "positive", "--type", "demo", "--description", f"{text} and two sentences. Yes."]
        site.debrief("log", prompt["id"], *arguments, "--subject", text.replace("\x1b", "").replace("\x07", ""))
    for number, prompt in enumerate(waiting[6:9]):
        site.debrief("dismiss", prompt["id"], "--as", SA, "--reason", "other", "--note", texts[number * 7])
    for prompt in waiting[9:10]:
        site.debrief("snooze", prompt["id"], "--as", SA, "--until", "2d")
