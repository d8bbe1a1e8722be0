#!/bin/sh
# unreadable.sh: a file and a folder that may not be read are findings with exit status 3, and what may be read is
# exported. Root may read everything, so it steps down; where it cannot, the test is skipped (77).
set -eu
LC_ALL=C
export LC_ALL
work=$(realpath "$(mktemp -d)")
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
cp "$ANNOGRAPH" "$work/annograph"
chmod 755 "$work/annograph"
mkdir "$work/in"
cd "$work/in"
for name in a b folder; do printf 'T1\tPerson 0 3\tAnn\n' >"$name.ann"; printf 'Ann\n' >"$name.txt"; done
mkdir folder && mv folder.ann folder.txt folder
chmod 644 ./*.*
chmod 000 b.ann folder

step_down=
[ "$(id -u)" != 0 ] || step_down="setpriv --reuid=65534 --regid=65534 --clear-groups"
if ! $step_down "$work/annograph" --version >/dev/null 2>&1; then
  echo "not run: cannot become another user"
  exit 77
fi

status=0
$step_down "$work/annograph" check -v . >got 2>&1 || status=$?
cat >expected <<'EXPECTED'
annograph: error: cannot read the input: ./folder: Permission denied [CANNOT_READ]
annograph: a: 1 annotations
annograph: error: cannot read the input: ./b.ann: Permission denied [CANNOT_READ]
annograph: 1 documents, 0 skipped; annotations: 1 read = 1 exported + 0 reported + 0 left out by rule
EXPECTED
sed 's/; 0 statements.*//' got | diff -u expected -
[ "$status" = 3 ] || { echo "exit status $status, expected 3"; exit 1; }
