#!/bin/sh
# daemon.sh: what the scripts that start daemons share; read with `.` by them.
set -eu

# Two ports of the loopback interface that are free now.
two_ports() {
  python3 -c 'import socket
both = [socket.socket(), socket.socket()]
for each in both: each.bind(("127.0.0.1", 0))
print(*(each.getsockname()[1] for each in both))'
}

# await TRIES COMMAND...: tries the command each half second until it succeeds; fails after so many.
await() {
  tries=$1
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -le 0 ]; then return 1; fi
    sleep 0.5
  done
}

gone() { ! kill -0 "$1"; }

# end FILE: ends the daemon whose number stands in the file, and waits until it has: its folder can then be removed.
end() {
  [ -f "$1" ] || return 0
  number=$(cat "$1")
  kill "$number" 2>/dev/null || return 0
  await 20 gone "$number" || kill -KILL "$number" 2>/dev/null || true
}
