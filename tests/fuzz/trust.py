"""trust.py FINDINGS: the last run as rows of the record of trust: property, target, measured, how."""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SAYS = {
    "rules": "rule files, documents.ttl, authority.ttl, and what is mapped with them",
    "layout": "layouts of JSON that rule files describe",
    "write": "each writer; our parsers read the same again",
    "rdf": "the parsers of RDF; the same in pieces and as a whole",
    "line": "lines of N-Quads: reader and checker agree",
    "sort": "sorting and merging of lines in little memory",
    "conf": "annotation.conf",
    "svg": "SVG made fit for the web: well-formed, no script, event or load",
    "draw": "every view as DOT, CSV, GraphML, GEXF: well-formed, labels too",
    "manifest": "manifests: read, written and read again",
    "archive": "archives and compressed files as folders",
    "input": "the whole program over standard input: tar, lines, compressed",
}


def read(name):
    with open(os.path.join(sys.argv[1], name), encoding="utf-8") as file:
        return file.read()


def own_targets():
    with open(os.path.join(HERE, "targets.def"), encoding="utf-8") as file:
        return set(re.findall(r"^FUZZ_TARGET\((\w+),", file.read(), re.M))


rows, own = {}, own_targets()
for line in read("table.tsv").splitlines():
    target, _, runs, _, _, result = line.split("\t")
    says = SAYS[target] if target in own else "each reader, and what is mapped from it: terms, balance, no blank node"
    count = rows.setdefault(says, [0, 0, 0])
    count[0] += 1
    count[1] += int(runs)
    count[2] += result != "ok"
for says, (targets, runs, findings) in rows.items():
    print(f"no input makes it fail: {says}\t0 findings\t{findings} findings in {runs} inputs of {targets} fuzz targets"
          "\tsh tests/fuzz/run.sh SECONDS")
if any(line.startswith("write\t") for line in read("table.tsv").splitlines()):
    result = re.findall(r"(\d+) passed, (\d+) failed", read("written.txt"))[-1]
    print(f"oxigraph reads the same statements from each writer's output for the fuzz corpus\tall\t"
          f"{result[0]} of {int(result[0]) + int(result[1])} outputs\tsh tests/fuzz/written.sh")
