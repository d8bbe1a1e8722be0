#!/bin/sh
# run.sh [SET...]: draws pictures with $ANNOGRAPH (default build/annograph) and looks at them in Chromium. The sets: checks
# (whether the checks themselves find seeded faults), data and dark (data/ in both themes), news (somebody else's corpus, in
# ANNOGRAPH_CORPORA, default ../shared/corpora; absent: skipped, with CI=true failed), big (10,000 made documents), hostile
# (labels that try to break out). All without arguments. Pictures, screenshots and tables stay in build/pictures
# (ANNOGRAPH_PICTURES). Needs python3, node, npm and chromium. The last line counts: "N passed, N failed".
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
ANNOGRAPH=${ANNOGRAPH:-$root/build/annograph}
[ -x "$ANNOGRAPH" ] || { echo "no program at ANNOGRAPH=$ANNOGRAPH" >&2; echo '0 passed, 1 failed'; exit 1; }
ANNOGRAPH=$(cd "$(dirname "$ANNOGRAPH")" && pwd)/$(basename "$ANNOGRAPH")
corpora=${ANNOGRAPH_CORPORA:-$root/../shared/corpora}
out=${ANNOGRAPH_PICTURES:-$root/build/pictures}
export ANNOGRAPH PYTHONDONTWRITEBYTECODE=1
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
: >"$work/results"

cd "$here"
sh "$root/tests/interop/packages.sh" "$here"

# stage NAME COMMAND...: shows and keeps what it says. One that dies without telling why has failed.
stage() {
  name=$1
  shift
  status=0
  "$@" >"$work/now" 2>"$work/errors" || status=$?
  if [ $status -ne 0 ] && ! grep -q '^FAILED ' "$work/now"; then
    echo "FAILED $name: exit $status: $(tail -3 "$work/errors" | tr '\n' ' ')" >>"$work/now"
  fi
  grep -q '^ok \|^FAILED \|^skipped ' "$work/now" || echo "FAILED $name: no result" >>"$work/now"
  tee -a "$work/results" <"$work/now"
}

# look NAME: at all pictures of a set.
look() {
  set=$1
  for svg in "$out/$set"/*.svg; do
    [ -f "$svg" ] || continue
    stage "labels of $set" python3 labels.py "$set/$(basename "$svg")" "$svg" "${svg%.svg}.dot" "${svg%.svg}.csv"
  done
  strange=
  [ "$set" != hostile ] || strange=--strange
  # One option or none.
  # shellcheck disable=SC2086
  stage "pictures of $set" node check.mjs $strange --name "$set/" --shots "$out/$set" "$out/$set"/*.svg
}

# draw NAME LEAST INPUT OPTION...: at least so many nodes in each picture.
draw() {
  set=$1 least=$2
  shift 2
  rm -rf "${out:?}/$set"
  stage "drawing $set" python3 draw.py "$set" "$least" "$out/$set" "$@"
  look "$set"
}

# The seeded faults: each must be found, and nothing else; the good ones must pass.
checks() {
  stage "good picture" node check.mjs good.svg
  stage "bad pictures" node check.mjs --bad bad
  stage "good labels" python3 labels.py good labels/good.svg labels/picture.dot
  if python3 labels.py lacking labels/lacking.svg labels/picture.dot >"$work/lacking"; then
    stage "bad labels" echo "FAILED bad labels: nothing found"
  else
    stage "bad labels" sed 's/^FAILED labels/ok bad labels/' "$work/lacking"
  fi
}

news() {
  if [ -d "$corpora/brat-tutorials/news" ]; then
    draw news 0 "$corpora/brat-tutorials/news"
  elif [ "${CI:-false}" = true ]; then
    stage news echo "FAILED news: no folder $corpora/brat-tutorials/news"
  else
    stage news echo "skipped news: no folder $corpora/brat-tutorials/news"
  fi
}

# balanced NAME FOLDER: all that a made corpus annotates is exported, and nothing is found but names that look like others.
balanced() {
  if said=$("$ANNOGRAPH" check "$2" 2>&1) && echo "$said" | grep -q ' 0 reported + 0 left out by rule; .*; 0 errors, ' &&
    ! echo "$said" | grep -v ' \[\(HIDDEN_CHARACTER\|MIXED_SCRIPTS\)]$' | grep -q ' \[[A-Z_]*]$'; then
    echo "ok corpus $1: $(echo "$said" | tail -1)"
  else
    echo "FAILED corpus $1: $(echo "$said" | tail -3 | tr '\n' ' ')"
  fi
}

# made NAME LEAST SCRIPT: of a corpus that a script makes.
made() {
  python3 "$3" "$work/$1"
  stage "corpus $1" balanced "$1" "$work/$1"
  draw "$1" "$2" "$work/$1"
  rm -rf "${work:?}/$1"
}

[ $# -gt 0 ] || set -- checks data dark news big hostile
for wanted in "$@"; do
  case $wanted in
    checks) checks ;;
    data) draw data 5 "$root/data" ;;
    dark) draw dark 5 "$root/data" --theme dark ;;
    news) news ;;
    big) made big 10 corpus.py ;;
    hostile) made hostile 5 hostile.py ;;
    *) stage "$wanted" echo "FAILED $wanted: no such set" ;;
  esac
done

count() { grep -c "^$1 " "$work/results" || true; }
passed=$(count ok) failed=$(count FAILED) skipped=$(count skipped)
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
