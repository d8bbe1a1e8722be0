#!/bin/sh
# layout_stub.sh --layout ENGINE HABIT MEMORY: a layout program with bad habits. As dot it does what HABIT says; as sfdp
# it draws, unless the habit begins with "never-".
set -eu
habit=${3#never-}
if [ "$2" = sfdp ] && [ "$habit" = "$3" ]; then
  cat >/dev/null
  printf 'drawn by sfdp'
  exit 0
fi
case $habit in
  good) cat >/dev/null; printf 'drawn by dot' ;;
  echo) exec cat ;;
  environment) cat >/dev/null; exec env ;;
  hang) exec sleep 1000 ;;
  half) cat >/dev/null; printf half; exec sleep 1000 ;;
  close) exec sleep 1000 >&- 2>&- ;;
  crash) kill -SEGV $$ ;;
  stop) kill -STOP $$ ;;
  fail) printf 'a\001b \033[31m\377 \302\205c\n\nd\n' >&2; exit 1 ;;
  memory) exit 3 ;;
  nothing) cat >/dev/null ;;
  deaf) printf picture ;;
  noise) cat >/dev/null; head -c 3000000 /dev/zero | tr '\0' e >&2; printf picture; exit 1 ;;
  noisy) head -c 3000000 /dev/zero | tr '\0' e >&2; cat >/dev/null; printf picture ;;
  flood) exec cat /dev/zero ;;
esac
