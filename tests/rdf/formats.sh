#!/bin/sh
# formats.sh DRIVER: the program's exports of one corpus in all formats are parsed to the same graph; those that say
# more, with named graphs, to what they say; and those with triple terms are refused.
set -eu
LC_ALL=C
export LC_ALL
driver=$(realpath "$1")
data=$(realpath "$(dirname "$0")/../../data")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for ending in nt ttl trig nq rdf; do
  "$ANNOGRAPH" export -q -o "a.$ending" "$data"
  "$driver" graph 0 0 "a.$ending" >"graph.$ending"
  "$driver" graph 4099 5000 "a.$ending" >"pieces.$ending"
  cmp graph.nt "graph.$ending"
  cmp graph.nt "pieces.$ending"
done
lines=$(sort -u a.nt | wc -l)
[ "$lines" -gt 10000 ]
sort -u a.nt >sorted.nt
sort graph.nt | cmp - sorted.nt

# The same graphs, name by name.
for ending in trig nq; do
  "$ANNOGRAPH" export -q --claims=graph --graphs=document -o "g.$ending" "$data"
  "$driver" quads 0 0 "g.$ending" | sort >"quads.$ending"
  "$driver" quads 4099 5000 "g.$ending" | sort | cmp - "quads.$ending"
done
cmp quads.nq quads.trig
sort g.nq | cmp - quads.nq

for ending in ttl trig nt nq; do
  "$ANNOGRAPH" export -q --claims=rdf12 -o "r.$ending" "$data"
  code=0
  "$driver" quads 0 0 "r.$ending" >/dev/null 2>diag || code=$?
  [ "$code" = 3 ]
  grep -q "^r\.$ending:[0-9]*:[0-9]*: error: .*\[TRIPLE_TERMS\]$" diag
done
echo "$lines statements, each way the same"
