#!/bin/sh
# roundtrip.sh DRIVER FOLDER: reads every expect.out below FOLDER back with rapper and with serdi and compares the
# statements with those of its input. Both sides go through the driver's canonical N-Quads, so that only what the
# parsers understood counts. A file `unread` in a case names the parsers that cannot read what it is about.
set -eu
LC_ALL=C
export LC_ALL
driver=$(realpath "$1") || exit 2
cd "$2" || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

for tool in rapper serdi; do
  command -v $tool >/dev/null || { echo "$tool is missing: not run"; exit 1; }
done

canonical() { "$driver" nquads "$1" | sort -u; }

# again PARSER WRITER FILE: its statements as N-Quads
again() {
  case $1 in
    rapper) rapper -q -i "$2" -o nquads "$3" http://example.org/base ;;
    serdi) serdi -i "$2" -o nquads "$3" ;;
  esac
}

bad=0 done=0 skipped=0
for file in */*/expect.out; do
  folder=$(dirname "$file")
  writer=$(dirname "$folder")
  canonical "$folder/input.nq" >"$work/want"
  for parser in rapper serdi; do
    if [ $parser = serdi ] && [ "$writer" = rdfxml ]; then continue; fi
    if grep -qs "^$parser" "$folder/unread"; then
      skipped=$((skipped + 1))
      continue
    fi
    if again $parser "$writer" "$file" >"$work/again.nq" 2>"$work/err" && [ ! -s "$work/err" ] &&
      canonical "$work/again.nq" >"$work/got" && diff "$work/want" "$work/got" >"$work/diff"; then
      done=$((done + 1))
    else
      echo "$folder: $parser reads something else"
      cat "$work/err" "$work/diff"
      bad=1
    fi
  done
done
echo "$done round trips, $skipped left out"
[ $done -gt 0 ] || bad=1
exit $bad
