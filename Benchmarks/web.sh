#!/bin/bash
# Pages of 50 rows from 100,000 pending prompts: requests a second, and the memory of the server.
#
#     Benchmarks/web.sh DEBRIEF [PROMPTS] [SECONDS]
#
# Server and wrk share the machine, over loopback. Three loads: the first page of one SA's inbox; every page of every SA,
# one after the other, which no cache in the server can hold the text of; and a page that reads nothing, for comparison.
set -eu
cd "$(dirname "$0")/.."
debrief=$(realpath "$1")
prompts=${2:-100000}
seconds=${3:-10}
now=2026-03-31T18:00:00Z
folder=.build/bench/web-$prompts
[ -f "$folder/architects.txt" ] || { rm -rf "$folder"; python3 Benchmarks/web_seed.py "$debrief" "$folder" "$prompts"; }

log=$(mktemp)
"$debrief" serve --config "$folder/pipeline.yml" --port 0 --now $now 2>"$log" &
server=$!
trap 'kill $server 2>/dev/null; rm -f "$log" "$log.lua"' EXIT
until grep -q listening "$log"; do sleep 0.1; kill -0 $server; done
site=$(sed -n 's/.*listening on //p' "$log")

# One session for each SA.
sessions=""
while read -r email; do
  link=$("$debrief" sign-in "$email" --config "$folder/pipeline.yml" --now $now)
  cookie=$(curl -si -X POST -H 'Sec-Fetch-Site: same-origin' -d '' "$link" | sed -n 's/^Set-Cookie: \([^;]*\);.*/\1/p')
  sessions="$sessions\"$cookie\","
done <"$folder/architects.txt"
first=$(echo "$sessions" | cut -d'"' -f2)

measure() {
  wrk -t2 -c8 -d"${seconds}s" --latency "${@:2}" |
    awk -v what="$1" '/Requests\/sec/ {rate=$2} /50%/ {p50=$2} /99%/ {p99=$2} /Non-2xx/ {bad=$0}
      END {printf "%-44s %8.0f requests/s   p50 %s, p99 %s %s\n", what, rate, p50, p99, bad}'
}
cat >"$log.lua" <<LUA
local sessions = {$sessions}
local count = 0
request = function()
  count = count + 1
  local session = sessions[count % #sessions + 1]
  local day = os.date("!%Y-%m-%dT12:00:00Z", 1759300000 + (count * 7 % 150) * 86400)
  return wrk.format("GET", "/inbox?beyond=" .. day .. "_0", {["Cookie"] = session})
end
LUA
echo "$(curl -s -H "Cookie: $first" "$site/inbox" | wc -c) bytes a page, $(curl -s -H "Cookie: $first" "$site/inbox" | grep -o 'class="row"' | wc -l) rows"
measure "one SA's inbox" -H "Cookie: $first" "$site/inbox"
measure "every page of every SA's inbox" -s "$log.lua" "$site"
measure "the style sheet" "$site$(curl -s "$site/sign-in" | grep -o '/assets/app[^"]*css')"
awk '/VmHWM/ {printf "%-44s %8.0f MB at its highest\n", "memory of the server", $2 / 1024}' "/proc/$(pgrep -P $$ -f debrief-serve | head -1)/status"
