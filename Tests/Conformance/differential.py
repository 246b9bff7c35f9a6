#!/usr/bin/env python3
"""Generates recurrence rules and expands them with Debrief, with python-dateutil and with libical's iterator.

usage: differential.py --debrief PATH [--rules 10000] [--seed N]

No program is an authority alone. libical 3.0.16 has wrong weeks in some alignments of WEEKLY with INTERVAL above 1, begins
unsynchronised rules in ways of its own and reads FREQ=YEARLY;BYMONTHDAY=… as one month of the year, against the table in
RFC 5545, 3.3.10. So Debrief must equal python-dateutil everywhere; where dateutil fails, libical; and where libical alone
differs, that is counted. The seed is 1 unless given; a failure names the rule.
"""

import argparse
import collections
import ctypes
import ctypes.util
import datetime
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import warnings

from dateutil.rrule import rrulestr

LIMIT = 12
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
# How far each frequency is followed, in days: a rule that never matches has to stop somewhere.
DAYS = {"HOURLY": 10, "DAILY": 300, "WEEKLY": 800, "MONTHLY": 2000, "YEARLY": 3660}


def numbers(dice, low, high, most, signed=False):
    picked = {dice.randint(low, high) for _ in range(dice.randint(1, most))}
    return ",".join(str(-n if signed and dice.random() < 0.3 else n) for n in sorted(picked))


def weekdays(dice, most, ordinals=("",)):
    names = [ordinal + day for ordinal in ordinals for day in WEEKDAYS]
    return ",".join(dice.sample(names, dice.randint(1, most)))


def make_rule(dice):
    """A rule as people and programs write them, with any part among them.

    Left out, because dateutil reads them against the RFC: BYDAY that mixes MO with 1MO (it wants both at once), and
    BYSETPOS in weeks (it begins the first week at DTSTART; libical 3.0.16 ignores it altogether), week numbers 52 and 53 (with WKST=FR
    it calls 2031-01-02 week 53, though the week from 27 December 2030 is that year's 52nd), and negative BYWEEKNO (it
    misses the days of next year's first week).
    """
    frequency = dice.choice(["HOURLY", "DAILY", "DAILY", "WEEKLY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY"])
    parts = []
    if dice.random() < 0.25:
        parts.append("BYMONTH=" + numbers(dice, 1, 12, 3))
    if frequency in ("WEEKLY", "DAILY", "HOURLY"):
        if dice.random() < 0.6:
            parts.append("BYDAY=" + weekdays(dice, 4))
        if frequency != "WEEKLY" and dice.random() < 0.15:
            parts.append("BYMONTHDAY=" + numbers(dice, 1, 31, 5, signed=True))
    elif frequency == "MONTHLY":
        if dice.random() < 0.4:
            parts.append("BYDAY=" + weekdays(dice, 3, dice.choice([("",), ("1", "2", "3", "-1", "-2")])))
        elif dice.random() < 0.7:
            parts.append("BYMONTHDAY=" + numbers(dice, 1, 31, 4, signed=True))
            if dice.random() < 0.3:
                parts.append("BYDAY=" + weekdays(dice, 3))
    else:
        kind = dice.randint(0, 4)
        if kind == 0:
            parts.append("BYDAY=" + weekdays(dice, 3, dice.choice([("",), ("1", "4", "-1")])))
        elif kind == 1:
            parts.append("BYMONTHDAY=" + numbers(dice, 1, 31, 3, signed=True))
        elif kind == 2:
            parts.append("BYYEARDAY=" + numbers(dice, 1, 366, 4, signed=True))
        elif kind == 3:
            parts.append("BYWEEKNO=" + numbers(dice, 1, 51, 3) + ";BYDAY=" + weekdays(dice, 3))
    expands = any(part.startswith("BY") for part in parts) and frequency in ("MONTHLY", "YEARLY")
    if frequency != "HOURLY" and dice.random() < 0.1:
        parts.append("BYHOUR=" + numbers(dice, 0, 23, 3))
    if dice.random() < 0.1:
        parts.append("BYMINUTE=" + numbers(dice, 0, 59, 2))
    if expands and dice.random() < 0.2:
        parts.append("BYSETPOS=" + numbers(dice, 1, 4, 2, signed=True))
    if dice.random() < 0.4:
        parts.append(f"INTERVAL={dice.randint(1, 5)}")
    if dice.random() < 0.3:
        parts.append("WKST=" + dice.choice(WEEKDAYS))
    # Where COUNT cannot be reached, libical searches on for seconds; rules that limit days end by UNTIL instead.
    if frequency != "HOURLY" and not any(part.startswith("BY") for part in parts) or (
        frequency == "WEEKLY" and not any(part.startswith(("BYMONTH", "BYSETPOS")) for part in parts)
    ) and dice.random() < 0.5:
        parts.append(f"COUNT={dice.randint(1, 20)}")
    dice.shuffle(parts)
    return frequency, ";".join([f"FREQ={frequency}", *parts])


