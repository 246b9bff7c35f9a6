#!/usr/bin/env python3
"""Makes an installation of many SAs with many prompts, for the benchmark of the web pages.

    web_seed.py DEBRIEF FOLDER [PROMPTS] [ARCHITECTS]

The demo's run gives some hundred real prompts; they are copied, each with its match, guests and history, until every SA
has the same number of pending ones. The folder then holds pipeline.yml, .debrief and architects.txt.
"""

import datetime
import os
import sqlite3
import subprocess
import sys

NOW = "2026-03-31T18:00:00Z"


def main():
    debrief, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    prompts = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    architects = int(sys.argv[4]) if len(sys.argv) > 4 else 40
    project = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(project, "pipeline.yml"), encoding="utf-8") as file:
        text = file.read().replace("Fixtures/", project + "/Fixtures/")
    emails = [f"architect.{number:03}@tanuki.example" for number in range(architects)]
    lines = "".join(f"  - {{ email: {email}, team: enterprise }}\n" for email in emails)
    config = os.path.join(folder, "pipeline.yml")
    with open(config, "w", encoding="utf-8") as file:
        file.write(text.replace("solution_architects:\n", "solution_architects:\n" + lines))
    subprocess.run([debrief, "run", "--config", config, "--now", NOW], check=False, stderr=subprocess.DEVNULL)
    with open(os.path.join(folder, "architects.txt"), "w", encoding="utf-8") as file:
        file.writelines(email + "\n" for email in emails)

    db = sqlite3.connect(os.path.join(folder, ".debrief", "debrief.sqlite"))
    db.row_factory = sqlite3.Row
    templates = db.execute("SELECT * FROM prompt ORDER BY id").fetchall()
    columns = templates[0].keys()
    insert = "INSERT INTO prompt ({}) VALUES ({})".format(
        ", ".join(f'"{name}"' for name in columns), ", ".join("?" for _ in columns))
    first = datetime.datetime(2025, 10, 1, 8)
    rows, events = [], []
    for number in range(prompts):
        row = dict(templates[(number * 7919) % len(templates)])
        # Half-hours of working days: a meeting for each SA at its own time.
        place = number // architects
        start = first + datetime.timedelta(days=place // 16, minutes=30 * (place % 16))
        end = start + datetime.timedelta(minutes=30)
        row["id"] = f"{number:012d}"
        row["owner"] = emails[number % architects]
        row["uid"] = f"bench-{number}@tanuki.example"
        row["recurrenceID"] = ""
        row["title"] = f"{row['title']} {place}"
        for name, time in (("start", start), ("startsAt", start), ("end", end), ("endsAt", end), ("dueAt", end)):
            row[name] = time.strftime("%Y-%m-%dT%H:%M:%SZ")
        row["state"], row["snoozedUntil"], row["stateReason"] = "pending", None, None
        row["facts"] = number
        rows.append(tuple(row[name] for name in columns))
        events.append((row["id"], 1, row["endsAt"], "debrief", None, "pending", "the meeting ended"))
    with db:
        db.executemany(insert, rows)
        db.executemany("INSERT INTO promptEvent VALUES (?, ?, ?, ?, ?, ?, ?)", events)
        db.execute("ANALYZE")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"{prompts:,} pending prompts of {architects} SAs in {folder}")


main()
