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
LC_ALL=C "$ANNOGRAPH" export --quiet "$data" -o "$work/C.ttl"
LC_ALL=C "$ANNOGRAPH" check "$data" 2>"$work/C.diag"
export LOCPATH="$work"
# The C library itself loses the list that it makes of LOCPATH, for whoever asks it for a locale (raptor2 does).
export ASAN_OPTIONS="detect_leaks=0"
for pair in tr_TR:UTF-8 de_DE:ISO-8859-1; do
  locale=${pair%:*}.${pair#*:}
  localedef -i "${pair%:*}" -f "${pair#*:}" "$work/$locale"
  # Without this the test would be of the C locale once more.
  LC_ALL=$locale python3 -c 'import locale; locale.setlocale(locale.LC_ALL, "")
assert locale.localeconv()["decimal_point"] == ",", "the locale is not in force"'
  LC_ALL=$locale "$ANNOGRAPH" export --quiet "$data" -o "$work/$locale.ttl"
  LC_ALL=$locale "$ANNOGRAPH" check "$data" 2>"$work/$locale.diag"
  cmp "$work/C.ttl" "$work/$locale.ttl"
  cmp "$work/C.diag" "$work/$locale.diag"
done
