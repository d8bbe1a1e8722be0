#!/bin/sh
# run_case.sh DRIVER FOLDER: sends the case in FOLDER (input.nq, and prefixes if there are any) to the writer that the
# folder above is named after, and compares text and findings with expect.out and expect.diag (absent: empty).
# ANNO_UPDATE=1 rewrites them.
set -eu
LC_ALL=C
export LC_ALL
driver=$(realpath "$1") || exit 2
. "$(dirname "$0")/../compare.sh"
cd "$2" || exit 2
writer=$(basename "$(dirname "$PWD")")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

prefixes=
[ -f prefixes ] && prefixes=prefixes
code=0
"$driver" "$writer" input.nq "$prefixes" >"$work/expect.out" 2>"$work/expect.diag" || code=$?
ended_well 1
compare_expected
