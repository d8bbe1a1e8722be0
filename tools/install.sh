#!/bin/sh
# install.sh build|test: installs the Debian packages that are missing, and says nothing if none is.
set -eu

build="gcc libc6-dev cmake ninja-build pkg-config libraptor2-dev libutf8proc-dev nettle-dev libxml2-dev libyajl-dev libarchive-dev libcurl4-gnutls-dev libgraphviz-dev graphviz fonts-noto-core fonts-dejavu-core"
test="python3 openssl zstd raptor2-utils serdi strace valgrind locales ca-certificates mandoc fonts-noto-cjk chromium parallel slurmctld slurmd slurm-client munge clang clang-tidy clang-tools cppcheck libclang-rt-14-dev virtuoso-opensource-7-bin"

case "${1:-}" in
  build) wanted=$build ;;
  test) wanted="$build $test" ;;
  *) echo "usage: install.sh build|test" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null; then
  echo "install.sh: not a Debian system; needed are: $wanted" >&2
  exit 0
fi

missing=
for package in $wanted; do
  # A package of another name may stand for it (pkgconf for pkg-config).
  case "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)" in
    *" ok installed") ;;
    *) missing="$missing $package" ;;
  esac
done

# Node may come from elsewhere; Debian's own is taken only where there is none, or one before 18.
if [ "$1" = test ]; then
  major=$(node --version 2>/dev/null | sed 's/^v//; s/[.].*//')
  [ "${major:-0}" -ge 18 ] || missing="$missing nodejs"
  command -v npm >/dev/null || missing="$missing npm"
  command -v javac >/dev/null || missing="$missing default-jdk-headless"
  command -v curl >/dev/null || missing="$missing curl"
  command -v mvn >/dev/null || missing="$missing maven"
  python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
fi

[ -n "$missing" ] || exit 0
echo "install.sh: installing$missing"

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "install.sh: neither root nor sudo; install them and run again" >&2
    exit 1
  fi
}

# The program's output is kept for the case that it fails.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get "$@" </dev/null >"$log" 2>&1 || {
    cat "$log" >&2
    echo "install.sh: apt-get $* failed" >&2
    exit 1
  }
}
apt update
# The names are separate words.
# shellcheck disable=SC2086
apt install -y --no-install-recommends $missing
