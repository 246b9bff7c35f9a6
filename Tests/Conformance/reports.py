#!/usr/bin/env python3
"""Counts a database's coverage, reasons and ages by plain SQL, and compares with what `debrief report --json` said.

usage: reports.py DATABASE NOW ZONES REPORT...
ZONES is a JSON object {SA: IANA zone}; each REPORT a file with the output of `debrief report`. Nothing of Debrief's own
code is used; docs/reports.md is what both follow.
"""

import json
import math
import sqlite3
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

OVERDUE = timedelta(days=7)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def rows(database: str, now: datetime, zones: dict, first: date, last: date) -> list:
    """One dict for each SA and occurrence that ended by now on a day of the window."""
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    seats = {}
    copies = """
        SELECT * FROM seat JOIN seatDetails USING (source, uid)
        WHERE number = details AND owner <> '' ORDER BY sequence DESC, source
        """
    for row in db.execute(copies):
        seats.setdefault((row["owner"], row["uid"], row["recurrenceID"]), row)
    prompts = {(r["owner"], r["uid"], r["recurrenceID"]): r for r in db.execute("SELECT * FROM prompt")}
    logged = dict(db.execute("SELECT prompt, min(at) FROM promptEvent WHERE \"to\" = 'logged' GROUP BY prompt"))
    result = []
    for key in seats.keys() | prompts.keys():
        seat, prompt = seats.get(key), prompts.get(key)
        row = prompt or seat
        if moment(row["endsAt"]) > now:
            continue
        start = row["start"]
        if len(start) == 10:
            day = date.fromisoformat(start)
        else:
            day = moment(row["startsAt"]).astimezone(ZoneInfo(zones[key[0]])).date()
        if not first <= day <= last:
            continue
        state = prompt["state"] if prompt else None
        ended = moment(row["endsAt"])
        if state in ("logged", "updated"):
            kind = "logged"
        elif state in ("dismissed", "expired"):
            kind = state
        elif state in ("pending", "snoozed"):
            kind = "pending"
        elif seat is None:
            kind = "gone"
        elif seat["reason"]:
            kind = "reason " + seat["reason"]
        else:
            kind = "unprompted"
        age = None
        if kind == "logged":
            age = max(0, (moment(logged[prompt["id"]]) - ended).total_seconds())
        result.append({"owner": key[0], "day": day, "kind": kind, "ended": ended, "age": age})
    return result


def figures(part: list, now: datetime) -> dict:
    count = {k: sum(r["kind"] == k for r in part) for k in ("logged", "dismissed", "pending", "expired", "unprompted")}
    count["external"] = sum(count.values())
    count["prompted"] = count["external"] - count["unprompted"]
    count["overdue"] = sum(r["kind"] == "pending" and now - r["ended"] > OVERDUE for r in part)
    return count


def nearest_rank(percent: int, values: list):
    return sorted(values)[math.ceil(percent / 100 * len(values)) - 1] if values else None


def compare(report: dict, all_rows: list, now: datetime) -> list:
    """What differs, in words."""
    wrong = []

    def check(group: dict, part: list):
        found = group["figures"]
        if report["report"] == "coverage":
            wanted = figures(part, now)
            for name, count in wanted.items():
                if found[name]["count"] != count:
                    wrong.append(f"{group['key']} {name}: {found[name]['count']}, by SQL {count}")
            share = found["coverage"]
            whole = wanted["external"] - wanted["dismissed"]
            if (share.get("count", 0), share.get("whole", 0)) != (wanted["logged"] if whole else 0, whole):
                wrong.append(f"{group['key']} coverage: {share}, by SQL {wanted['logged']} of {whole}")
        if report["report"] == "reasons":
            for name, figure in found.items():
                if name.startswith("events-") or name in ("occurrences", "not_ended", "outside_window", "next_run"):
                    continue
                kind = "gone" if name == "gone" else "reason " + name
                count = sum(r["kind"] == kind for r in part)
                if figure["count"] != count:
                    wrong.append(f"{group['key']} {name}: {figure['count']}, by SQL {count}")
            silent = sum(r["kind"].startswith(("reason ", "gone", "unprompted")) for r in part)
            if found["occurrences"]["count"] != silent:
                wrong.append(f"{group['key']} occurrences: {found['occurrences']['count']}, by SQL {silent}")
        if report["report"] == "age":
            ages = [r["age"] for r in part if r["age"] is not None]
            for name, percent in (("median", 50), ("p90", 90)):
                if found[name].get("seconds") != nearest_rank(percent, ages):
                    wrong.append(f"{group['key']} {name}: {found[name]}, by SQL {nearest_rank(percent, ages)}")

    check(report["total"], all_rows)
    for group in report["groups"]:
        if report["by"] == "sa":
            check(group, [r for r in all_rows if r["owner"] == group["key"]])
        if report["by"] == "week":
            check(group, [r for r in all_rows if "%d-W%02d" % r["day"].isocalendar()[:2] == group["key"]])
    return wrong


def main() -> int:
    database, now, zones, *reports = sys.argv[1:]
    failed = 0
    for path in reports:
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
        first, last = date.fromisoformat(report["from"]), date.fromisoformat(report["to"])
        found = rows(database, moment(now), json.loads(zones), first, last)
        wrong = compare(report, found, moment(now))
        for line in wrong:
            print(f"{report['report']} by {report['by']}: {line}")
        failed += len(wrong)
        print(f"{report['report']} by {report['by']}: {len(found)} occurrences, {len(wrong)} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
