#!/bin/sh
# cas_pairs.sh DRIVER: JSON CAS and XMI of one CAS give one document, but for places. The CASes are those of the corpus
# cassis-fixtures; 77 where it is not there.
set -eu
LC_ALL=C
export LC_ALL
driver=$(realpath "$1")
cd "${ANNOGRAPH_CORPORA:?is the folder of the corpora}/cassis-fixtures/tests/test_files/json/fs_as_array" || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What the reader makes of a file, without places and without what names the file.
read_one() {
  "$driver" "$1" 2>"$work/diag" | sed -E 's/^[0-9]+:[0-9]+ //; s/^(document) "[^"]*" format [a-z]+/\1/' >"$2"
  ! grep 'error:' "$work/diag" || exit 1
}

# The same CAS written twice got other IDs and another order: names and places in the text have to do.
without_ids() {
  sed -E 's/^(span|event|attribute) T?[0-9]+[^ ]*/\1/; s/ (of|at) T?[0-9]+/ \1/; s/^(    [a-z0-9]+) [0-9]+$/\1/' "$1" | sort
}

count=0
for json in */*/data.json; do
  folder=$(dirname "$json")
  [ -f "$folder/debug.xmi" ] || continue
  case $folder in
    # Its XMI is that of another CAS, the one without text.
    ser-ref/casWithTextAndAnnotations) continue ;;
  esac
  read_one "$json" "$work/json"
  read_one "$folder/debug.xmi" "$work/xmi"
  if [ "$folder" = one-way/tsv3-testSimpleSlotFeature ]; then
    without_ids "$work/json" >"$work/json_names"
    without_ids "$work/xmi" >"$work/xmi_names"
    diff -u "$work/json_names" "$work/xmi_names"
  else
    diff -u "$work/json" "$work/xmi"
  fi
  count=$((count + 1))
done
echo "$count pairs are alike"
[ "$count" -ge 10 ]
