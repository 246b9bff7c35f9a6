#!/bin/sh
# Prints the scanner's cost as ratios of CPU time against libical's parse of the same bytes and against `wc -l`.
#
#     Benchmarks/run.sh [MEGABYTES] [ROUNDS]
#
# The programs take turns and each one's least counts, so that neighbours on the machine disturb all alike. Data
# goes to .build/bench and is made once (fixed seed). Needs gcc, libical-dev and python3.
set -eu
cd "$(dirname "$0")/.."
megabytes=${1:-1000}
rounds=${2:-5}
data=.build/bench/$megabytes
mkdir -p .build/bench
[ -d "$data" ] || python3 Benchmarks/generate_calendars.py "$data" --megabytes "$megabytes" --files $((megabytes / 10 + 1))
[ -f "$data.ics" ] || python3 Benchmarks/generate_calendars.py "$data.ics" --megabytes "$megabytes" --seed 2
# The same events in other forms: their occurrences must have the same digest.
for form in lf mixed-case; do
  [ -d "$data-$form" ] ||
    python3 Benchmarks/generate_calendars.py "$data-$form" --megabytes 20 --files 4 --seed 3 --"$form"
done
[ -d "$data-plain" ] || python3 Benchmarks/generate_calendars.py "$data-plain" --megabytes 20 --files 4 --seed 3
cc -O2 -o .build/bench/libical_parse Benchmarks/libical_parse.c -lical
DEBRIEF_BENCH=1 swift build -c release --product CalendarBench >&2
exec python3 Benchmarks/compare.py "$data" "$data.ics" "$rounds" "${BENCH:-.build/release/CalendarBench}"
