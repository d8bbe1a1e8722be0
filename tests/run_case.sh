#!/bin/sh
# run_case.sh FOLDER: runs the shell lines of FOLDER/cmd in a copy of FOLDER, where `annograph` is the program
# $ANNOGRAPH, and compares standard output, standard error and exit status with expect.out, expect.diag (absent: empty)
# and expect.status (absent: 0). What the lines print is the result, so they may also list or show files.
# ANNO_UPDATE=1 rewrites the three.
set -eu
LC_ALL=C
export LC_ALL
unset NO_COLOR CDPATH
program=$(realpath "${ANNOGRAPH:?is the path of the program}")
folder=$(realpath "$1")
work=$(realpath "$(mktemp -d)")
# A case may leave folders that cannot be searched.
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
mkdir "$work/got"
cp -R "$folder" "$work/case"
rm -f "$work"/case/expect.*

annograph() { "$program" "$@"; }

status=0
(
  cd "$work/case"
  rm -f cmd
  set +eu
  # shellcheck disable=SC1091
  . "$folder/cmd"
) >"$work/got/out" 2>"$work/got/diag" </dev/null || status=$?
[ "$status" = 0 ] || echo "$status" >"$work/got/status"
# The copy has another place in every run.
sed -i "s|$work/case|WORK|g" "$work/got/out" "$work/got/diag"

bad=0
for name in out diag status; do
  got=$work/got/$name
  expected=$folder/expect.$name
  [ -s "$got" ] || got=/dev/null
  if [ "${ANNO_UPDATE:-0}" = 1 ]; then
    rm -f "$expected"
    [ "$got" = /dev/null ] || cp "$got" "$expected"
    continue
  fi
  [ -f "$expected" ] || expected=/dev/null
  diff -u "$expected" "$got" || bad=1
done
[ "$bad" = 0 ] || sed 's/^/the case: /' "$folder/cmd"
exit $bad
