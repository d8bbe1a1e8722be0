#!/bin/sh
# run_case.sh FOLDER: exports the documents of a case folder with the options in FOLDER/args (absent: --rules brat) and
# checks what FOLDER/says says of the graph (see says.py), then compares with expect.ttl (Turtle or, if the options
# say so, TriG), expect.diag (absent: empty) and expect.status (absent: 0). Of the Turtle the parts that are alike in
# all cases are left out: prefixes, declarations of the rules and, unless there is a file `whole`, mentions and spans.
# ANNO_UPDATE=1 rewrites the three after the graph was checked.
set -eu
LC_ALL=C
export LC_ALL
program=$(realpath "${ANNOGRAPH:?is the path of the program}")
here=$(realpath "$(dirname "$0")")
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

args="--rules brat"
[ ! -f args ] || args=$(cat args)
status=0
# The words of $args are options: case files have no blanks in their names.
# shellcheck disable=SC2086
"$program" export -q $args . >"$work/all.ttl" 2>"$work/diag" || status=$?
[ "$status" = 0 ] || echo "$status" >"$work/status"

bad=0
if [ -f says ]; then
  # shellcheck disable=SC2086
  "$program" export -q $args --to nquads . >"$work/all.nq" 2>/dev/null || true
  if grep -nE '(^| )_:' "$work/all.nq"; then
    echo "a blank node"
    bad=1
  fi
  python3 "$here/says.py" says "$work/all.ttl" "$work/all.nq" || bad=1
fi

# Parsers may remove such parts of a path, and different things become one.
if grep -nE '<[a-z]+://[^>]*/[.][.]?(/[^>]*)?>' "$work/all.ttl"; then
  echo "an IRI with a dot segment"
  bad=1
fi

# A heading is a line of its own; a part ends at the next one.
drop="Relations and roles, as the rules declare them"
[ -f whole ] || drop="$drop|mentions|spans of text"
awk -v drop="$drop" '
  /^@prefix/ { next }
  /^ *# / { heading = $0; sub(/^ *# /, "", heading); out = index("|" drop "|", "|" heading "|") }
  !out' "$work/all.ttl" | cat -s >"$work/ttl"

for name in ttl diag status; do
  got=$work/$name
  [ -s "$got" ] || got=/dev/null
  expected=expect.$name
  if [ "${ANNO_UPDATE:-0}" = 1 ] && [ "$bad" = 0 ]; then
    rm -f "$expected"
    [ "$got" = /dev/null ] || cp "$got" "$expected"
    continue
  fi
  [ -f "$expected" ] || expected=/dev/null
  diff -u "$expected" "$got" || bad=1
done
exit $bad
