"""PubTator: PMID|t|TITLE and PMID|a|ABSTRACT, and rows of tabs: annotations with offsets, relations of two entries.

The column of the entry is a link, unless it says that there is none; columns behind it are attributes, or links where they
are DATABASE:ENTRY. An entry that relations are about is an annotation of the whole document, with a link.
"""
import re

from counted import Counted

FILES = ("bioc-samples/tests/pubtator/*.txt",)
NOTHING = ("-", "-1", "none", "null")


def say(counted, name, value):
    link = value.lower() not in NOTHING if name == "identifier" else re.match(r"[A-Za-z][\w.-]*:[^|,;\s]+\Z|[A-Za-z]+://\S+\Z", value)
    counted.items["link" if link else "attribute", name] += value != ""


def count(lines):
    counted, entries, types = Counted(), [], {}
    for line in lines:
        columns = line.split("\t")
        if re.match(r"[^|\t]+\|[a-z]+\|", line):
            counted.add("span", "passage")
        elif re.match(r"-?\d", columns[1]):
            counted.add("span", columns[4])
            types.setdefault(columns[5] if len(columns) > 5 else "", columns[4])
            for i, value in enumerate(columns[5:], 5):
                say(counted, "identifier" if i == 5 else "column%d" % (i + 1), value)
        elif len(columns) > 3:
            counted.add("relation", columns[1])
            entries += [e for e in columns[2:4] if e not in entries]
            for i, value in enumerate(columns[4:], 4):
                say(counted, "column%d" % (i + 1), value)
        else:
            counted.lose("a row of too few columns")
    for e in entries:
        counted.add("span", types.get(e, "concept"))
        counted.add("link", "identifier")
    counted.items = +counted.items
    return counted


def documents(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        text = f.read().replace("\r\n", "\n")
    for block in re.split(r"\n\s*\n", text):
        if block.strip():
            yield count(block.strip("\n").split("\n"))
