#!/bin/sh
# run.sh: exports data/us-russia-cyber with $ANNOGRAPH and asks two SPARQL engines and two SHACL validators about the
# result. The last line counts: "N passed, N failed". Arguments choose test files by a part of their name.
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
