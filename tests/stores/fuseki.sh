#!/bin/sh
# fuseki.sh start|stop FOLDER: an Apache Jena Fuseki with its files in FOLDER. FOLDER/http then holds its address; its
# one dataset /ds is in memory and can be changed: SPARQL, SPARQL Update and the Graph Store Protocol stand at /ds.
set -eu
. "$(dirname "$0")/daemon.sh"
folder=$2
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)

answers() { curl --silent --fail --max-time 5 "http://$(cat "$folder/http")/\$/ping"; }

start() {
  mkdir -p "$folder"
  sh "$here/install.sh" fuseki
  ports=$(two_ports)
  echo "127.0.0.1:${ports% *}" >"$folder/http"
  (cd "$folder" && FUSEKI_BASE="$folder/run" exec java -Xmx1g -jar "$here"/venv/fuseki/jena-fuseki-server-*.jar --localhost \
    --port "${ports% *}" --update --mem /ds >out.log 2>&1) &
  echo $! >"$folder/pid"
  await 120 answers || {
    tail -n 5 "$folder/out.log" >&2
    stop
    exit 1
  }
}

stop() { end "$folder/pid"; }

"$1"
