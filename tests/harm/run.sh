#!/bin/sh
# run.sh [PART...]: that no input does harm, with $ANNOGRAPH (default build/annograph). The parts: reach (what hostile inputs
# make the program open or connect to), outputs (what of hostile labels gets into pictures and tables), limits (each limit, one
# below, at, one above). All without arguments. Needs python3 and strace. The last line counts: "N passed, N failed".
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
program=${ANNOGRAPH:-$root/build/annograph}
[ -x "$program" ] || { echo "no program at ANNOGRAPH=$program" >&2; echo '0 passed, 1 failed'; exit 1; }
. "$here/../count.sh"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
[ $# -gt 0 ] || set -- reach outputs limits
for part in "$@"; do
  status=0
  python3 -B "$here/$part.py" "$program" >"$log" 2>&1 || status=$?
  cat "$log"
  count "$part" "$status" "$log"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
