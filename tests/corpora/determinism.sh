#!/bin/sh
# The same bytes whatever the machine: under two locales made here, in other time zones, with files and arguments in
# another order, in a second run, from another working folder, with the corpus elsewhere. In all five formats.
#   determinism.sh WORK
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
repo=$(CDPATH= cd -- "$here/../.." && pwd)
work=$(CDPATH= cd -- "$1" && pwd)/determinism
data=$repo/data/us-russia-cyber
formats='turtle trig ntriples nquads rdfxml'
program=${ANNOGRAPH:-annograph}
case $program in
*/*) program=$(CDPATH= cd -- "$(dirname -- "$program")" && pwd)/$(basename -- "$program") ;;
esac
mkdir -p "$work/expected" "$work/locales"

ok() { echo "ok $1"; }
failed() { echo "FAILED $1: $2"; }

# What must come out: of data/, and of a corpus without metadata, whose IDs depend on the argument alone.
plain=$work/plain
mkdir -p "$plain"
cp "$data"/*.ann "$data"/*.txt "$plain"
for f in $formats; do
  for corpus in data plain; do
    eval folder=\$$corpus
    "$program" export -q -t "$f" "$folder" >"$work/expected/$corpus.$f" || failed "reference run of $corpus, $f" "exit $?"
    [ -s "$work/expected/$corpus.$f" ] || failed "reference run of $corpus, $f" "no output"
  done
done

# same NAME CORPUS COMMAND... : COMMAND with '-t FORMAT' behind 'export' writes what was expected.
same() {
  name=$1 corpus=$2
  shift 2
  for f in $formats; do
    status=0
    "$@" -t "$f" >"$work/out" 2>"$work/err" || status=$?
    if [ $status -ne 0 ]; then failed "$name, $f" "exit $status: $(head -c 300 "$work/err" | tr '\n' ' ')"
    elif ! cmp -s "$work/out" "$work/expected/$corpus.$f"; then
      failed "$name, $f" "$(diff "$work/expected/$corpus.$f" "$work/out" | head -4 | cut -c1-200 | tr '\n' ' ')"
    else ok "$name, $f"
    fi
  done
}

same 'second run' data "$program" export -q "$data"
same 'with findings told' data "$program" export -v "$data"

# Turkish has another case mapping (I, i), Russian another decimal mark and order of letters. A locale that is not
# there would silently be C, so setlocale is asked first.
for locale in tr_TR ru_RU; do
  name="locale $locale.UTF-8"
  if ! localedef -i $locale -f UTF-8 "$work/locales/$locale.UTF-8" >"$work/err" 2>&1; then
    failed "$name" "localedef: $(head -1 "$work/err")"
  elif ! LOCPATH=$work/locales LC_ALL=$locale.UTF-8 python3 -c '
import locale, sys
locale.setlocale(locale.LC_ALL, sys.argv[1])
sys.exit(locale.localeconv()["decimal_point"] != ",")' $locale.UTF-8; then
    failed "$name" 'setlocale refuses it or it is not what its name says'
  else
    same "$name" data env LOCPATH="$work/locales" LC_ALL=$locale.UTF-8 LANG=$locale.UTF-8 "$program" export -q "$data"
    same "$name, plain" plain env LOCPATH="$work/locales" LC_ALL=$locale.UTF-8 LANG=$locale.UTF-8 "$program" export -q "$plain"
  fi
done

for zone in Pacific/Kiritimati America/St_Johns; do same "time zone $zone" data env TZ=$zone "$program" export -q "$data"; done
same 'no environment' data env -i "$program" export -q "$data"

# The corpus is named by another path.
from() { (cd "$1" && shift && "$@"); }
same 'relative path' data from "$repo" "$program" export -q data/us-russia-cyber
same 'relative path with ./ and /' data from "$repo" "$program" export -q ./data/us-russia-cyber/
same 'path with ..' data from "$repo" "$program" export -q data/../data/us-russia-cyber
same 'path with //' data from "$repo" "$program" export -q data//us-russia-cyber
same 'the working folder' data from "$data" "$program" export -q .
same 'plain, the working folder' plain from "$plain" "$program" export -q .
same 'plain, relative path' plain from "$work" "$program" export -q plain
same 'plain, path with ..' plain from "$plain" "$program" export -q ../plain
mkdir -p "$work/other/name/sub"
cp "$data"/* "$work/other/name"
same 'copy elsewhere' data "$program" export -q "$work/other/name"
same 'copy from a folder below it' data from "$work/other/name/sub" "$program" export -q ..
ln -s "$work/other/name" "$work/link"
same 'by a symbolic link' data "$program" export -q "$work/link"

# Files were made in another order and have other dates; arguments come shuffled.
shuffled() { python3 -c 'import random, sys; a = sys.argv[2:]; random.Random(int(sys.argv[1])).shuffle(a); print("\n".join(a))' "$@"; }
for seed in 1 2 3; do
  mkdir -p "$work/made$seed" "$work/bare$seed"
  shuffled $seed "$data"/* | while read -r file; do cp "$file" "$work/made$seed" && touch -d "200$seed-01-01" "$work/made$seed/${file##*/}"; done
  shuffled $seed "$plain"/* | while read -r file; do cp "$file" "$work/bare$seed"; done
  same "files in order $seed" data "$program" export -q "$work/made$seed"
  same "plain, files in order $seed" plain "$program" export -q "$work/bare$seed"
  set --
  for file in $(cd "$data" && shuffled $seed *.ann); do set -- "$@" "$file"; done
  same "arguments in order $seed" data from "$data" "$program" export -q "$@"
  same "plain, arguments in order $seed" plain from "$plain" "$program" export -q "$@"
done
same 'the folder and a file of it' data from "$data" "$program" export -q . 003_7941cccd6dcd4208.ann

# A file holds what standard output would.
for f in turtle:ttl trig:trig ntriples:nt nquads:nq rdfxml:rdf; do
  "$program" export -q "$data" -o "$work/file.${f#*:}" 2>"$work/err" || true
  if cmp "$work/file.${f#*:}" "$work/expected/data.${f%:*}" >"$work/err" 2>&1; then ok "file and standard output, ${f%:*}"
  else failed "file and standard output, ${f%:*}" "$(cat "$work/err")"; fi
done

# Other corpora, whose folder is named in two ways, in two runs.
corpora=${ANNOGRAPH_CORPORA:-$repo/../shared/corpora}
for corpus in brat-tutorials litbank-brat dkpro-fixtures inception-fixtures; do
  name="$corpus by two names and locales"
  if [ ! -d "$corpora/$corpus" ]; then
    if [ "${CI-}" = true ]; then failed "$name" "no folder $corpora/$corpus"; else echo "skipped $name: no folder $corpora/$corpus"; fi
    continue
  fi
  "$program" export -q -f brat "$corpora/$corpus" >"$work/one" 2>"$work/err" || true
  from "$corpora/$corpus" env LOCPATH="$work/locales" LC_ALL=tr_TR.UTF-8 "$program" export -q -f brat . >"$work/two" 2>>"$work/err" || true
  if [ -s "$work/one" ] && cmp -s "$work/one" "$work/two"; then ok "$name"; else failed "$name" "$(diff "$work/one" "$work/two" | head -4 | cut -c1-200 | tr '\n' ' ')"; fi
done
