"""naf_counts.py DRIVER: the reader finds in the NAF files of the corpora what a look at their elements finds: so many annotations of
each kind in each layer, and in each span the words that the file's comment has there. 77 if there are no such files.
"""
import collections
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

ITEM = re.compile(r"^\d+:\d+ (\w+) (\S+) (\S+) in (\w+)(.*)$")
WORDS = re.compile(r'^[\d. ]+"(.*)"(?: trigger)?$')
TIMES = ("beginPoint", "endPoint", "anchorTimeID")
# Elements that are one span, one relation.
SPANS = {"wf", "term", "tunit", "entity", "mark", "timex3", "role", "tree", "t"}
RELATIONS = {"dep", "tlink", "clink", "nt"}


def references(found, layer, elements, holds=True):
    """Of the references of one resource that have a confidence the surest is a link, and all others stand as attributes."""
    best = {}
    for i, e in enumerate(elements):
        sure, resource = e.get("confidence"), e.get("resource")
        if sure and (resource not in best or float(sure) > float(elements[best[resource]].get("confidence"))):
            best[resource] = i
    for i, e in enumerate(elements):
        taken = holds and best.get(e.get("resource"), i) == i
        found["link", layer] += taken
        found["externalRef", layer] += not taken or bool(set(e.attrib) - {"resource", "reference"})
        references(found, layer, list(e), taken)


def counted(root):
    found = collections.Counter()
    for layer in root:
        for e in layer.iter():
            found["span", layer.tag] += e.tag in SPANS
            found["relation", layer.tag] += e.tag in RELATIONS
            if e.tag == "externalReferences":
                references(found, layer.tag, list(e))
            if e.tag == "coref":
                found["equivalence", layer.tag] += 1
                found["span", layer.tag] += len(e.findall("span"))
            if e.tag == "predicate":
                found["event", layer.tag] += 1
                found["span", layer.tag] += 1
            if e.tag == "opinion":
                found["event", layer.tag] += 1
                found["span", layer.tag] += len(e)
            if e.tag == "timex3":
                found["relation", layer.tag] += sum(name in e.attrib for name in TIMES)
            found["fact", layer.tag] += e.tag == "factVal"
    return +found


def read(lines):
    found, words = collections.Counter(), {}
    for kind, name, what, layer, rest in (m.groups() for m in map(ITEM.match, lines) if m):
        if kind == "attribute":
            found["externalRef", layer] += what == "externalRef"
            found["fact", layer] += layer == "factualitylayer"
        elif layer != "nafHeader" and (kind, what) != ("link", "value"):
            found[kind, layer] += 1
        text = WORDS.match(rest)
        if kind == "span" and text:
            words[name] = text[1].replace("\\n", " ")
    return +found, words


def comments(path):
    """IDs of items, and what the comment in their span says."""
    builder = ElementTree.TreeBuilder(insert_comments=True)
    root = ElementTree.parse(path, ElementTree.XMLParser(target=builder)).getroot()
    ends = {"predicate": ".span", "opinion": ".opinion_expression"}
    for e in root.iter():
        name = e.get("id") if isinstance(e.tag, str) else None
        if not name or e.tag not in SPANS | {"coref", "predicate", "opinion"}:
            continue
        for number, span in enumerate(e.findall(".//span") if e.tag != "predicate" else e.findall("span")):
            said = next((c.text for c in list(span) + list(e) if c.tag is ElementTree.Comment), None)
            if said and e.tag != "tree":
                end = ends.get(e.tag, "")
                if e.tag == "coref":
                    end = ".span" + (f"~{number + 1}" if number else "")
                yield name + end, said


def letters(text):
    return re.sub(r"[\W_]+", "", text)


driver = os.path.realpath(sys.argv[1])
corpora = pathlib.Path(os.environ["ANNOGRAPH_CORPORA"])
files = [p for folder in ("naf-newsreader", "voc-missives") for p in sorted(corpora.glob(f"{folder}/*.naf*"))
         if p.suffix in (".naf", ".coref")]
if not files:
    print("no NAF files")
    sys.exit(77)
faults = total = spans = 0
for path in files:
    lines = subprocess.run([driver, str(path)], capture_output=True, text=True, check=False).stdout.splitlines()
    expected, (found, words) = counted(ElementTree.parse(path).getroot()), read(lines)
    total += sum(expected.values())
    for key in sorted(expected.keys() | found.keys()):
        if expected[key] != found[key]:
            faults += 1
            print(f"{path.name}: {key[0]} in {key[1]}: {found[key]} read, {expected[key]} in the file")
    for name, said in comments(path):
        spans += 1
        if letters(words.get(name, "")) != letters(said):
            faults += 1
            print(f"{path.name}: {name}: {words.get(name)!r}, and the comment says {said!r}")
print(f"{len(files)} files: {total} annotations, {spans} spans with comments, {faults} faults")
sys.exit(1 if faults else 0)
