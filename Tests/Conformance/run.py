#!/usr/bin/env python3
"""Runs `debrief occurrences` over a folder of calendars and compares it with what other programs expect.

usage: run.py --debrief PATH [--corpus DIR] [--oracles DIR] [--reviewed FILE] [--verbose]

Without --oracles it says, file by file, that every calendar of the corpus was read or refused with a reason, and that the
program ended. With it, it compares occurrences with the authorities whose files it finds there:

  rrule_cases.ndjson      one recurrence rule each, with its instances
  ics_cases.ndjson        one calendar each, with its occurrences, in three dialects of the source projects
  occurrences.ndjson.gz   occurrences of the corpus, with occurrences_files.txt: file, count

It prints a table for each authority and fails on a difference that `reviewed.tsv` does not list: case, who is right,
the sentence that decides. It also fails when a listed case agrees, so that the list never holds more than it has to.
"""

import argparse
import collections
import datetime
import gzip
import json
import os
import subprocess
import sys
import tempfile
import zoneinfo

HERE = os.path.dirname(os.path.abspath(__file__))
UTC = datetime.timezone.utc


class Debrief:
    """The program under test."""

    def __init__(self, path):
        self.path = path

    def occurrences(self, paths, begin, end, zone="UTC"):
        """Occurrences and refusals by path."""
        found = collections.defaultdict(list)
        refused = collections.defaultdict(list)
        for start in range(0, len(paths), 500):
            command = [self.path, "occurrences", *paths[start : start + 500], "--from", begin, "--to", end]
            command += ["--max-instances", "20000", "--max-steps", "2000000", "--time-zone", zone]
            run = subprocess.run(command, capture_output=True, text=True, timeout=600)
            if run.returncode not in (0, 3, 65):
                sys.exit(f"debrief occurrences ended with {run.returncode}: {run.stderr[-2000:]}")
            for line in run.stdout.splitlines():
                item = json.loads(line)
                if "start" in item:
                    found[item["file"]].append(item)
                elif "error" in item:
                    refused[item["file"]].append(item)
        return found, refused


class Report:
    """Counts what agreed, and knows which differences were reviewed."""

    def __init__(self, reviewed, verbose):
        self.reviewed = reviewed
        self.verbose = verbose
        self.rows = []
        self.unexplained = []
        self.met = set()

    def authority(self, name):
        self.name = name
        self.count = collections.Counter()
        self.reasons = collections.Counter()

    def case(self, case, agrees, detail=""):
        self.count["cases"] += 1
        review = self.reviewed.get(case)
        if agrees:
            self.count["agreed"] += 1
            if review:
                self.unexplained.append(f"{case}: agrees now; take it off the reviewed list")
        elif review:
            self.met.add(case)
            self.reasons[review[0]] += 1
        else:
            self.count["unexplained"] += 1
            self.unexplained.append(f"{case}: {detail}")

    def close(self):
        reasons = ", ".join(f"{count} {who}" for who, count in sorted(self.reasons.items())) or "-"
        self.rows.append(
            (self.name, self.count["cases"], self.count["agreed"], reasons, self.count["unexplained"])
        )

    def table(self):
        header = ("authority", "cases", "agreed", "differing, reviewed", "unexplained")
        rows = [header, tuple("---" for _ in header), *self.rows]
        return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)


def load_reviewed(path):
    """case -> (who is right, the sentence that decides)"""
    reviewed = {}
    if os.path.exists(path):
        for line in open(path, encoding="utf-8"):
            if line.strip() and not line.startswith("#"):
                case, who, sentence = line.rstrip("\n").split("\t")
                reviewed[case] = (who, sentence)
    return reviewed


