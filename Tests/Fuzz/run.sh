#!/bin/sh
# Fuzzes the readers of strangers' bytes with libFuzzer and AddressSanitizer, RUNS executions each.
#
#     Tests/Fuzz/run.sh [RUNS]
#
# No input may crash, leak, take a second or need 512 MB. A control run with a planted fault has to find it within a
# minute. What is found stays in .build-fuzz/found and is run again by giving its path to the program. FUZZ_BIN
# names a folder of programs that are built already.
set -eu
cd "$(dirname "$0")/../.."
runs=${1:-1000000}
fuzz=Tests/Fuzz
found=.build-fuzz/found
bin=${FUZZ_BIN:-.build-fuzz/release}
if [ -z "${FUZZ_BIN:-}" ]; then
  for program in FuzzScan FuzzAddresses; do
    FUZZ=1 swift build -c release --scratch-path .build-fuzz --product "$program" --sanitize fuzzer \
      -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld >&2
  done
fi
rm -rf "$found"
mkdir -p "$found"
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=malloc_context_size=0:quarantine_size_mb=1

# libFuzzer adds to the first folder it is given; the seeds stay as they are.
fuzz_program() {
  program=$1 seeds=$2
  shift 2
  mkdir -p "$found/corpus-$program"
  "$bin/$program" "$found/corpus-$program" "$fuzz/seeds/$seeds" -dict="$fuzz/calendar.dict" -max_len=512 -timeout=1 -rss_limit_mb=512 \
    -artifact_prefix="$found/$program-" -verbosity=1 -print_final_stats=1 -reload=0 "$@"
}

for pair in FuzzScan:scan FuzzAddresses:addresses; do
  program=${pair%:*}
  began=$(date +%s)
  if ! fuzz_program "$program" "${pair#*:}" -runs="$runs" >"$found/$program.log" 2>&1; then
    tail -40 "$found/$program.log" >&2
    echo "$program found a fault: $found" >&2
    exit 1
  fi
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$found/$program.log")
  memory=$(sed -n 's/^stat::peak_rss_mb: *//p' "$found/$program.log")
  echo "$program: $executions executions, no fault, $(($(date +%s) - began)) s, at most $memory MB"
done

# From the seeds again, not from what the long run has learnt.
rm -rf "$found/corpus-FuzzScan"
began=$(date +%s)
if DEBRIEF_PLANTED_BUG=1 fuzz_program FuzzScan scan -max_total_time=60 >"$found/planted.log" 2>&1 ||
  ! grep -q 'ERROR: AddressSanitizer' "$found/planted.log"; then
  tail -5 "$found/planted.log" >&2
  echo "The planted fault was not found within a minute: the fuzzer is blind." >&2
  exit 1
fi
rm -f "$found"/FuzzScan-crash-*
echo "planted fault: found after $(($(date +%s) - began)) s"
