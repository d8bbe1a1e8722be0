"""One folder with a document of every input format, from the cases of tests/read/: what the tests of all formats share.

folder.py OUT writes it to the new folder OUT. The brat document beside the case's own bears every name that the rules
of any format know, so that rules which reach beyond their format change its graph.
"""
import os
import re
import shutil
import sys

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REPOSITORY = os.path.dirname(TESTS)
# Format: its files; the first is what is named to read the document, the others lie beside it.
SAMPLES = {
    "bdocjs": ["read/bdocjs/annie/x.bdocjs"],
    "biocjson": ["read/biocjson/everything/x.json"],
    "biocxml": ["read/biocxml/everything/x.xml"],
    "brat": ["read/brat/event/x.ann", "read/brat/event/x.txt"],
    "conll": ["read/conll/conll_2003/x.conll"],
    "conllu": ["read/conllu/entities/x.conllu"],
    "described": ["cli/layout_builtin/c/documents.json", "cli/layout_builtin/c/entities.json",
                  "cli/layout_builtin/c/relations.json"],
    "doccano": ["read/doccano/sample/x.jsonl"],
    "gatexml": ["read/gatexml/relations/x.xml"],
    "jsoncas": ["read/jsoncas/slots/x.json"],
    "labelstudio": ["read/labelstudio/annotators/x.json"],
    "naf": ["read/naf/factualities/x.naf"],
    "prodigy": ["read/prodigy/relations/x.jsonl"],
    "pubannotation": ["read/pubannotation/all/x.json"],
    "pubtator": ["read/pubtator/relations/x.pubtator"],
    "spacy": ["read/spacy/to_json/x.json"],
    "tei": ["read/tei/speech/x.xml"],
    "webannotation": ["read/webannotation/recogito/x.json", "read/webannotation/recogito/x.txt"],
    "webannotsv": ["read/webannotsv/relation/x.tsv"],
    "xmi": ["read/xmi/slots/x.xmi", "read/xmi/slots/TypeSystem.xml"],
}


def named(format, path):
    """What a file is called in the folder: x.* by its format, others as they are."""
    name = os.path.basename(path)
    stem, ending = os.path.splitext(name)
    return format + ending if stem == "x" or not ending else name


def known_names():
    """The types and attributes that rule sets which formats bring along speak of."""
    names = {"type": set(), "attribute": set()}
    rules = os.path.join(REPOSITORY, "ontology", "rules")
    for file in sorted(os.listdir(rules)):
        text = re.sub(r"#.*", "", open(os.path.join(rules, file), encoding="utf-8").read())
        for what, values in re.findall(r'rule:(type|attribute) ((?:"[^"]*"[\s,]*)+)', text):
            names[what].update(n for n in re.findall(r'"([^"]*)"', values) if re.fullmatch(r"[\w-]+", n))
    return sorted(names["type"]), sorted(names["attribute"])


def foreign():
    """A brat document: each type as a text annotation, an event and a relation, each attribute on the first."""
    types, attributes = known_names()
    text, lines = "", []
    for i, name in enumerate(types, 1):
        begin = len(text)
        text += "word%d " % i
        here = "%d %d\tword%d" % (begin, len(text) - 1, i)
        lines += ["T%d\t%s %s" % (2 * i - 1, name, here), "T%d\t%s %s" % (2 * i, name, here),
                  "E%d\t%s:T%d Theme:T1" % (i, name, 2 * i), "R%d\t%s Arg1:T1 Arg2:T3" % (i, name)]
    lines += ["A%d\t%s T1" % (i, name) for i, name in enumerate(attributes, 1)]
    return text + "\n", "\n".join(lines) + "\n"


def make(out):
    """Writes the folder; gives the name of the file to be read for each format."""
    os.mkdir(out)
    first = {}
    for format, paths in SAMPLES.items():
        for path in paths:
            shutil.copyfile(os.path.join(TESTS, path), os.path.join(out, named(format, path)))
        first[format] = named(format, paths[0])
    for ending, content in zip((".txt", ".ann"), foreign()):
        with open(os.path.join(out, "foreign" + ending), "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
    return first


if __name__ == "__main__":
    make(sys.argv[1])
