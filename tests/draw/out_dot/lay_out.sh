#!/bin/sh
# lay_out.sh DRIVER FOLDER: each picture of FOLDER (and one that is too long to look at) is laid out by both engines:
# Graphviz takes all of it, says nothing, and its SVG is well-formed and holds every tooltip and label whole.
set -eu
LC_ALL=C.UTF-8
export LC_ALL
driver=$(realpath "$1")
program=$(realpath "${ANNOGRAPH:?is the path of the program}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
count=0

for picture in long $(cd "$2" && for f in */expect.out; do dirname "$f"; done); do
  "$driver" "$picture" dot >"$work/dot"
  for engine in dot sfdp; do
    code=0
    "$program" --layout "$engine" svg 0 <"$work/dot" >"$work/svg" 2>"$work/said" || code=$?
    if [ "$code" != 0 ] || [ -s "$work/said" ]; then
      echo "$picture: $engine ended with $code"
      cat "$work/said"
      bad=1
    fi
    python3 -B "$2/check.py" "$picture" "$work/svg" || bad=1
    count=$((count + 1))
  done
done
echo "$count layouts"
[ "$count" -ge 18 ] || bad=1
exit $bad
