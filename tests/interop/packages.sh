#!/bin/sh
# packages.sh [FOLDER]: installs the packages of a folder's package-lock.json (default: beside this file) if they are not
# there.
set -eu
cd "${1:-$(dirname "$0")}"
# The copy says for which lock file the packages were installed: npm's own record has another form.
installed=node_modules/.installed-for.json
if ! cmp -s package-lock.json "$installed"; then
  npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
  cp package-lock.json "$installed"
fi
