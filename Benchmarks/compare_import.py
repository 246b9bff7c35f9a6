"""Compares debrief's import of a snapshot with `sqlite3 .import` of its Contact.csv: usage: PROGRAM SNAPSHOT ROUNDS

Fails where the import takes more than three times the CPU time, or 200 MB of memory.
"""
import os, resource, subprocess, sys, tempfile

program, snapshot, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
contacts = os.path.join(snapshot, "Contact.csv")


def cpu(command):
    """User and system seconds of the command, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stdout


print(f"file_mb {os.path.getsize(contacts) >> 20}")
reference, ours, unchanged, memory = [], [], [], []
for _ in range(rounds):
    with tempfile.TemporaryDirectory(dir=os.path.dirname(snapshot)) as work:
        seconds, _ = cpu(["sqlite3", work + "/reference.db", ".mode csv", f".import {contacts} contact"])
        reference.append(seconds)
        _, text = cpu([program, snapshot, work + "/debrief.db"])
    values = dict(line.split() for line in text.splitlines() if line.count(" ") == 1)
    ours.append(float(values["import_cpu_seconds"]))
    unchanged.append(float(values["unchanged_cpu_seconds"]))
    memory.append(int(values["max_rss_mb"]))
ratio = min(ours) / min(reference)
print(f"sqlite3_cpu_seconds {min(reference):.2f}")
print(f"import_cpu_seconds {min(ours):.2f}")
print(f"unchanged_cpu_seconds {min(unchanged):.2f}")
print(f"ratio {ratio:.2f} (limit 3.00)")
print(f"max_rss_mb {max(memory)} (limit 200)")
sys.exit(ratio > 3 or max(memory) > 200)
