#!/bin/sh
# run.sh [SECONDS]: what takes too long for every change. Fuzzes each reader for SECONDS (default 1800).
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
sh "$here/../fuzz/run.sh" "${1:-1800}"
