#!/usr/bin/env python3
"""Runs `debrief run` on every folder of CRM exports below a directory: usage: crm.py --debrief PATH DIR

Each folder that holds .csv files is a snapshot of its own. The program must end within a minute, with exit code 0 or 3. A
snapshot that it does not import must be refused on standard error, naming the folder or the file (with its line
where there is one) and the reason. Prints what became of each, and fails where the program crashed, hung, kept silent, or named a file
that is not there.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

SECONDS = 60
CONFIGURATION = """\
state: {state}
company: {{ domains: [seller.example] }}
solution_architects:
  - {{ email: ada.fern@seller.example }}
crm:
  snapshot: {snapshot}
"""


def main():
    parser = argparse.ArgumentParser(usage="crm.py --debrief PATH DIR")
    parser.add_argument("--debrief", required=True)
    parser.add_argument("directory")
    arguments = parser.parse_args()
    folders = exports(arguments.directory)
    if not folders:
        sys.exit(f"{arguments.directory}: holds no .csv file")
    failures = 0
    for folder, files in folders:
        outcome, problem = run(os.path.abspath(arguments.debrief), folder)
        name = os.path.relpath(folder, arguments.directory)
        print(f"{name}  {len(files)} files\n    {outcome}")
        if problem:
            failures += 1
            print(f"    FAILED: {problem}")
    print(f"{len(folders)} snapshots, {failures} failures")
    return 1 if failures else 0


def exports(directory):
    """The folders that hold CSV files, and the files."""
    found = []
    for folder, _, files in os.walk(directory):
        files = [name for name in files if name.lower().endswith(".csv")]
        if files:
            found.append((os.path.abspath(folder), files))
    return sorted(found)


def run(debrief, folder):
    """What became of the snapshot, and what is wrong with that; None where nothing is."""
    with tempfile.TemporaryDirectory() as work:
        configuration = os.path.join(work, "pipeline.yml")
        with open(configuration, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(state=json.dumps(work + "/state"), snapshot=json.dumps(folder)))
        command = [debrief, "run", "--config", configuration, "--json"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return "no answer", f"did not end within {SECONDS} s"
    refusals = [line.removeprefix("refused: ") for line in done.stderr.splitlines() if line.startswith("refused: ")]
    if done.returncode not in (0, 3):
        return "no answer", f"ended with {done.returncode}: {done.stderr[-500:]}"
    snapshot = json.loads(done.stdout).get("snapshot")
    if snapshot:
        rows = ", ".join(f"{count} {name}" for name, count in sorted(snapshot["rows"].items()))
        return f"imported: {rows}; {len(refusals)} rows refused", None
    if not refusals or done.returncode != 3:
        return "not imported", f"and no reason was given; exit code {done.returncode}"
    refusal = refusals[0]
    place = re.match(r"(?P<path>.+?)(:(?P<line>\d+))?: (?P<reason>.+)$", refusal)
    if not place or not os.path.exists(place["path"]):
        return refusal, "names no file that is there"
    if place["line"] and (os.path.isdir(place["path"]) or int(place["line"]) > lines(place["path"])):
        return refusal, "names a line that is not there"
    return refusal.replace(folder, os.path.basename(folder), 1), None


def lines(path):
    with open(path, "rb") as file:
        return len(re.split(rb"\r\n|\r|\n", file.read()))


if __name__ == "__main__":
    sys.exit(main())