class Case:
    def __init__(self, dice):
        frequency, self.rule = make_rule(dice)
        self.start = datetime.datetime(2019, 1, 1) + datetime.timedelta(
            days=dice.randint(0, 3300), hours=dice.randint(0, 23), minutes=dice.randint(0, 59))
        self.end = self.start + datetime.timedelta(days=DAYS[frequency])
        if "COUNT" not in self.rule:
            # A third of the rules end before the search does.
            until = self.end if dice.random() < 0.6 else self.start + (self.end - self.start) * dice.random()
            self.end = until.replace(microsecond=0)
            self.rule += f";UNTIL={self.end:%Y%m%dT%H%M%S}"

    @property
    def line(self):
        return f"DTSTART:{self.start:%Y%m%dT%H%M%S} RRULE:{self.rule}"


def debrief(path, cases):
    """An event takes place at DTSTART; what the rule makes is that only where dateutil has it too."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "rules.ics")
        with open(file, "w", encoding="utf-8", newline="") as calendar:
            calendar.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//debrief//differential//EN\r\n")
            for number, case in enumerate(cases):
                calendar.write(f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20200101T000000Z\r\n")
                calendar.write(f"DTSTART:{case.start:%Y%m%dT%H%M%S}\r\nRRULE:{case.rule}\r\nEND:VEVENT\r\n")
            calendar.write("END:VCALENDAR\r\n")
        command = [path, "occurrences", file, "--from", "2018-01-01T00:00:00Z", "--to", "2045-01-01T00:00:00Z"]
        run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    found = [[] for _ in cases]
    for line in run.stdout.splitlines():
        item = json.loads(line)
        if "error" in item:
            sys.exit(f"refused: {item['error']}")
        found[int(item["uid"])].append(item["start"])
    return found


def dateutil(case):
    rule = case.rule if "UNTIL" in case.rule else f"{case.rule};UNTIL={case.end:%Y%m%dT%H%M%S}"
    # It looks for the instances of a rule that never matches up to the year 9999: a quarter second is enough.
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.25)
    found = []
    try:
        for at in itertools.islice(rrulestr(rule, dtstart=case.start), LIMIT):
            found.append(at.isoformat())
        return found
    except TimeoutError:
        return found
    except (IndexError, ValueError):
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def gave_up(*_):
    raise TimeoutError


class ICalTime(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in
                ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")] + [("zone", ctypes.c_void_p)]


class ICalRecurrence(ctypes.Structure):
    """icalrecurrencetype of libical 3.0, by size: nothing in it is looked at here."""
    _fields_ = [("bytes", ctypes.c_uint64 * (2896 // 8))]


class LibICal:
    def __init__(self):
        self.library = ctypes.CDLL("libical.so.3")
        self.library.icalrecurrencetype_from_string.restype = ICalRecurrence
        self.library.icaltime_from_string.restype = ICalTime
        self.library.icalrecur_iterator_new.restype = ctypes.c_void_p
        self.library.icalrecur_iterator_new.argtypes = [ICalRecurrence, ICalTime]
        self.library.icalrecur_iterator_next.restype = ICalTime
        self.library.icalrecur_iterator_next.argtypes = [ctypes.c_void_p]
        self.library.icalrecur_iterator_free.argtypes = [ctypes.c_void_p]

    def __call__(self, case):
        rule = self.library.icalrecurrencetype_from_string(case.rule.encode())
        start = self.library.icaltime_from_string(f"{case.start:%Y%m%dT%H%M%S}".encode())
        iterator = self.library.icalrecur_iterator_new(rule, start)
        found = []
        while iterator and len(found) < LIMIT:
            time = self.library.icalrecur_iterator_next(iterator)
            if time.year == 0:
                break
            at = datetime.datetime(time.year, time.month, time.day, time.hour, time.minute, time.second)
            if at > case.end:
                break
            found.append(at.isoformat())
        if iterator:
            self.library.icalrecur_iterator_free(iterator)
        return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--debrief", required=True)
    arguments.add_argument("--rules", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGVTALRM, gave_up)
    dice = random.Random(options.seed)
    cases = [Case(dice) for _ in range(options.rules)]
    libical = LibICal()
    count = collections.Counter()
    unexplained = []
    for case, got in zip(cases, debrief(options.debrief, cases)):
        expected = dateutil(case)
        # Without any instance before its end libical, too, searches for seconds.
        other = libical(case) if expected or expected is None else []
        judge = expected if expected is not None else other
        first = case.start.isoformat()
        got = [at for at in got if at <= case.end.isoformat()]
        if first not in judge[:1]:
            got = [at for at in got if at != first]
        got = got[:LIMIT]
        count["with instances"] += bool(judge)
        if got != judge:
            count["unexplained"] += 1
            unexplained.append(f"{case.line}\n  debrief  {got}\n  dateutil {expected}\n  libical  {other}")
        elif expected is None:
            count["dateutil failed, libical agrees"] += 1
        elif other != got:
            count["libical alone differs"] += 1
        else:
            count["all three agree"] += 1
    print(f"{len(cases)} rules, seed {options.seed}: " + ", ".join(f"{n} {what}" for what, n in sorted(count.items())))
    for text in unexplained[:20]:
        print(text, file=sys.stderr)
    # Rules without any instance compare nothing.
    sys.exit(1 if unexplained or count["with instances"] < len(cases) * 0.6 else 0)


if __name__ == "__main__":
    main()
