#!/bin/sh
# run.sh STORY_DUMP DATA: what pictures drawn by hand from reading DATA show is shown by the program's pictures, or
# explained; see check.py. $ANNOGRAPH is the program.
set -eu
here=$(dirname "$(realpath "$0")")
driver=$(realpath "$1")
data=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$ANNOGRAPH" export "$data" --quiet -o "$work/data.ttl"
"$driver" forwards "$work/data.ttl" >"$work/story"
for view in accusations actors agreements; do
  "$ANNOGRAPH" draw "$view" "$work/data.ttl" --quiet --max-nodes 0 -o "$work/$view.csv"
done
python3 -B "$here/check.py" "$work/story" "$work/accusations.csv" "$work/actors.csv" "$work/agreements.csv"
