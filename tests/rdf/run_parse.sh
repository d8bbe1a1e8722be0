#!/bin/sh
# run_parse.sh DRIVER FOLDER: parses the file a.* of a case folder and compares statements and findings with expect.out
# and expect.diag (absent: empty), three times: in pieces of the usual size, byte by byte with pieces as small as can
# be, and with borders in between. ANNO_UPDATE=1 rewrites them.
set -eu
LC_ALL=C
export LC_ALL
driver=$(realpath "$1") || exit 2
. "$(dirname "$0")/../compare.sh"
cd "$2" || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# parse CHUNK PIECE: into a folder of that name
parse() {
  code=0
  mkdir "$work/$1.$2"
  "$driver" quads "$1" "$2" a.* >"$work/$1.$2/out" 2>"$work/$1.$2/diag" || code=$?
  cp "$work/$1.$2/diag" "$work/expect.diag"
  ended_well 6
  # What came before a fault depends on the pieces, and is not to be used.
  if [ "$code" != 0 ]; then : >"$work/$1.$2/out"; fi
}

parse 1 1
parse 7 100
parse 0 0
for other in 1.1 7.100; do diff -ru "$work/0.0" "$work/$other" || exit 1; done
cp "$work/0.0/out" "$work/expect.out"
compare_expected
