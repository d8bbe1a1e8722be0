#!/bin/sh
# tsv_pairs.sh: WebAnno TSV and XMI of one CAS, 73 pairs of the corpus inception-fixtures, give one graph, but for the
# pairs listed in tsv_pairs.txt. 77 where the corpus is not there.
set -eu
here=$(dirname "$0")
fixtures=${ANNOGRAPH_CORPORA:?is the folder of the corpora}/inception-fixtures/inception-io-webanno-tsv
[ -d "$fixtures" ] || exit 77
resources=$fixtures/src/test/resources
exec python3 "$here/tsv_pairs.py" "${ANNOGRAPH:?is the path of the program}" "$resources/tsv3-suite" \
  "$resources/desc/type/webannoTestTypes.xml" "$here/tsv_pairs.txt"
