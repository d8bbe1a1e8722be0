#!/bin/sh
# install.sh jena|fuseki|rdf4j|python...: fetches what these need, in the versions of pom.xml or requirements.txt, checks
# the sums of files.sha256 and keeps it in venv/NAME beside this file. Says nothing if all is there.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
mkdir -p "$here/venv"

# With Maven's plugin that Debian's version of it has as its own.
fetch() {
  (cd "$here/$1" && mvn --batch-mode --quiet --strict-checksums -DoutputDirectory="$here/venv/$1" -DincludeScope=runtime \
    org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies >"$here/venv/$1.log") || {
    head -n 5 "$here/venv/$1.log" >&2
    return 1
  }
  (cd "$here/venv/$1" && sha256sum --check --quiet "$here/$1/files.sha256")
  [ "$(find "$here/venv/$1" -type f | wc -l)" = "$(wc -l <"$here/$1/files.sha256")" ] || {
    echo "install.sh: other files than those of $1/files.sha256" >&2
    return 1
  }
}

unpack_jena() {
  tar xzf "$here/venv/jena/apache-jena-5.6.0.tar.gz" -C "$here/venv/jena" --strip-components=1
  rm "$here/venv/jena/apache-jena-5.6.0.tar.gz"
}

fetch_python() {
  python3 -m venv "$here/venv/python"
  "$here/venv/python/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$here/python/requirements.txt"
}

# The copy beside them says for which sums they were fetched.
install_one() {
  sums=$here/$1/files.sha256
  [ "$1" != python ] || sums=$here/python/requirements.txt
  cmp -s "$sums" "$here/venv/$1.installed" && return
  rm -rf "$here/venv/$1" "$here/venv/$1.installed"
  case $1 in
    python) fetch_python ;;
    *) fetch "$1" ;;
  esac
  [ "$1" != jena ] || unpack_jena
  cp "$sums" "$here/venv/$1.installed"
}

# Tests that run beside each other want the same.
exec 9>"$here/venv/lock"
flock 9
for name in "$@"; do install_one "$name"; done
