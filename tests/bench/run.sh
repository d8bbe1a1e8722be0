#!/bin/sh
# The benchmark suite: tests/bench/run.sh [--quick | --full] [--only PART]...
# Writes RESULTS.md and raw.json beside this file; with --only it prints what it would write.
#   ANNOGRAPH_BENCH_BUILD: where to build (default: build/bench); ANNOGRAPH_CORPORA: other people's corpora.
# Needs what tools/install.sh test installs. Corpora go below TMPDIR (up to 15 GB, removed again); the tools of others are
# installed into venv/ beside this file; that in Java only where there are java, javac and mvn.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
build=${ANNOGRAPH_BENCH_BUILD:-$root/build/bench}
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$build" --target annograph bench_floor bench_raptor >/dev/null
ANNOGRAPH_CORPORA=${ANNOGRAPH_CORPORA:-$root/../shared/corpora}
PYTHONDONTWRITEBYTECODE=1
export ANNOGRAPH_CORPORA PYTHONDONTWRITEBYTECODE
exec python3 "$here/bench.py" "$build/annograph" "$build" "$@"
