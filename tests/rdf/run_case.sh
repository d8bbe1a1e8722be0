#!/bin/sh
# run_case.sh DRIVER FOLDER: loads the *.ttl of a case folder in the order of their names and compares statements and
# findings with expect.out and expect.diag (absent: empty). ANNO_UPDATE=1 rewrites them.
set -eu
LC_ALL=C
export LC_ALL
driver=$(realpath "$1") || exit 2
. "$(dirname "$0")/../compare.sh"
cd "$2" || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

code=0
"$driver" http://example.org/base *.ttl >"$work/expect.out" 2>"$work/expect.diag" || code=$?
ended_well 6
compare_expected
