#!/bin/sh
# export.sh: from a fresh clone to the export. Installs what is missing, builds into build/, exports data/ to out/.
set -eu
cd "$(dirname "$0")/.."

sh tools/install.sh build
[ -f build/CMakeCache.txt ] || cmake -S . -B build -G Ninja >/dev/null
cmake --build build --target annograph -- >/dev/null

mkdir -p out
for corpus in data/*/; do
  name=$(basename "$corpus")
  build/annograph export "data/$name" -o "out/$name.ttl" --views "out/$name"
  build/annograph export --quiet "data/$name" --graphs=document -o "out/$name.trig"
done
