#!/bin/sh
# run.sh [PART...]: fetches the stores and runs run.py on them. What cannot be fetched has failed.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
sh "$here/../../stores/install.sh" jena fuseki rdf4j python || {
  echo 'not ok - the stores can be fetched'
  echo '# 0 passed, 1 failed, 0 skipped'
  exit 1
}
exec python3 -B "$here/run.py" "$@"
