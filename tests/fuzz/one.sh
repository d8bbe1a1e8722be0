#!/bin/sh
# one.sh SECONDS TARGET: one target of run.sh, which says where things are. Writes FINDINGS/TARGET.row; fails never.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
seconds=$1
target=$2
kept=$CORPUS/$target
log=$FINDINGS/$target.log
mkdir -p "$kept"
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
began=$(date +%s)
result=ok
if ! python3 "$here/seeds.py" "$target" "$kept" >"$log" 2>&1; then
  result='no seeds'
elif ! LSAN_OPTIONS=suppressions=$here/leaks.txt:print_suppressions=0 "$FUZZ" "--target=$target" \
  -max_total_time="$seconds" -timeout=30 -rss_limit_mb=2000 -max_len=20000 -print_final_stats=1 -use_value_profile=0 \
  -artifact_prefix="$FINDINGS/$target-" "$kept" >>"$log" 2>&1; then
  result=$(grep -a -m1 -o 'ERROR: .*\|runtime error: .*' "$log" | cut -c1-160)
  result=${result:-"see findings/$target.log"}
fi
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
edges=$(grep -a -o 'cov: [0-9]*' "$log" | sed 's/cov: //' | sort -n | tail -1)
first=$(grep -a 'INITED' "$log" | grep -a -o 'cov: [0-9]*' | sed 's/cov: //' | head -1)
took=$(($(date +%s) - began))
printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$target" "$took" "${runs:-0}" "${edges:-0}" "${first:-0}" "$result" >"$FINDINGS/$target.row"
echo "$target: $took s, ${runs:-0} runs, ${edges:-0} edges (${first:-0} at first), $result"
