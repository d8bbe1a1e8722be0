#!/bin/sh
# run_case.sh DRIVER FOLDER: tells the story of input.* in a case folder and compares it and the findings with expect.out
# and expect.diag (absent: empty). Told from the last statement to the first it must be the same. ANNO_UPDATE=1 rewrites.
set -eu
LC_ALL=C
export LC_ALL
driver=$(realpath "$1") || exit 2
. "$(dirname "$0")/../../compare.sh"
cd "$2" || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

code=0
"$driver" forwards input.* >"$work/expect.out" 2>"$work/expect.diag" || code=$?
ended_well 6
"$driver" backwards input.* >"$work/backwards.out" 2>/dev/null || true
if ! diff -u "$work/expect.out" "$work/backwards.out"; then
  echo "told backwards the story is another"
  exit 1
fi
compare_expected
