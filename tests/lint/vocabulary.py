"""Every term of the project's vocabularies that the program, rules, queries, shapes and data use is defined."""
import re

import tree
import turtle

OWN = ("anno", "said", "rule")
ROW = re.compile(r'^ANNO_TERM\(\w+, ANNO_NS(?:_(\w+))?, "([^"]+)"\)', re.M)
# A span's fragments are numbered: fragment1, fragment2 ...
NUMBERED = re.compile(r"^(anno:fragment)[0-9]+$")

ontology = turtle.subjects(tree.text(tree.ROOT / "ontology/annograph.ttl"))
relations = set()
for path in tree.files(".ttl", under="ontology"):
    relations |= {n for n in turtle.subjects(tree.text(path)) if n.startswith("rel:")}
defined = ontology | relations


def is_defined(name):
    return NUMBERED.sub(r"\1", name) in defined


faults = tree.Faults("terms")
table = tree.ROOT / "src/rdf/vocab.def"
source = tree.text(table)
rows = list(ROW.finditer(source))
if len(rows) != source.count("\nANNO_TERM("):
    faults.add(table, 0, "rows that are not understood")
for match in rows:
    prefix = "anno" if not match[1] else match[1].lower()
    if prefix not in OWN + ("rel",):
        continue
    faults.looked_at += 1
    if not is_defined(f"{prefix}:{match[2]}"):
        faults.add(table, turtle.line_of(source, match.start()), f"{prefix}:{match[2]} is not defined in ontology/")

used = tree.files(".ttl", ".rq", under="ontology") + tree.files(".ttl", under="data")
for path in used:
    content = tree.text(path)
    for at, name in turtle.names(content):
        if name.split(":")[0] not in OWN + ("rel",):
            continue
        faults.looked_at += 1
        if not is_defined(name):
            faults.add(path, turtle.line_of(content, at), f"{name} is not defined in ontology/")
faults.end()
