#!/bin/sh
# modes.sh DRIVER DATA: however an export writes claims and facts, and in whatever syntax, it tells the same story, which
# is not empty. $ANNOGRAPH is the program.
set -eu
LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# tell NAME OPTION...: exports the data as NAME and tells its story.
tell() {
  name=$1
  shift
  "$ANNOGRAPH" export "$data" -o "$work/$name" --quiet "$@" || exit 1
  "$driver" forwards "$work/$name" >"$work/$name.story" || exit 1
}

driver=$1
data=$2
bad=0
tell node.ttl
statements=$(grep -c '^saying ' "$work/node.ttl.story")
[ "$statements" -gt 400 ] || { echo "only $statements statements"; bad=1; }
tell reification.ttl --claims=reification
tell graph.trig --claims=graph
tell without_facts.ttl --facts=none
tell documents.nq --graphs=document
tell lines.nt
tell xml.rdf
for story in "$work"/*.story; do
  cmp -s "$work/node.ttl.story" "$story" || { echo "another story: ${story##*/}"; diff "$work/node.ttl.story" "$story" | head -5; bad=1; }
done
exit $bad