def ndjson(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def difference(expected, got):
    """The first of each side, for a person."""
    missing = list((collections.Counter(expected) - collections.Counter(got)).elements())
    extra = list((collections.Counter(got) - collections.Counter(expected)).elements())
    return f"missing {len(missing)} {sorted(missing)[:2]}, extra {len(extra)} {sorted(extra)[:2]}"


def shifted(stamp, days):
    day = datetime.date.fromisoformat(stamp[:10])
    try:
        return (day + datetime.timedelta(days=days)).isoformat() + "T00:00:00Z"
    except OverflowError:
        return stamp[:10] + "T00:00:00Z"


# MARK: rules


def compare_rules(debrief, oracles, report):
    """Each rule becomes a calendar of one event.

    An event always takes place at DTSTART; the authorities list what the rule makes. So DTSTART is taken away where they
    do not have it.
    """
    report.authority("rules of libical, python-dateutil and ical.js")
    cases = list(ndjson(os.path.join(oracles, "rrule_cases.ndjson")))
    with tempfile.TemporaryDirectory() as folder:
        groups = collections.defaultdict(list)
        for number, case in enumerate(cases):
            path = os.path.join(folder, f"{number}.ics")
            compact = case["dtstart"].replace("-", "").replace(":", "")
            kind = ";VALUE=DATE" if "T" not in compact else ""
            lines = [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//debrief//conformance//EN", "BEGIN:VEVENT", "UID:rule",
                "DTSTAMP:20200101T000000Z", f"DTSTART{kind}:{compact}", f"RRULE:{case['rrule']}",
            ]
            lines += ["END:VEVENT", "END:VCALENDAR", ""]
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write("\r\n".join(lines))
            last = case["expected"][-1] if case["expected"] else case["dtstart"]
            # Where the list is whole, the window shows whether more would come.
            beyond = 1 if case["prefix"] else 366 * 5
            groups[(case["dtstart"][:10], shifted(last, beyond))].append((path, case))
        for (begin, end), members in groups.items():
            found, refused = debrief.occurrences([path for path, _ in members], shifted(begin, -1), end)
            for path, case in members:
                expected = case["expected"]
                got = [item["start"] for item in found[path]]
                if case.get("error"):
                    report.case(case["id"], bool(refused[path]), "was not refused")
                    continue
                if refused[path] and not expected:
                    report.case(case["id"], False, refused[path][0]["error"])
                    continue
                if case["dtstart"] not in expected:
                    got = [start for start in got if start != case["dtstart"]]
                if case["prefix"]:
                    got = got[: len(expected)]
                detail = case["rrule"] + " " + difference(expected, got)
                if refused[path]:
                    detail += " " + refused[path][0]["error"]
                report.case(case["id"], got == [stamp for stamp in expected], detail)
    report.close()


# MARK: calendars with expected occurrences


def in_zone(stamp, zone):
    """UTC of what is written, days and floating times read in `zone`."""
    if stamp.endswith("Z"):
        return stamp
    local = datetime.datetime.fromisoformat(stamp if "T" in stamp else stamp + "T00:00:00")
    return local.replace(tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc(stamp):
    return datetime.datetime.fromisoformat(stamp.replace("Z", "+00:00")).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def compare_kcalendarcore(debrief, path, case):
    """Days in a zone; a list that reaches its limit is a beginning."""
    expected = sorted(set(case["expected_dates"]))
    begin, end = case["window"]
    if len(case["expected_dates"]) >= 400:
        end = shifted(expected[-1], 2)[:10]
    found, refused = debrief.occurrences([path], begin + "T00:00:00Z", end + "T00:00:00Z")
    zone = zoneinfo.ZoneInfo(case["out_tz"])
    got = set()
    for item in found[path]:
        day = item["start"][:10]
        if item["start"].endswith("Z"):
            day = datetime.datetime.fromisoformat(item["start"].replace("Z", "+00:00")).astimezone(zone).date().isoformat()
        got.add(day)
    if len(case["expected_dates"]) >= 400:
        got = {day for day in got if day <= expected[-1]}
    return expected, sorted(got), refused[path]


def compare_calcard(debrief, path, case):
    """Instants; days and floating times in `default_tz`. A list near its limit is a beginning of each component."""
    expected = collections.Counter((utc(item["start"]), utc(item["end"])) for item in case["expected"])
    begin = shifted(min(expected, default=("1900-01-01",))[0], -2)
    end = shifted(max(expected, default=("2100-01-01",))[0], 2)
    is_beginning = sum(expected.values()) >= case["limit"] - 5
    zone = case["default_tz"]
    if not is_beginning:
        begin, end = "1900-01-01T00:00:00Z", "2100-01-01T00:00:00Z"
    found, refused = debrief.occurrences([path], begin, end, zone)
    got = collections.Counter((in_zone(item["start"], zone), in_zone(item["end"], zone)) for item in found[path])
    if is_beginning:
        got &= expected
    return sorted(expected.elements()), sorted(got.elements()), refused[path]


def compare_calendar_server(debrief, path, case):
    expected = sorted(tuple(pair) for pair in case["expected_start_end"] or [])
    found, refused = debrief.occurrences([path], "2000-01-01T00:00:00Z", shifted(expected[-1][0], 1) if expected else "2030-01-01T00:00:00Z")
    got = sorted((item["start"], item["end"]) for item in found[path])
    return expected, got, refused[path]


def compare_calendars(debrief, oracles, report):
    dialects = {
        "kcalendarcore": ("calendars of KCalendarCore", compare_kcalendarcore),
        "calcard": ("calendars of calcard", compare_calcard),
        "ccs-calendarserver": ("calendars of Apple's calendar server", compare_calendar_server),
    }
    cases = list(ndjson(os.path.join(oracles, "ics_cases.ndjson")))
    for source, (name, compare) in dialects.items():
        report.authority(name)
        for case in cases:
            if case["source"] != source:
                continue
            expected, got, refused = compare(debrief, os.path.join(oracles, case["file"]), case)
            if case.get("error"):
                report.case(case["id"], bool(refused), "was not refused")
            else:
                detail = difference(expected, got) + "".join(" " + item["error"] for item in refused[:1])
                report.case(case["id"], expected == got, detail)
        report.close()


# MARK: the corpus


def key(item):
    """What two programs must agree on; for an event that does not recur, its start is its recurrence id."""
    return (
        item["uid"] or "", item["recurrence_id"] or item["start"], item["start"], item["end"], item["all_day"],
        item["floating"], item["status"] or "",
    )


def compare_corpus(debrief, corpus, oracles, report):
    report.authority("occurrences on which libical, recurring-ical-events and ical.js agree")
    expected = collections.defaultdict(list)
    for item in ndjson(os.path.join(oracles, "occurrences.ndjson.gz")):
        expected[item["file"]].append(item)
    names = [line.split("\t")[0] for line in open(os.path.join(oracles, "occurrences_files.txt"), encoding="utf-8")]
    paths = {name: os.path.join(corpus, name) for name in names}
    found, _ = debrief.occurrences(list(paths.values()), "2000-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
    for name in names:
        want = [key(item) for item in expected[name]]
        got = [key(item) for item in found[paths[name]]]
        # Unbounded series were expanded for a shorter window, which the last occurrence shows.
        if len(got) > len(want) and want:
            last = max(item[2] for item in want)
            got = [item for item in got if item[2] <= last]
        report.case(name, collections.Counter(want) == collections.Counter(got), difference(want, got))
    report.close()
    report.name = "the same, counted by occurrence"


def read_corpus(debrief, corpus, report):
    """Every file ends in occurrences, in nothing or in a refusal: the program must get through all of them."""
    report.authority("calendars read or refused with a reason")
    paths = []
    for folder, folders, files in os.walk(corpus):
        folders.sort()
        paths += [os.path.join(folder, name) for name in sorted(files) if name.lower().endswith((".ics", ".ical", ".ifb"))]
    found, refused = debrief.occurrences(paths, "2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
    for path in paths:
        complete = all(item.get("error") for item in refused[path])
        report.case("reading " + os.path.relpath(path, corpus), complete, "a refusal without a reason")
    report.close()
    print(f"{len(paths)} files: {sum(map(len, found.values()))} occurrences in 2025 and 2026, "
          f"{sum(map(len, refused.values()))} refusals in {sum(map(bool, refused.values()))} files")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--debrief", required=True)
    arguments.add_argument("--corpus")
    arguments.add_argument("--oracles")
    arguments.add_argument("--reviewed", default=os.path.join(HERE, "reviewed.tsv"))
    arguments.add_argument("--verbose", action="store_true")
    options = arguments.parse_args()
    report = Report(load_reviewed(options.reviewed), options.verbose)
    debrief = Debrief(options.debrief)
    if options.corpus:
        read_corpus(debrief, options.corpus, report)
    if options.oracles:
        compare_rules(debrief, options.oracles, report)
        compare_calendars(debrief, options.oracles, report)
        if options.corpus:
            compare_corpus(debrief, options.corpus, options.oracles, report)
    print()
    print(report.table())
    for line in report.unexplained:
        print(f"unexplained: {line}", file=sys.stderr)
    sys.exit(1 if report.unexplained else 0)


if __name__ == "__main__":
    main()
