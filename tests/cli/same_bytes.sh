#!/bin/sh
# same_bytes.sh REPOSITORY: the export of data/ does not depend on the order or the form in which its files are named,
# on the working folder, or on the environment.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=$(realpath "$ANNOGRAPH")
data=$(realpath "$1")/data/us-russia-cyber

"$program" export --quiet "$data" -o "$work/whole.ttl"
[ -s "$work/whole.ttl" ]

bad=0
same() {
  cmp "$work/whole.ttl" "$work/$1.ttl" && return
  echo "not the same bytes: $1"
  bad=1
}

set --
for file in "$data"/*.ann; do set -- "$file" "$@"; done
"$program" export --quiet "$@" -o "$work/files_backwards.ttl"
same files_backwards
"$program" export --quiet "$@" "$data" "$1" -o "$work/named_twice.ttl"
same named_twice
(cd "$data" && "$program" export --quiet . -o "$work/from_within.ttl")
same from_within
(cd / && "$program" export --quiet "$data/../us-russia-cyber//" >"$work/roundabout.ttl")
same roundabout
cp -R "$data" "$work/another name"
"$program" export --quiet "$work/another name" -o "$work/moved.ttl"
same moved
env -i LC_ALL=C.UTF-8 TZ=Asia/Tokyo "$program" export --quiet "$data" -o "$work/other_environment.ttl"
same other_environment
exit $bad
