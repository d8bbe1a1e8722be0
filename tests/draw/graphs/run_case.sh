#!/bin/sh
# run_case.sh DRIVER FOLDER: writes the picture that FOLDER is named after in the form that the folder above is named
# after (out_csv: csv) and compares with expect.out. ANNO_UPDATE=1 rewrites it.
set -eu
LC_ALL=C
export LC_ALL
driver=$(realpath "$1") || exit 2
. "$(dirname "$0")/../../compare.sh"
cd "$2" || exit 2
above=$(basename "$(dirname "$PWD")")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

code=0
"$driver" "$(basename "$PWD")" "${above#out_}" >"$work/expect.out" 2>"$work/expect.diag" || code=$?
ended_well 0
compare_expected
