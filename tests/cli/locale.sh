#!/bin/sh
# locale.sh REPOSITORY: the bytes do not depend on the locale. A bare system has none that could make a difference
# (decimal comma, Turkish i, an 8-bit charset), so they are made here; where their sources lack the test is skipped (77).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$1/data/us-russia-cyber
if [ ! -f /usr/share/i18n/locales/tr_TR ]; then
  echo "not run: no sources of locales (package locales)"
  exit 77
fi
python3 -B "$1/tests/formats/folder.py" "$work/formats"

# run LOCALE: graph and findings of the corpus and of a folder with all formats, where one document is bad.
run() {
  LC_ALL=$1 "$ANNOGRAPH" export --quiet "$data" -o "$work/$1.ttl"
  LC_ALL=$1 "$ANNOGRAPH" export "$work/formats" -o "$work/$1.trig" 2>"$work/$1.diag" || [ $? = 6 ]
  LC_ALL=$1 "$ANNOGRAPH" check "$data" 2>>"$work/$1.diag"
  sed -i "s/ -> .*; / /" "$work/$1.diag"
}
run C
export LOCPATH="$work"
# The C library itself loses the list that it makes of LOCPATH, for whoever asks it for a locale (raptor2 does).
export ASAN_OPTIONS="detect_leaks=0"
for pair in tr_TR:UTF-8 de_DE:ISO-8859-1; do
  locale=${pair%:*}.${pair#*:}
  localedef -i "${pair%:*}" -f "${pair#*:}" "$work/$locale"
  # Without this the test would be of the C locale once more.
  LC_ALL=$locale python3 -c 'import locale; locale.setlocale(locale.LC_ALL, "")
assert locale.localeconv()["decimal_point"] == ",", "the locale is not in force"'
  run "$locale"
  for kind in ttl trig diag; do cmp "$work/C.$kind" "$work/$locale.$kind"; done
done
