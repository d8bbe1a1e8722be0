#!/bin/sh
# count.sh: how what runs other tests counts them; read with `.`, by bash too.
set -eu
passed=0
failed=0

# count NAME STATUS LOG: adds the last "N passed, N failed" of a log, which is in `good` and `bad` then. What tells none
# has failed, and so has what ends badly although nothing failed: it has lost a check.
count() {
  result=$(grep -aEo '[0-9]+ passed, [0-9]+ failed' "$3" | tail -1 || true)
  if [ -z "$result" ]; then
    echo "$1: no result"
    result='0 passed, 1 failed'
  fi
  good=${result%% *}
  bad=${result#*, }
  bad=${bad%% *}
  if [ "$2" != 0 ] && [ "$bad" = 0 ]; then
    echo "$1: exit status $2"
    bad=1
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
}
