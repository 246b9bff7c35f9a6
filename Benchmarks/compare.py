#!/usr/bin/env python3
"""Runs the programs of run.sh in turn and prints the ratios of their least CPU times.

    compare.py FOLDER ONE_FILE ROUNDS CALENDAR_BENCH
"""
import glob
import os
import sys
import time


def cost(command):
    """CPU seconds, peak memory in MB, and the output of one run."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writer, 1)
        os.execvp(command[0], command)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        output = pipe.read()
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def wall(command):
    began = time.monotonic()
    cost(command)
    return time.monotonic() - began


def settle(paths):
    """Has the system keep the files as reading from a disk leaves them, however they were written: in large pieces, not in
    pages. Readings cost half as much of these."""
    for path in paths:
        with open(path, "rb", buffering=0) as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        # The first readings cost the kernel more than later ones.
        for _ in range(3):
            with open(path, "rb", buffering=0) as file:
                while file.read(1 << 20):
                    pass


def files_of(folder):
    return sorted(glob.glob(os.path.join(folder, "*.ics")))


def main():
    folder, one, rounds, bench = sys.argv[1:]
    files = files_of(folder)
    gigabytes = sum(map(os.path.getsize, files)) / 1e9
    settle([*files, one])
    programs = {
        "wc -l": ["wc", "-l", *files],
        "split": [bench, "split", *files],
        "scan": [bench, "scan", *files],
        "occurrences": [bench, "expand", *files],
        "with details": [bench, "details", *files],
        "libical parse": [".build/bench/libical_parse", *files],
    }
    least, events = {}, {}
    for round in range(int(rounds)):
        for name, command in programs.items():
            # libical takes so long that two rounds of it are enough.
            if name == "libical parse" and round > 1:
                continue
            seconds, _, output = cost(command)
            least[name] = min(seconds, least.get(name, seconds))
            events[name] = output
    print(f"{len(files)} files, {gigabytes:.2f} GB; least CPU seconds of {rounds} rounds")
    print(f"{'program':15} {'s/GB':>8} {'speed of wc -l':>15} {'x libical parse':>16}")
    for name, seconds in least.items():
        print(f"{name:15} {seconds / gigabytes:8.3f} {least['wc -l'] / seconds:14.0%} {least['libical parse'] / seconds:15.1f}x")
    found = events["scan"].split("events=")[1].split()[0]
    if events["libical parse"].split()[0] != found:
        sys.exit(f"libical finds {events['libical parse'].strip()}, the scanner {found}")
    alone, together = (min(wall([bench, "expand", "-j", threads, *files]) for _ in range(3)) for threads in "12")
    print(f"two threads over many files: {alone / together:.2f} x the speed of one")
    forms = {form: cost([bench, "expand", *files_of(f"{folder}-{form}")])[2] for form in ("plain", "lf", "mixed-case")}
    if len(set(forms.values())) > 1:
        sys.exit(f"the forms of one calendar give different occurrences: {forms}")
    print(f"LF alone and mixed case: the same occurrences ({forms['plain'].strip()})")
    _, memory, output = cost([bench, "expand", one])
    print(f"memory of one file of {os.path.getsize(one) / 1e9:.2f} GB: {memory:.1f} MB")
    print(output.strip())


if __name__ == "__main__":
    main()
