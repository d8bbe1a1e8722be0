#!/bin/sh
# run.sh SECONDS|within:SECONDS [TARGET...]: fuzzes each target (default: all) for so long, two at a time. With "within"
# building and all targets together take about so long, and no target more than 20 s.
#   FUZZ_BUILD: where to build (default build-fuzz); FUZZ_CORPUS: a folder in which what was found is kept from run to
#   run, a folder a target (default FUZZ_BUILD/corpus).
# Findings stay in FUZZ_BUILD/findings, with a log of each target; table.tsv there has a row for each: target, seconds,
# executions, edges covered at the end and at the begin, result. Needs clang with its libFuzzer. What the writers make of
# their inputs is read by oxigraph too.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
asked=${1:?seconds for each target, or within:SECONDS}
shift
build=${FUZZ_BUILD:-$root/build-fuzz}
corpus=${FUZZ_CORPUS:-$build/corpus}
findings=$build/findings
began=$(date +%s)
mkdir -p "$findings"

give_up() {
  echo "$1"
  echo '0 passed, 1 failed'
  exit 1
}

launcher=
if command -v ccache >/dev/null; then launcher=-DCMAKE_C_COMPILER_LAUNCHER=ccache; fi
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo -DANNOGRAPH_FUZZ=ON \
  $launcher >"$findings/build.log" 2>&1 || give_up "cannot configure: $(tail -3 "$findings/build.log")"
CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 ninja -C "$build" fuzz >"$findings/build.log" 2>&1 ||
  give_up "cannot build: $(tail -5 "$findings/build.log")"
fuzz=$build/tests/fuzz/fuzz
[ $# -gt 0 ] || set -- $("$fuzz")

case $asked in
  within:*)
    # Each begins with seeds and the corpus, which takes some seconds.
    seconds=$(((${asked#within:} - ($(date +%s) - began)) * 2 / $# - 3))
    [ "$seconds" -le 20 ] || seconds=20
    [ "$seconds" -ge 1 ] || seconds=1
    ;;
  *) seconds=$asked ;;
esac
echo "$# targets, $seconds s each, two at a time"
printf '%s\n' "$@" | FUZZ=$fuzz FINDINGS=$findings CORPUS=$corpus xargs -P 2 -n 1 sh "$here/one.sh" "$seconds"

passed=0 failed=0
: >"$findings/table.tsv"
for target in "$@"; do
  cat "$findings/$target.row" >>"$findings/table.tsv"
  if grep -q 'ok$' "$findings/$target.row"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
case " $* " in
  *' write '*)
    sh "$here/written.sh" >"$findings/written.txt" 2>&1 || true
    echo "writers against oxigraph: $(tail -1 "$findings/written.txt")"
    # One more result: what a writer said that oxigraph reads otherwise is in written.txt.
    if grep -q ' passed, 0 failed$' "$findings/written.txt"; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
      cat "$findings/written.txt"
    fi
    ;;
esac
if [ -n "${ANNO_TRUST-}" ]; then python3 "$here/trust.py" "$findings" >>"$ANNO_TRUST/fuzz.tsv"; fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
