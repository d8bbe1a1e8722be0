#!/bin/sh
# full_disk.sh DRIVER: every writer says so when its output fails, whether at the end or long before.
set -eu
driver=$(realpath "$1") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
[ -c /dev/full ] || { echo "no /dev/full here: not run"; exit 1; }

echo '<http://example.org/s> <http://example.org/p> "short" .' >"$work/short.nq"
i=0
while [ $i -lt 3000 ]; do
  echo "<http://example.org/s$i> <http://example.org/p> \"long enough to fill the buffer\" ."
  i=$((i + 1))
done >"$work/long.nq"

bad=0
for writer in ntriples nquads turtle trig rdfxml; do
  for input in short long; do
    if "$driver" $writer "$work/$input.nq" '' /dev/full 2>"$work/diag" || ! grep -q CANNOT_WRITE "$work/diag"; then
      echo "$writer, $input: a full disk was not reported"
      bad=1
    fi
  done
done
exit $bad
