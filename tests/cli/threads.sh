#!/bin/sh
# threads.sh REPOSITORY: however many threads read, the output, the findings and the balance are the same. The input has
# documents with faults and warnings, documents met twice, types without rules, and several formats and corpora.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=$(realpath "$ANNOGRAPH")
cd "$1"
inputs="data tests/read/brat tests/read/webannotsv tests/read/jsoncas tests/read/conllu tests/read/doccano tests/read/naf tests/cli/codes"

bad=0
try() {
  name=$1
  shift
  for threads in 1 2 3 8; do
    status=0
    # shellcheck disable=SC2086
    "$program" export -j "$threads" "$@" $inputs >"$work/$name.$threads" 2>"$work/$name.$threads.err" || status=$?
    echo "$status" >>"$work/$name.$threads.err"
    cmp "$work/$name.1" "$work/$name.$threads" && cmp "$work/$name.1.err" "$work/$name.$threads.err" && continue
    echo "not the same with $threads threads: $name"
    bad=1
  done
  [ -s "$work/$name.1" ]
}

try ntriples --to ntriples
try nquads --to nquads --graphs=document
try turtle --to turtle --verbose
try trig --to trig --graphs=document --messages=json
try rdf --to rdfxml --claims=reification --quiet
grep -q DUPLICATE_DOCUMENT "$work/ntriples.1.err"
grep -q NO_RULE "$work/ntriples.1.err"
grep -q 'error:' "$work/ntriples.1.err"
exit $bad
