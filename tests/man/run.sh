#!/bin/sh
# run.sh example|complete|lint REPOSITORY
# example: runs every command that the manual pages show, compares what it prints with what the page shows behind it (if
# it shows anything), and the files that annograph-rules(5) shows with those of example/. $ANNOGRAPH is the program.
# complete: every option, command, exit status and term of the rule vocabulary is in the pages, and no other is.
# lint: mandoc has nothing to say.
set -eu
LC_ALL=C
export LC_ALL
part=$1
root=$(realpath "$2")
here=$root/tests/man
page1=$root/man/annograph.1
page5=$root/man/annograph-rules.5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

complain() {
  echo "$*"
  bad=1
}

# The escapes that the literal displays of the pages use.
plain() {
  sed -e 's/\\-/-/g' -e "s/\\\\(aq/'/g" -e 's/\\(ga/`/g' -e 's/\\(ha/^/g' -e 's/\\(ti/~/g' -e 's/^\\&//' -e 's/\\e/\\/g'
}

# The literal displays of a page, one file each: DIRECTORY/1, DIRECTORY/2 ...; one behind a comment 'file NAME' is NAME.
displays() {
  mkdir -p "$2"
  awk -v to="$2" '
    /^\.\\" file / { name = $3 }
    /^\.Ed/ { inside = 0; close(file); name = "" }
    inside { print > file }
    /^\.Bd -literal/ { inside = 1; file = to "/" (name != "" ? name : ++n) }
  ' "$1"
  for display in "$2"/*; do
    plain <"$display" >"$work/plain"
    mv "$work/plain" "$display"
  done
}

example() {
  mkdir "$work/bin" "$work/run"
  ln -s "$(realpath "$ANNOGRAPH")" "$work/bin/annograph"
  PATH=$work/bin:$PATH
  cp "$here"/example/x.* "$here"/example/facts.* "$here/example/rules.ttl" "$work/run"
  ln -s "$root/data" "$work/run/data"
  commands=0
  for page in "$page1" "$page5"; do
    shown=$work/$(basename "$page")
    displays "$page" "$shown"
    for display in "$shown"/*; do
      name=$(basename "$display")
      case $name in
        *[!0-9]*)
          diff -u "$here/example/$name" "$display" || complain "$page shows another $name"
          continue
          ;;
      esac
      line=$(head -n 1 "$display")
      case $line in
        "\$ "*) ;;
        *)
          complain "$page: a display is neither a file nor a command: $line"
          continue
          ;;
      esac
      commands=$((commands + 1))
      tail -n +2 "$display" >"$work/expected"
      (cd "$work/run" && sh -ec "${line#??}") >"$work/got" 2>"$work/said" || complain "$page: fails: $line: $(cat "$work/said")"
      [ ! -s "$work/expected" ] || diff -u "$work/expected" "$work/got" || complain "$page: prints something else: $line"
    done
  done
  [ "$commands" -ge 8 ] || complain "only $commands commands were found in the pages"
  [ -f "$work/annograph-rules.5/rules.ttl" ] || complain "$page5 shows no rules.ttl"
  (cd "$work/run" && annograph export --quiet --rules rules.ttl x.ann) | sed -n '/^# who says/,/^# mentions/p' >"$work/got"
  diff -u "$here/example/expected.ttl" "$work/got" || complain "example/: another output"
}

# Every line of $1 matches as a whole line of $2; $3 says what they are.
all_in() {
  [ -s "$1" ] || complain "nothing was found: $3"
  while IFS= read -r line; do
    grep -Fqx -e "$line" "$2" || complain "$3: $line"
  done <"$1"
}

both_ways() {
  sort -u "$work/code" -o "$work/code"
  sort -u "$work/page" -o "$work/page"
  all_in "$work/code" "$work/page" "not in the page, $1"
  all_in "$work/page" "$work/code" "only in the page, $1"
}

complete() {
  sed -n "s/^ANNO_OPTION(\([a-z_]*\), '\(.\)'.*/\1 \2/p; s/^ANNO_OPTION(\([a-z_]*\), 0.*/\1/p" "$root/src/cli/options.def" |
    tr _ - >"$work/code"
  sed -n 's/^\.It Fl \(.\) , Fl -\([a-z-]*\).*/\2 \1/p; s/^\.It Fl -\([a-z-]*\).*/\1/p' "$page1" >"$work/page"
  both_ways option

  sed -n 's/^ANNO_COMMAND(\([a-z]*\))$/\1/p' "$root/src/cli/commands.def" >"$work/code"
  sed -n 's/^\.It Ic \([a-z]*\).*/\1/p' "$page1" >"$work/page"
  both_ways command

  sed -n 's/^ *ANNO_EXIT_[A-Z]* = \([0-9]*\).*/\1/p' "$root/src/cli/command.h" >"$work/code"
  sed -n '/^\.Sh EXIT STATUS/,/^\.El/s/^\.It \([0-9]*\)$/\1/p' "$page1" >"$work/page"
  both_ways 'exit status'

  sed -n 's/^\(rule:[A-Za-z0-9]*\) a .*/\1/p' "$root/ontology/annograph.ttl" >"$work/code"
  grep -v '^\.Bl' "$page5" | grep -o 'rule:[A-Za-z][A-Za-z0-9]*' >"$work/page"
  both_ways 'term of the rule vocabulary'

  sed -n 's/^ANNO_CODE(\([A-Z0-9_]*\),.*/\1/p' "$root/src/base/codes.def" >"$work/code"
  sed -n 's/^\.Er \([A-Z0-9_]*\).*/\1/p' "$page1" "$page5" >"$work/page"
  all_in "$work/page" "$work/code" 'only in the page, code'

  sed -n 's/^ANNO_\(WRITER\|READER\)(\([a-z0-9]*\)).*/\2/p' "$root/src/write/writers.def" "$root/src/read/readers.def" >"$work/code"
  sed -n 's/.*\.\(Cm\|Ss\) \([a-z0-9]*\).*/\2/p' "$page1" >"$work/page"
  all_in "$work/code" "$work/page" 'not in the page, format'
}

lint() {
  mandoc -T lint -W warning "$page1" "$page5" || complain 'mandoc finds faults'
  for page in "$page1" "$page5"; do
    mandoc -T utf8 "$page" >"$work/text" && [ -s "$work/text" ] || complain "$page cannot be rendered"
  done
}

case $part in
  example | complete | lint) "$part" ;;
  *) complain "no such part: $part" ;;
esac
exit $bad
