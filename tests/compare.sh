#!/bin/sh
# compare.sh: what the runners of cases share; read with `.` in a case's folder. $work holds what the driver wrote as
# expect.out and expect.diag, $code is its exit status. ANNO_UPDATE=1 rewrites what the case expects.
set -eu

# ended_well LIMIT: a driver that ends above it was not stopped by findings but by itself.
ended_well() {
  if [ "$code" -gt "$1" ]; then
    cat "$work/expect.diag"
    echo "the driver ended with $code"
    exit 1
  fi
}

# Absent files are empty.
compare_expected() {
  bad=0
  for name in expect.out expect.diag; do
    if [ "${ANNO_UPDATE:-0}" = 1 ]; then
      rm -f "$name"
      if [ -s "$work/$name" ]; then cp "$work/$name" "$name"; fi
    else
      expected=$name
      [ -f "$name" ] || expected=/dev/null
      diff -u "$expected" "$work/$name" || bad=1
    fi
  done
  exit $bad
}
