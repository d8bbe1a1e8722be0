#!/bin/sh
# run.sh: pushes data/us-russia-cyber with $ANNOGRAPH into Fuseki and Virtuoso, which it starts on loopback in a folder of
# its own, straight and through a proxy that cuts connections. The last line counts: "N passed, N failed".
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
stores=$here/../../stores
if [ ! -x "${ANNOGRAPH:?the path of the program}" ]; then
  echo "no program at ANNOGRAPH=$ANNOGRAPH" >&2
  exit 2
fi
work=$(mktemp -d)
finish() {
  for store in fuseki virtuoso; do sh "$stores/$store.sh" stop "$work/$store" || true; done
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM
sh "$stores/fuseki.sh" start "$work/fuseki" &
fuseki=$!
sh "$stores/virtuoso.sh" start "$work/virtuoso" "$work"
wait "$fuseki"
python3 -B "$here/real.py" "$here/../../.." "$(cat "$work/fuseki/http")" "$(cat "$work/virtuoso/http")"
