#!/bin/sh
# bioc_pairs.sh: BioC XML and JSON of the same data give the same model and the same graph, but for places and
# the name of the format. The data are those of the corpus bioc-samples; 77 where it is not there.
set -eu
LC_ALL=C
export LC_ALL
program=$(realpath "${ANNOGRAPH:?is the path of the program}")
cd "${ANNOGRAPH_CORPORA:?is the folder of the corpora}/bioc-samples/tests/bioc" || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

count=0
for json in *.json; do
  xml=${json%.json}.xml
  for file in "$json" "$xml"; do
    ending=${file##*.}
    "$program" dump -q "$file" | sed -E 's/^[0-9]+:[0-9]+ //; s/^(document "[^"]*") format [a-z]+/\1/' >"$work/$ending.dump"
    "$program" export -q --to nquads "$file" >"$work/$ending.nq"
    [ -s "$work/$ending.nq" ]
  done
  diff -u "$work/xml.dump" "$work/json.dump"
  diff -u "$work/xml.nq" "$work/json.nq"
  count=$((count + 1))
done
echo "$count pairs are alike"
[ "$count" -ge 1 ]
