#!/bin/sh
# All tests on whole corpora: tests/corpora/run.sh [--table]
#   --table: only writes tests/corpora.md anew
#   ANNOGRAPH: the program (default: annograph); ANNOGRAPH_CORPORA: other people's corpora (default ../shared/corpora
#   beside the repository; absent ones are named and counted as skipped, and fail with CI=true).
# Needs python3, node with tests/interop/node_modules, rapper, serdi, localedef. Writes below TMPDIR, and installs the
# readers of requirements.txt into venv/ beside this file.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
ANNOGRAPH=$(command -v "${ANNOGRAPH:-annograph}") || { echo 'no program: set ANNOGRAPH' >&2; echo '0 passed, 1 failed'; exit 1; }
case $ANNOGRAPH in /*) ;; *) ANNOGRAPH=$PWD/$ANNOGRAPH ;; esac
export ANNOGRAPH PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# stage NAME COMMAND...: a stage that dies, or says nothing, has failed.
stage() {
  name=$1
  shift
  status=0
  "$@" >"$work/$name.results" 2>"$work/$name.errors" || status=$?
  [ $status -eq 0 ] || echo "FAILED stage $name: exit $status: $(tail -3 "$work/$name.errors" | tr '\n' ' ')" >>"$work/$name.results"
  grep -q '^ok \|^FAILED \|^skipped ' "$work/$name.results" || echo "FAILED stage $name: no result" >>"$work/$name.results"
}

# The copy says for which versions the readers were installed.
install_readers() {
  cmp -s "$here/requirements.txt" "$here/venv/installed-for.txt" && return
  rm -rf "$here/venv"
  python3 -m venv "$here/venv"
  "$here/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$here/venv/installed-for.txt"
}

independent() {
  install_readers || { echo 'FAILED independent readers: they cannot be installed'; return; }
  "$here/venv/bin/python" "$here/independent.py"
}

if [ "${1-}" = --table ]; then
  stage table python3 "$here/table.py" "$work/formats" --table
  cat "$work/table.results"
  ! grep -q '^FAILED ' "$work/table.results"
  exit
fi

# Two at a time. parsers takes the copies that perturbed makes.
stage perturbed-rules python3 "$here/perturbed.py" "$work/copies" rules &
first=$!
stage perturbed-plain python3 "$here/perturbed.py" "$work/copies" plain
wait $first
stage recount python3 "$here/recount.py" &
first=$!
stage bad-document python3 "$here/bad_document.py"
stage determinism sh "$here/determinism.sh" "$work"
wait $first
stage parsers python3 "$here/parsers.py" "$work/copies"
stage others python3 "$here/others.py"
stage independent independent &
first=$!
stage seeded python3 "$here/seeded.py"
wait $first
stage table python3 "$here/table.py" "$work/formats"

cat "$work"/*.results >"$work/all"
grep '^FAILED \|^skipped ' "$work/all" || true
count() { grep -c "^$1 " "$work/all" || true; }
passed=$(count ok) failed=$(count FAILED) skipped=$(count skipped)
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
