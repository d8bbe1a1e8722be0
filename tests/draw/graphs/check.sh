#!/bin/sh
# check.sh DRIVER [--libraries]: table, GraphML and GEXF of pictures made by hand and by chance say the same, have the
# ids of the DOT and are the same bytes in every run, and files with a fault are noticed. With --libraries lxml and
# networkx (installed into a folder of its own, or into $ANNOGRAPH_VENV) validate them and read them back, and the views
# of data/ too if $ANNOGRAPH is the program. The last line is "N passed, N failed".
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$here/../../..
driver=$(realpath "$1")
libraries=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
python=python3
export PYTHONDONTWRITEBYTECODE=1
if [ -n "$libraries" ]; then
  venv=${ANNOGRAPH_VENV:-$work/venv}
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  python=$venv/bin/python
fi

# trio FOLDER PICTURE
trio() {
  for output in csv graphml gexf dot; do "$driver" "$2" $output >"$1/$2.$output"; done
}

mkdir "$work/good" "$work/again" "$work/bad"
for picture in answers bodies empty hostile $(seq 1 40); do trio "$work/good" "$picture"; done
status=0
"$python" "$here/check.py" $libraries "$work/good" >"$work/results" || status=1

LC_ALL=C.UTF-8
export LC_ALL
for picture in hostile 7; do trio "$work/again" "$picture"; done
for file in "$work"/again/*; do
  name=${file##*/}
  if cmp -s "$file" "$work/good/$name"; then echo "ok again $name"; else echo "FAILED again $name"; fi
done >>"$work/results"

# fault NAME FILE SCRIPT: the fault that sed's script makes is noticed.
fault() {
  rm -f "$work"/bad/*
  trio "$work/bad" answers
  sed "$3" "$work/bad/$2" >"$work/changed"
  if cmp -s "$work/changed" "$work/bad/$2"; then
    echo "FAILED fault $1: nothing changed"
    return
  fi
  mv "$work/changed" "$work/bad/$2"
  if "$python" "$here/check.py" $libraries "$work/bad" >"$work/said"; then
    echo "FAILED fault $1: not noticed"
  elif grep -q '^FAILED answers' "$work/said"; then
    echo "ok fault $1"
  else
    echo "FAILED fault $1: the check broke"
  fi
}
{
  fault formula answers.csv "s/,'- a/,- a/"
  fault line-end answers.csv 's/\r$//'
  fault open-quote answers.csv 's/"""plans"""/"plans"/;s/""plans""/"plans"/'
  fault lost-edge answers.gexf '/<edge /,/<\/edge>/d'
  fault other-count answers.graphml 's/>3</>4</'
  fault other-end answers.graphml 's/\(source="\)[^"]*/\1c-0000000000000000/'
  fault other-id answers.gexf 's/node id="c-/node id="d-/'
  fault not-said answers.gexf 's/dashed: only alleged//'
  fault markup answers.graphml 's/&quot;plans&quot;/<b>/'
  fault id-of-dot answers.dot 's/"c-/"d-/g'
  fault date answers.gexf 's/<meta>/<meta lastmodifieddate="2018-01-09">/'
  [ -z "$libraries" ] || fault schema answers.graphml 's/attr.type="int"/attr.type="integer"/'
} >>"$work/results"

if [ -n "$libraries" ] && [ -n "${ANNOGRAPH:-}" ]; then
  mkdir "$work/views"
  for view in $(sed -n 's/^ANNO_VIEW(\([a-z]*\).*/\1/p' "$root/src/draw/views.def"); do
    for output in csv graphml gexf dot; do
      "$ANNOGRAPH" draw "$view" "$root/data" --quiet --max-nodes 0 -o "$work/views/$view.$output" || status=1
    done
  done
  "$python" "$here/check.py" $libraries "$work/views" >>"$work/results" || status=1
fi

grep -v '^ok' "$work/results" | sort -u || true
passed=$(grep -c '^ok' "$work/results" || true) failed=$(grep -c '^FAILED' "$work/results" || true)
[ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
