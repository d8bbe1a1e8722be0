#!/bin/sh
# test.sh: from a fresh clone to the tests' result. Installs what is missing, builds twice - as it is used, and with
# AddressSanitizer and UndefinedBehaviorSanitizer -, runs all tests in both and some under valgrind. Tells the time of each
# stage; the last line is "N passed, N failed". Words behind the name are for ctest (-R map).
set -eu
cd "$(dirname "$0")/.."
root=$PWD
jobs=$(getconf _NPROCESSORS_ONLN)
passed=0
failed=0
began=$(date +%s)

# Ends a stage: its name, its time.
stage() {
  now=$(date +%s)
  echo "== $1: $((now - began)) s"
  began=$now
}

# A build that fails is a failure like any other: the rest cannot be counted.
give_up() {
  echo "$1"
  echo "$passed passed, $((failed + 1)) failed"
  exit 1
}

# tell PROPERTY TARGET MEASURED: a row for the table of tests/trust, where one is wanted.
tell() {
  if [ -n "${ANNO_TRUST:-}" ]; then printf '%s\t%s\t%s\tsh tools/test.sh\n' "$1" "$2" "$3" >>"$ANNO_TRUST/tests.tsv"; fi
}

# build FOLDER OPTION...
build() {
  folder=$1
  shift
  cmake -S . -B "$folder" -G Ninja "$@" >/dev/null || give_up "cannot configure $folder"
  cmake --build "$folder" >"$folder/build.log" 2>&1 || {
    tail -30 "$folder/build.log"
    give_up "cannot build $folder"
  }
  # Other people's warnings are none of ours, but there are no others: the flags are for src/ and tests/.
  if grep -n 'warning:' "$folder/build.log"; then
    echo "warnings in $folder"
    failed=$((failed + 1))
  fi
}

# The value of an attribute of the first line that has it.
attribute() {
  sed -n "s/.*[[:space:]]$1=\"\([0-9][0-9]*\)\".*/\1/p" "$2" | head -1
}

# run_tests FOLDER CTEST-OPTION...: adds up what ctest counted, and names what was not run.
run_tests() {
  folder=$1
  shift
  result=$root/$folder/result.xml
  rm -f "$result"
  (cd "$folder" && ctest -j "$jobs" --output-on-failure --output-junit "$result" "$@" >test.log 2>&1) || true
  [ -s "$result" ] || {
    tail -30 "$folder/test.log"
    give_up "no result of ctest in $folder"
  }
  all=$(attribute tests "$result")
  bad=$(attribute failures "$result")
  out=$(attribute skipped "$result")
  passed=$((passed + all - bad - out))
  failed=$((failed + bad))
  echo "$folder: $((all - bad - out)) passed, $bad failed, $out not run"
  tell "Tests in $folder" 'all pass' "$((all - bad - out)) of $all, $out not run here"
  [ "$bad$out" = 00 ] || sed -n '/tests failed out of/,$p' "$folder/test.log"
  [ "$bad" = 0 ] || sed -n '/\*\*\*/,/^ *[0-9]*\/[0-9]* Test/p' "$folder/test.log" | head -200
}

# Cases of every part of the program, with every access and every block of memory watched. What valgrind says goes to files
# of its own: that it does not know the system calls of Landlock is no part of what a case compares.
run_valgrind() {
  clean=0 dirty=0
  mkdir -p build/valgrind
  cat >build/valgrind/annograph <<EOF
#!/bin/sh
set -eu
exec valgrind -q --log-file="$root/build/valgrind/said.%p" --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=99 "$root/build/annograph" "\$@"
EOF
  chmod +x build/valgrind/annograph
  for folder in cli/bad_among_good cli/codes/BAD_RDF cli/codes/BAD_SPAN cli/dump cli/export_rdfxml cli/export_trig \
    cli/missing_input cli/archives_formats cli/draw_chosen cli/manifest cli/merge cli/shard_set cli/rules_by_file cli/rules_skeleton cli/stats cli/unknown_option map/annotators \
    map/claims_graph map/claims_rdf12 map/cyclic_events map/facts_promoted map/fallback map/metadata map/parc \
    map/self_reference map/times; do
    runner=tests/run_case.sh
    [ "${folder%%/*}" = cli ] || runner=tests/map/run_case.sh
    rm -f build/valgrind/said.*
    if ANNO_UPDATE=0 ANNOGRAPH="$root/build/valgrind/annograph" sh "$runner" "tests/$folder" >build/valgrind/log 2>&1; then
      passed=$((passed + 1)) clean=$((clean + 1))
    else
      echo "valgrind: $folder"
      cat build/valgrind/log build/valgrind/said.*
      failed=$((failed + 1)) dirty=$((dirty + 1))
    fi
  done
  tell 'Memory errors and definite losses under valgrind' 0 "$dirty in $((clean + dirty)) cases"
}

sh tools/install.sh test
stage "packages"
build build -DANNOGRAPH_WERROR=ON
stage "build"
run_tests build "$@"
stage "tests"
build build/sanitize -DCMAKE_BUILD_TYPE=Debug -DANNOGRAPH_SANITIZE=ON -DANNOGRAPH_WERROR=ON
stage "build with sanitizers"
run_tests build/sanitize "$@"
stage "tests with sanitizers"
run_valgrind
stage "valgrind"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
