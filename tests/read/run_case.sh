#!/bin/sh
# run_case.sh DRIVER FOLDER: reads the annotation files of a case folder (or what its file `args` says, with the file
# `stdin` as standard input) and compares model and findings with expect.out and expect.diag (absent: empty).
# ANNO_UPDATE=1 rewrites them.
set -eu
LC_ALL=C
export LC_ALL
driver=$(realpath "$1") || exit 2
. "$(dirname "$0")/../compare.sh"
cd "$2" || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

if [ -f args ]; then
  args=$(cat args)
else
  args=$(find . \( -name '*.ann' -o -name '*.a1' -o -name '*.a2' -o -name '*.tsv' -o -name '*.conllu' -o -name '*.conll' \) | sed 's,^\./,,' | sort)
fi
input=/dev/null
if [ -f stdin ]; then input=stdin; fi
# The words of $args are arguments: case files have no blanks in their names.
# shellcheck disable=SC2086
code=0
"$driver" $args <"$input" >"$work/expect.out" 2>"$work/expect.diag" || code=$?
ended_well 6
compare_expected
