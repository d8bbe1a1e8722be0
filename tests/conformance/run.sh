#!/bin/sh
# run.sh [PART...]: whether what the program writes is what others read: the tests of the W3C through its writers and
# parsers, then generated terms and documents through every writer and four parsers. PART chooses files by a part of
# their name. COUNT: how many to generate (default 60: documents of 60 statements, and a third of that in projects);
# SEED: where the generator begins (default 1).
# Needs conform_driver from the build folder (CONFORM_DRIVER) and the program (ANNOGRAPH).
# The last line counts: "N passed, N failed".
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
build=$here/../../build
ANNOGRAPH=$(realpath "${ANNOGRAPH:-$build/annograph}")
CONFORM_DRIVER=$(realpath "${CONFORM_DRIVER:-$build/tests/conformance/conform_driver}")
export ANNOGRAPH CONFORM_DRIVER
for needed in "$ANNOGRAPH" "$CONFORM_DRIVER"; do
  [ -x "$needed" ] || { echo "no program at $needed" >&2; exit 2; }
done
for tool in rapper serdi node; do
  command -v $tool >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
sh "$here/../interop/packages.sh"

. "$here/../count.sh"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for file in written readers properties documents; do
  chosen=${1+no}
  for part; do case $file in *"$part"*) chosen=yes ;; esac; done
  [ "$chosen" != no ] || continue
  echo "== $file"
  status=0
  node "$here/$file.mjs" >"$log" 2>&1 || status=$?
  cat "$log"
  count "$file" "$status" "$log"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
