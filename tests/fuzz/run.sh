#!/bin/sh
# run.sh SECONDS [READER...]: fuzzes each reader (default: all) for so long, with the cases of tests/read as seeds.
#   FUZZ_BUILD: where to build (default build-fuzz); FUZZ_CORPUS: a folder in which what was found is kept from run to run.
# Findings stay in FUZZ_BUILD/findings. Needs clang with its libFuzzer.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
seconds=${1:?seconds for each reader}
shift
build=${FUZZ_BUILD:-$root/build-fuzz}
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo -DANNOGRAPH_FUZZ=ON >/dev/null
ninja -C "$build" >"$build/ninja.log" || { tail -5 "$build/ninja.log"; echo '0 passed, 1 failed'; exit 1; }
[ $# -gt 0 ] || set -- $(sed -n 's/^ANNO_READER(\(.*\))$/\1/p' "$root/src/read/readers.def")
mkdir -p "$build/findings"
passed=0 failed=0
for reader in "$@"; do
  kept=${FUZZ_CORPUS:-$build/corpus}/$reader
  mkdir -p "$kept"
  # A case is its main file, with another one behind it where there are two.
  python3 "$here/seeds.py" "$root/tests/read/$reader" "$kept"
  if "$build/tests/fuzz/fuzz_$reader" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=2000 -max_len=20000 \
    -print_final_stats=1 -artifact_prefix="$build/findings/$reader-" "$kept" >"$build/findings/$reader.log" 2>&1; then
    passed=$((passed + 1))
    echo "$reader: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/findings/$reader.log") runs"
  else
    failed=$((failed + 1))
    echo "FAILED $reader: $(grep -m1 'ERROR\|runtime error' "$build/findings/$reader.log")"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
