#!/bin/sh
# written.sh: what each writer makes of each input of the target "write" is read by oxigraph, which shares nothing with our
# parsers and raptor: the same statements. Behind run.sh, with the same FUZZ_BUILD and FUZZ_CORPUS.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
build=${FUZZ_BUILD:-$root/build-fuzz}
corpus=${FUZZ_CORPUS:-$build/corpus}/write
sh "$root/tests/interop/packages.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! FUZZ_WRITTEN=$work "$build/tests/fuzz/fuzz" --target=write -runs=0 "$corpus" >"$build/findings/written.log" 2>&1; then
  grep -a -m1 'ERROR' "$build/findings/written.log" || true
  echo '0 passed, 1 failed'
  exit 1
fi
node "$here/oxigraph.mjs" "$work"
