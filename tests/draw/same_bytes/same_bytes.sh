#!/bin/sh
# same_bytes.sh DATA: the pictures of DATA before their layout, as DOT, CSV, GraphML and GEXF, do not depend on the run,
# the locale, the working folder, the order of inputs, or whether they come from annotations or from any of the exports.
# $ANNOGRAPH is the program.
set -eu
work=$(realpath "$(mktemp -d)")
trap 'rm -rf "$work"' EXIT
program=$(realpath "$ANNOGRAPH")
data=$(realpath "$1")
views=$("$program" list views | sed -n 's/^  \([a-z]*\) .*/\1/p')
bad=0
compared=0

# draw NAME FORMS INPUT...: every view of the inputs in each of the forms.
draw() {
  mkdir "$work/$1"
  name=$1
  forms=$2
  shift 2
  for view in $views; do
    for form in $forms; do "$program" draw "$view" "$@" --quiet -o "$work/$name/$view.$form" || exit 1; done
  done
}

# same NAME: what NAME holds is what was drawn first.
same() {
  for file in "$work/$1"/*; do
    compared=$((compared + 1))
    cmp "$work/first/$(basename "$file")" "$file" || bad=1
  done
}

all="dot csv graphml gexf"
draw first "$all" "$data"
for file in "$work"/first/*; do [ -s "$file" ] || { echo "$file is empty"; bad=1; }; done

set --
for file in "$data"/*.ann; do set -- "$file" "$@"; done
(cd / && draw backwards "dot gexf" "$@")
same backwards

for ending in ttl trig nt nq rdf; do
  "$program" export "$data" --quiet -o "$work/data.$ending"
  draw "from_$ending" "dot gexf" "$work/data.$ending"
  same "from_$ending"
done
# Statements from the last to the first, and in two files.
tac "$work/data.nt" >"$work/turned.nt"
draw turned "csv graphml" "$work/turned.nt"
same turned
sed -n 'n;p' "$work/data.nt" >"$work/even.nt"
sed -n 'p;n' "$work/data.nt" >"$work/odd.nt"
draw halves "dot csv" "$work/even.nt" "$work/odd.nt"
same halves

# Where the sources of locales are missing only the names differ; see tests/cli/locale.sh.
export LOCPATH="$work" ASAN_OPTIONS="detect_leaks=0"
for pair in tr_TR:UTF-8 de_DE:ISO-8859-1; do
  locale=${pair%:*}.${pair#*:}
  if [ -f /usr/share/i18n/locales/tr_TR ]; then localedef -i "${pair%:*}" -f "${pair#*:}" "$work/$locale"; fi
  export LC_ALL="$locale"
  draw "in_$locale" "dot csv" "$data"
  unset LC_ALL
  same "in_$locale"
done
echo "$compared compared"
[ "$compared" -ge 100 ] || bad=1
exit $bad
