#!/bin/sh
# globals.sh OBJECT...: no object file has writable data. Constant tables that hold addresses stand in .data.rel.ro.
set -eu
LC_ALL=C
export LC_ALL
[ $# -gt 0 ]
# Columns: name, value, class, type, size, line, section. Archives have a heading for each member.
nm --format=sysv "$@" >/dev/null
symbols=$(nm --format=sysv "$@" | grep -c '|')
found=$(nm --format=sysv "$@" | awk -F'|' '
  /^(Symbols from )/ { file = $0; sub(/^Symbols from /, "", file); next }
  { section = $7; gsub(/ /, "", section) }
  section ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && section !~ /^\.data\.rel\.ro/ { print file " " $1 " " section }')
if [ -n "$found" ]; then
  echo "writable globals:"
  echo "$found"
  exit 1
fi
echo "$symbols symbols, none writable"
[ "$symbols" -gt 500 ]
