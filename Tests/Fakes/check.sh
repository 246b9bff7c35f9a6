#!/bin/sh
# Holds the fakes to independent clients: check.sh SWIFT PYTHON
set -eu
swift=$1 python=$2
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sh "$here/certificates.sh" "$folder"
# Everything that leaves, with hostile titles, as slack_sdk's models judge it.
DEBRIEF_SLACK_PAYLOADS="$folder/payloads.jsonl" "$swift" test --filter PayloadsForOthers
# The fake ends with its standard input, which is this shell's pipe.
mkfifo "$folder/input" "$folder/output"
python3 "$here/slack.py" "$folder" < "$folder/input" > "$folder/output" &
exec 3> "$folder/input"
read -r line < "$folder/output"
port=$(echo "$line" | tr -dc '0-9')
"$python" -W ignore "$here/check_slack.py" "$folder" "$port" "$folder/payloads.jsonl"
exec 3>&-
wait
