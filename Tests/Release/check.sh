#!/bin/sh
# The programs as they are installed, against the ones that the tests test: the same prompts come of Fixtures/, and no library of
# Swift's has to be there.
#
#     Tests/Release/check.sh RELEASE_FOLDER DEBUG_FOLDER NOW
set -eu
cd "$(dirname "$0")/../.."
release=$(realpath "$1")
debug=$(realpath "$2")
now=$3

for program in debrief debrief-serve; do
  if ldd "$release/$program" | grep -E 'libswift|libFoundation|not found'; then
    echo "$program needs libraries that are not there without Swift." >&2
    exit 1
  fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for folder in "$release" "$debug"; do
  place="$work/$(basename "$(dirname "$folder")")-$(basename "$folder")"
  mkdir "$place"
  cp -r Fixtures pipeline.yml "$place"
  cd "$place"
  # 3: some of the fixtures are meant to be refused.
  "$folder/debrief" run --now "$now" || [ $? = 3 ]
  "$folder/debrief" prompts list --json --now "$now" > "$work/$(basename "$folder").json"
  cd - >/dev/null
done
prompts=$(wc -l < "$work/release.json")
[ "$prompts" -gt 0 ]
cmp "$work/release.json" "$work/debug.json"
echo "The programs for installation make the same prompts of Fixtures/ ($prompts lines)."
