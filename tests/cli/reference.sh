#!/bin/sh
# reference.sh REPOSITORY: exports data/ again and compares every byte with the reference export in out/.
# ANNO_UPDATE=1 rewrites out/.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$1"

export_to() {
  "$ANNOGRAPH" export --quiet data/us-russia-cyber "$@"
}
export_to -o "$work/us-russia-cyber.ttl"
export_to --graphs=document -o "$work/us-russia-cyber.trig"

bad=0
for file in us-russia-cyber.ttl us-russia-cyber.trig; do
  if [ "${ANNO_UPDATE:-0}" = 1 ]; then
    mkdir -p out
    cp "$work/$file" "out/$file"
  elif ! cmp "out/$file" "$work/$file"; then
    echo "out/$file is not what data/us-russia-cyber gives now; the first differences:"
    diff "out/$file" "$work/$file" | head -20 || true
    bad=1
  fi
done
exit $bad
