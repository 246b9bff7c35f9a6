"""Files that are not what they should be, apart from the demo, which is clean. broken/expected.json says what comes of
them."""

import json

import exporters
from calendar_files import events, uid_of
from scenario.company import BY_KEY
from scenario.meetings import Meeting, silent

DONE, SOME_REFUSED = 0, 3


def files() -> dict:
    owner = BY_KEY["ada"]
    meetings = [
        Meeting(
            f"broken-{n}",
            ["ada"],
            f"2026-03-{10 + n} 10:00",
            30,
            f"Hexley, part {n}",
            "ada",
            ["ada", "ned.fox@hexleypharma.example"],
            silent(""),
        )
        for n in (1, 2, 3, 4)
    ]
    whole = exporters.Google().calendar(owner, [e for m in meetings for e in events(m, owner)])
    cut = whole.index(b"ATTENDEE", whole.rindex(b"BEGIN:VEVENT")) + 40
    expected = [
        {"file": "empty.ics", "exit": SOME_REFUSED, "refused": "the file: it has no content", "events": 0, "uids": []},
        {"file": "no-events.ics", "exit": DONE, "refused": None, "events": 0, "uids": []},
        {
            "file": "truncated.ics",
            "exit": SOME_REFUSED,
            "refused": "the fourth event: the file ends inside it",
            "events": 3,
            "uids": [uid_of(m) for m in meetings[:3]],
        },
        {
            "file": "not-a-calendar.ics",
            "exit": SOME_REFUSED,
            "refused": "the file: it holds no VCALENDAR",
            "events": 0,
            "uids": [],
        },
    ]
    return {
        "broken/empty.ics": b"",
        "broken/no-events.ics": exporters.Google().calendar(owner, []),
        "broken/truncated.ics": whole[:cut],
        "broken/not-a-calendar.ics": b"<!DOCTYPE html>\n<title>Sign in</title>\n<p>Your session has expired.</p>\n",
        "broken/expected.json": (json.dumps(expected, indent=2) + "\n").encode(),
    }
