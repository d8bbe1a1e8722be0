#!/bin/sh
# virtuoso.sh start|stop FOLDER DATA: a Virtuoso with its files in FOLDER that may load from DATA. FOLDER/sql and
# FOLDER/http then hold its two addresses. Its Graph Store Protocol stands at /sparql-graph-crud-auth of the second,
# with digest authentication: user and password are dba.
set -eu
. "$(dirname "$0")/daemon.sh"
folder=$2

configure() {
  ports=$(two_ports)
  sql=127.0.0.1:${ports% *} http=127.0.0.1:${ports#* }
  cat >"$folder/virtuoso.ini" <<INI
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = $sql
DisableUnixSocket = 1
DirsAllowed = $1
NumberOfBuffers = ${VIRTUOSO_BUFFERS:-20000}
MaxDirtyBuffers = $((${VIRTUOSO_BUFFERS:-20000} * 3 / 4))
CheckpointInterval = 0

[HTTPServer]
ServerPort = $http
ServerRoot = .
ServerThreads = 2
INI
  echo "$http" >"$folder/http"
  echo "$sql" >"$folder/sql"
}

start() {
  mkdir -p "$folder"
  configure "$1"
  (cd "$folder" && exec virtuoso-t -c virtuoso.ini -f >out.log 2>&1) &
  echo $! >"$folder/pid"
  await 120 isql-vt "$(cat "$folder/sql")" dba dba exec='status();' || {
    tail -n 5 "$folder/virtuoso.log" "$folder/out.log" >&2
    exit 1
  }
}

stop() { end "$folder/pid"; }

command=$1
"$command" "${3-}"
