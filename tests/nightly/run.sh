#!/bin/sh
# run.sh [SECONDS [JOB...]]: what takes too long for every change, job by job, or those that are named. SECONDS is the time
# of each fuzz target (default 300). Keeps the last result of each job in RESULTS.md beside this file. The last line is
# "N passed, N failed".
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
cd "$here/../.."
SECONDS_EACH=${1:-300}
export SECONDS_EACH
[ $# -eq 0 ] || shift
export ANNOGRAPH="${ANNOGRAPH:-$PWD/build/annograph}"

# One row a job: its name, "|", and the command, run from the root; the last "N passed, N failed" it prints counts.
jobs='
fuzz|sh tests/fuzz/run.sh "$SECONDS_EACH"
machine|sh tests/machine/run.sh 1000
conformance|COUNT=2000 SEED=$(date +%Y%j) sh tests/conformance/run.sh properties documents
mutate|python3 -B tests/mutate/bytes.py 20000 "$(date +%Y%j)"
limits|python3 -B tests/harm/limits.py "$ANNOGRAPH" --heavy
deep|sh tests/gates/run.sh clang deep
'
names=$(printf '%s' "$jobs" | sed 's/|.*//')

log=$(mktemp)
trap 'rm -f "$log"' EXIT
. "$here/../count.sh"
run_job() {
  began=$(date +%s)
  status=0
  sh -c "$2" >"$log" 2>&1 || status=$?
  count "$1" "$status" "$log"
  if [ "$bad" != 0 ]; then tail -20 "$log"; fi
  echo "$1: $good passed, $bad failed, $(($(date +%s) - began)) s"
  python3 "$here/results.py" "$names" "$1" "$2" "$(($(date +%s) - began))" "$good" "$bad"
}

wanted=" $* "
while IFS='|' read -r name command; do
  if [ -z "$name" ]; then continue; fi
  case $wanted in
    '  ' | *" $name "*) run_job "$name" "$command" ;;
  esac
done <<END
$jobs
END
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
