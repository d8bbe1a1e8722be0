#!/bin/sh
# run.sh [COUNT]: what the program does on bad machines. Each system call that moves bytes fails once, and a share of the
# other ones; COUNT runs (default 100) are killed and COUNT asked to end. From 1000 on every call and every allocation is
# tried. Needs build/ and strace; the last line is "N passed, N failed".
set -eu
times=${1:-100}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
. "$here/../count.sh"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# part NAME COMMAND...: the command's last line counts.
part() {
  began=$(date +%s)
  name=$1
  status=0
  echo "== $name"
  shift
  timeout 20000 "$@" >"$log" 2>&1 || status=$?
  cat "$log"
  count "$name" "$status" "$log"
  echo "== $(($(date +%s) - began)) s"
}

share=4
memory=30
if [ "$times" -ge 1000 ]; then
  share=1
  memory=0
fi
part "failing system calls" python3 -B "$here/errors.py" "$share"
part "killed runs" python3 -B "$here/kills.py" "$times"
part "two runs at the same time" python3 -B "$here/twice.py" 5
part "failing allocations" python3 -B "$here/memory.py" "$memory"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
