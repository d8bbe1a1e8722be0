#!/bin/sh
# corpus.sh [TARGET...]: packs into tests/fuzz/corpus what runs of run.sh found beside the cases, the smallest inputs first,
# at most 24 KiB a target. Needs FUZZ_BUILD and FUZZ_CORPUS as run.sh had them.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
build=${FUZZ_BUILD:-$here/../../build-fuzz}
corpus=${FUZZ_CORPUS:-$build/corpus}
fuzz=${FUZZ:-$build/tests/fuzz/fuzz}
[ $# -gt 0 ] || set -- $("$fuzz")
mkdir -p "$here/corpus"
for target in "$@"; do
  if [ -d "$corpus/$target" ]; then python3 "$here/keep.py" "$target" "$corpus/$target"; fi
done
du -sk "$here/corpus" | sed 's/\t.*/ KiB in all/'
