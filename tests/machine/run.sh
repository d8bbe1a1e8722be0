#!/bin/sh
# run.sh [COUNT]: what the program does on bad machines. Each system call that moves bytes fails once, and a share of the
# other ones; COUNT runs (default 100) are killed and COUNT asked to end. From 1000 on every call and every allocation is
# tried. Needs build/ and strace; the last line is "N passed, N failed".
set -eu
count=${1:-100}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0
failed=0

# part NAME COMMAND...: the command's last line counts; without one it is a failure.
part() {
  began=$(date +%s)
  echo "== $1"
  shift
  timeout 20000 "$@" >"$log" 2>&1 || true
  cat "$log"
  result=$(grep -Eo '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -1 || true)
  result=${result:-0 passed, 1 failed}
  passed=$((passed + ${result%% passed*}))
  result=${result#*, }
  failed=$((failed + ${result%% failed}))
  echo "== $(($(date +%s) - began)) s"
}

share=4
memory=30
if [ "$count" -ge 1000 ]; then
  share=1
  memory=0
fi
part "failing system calls" python3 -B "$here/errors.py" "$share"
part "killed runs" python3 -B "$here/kills.py" "$count"
part "two runs at the same time" python3 -B "$here/twice.py" 5
part "failing allocations" python3 -B "$here/memory.py" "$memory"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
