#!/bin/sh
# One million contacts: debrief's import against `sqlite3 .import` of the same file, as a ratio of CPU time.
#
#     Benchmarks/crm-import.sh [CONTACTS] [ROUNDS]
#
# The programs take turns and each one's least user + system time counts, so that neighbours on the machine disturb both
# alike. Data goes to .build/bench and is made once (fixed seed). Needs sqlite3 and python3.
set -eu
cd "$(dirname "$0")/.."
contacts=${1:-1000000}
rounds=${2:-3}
data=.build/bench/crm-$contacts
mkdir -p .build/bench
[ -d "$data" ] || python3 Benchmarks/make_contacts.py "$contacts" "$data"
[ -n "${BENCH:-}" ] || DEBRIEF_BENCH=1 swift build -c release --product CRMImportBench >&2
exec python3 Benchmarks/compare_import.py "${BENCH:-.build/release/CRMImportBench}" "$data" "$rounds"
