#!/bin/sh
# run.sh [GATE...]: what looks at the program's source without running a case: clang's warnings, clang-tidy, cppcheck,
# scan-build; and how many lines and branches the tests run through (coverage). `deep` is scan-build without the limits
# that make it quick, for tests/nightly. The last line is "N passed, N failed".
# What a tool is told to pass over stands in .clang-tidy, cppcheck.txt and deep.tsv, each with its reason.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
build=$root/build/gates
jobs=$(getconf _NPROCESSORS_ONLN)
corpora=${ANNOGRAPH_CORPORA:-$root/../shared/corpora}
passed=0
failed=0
mkdir -p "$build"
cd "$root"

# tell PROPERTY TARGET MEASURED GATE: a row for the table of tests/trust, where one is wanted.
tell() {
  if [ -n "${ANNO_TRUST:-}" ]; then
    printf '%s\t%s\t%s\tsh tests/gates/run.sh %s\n' "$1" "$2" "$3" "$4" >>"$ANNO_TRUST/gates.tsv"
  fi
}

# Every file is compiled with the warnings of CMakeLists.txt, and clang's database of commands is what the others read.
gate_clang() {
  cmake -S . -B "$build/clang" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
    -DANNOGRAPH_WERROR=ON >/dev/null
  cmake --build "$build/clang" >"$build/clang.log" 2>&1 || {
    grep -E 'error:|warning:' "$build/clang.log" || tail -5 "$build/clang.log"
    return 1
  }
  tell 'Warnings of clang (-Wall -Wextra -Wconversion and more), as errors' 0 "$(grep -c 'warning:' "$build/clang.log" || true)" clang
}

# Needs what gate_clang made.
gate_tidy() {
  run-clang-tidy-14 -quiet -j "$jobs" -p "$build/clang" "$root/(src|tests)/.*[.]c\$" >"$build/tidy.log" 2>"$build/tidy.err" || true
  sed 's/\x1b\[[0-9;]*m//g' "$build/tidy.log" | grep -E '(warning|error):' | sort -u >"$build/tidy.found" || true
  cat "$build/tidy.found"
  looked_at=$(grep -c '^clang-tidy-14\|clang-tidy-14 ' "$build/tidy.log" || true)
  [ "$looked_at" -ge "$(ls src/*/*.c | wc -l)" ] || { echo "clang-tidy looked at $looked_at files only"; return 1; }
  tell 'Findings of clang-tidy' 0 "$(wc -l <"$build/tidy.found") in $looked_at files" tidy
  [ ! -s "$build/tidy.found" ]
}

# Needs what gate_clang made; what is not ours (tables made by tools/) is left out.
gate_cppcheck() {
  cppcheck -j "$jobs" --project="$build/clang/compile_commands.json" --enable=warning,performance,portability \
    --suppressions-list="$here/cppcheck.txt" --template='{file}:{line}: {severity}: {message} [{id}]' --quiet \
    -i"$build" >"$build/cppcheck.out" 2>"$build/cppcheck.found" || { tail -3 "$build/cppcheck.out"; return 1; }
  cat "$build/cppcheck.found"
  tell 'Findings of cppcheck' 0 "$(grep -c ': [a-z]*: ' "$build/cppcheck.found" || true)" cppcheck
  [ ! -s "$build/cppcheck.found" ]
}

# analyse NAME OPTION...: builds the program by scan-build; the findings, a line each, in $build/NAME.found.
analyse() {
  name=$1
  shift
  rm -rf "$build/$name"
  cmake -S . -B "$build/$name" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_C_COMPILER=/usr/share/clang/scan-build-14/libexec/ccc-analyzer >/dev/null
  scan-build-14 "$@" -o "$build/$name.report" cmake --build "$build/$name" --target annograph >"$build/$name.log" 2>&1 || {
    tail -5 "$build/$name.log"
    return 1
  }
  grep -q 'Linking C executable annograph' "$build/$name.log" || { echo "$name built nothing"; return 1; }
  sed -n "s#^$root/\([^ ]*: warning: .*\)#\1#p" "$build/$name.log" | sort -u >"$build/$name.found"
}

gate_scan() {
  analyse scan -analyzer-config mode=shallow || return 1
  cat "$build/scan.found"
  tell 'Findings of scan-build, within a function' 0 "$(wc -l <"$build/scan.found")" scan
  [ ! -s "$build/scan.found" ]
}

gate_deep() {
  analyse deep || return 1
  python3 -B "$here/deep.py" "$here/deep.tsv" "$build/deep.found" >"$build/deep.result" && status=0 || status=1
  cat "$build/deep.result"
  tell 'Findings of scan-build across functions, without those listed by reason' 0 "$(tail -1 "$build/deep.result")" deep
  return "$status"
}

# The tests of the folder `build`, once more with counters. What fails in the counting itself (a user without rights to
# write the counters, allocations and data that the counters add) is not asked here: the same tests count in tools/test.sh.
gate_coverage() {
  cmake -S . -B "$build/coverage" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS='--coverage -O1' >/dev/null
  cmake --build "$build/coverage" >"$build/coverage.log" 2>&1 || { tail -5 "$build/coverage.log"; return 1; }
  find "$build/coverage" -name '*.gcda' -delete
  (cd "$build/coverage" && ANNOGRAPH_CORPORA=$corpora ctest -j "$jobs" -E '^(lint|man|bench|coverage)/|^cli/unreadable$|^machine/memory$' \
    >ctest.log 2>&1) || { sed -n '/tests FAILED/,$p' "$build/coverage/ctest.log"; return 1; }
  python3 -B "$here/coverage.py" "$root" "$build/coverage" 95 >"$build/coverage.found" && status=0 || status=1
  cat "$build/coverage.found"
  tell 'Lines of src/ that the tests run' 'at least 95 %' "$(sed -n 's/^lines: //p' "$build/coverage.found")" coverage
  tell 'Branches of src/ that the tests take' 'printed' "$(sed -n 's/^branches: //p' "$build/coverage.found")" coverage
  return "$status"
}

for gate in ${*:-clang tidy cppcheck scan coverage}; do
  began=$(date +%s)
  if "gate_$gate"; then
    passed=$((passed + 1))
    echo "ok $gate: $(($(date +%s) - began)) s"
  else
    failed=$((failed + 1))
    echo "FAILED $gate: $(($(date +%s) - began)) s"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
