#!/usr/bin/env python3
"""Measures `debrief run` as cron sees it, as ratios of CPU time: usage: whole_run.py DEBRIEF SCAN_BENCH MEGABYTES

Four runs over generated calendars: cold; the same again; with 1 % of the events changed and every DTSTAMP new; and with nothing
to do at all (the least of ten). The reference of the third is scanning alone, of the same bytes for the window that the
run reads: the two take turns, each run begins with the same state, and the least of seven of either counts.
"""

import datetime
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import compare

CONFIGURATION = """
state: state
company: {{ domains: [{domain}] }}
solution_architects:
{architects}
calendars: [{{ path: calendars }}]
"""


def cost(command):
    """CPU seconds and peak memory in MB of one run."""
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"{' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def generate(folder, megabytes, *more):
    here = os.path.dirname(os.path.abspath(__file__))
    files = max(2, megabytes // 10)
    subprocess.run(
        [sys.executable, os.path.join(here, "generate_calendars.py"), folder, "--megabytes", str(megabytes),
         "--files", str(files), *more], check=True, stdout=subprocess.DEVNULL)
    compare.settle(glob.glob(os.path.join(folder, "*.ics")))


def by_turns(state, run, reference, rounds=7):
    """The least CPU seconds of runs that all begin with the same state, and of the reference."""
    saved = state + ".before"
    shutil.copytree(state, saved)
    seconds, references = [], []
    for _ in range(rounds):
        shutil.rmtree(state)
        shutil.copytree(saved, state)
        # Whoever first waits for the disk would write the copy, too.
        os.sync()
        seconds.append(cost(run)[0])
        references.append(cost(reference)[0])
    return min(seconds), min(references)


def owner(path):
    with open(path, encoding="utf-8", newline="") as file:
        for line in file:
            if line.startswith("X-WR-CALNAME:"):
                return line.split(":", 1)[1].strip()
    sys.exit(f"{path} has no name")


def main():
    debrief, scan, megabytes = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with tempfile.TemporaryDirectory() as work:
        calendars = os.path.join(work, "calendars")
        generate(calendars, megabytes)
        paths = sorted(glob.glob(os.path.join(calendars, "*.ics")))
        owners = [owner(path) for path in paths]
        with open(os.path.join(work, "pipeline.yml"), "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(
                domain=owners[0].split("@")[1], architects="\n".join(f"  - {{ email: {o} }}" for o in owners)))
        run = [debrief, "run", "--config", os.path.join(work, "pipeline.yml"), "--now", "2026-02-01T12:00:00Z"]
        cold, memory = cost(run)
        again, _ = cost(run)
        idle = min(cost(run)[0] for _ in range(10))
        generate(calendars, megabytes, "--changed", "0.01", "--stamp", "20260201T110000Z")
        now = int(datetime.datetime(2026, 2, 1, 12, tzinfo=datetime.timezone.utc).timestamp())
        window = [str(now - 7 * 86_400), str(now + 45 * 86_400)]
        changed, scanning = by_turns(os.path.join(work, "state"), run, [scan, "scan", "-w", *window, *paths])
    print(f"{megabytes} MB in {len(paths)} files, CPU seconds")
    print(f"cold run                 {cold:8.3f}   peak memory {memory:.0f} MB")
    print(f"again, nothing changed   {again:8.3f}   {again / cold:.1%} of cold")
    print(f"1 % changed, new DTSTAMP {changed:8.3f}   {changed / scanning:.2f} x scanning alone ({scanning:.3f})")
    print(f"nothing to do            {idle * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
