#!/bin/sh
# reference.sh REPOSITORY: exports and draws data/ again and compares every byte with the reference in out/. SVG and PNG
# depend on fonts and on the version of Graphviz: of them it is only asked that they are there; tests/pictures/ looks at
# them. ANNO_UPDATE=1 rewrites out/.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$1"
corpus=us-russia-cyber

"$ANNOGRAPH" export --quiet data/$corpus -o "$work/$corpus.ttl" --views "$work/$corpus"
"$ANNOGRAPH" export --quiet data/$corpus --graphs=document -o "$work/$corpus.trig"

if [ "${ANNO_UPDATE:-0}" = 1 ]; then
  rm -rf "out/$corpus"
  mkdir -p out
  cp -R "$work/." out/
  exit 0
fi

bad=0
for path in $(cd "$work" && find . -type f | sort); do
  case $path in
    *.svg | *.png) [ -s "out/$path" ] && continue ;;
    *) cmp "out/$path" "$work/$path" && continue ;;
  esac
  echo "out/$path is not what data/$corpus gives now; the first differences:"
  diff "out/$path" "$work/$path" | cut -c1-300 | head -20 || true
  bad=1
done
for path in $(cd out && find "$corpus" -type f | sort); do
  [ -f "$work/$path" ] || { echo "out/$path is made by nothing"; bad=1; }
done
exit $bad
