#!/usr/bin/env python3
"""Scores the matching of domains on labelled cases: usage: domains.py --debrief PATH DIR

DIR holds accounts.csv and eval_lite.csv.gz (or eval.csv). Prints the class table of `debrief rules evaluate` and fails on a
single false automatic match.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile


def main():
    debrief, folder = sys.argv[2], sys.argv[3]
    packed = os.path.join(folder, "eval_lite.csv.gz")
    with tempfile.TemporaryDirectory() as work:
        cases = os.path.join(work, "cases.csv")
        with gzip.open(packed, "rb") as source, open(cases, "wb") as target:
            target.write(source.read())
        command = [debrief, "rules", "evaluate", "--accounts", os.path.join(folder, "accounts.csv"), "--cases", cases]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        report = json.loads(subprocess.run(command + ["--json"], check=True, capture_output=True, text=True).stdout)
    wrong = find(report, "falseAuto")
    print(f"false automatic matches: {wrong}")
    return 1 if wrong else 0


def find(value, key):
    """The sum of every number under `key`, at any depth."""
    if isinstance(value, dict):
        return sum(v if k == key and isinstance(v, int) else find(v, key) for k, v in value.items())
    if isinstance(value, list):
        return sum(find(v, key) for v in value)
    return 0


if __name__ == "__main__":
    sys.exit(main())
