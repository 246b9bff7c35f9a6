#!/bin/sh
# One million contacts: debrief's import against `sqlite3 .import` of the same file, as a ratio.
# usage: Benchmarks/crm-import.sh [CONTACTS]
set -eu
cd "$(dirname "$0")/.."
contacts=${1:-1000000}
DEBRIEF_BENCH=1 swift build -c release --product CRMImportBench >&2
bin=$(DEBRIEF_BENCH=1 swift build -c release --show-bin-path)/CRMImportBench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 Benchmarks/make_contacts.py "$contacts" "$work/snapshot"
ls -l "$work/snapshot/Contact.csv" | awk '{print "file_mb", int($5 / 1048576)}'

seconds() { date +%s.%N; }
for round in 1 2 3; do
  rm -f "$work"/reference.db*
  start=$(seconds)
  sqlite3 "$work/reference.db" ".mode csv" ".import $work/snapshot/Contact.csv contact"
  end=$(seconds)
  reference=$(echo "$end - $start" | bc)
  rm -f "$work"/debrief.db*
  "$bin" "$work/snapshot" "$work/debrief.db" > "$work/out"
  ours=$(awk '/^import_seconds/ {print $2}' "$work/out")
  echo "round $round: sqlite3 $reference s, debrief $ours s, ratio $(echo "scale=2; $ours / $reference" | bc)," \
    "unchanged $(awk '/^unchanged_seconds/ {print $2}' "$work/out") s, $(awk '/^max_rss_mb/ {print $2}' "$work/out") MB"
done
