"""WebAnno TSV 3: the cells of each row, by the layers that the header declares (INCEpTION user guide, WebAnno TSV 3.3).

Also counted: a token for each row, a sentence for each block of rows, and lines '#NAME=VALUE' as attributes of the sentence
below them or of the document. A layer with slots has events: a span for each, besides. A chain is an equivalence, and its
links are spans.
"""
import os
import re

import archives
from counted import Counted

FILES = (
    "gum-news/*.tsv",
    "dkpro-fixtures/**/*.tsv",
    "inception-fixtures/inception-brat-editor/**/*.tsv",
    "inception-fixtures/inception-curation-legacy/**/*.tsv",
    "inception-fixtures/inception-curation/**/testsuite/**/*.tsv",
    "inception-fixtures/inception-curation/**/exports/*.zip",
    "inception-fixtures/inception-io-webanno-tsv/**/tsv3*/**/*.tsv",
)
SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
ROW = re.compile(r"(\d+-\d+)(\.\d+)?\t(\d+)-(\d+)\t([^\t]*)\t?(.*)\Z", re.S)
NUMBER = re.compile(r"(?:\\.|[^\\\[])*\[([\d_]+)\]\Z", re.S)
IRI = re.compile(r"[A-Za-z]+://[^ ]*\Z")
ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def cut(cell, stop):
    """The parts between unescaped stops; none of an empty cell."""
    parts = [""]
    for piece in re.findall(r"\\.|.", cell, re.S):
        if piece == stop:
            parts.append("")
        else:
            parts[-1] += piece
    return parts[:-1] if parts[-1] == "" else parts


def text_of(value):
    return re.sub(r"\\([\\\[\]|_\-;*trnbf])", lambda m: ESCAPED.get(m[1], m[1]), value)


def number_of(part):
    """(value, number in brackets behind it or '')."""
    m = NUMBER.match(part)
    return (part[:-len(m[1]) - 2], m[1]) if m else (part, "")


def unset(value):
    return value in ("", "_", "*")


class Layer:
    def __init__(self, line):
        self.kind, rest = line[:2], line[3:].strip().split("|")
        self.type, self.columns = rest[0], []
        for name in filter(None, rest[1:]):
            if self.columns and self.columns[-1][0] == "roles":
                self.columns.append(("fillers", name))
            elif name.startswith("ROLE_"):
                self.columns.append(("roles", name))
            elif name.startswith("BT_"):
                self.columns.append(("sources", name[3:]))
            else:
                self.columns.append(("feature", name))
        self.columns = self.columns or [("mark", "")]
        self.slots = any(use == "roles" for use, _ in self.columns)


class Table:
    def __init__(self):
        self.counted, self.layers, self.met = Counted(), [], {}

    def feature(self, owner, column, name, value):
        if unset(value):
            return
        text, key = text_of(value), (owner, column)
        if self.met.get(key, text) != text:
            self.counted.lose("another value of the same feature")
        if key not in self.met:
            self.met[key] = text
            self.counted.add("link" if IRI.match(text) else "attribute", name)

    def first(self, key):
        new = key not in self.met
        self.met.setdefault(key, True)
        return new

    def row(self, unit, cells):
        at = 0
        for i, layer in enumerate(self.layers):
            own = ["" if c == "_" else c for c in cells[at:at + len(layer.columns)]]
            at += len(layer.columns)
            stacks = [cut(c, "|") for c in own]
            for position in range(max(map(len, stacks))):
                parts = [s[position] if position < len(s) else None for s in stacks]
                {"SP": self.spans, "RL": self.relations, "CH": self.links}[layer.kind](i, layer, unit, position, parts)

    def spans(self, i, layer, unit, position, parts):
        numbers = [number_of(p)[1] for (use, _), p in zip(layer.columns, parts) if p is not None and use not in ("fillers", "sources")]
        shared = next(filter(None, numbers), "")
        for c, ((use, name), part) in enumerate(zip(layer.columns, parts)):
            if part is None:
                continue
            value, own = (part, "") if use == "fillers" else number_of(part)
            number = own or shared
            key = (i, number) if number else (i, unit, position)
            if self.first(key):
                self.counted.add("span", layer.type)
                if layer.slots:
                    self.counted.add("event", layer.type)
            if use == "feature":
                self.feature(key, c, name, value)
            if use == "roles" and self.first((key, c, "slots")):
                self.slots(cut(value, ";"), cut(parts[c + 1] or "", ";"))

    def slots(self, roles, fillers):
        for n in range(max(len(roles), len(fillers))):
            role, filler = (roles[n:] or [""])[0], (fillers[n:] or [""])[0]
            if unset(filler) and not unset(role):
                self.counted.lose("a role without a filler")

    def relations(self, i, layer, unit, position, parts):
        self.counted.add("relation", layer.type)
        for c, ((use, name), part) in enumerate(zip(layer.columns, parts)):
            if use == "feature" and part is not None:
                self.feature((i, unit, position, "relation"), c, name, number_of(part)[0])

    def links(self, i, layer, unit, position, parts):
        """REFERENCE->CHAIN-POSITION, and TYPE[CHAIN] in the other column."""
        chain, place = next(re.search(r"->(\d+)-(\d+)\Z", p).groups() for p in parts if p and re.search(r"->\d+-\d+\Z", p))
        if self.first((i, "chain", chain)):
            self.counted.add("equivalence", re.sub("Link\\Z", "", layer.type) + "Chain")
        if self.first((i, "link", chain, place)):
            self.counted.add("span", layer.type)
        for c, ((_, name), part) in enumerate(zip(layer.columns, parts)):
            if part is not None:
                self.feature((i, "link", chain, place), c, name, number_of(re.sub(r"->\d+-\d+\Z", "", part))[0])


def project(path):
    """What curators settled in an export of INCEpTION, DOCUMENT/USER.tsv."""
    with archives.unpacked(path) as members:
        for name, copy in members:
            if re.match(r"curation/.*\.tsv\Z", name):
                for counted in documents(copy):
                    counted.annotator = os.path.splitext(os.path.basename(name))[0]
                    yield counted


def documents(path):
    if path.endswith(".zip"):
        return project(path)
    with open(path, encoding="utf-8-sig", newline="") as f:
        lines = f.read().replace("\r\n", "\n").split("\n")
    t, comments, rows, document = Table(), [], False, False
    for line in lines + [""]:
        m = ROW.match(line)
        if m:
            if not rows:
                t.counted.add("span", SEGMENTATION + "Sentence")
                for name in comments:
                    t.counted.add("attribute", re.sub(r"\ASentence\.", "", name))
                comments, rows = [], True
            if not m[2]:
                t.counted.add("span", SEGMENTATION + "Token")
            t.row(m[1] + (m[2] or ""), m[6].split("\t"))
        elif line.startswith("#T_"):
            t.layers.append(Layer(line[3:]))
        elif line.startswith("#Text=") or not line:
            rows = False
            if not line and comments:
                if not document:
                    t.counted.add("span", "uima.tcas.DocumentAnnotation")
                document = True
                for name in comments:
                    t.counted.add("attribute", name)
                comments = []
        elif line.startswith("#") and not line.startswith("#FORMAT=WebAnno TSV "):
            comments.append(line[1:].split("=")[0].strip() or "comment")
    return [t.counted]
