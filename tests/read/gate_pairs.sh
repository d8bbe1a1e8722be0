#!/bin/sh
# gate_pairs.sh DRIVER: GATE XML and bdocjs of one document give one document, but for places and for the name that only
# bdocjs has. The pairs are cases of both readers with the same name, and those of the corpus gate-bdoc if it is there.
set -eu
LC_ALL=C
export LC_ALL
driver=$(realpath "$1")
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What the reader makes of a file, without places and without what names the file.
read_one() {
  "$driver" "$1" 2>"$work/diag" |
    sed -E 's/^[0-9]+:[0-9]+ //; s/^(document) "[^"]*" format [a-z]+ (.*) annotations [0-9]+$/\1 \2/
      /^attribute document\.name name of document /d' >"$2"
  ! grep 'error:' "$work/diag" || exit 1
}

count=0
compare() {
  read_one "$1" "$work/xml"
  read_one "$2" "$work/json"
  [ "$(wc -l <"$work/xml")" -gt 1 ] || exit 1
  diff -u "$work/xml" "$work/json"
  count=$((count + 1))
}

for xml in gatexml/*/x.xml; do
  case=$(basename "$(dirname "$xml")")
  if [ -f "bdocjs/$case/x.bdocjs" ]; then compare "$xml" "bdocjs/$case/x.bdocjs"; fi
done
for xml in "${ANNOGRAPH_CORPORA:-/nowhere}"/gate-bdoc/tests/*.xml "${ANNOGRAPH_CORPORA:-/nowhere}"/gate-bdoc/docs/debug/*.xml; do
  if [ -f "${xml%.xml}.bdocjs" ]; then compare "$xml" "${xml%.xml}.bdocjs"; fi
done
echo "$count pairs are alike"
[ "$count" -ge 3 ]
