#!/bin/sh
# run.sh [NAME...]: exports data/us-russia-cyber with $ANNOGRAPH, asks SPARQL engines and SHACL validators about the
# result and loads it into stores (tests/stores). The last line counts: "N passed, N failed". NAMEs choose test files by
# a part of their name; "stores" all that is done with the stores, "stores/PART" one part of it (stores/run.py).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -x "${ANNOGRAPH:?the path of the program}" ]; then
  echo "no program at ANNOGRAPH=$ANNOGRAPH" >&2
  exit 2
fi
ANNOGRAPH=$(cd "$(dirname "$ANNOGRAPH")" && pwd)/$(basename "$ANNOGRAPH")
export ANNOGRAPH
sh "$here/packages.sh"
cd "$here"
exec node run.mjs "$@"
