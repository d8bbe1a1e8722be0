"""CoNLL-U: rows of ten columns, comments, and entities in MISC (universaldependencies.org/format; CorefUD 1.0).

Counted are: sentences; tokens, multiword tokens and empty nodes; each value of LEMMA, UPOS, XPOS, FEATS, DEPS and of MISC,
and each comment but sent_id and text, as attributes; HEAD as a relation, of a root as an attribute; mentions, clusters of
two mentions or more, Bridge and SplitAnte. SpaceAfter is a matter of the text.
"""
import collections
import re

from counted import Counted

FILES = ("gum-news/*.conllu", "dkpro-fixtures/**/*.conllu")
DEFAULT_FIELDS = "eid-etype-head-other"
OF_DOCUMENT = re.compile(r"newdoc( .*)?\Z|meta::|global\.")
COLUMNS = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")


def none(value):
    return value in ("", "_")


class Mentions:
    """Brackets of Entity=: '(GROUP-FIELD-...' opens, 'GROUP)' closes; 'GROUP[2/3]' is a later part of one mention."""

    def __init__(self, counted, fields):
        self.counted, self.fields, self.groups = counted, fields, collections.Counter()

    def read(self, value):
        for opens, body, _ in re.findall(r"(\(?)([^()]*)(\)?)", value):
            if opens and body:
                self.open(body)

    def open(self, body):
        group, _, rest = body.partition("-")
        part = re.match(r"(.*)\[(\d+)/\d+\]\Z", group)
        group = part[1] if part else group
        if part and int(part[2]) > 1 and self.groups[group]:
            return
        self.groups[group] += 1
        names, type_ = self.fields.split("-")[1:], "Entity"
        values = rest.split("-", len(names) - 1) if names and rest else [rest] if rest else []
        for name, value in zip(names or ["other"], values):
            if value and name in ("etype", "entity"):
                type_ = value
            elif value:
                self.counted.add("link" if name == "identity" else "attribute", name)
        self.counted.add("span", type_)

    def relate(self, kind, value):
        before = None
        for pair in value.split(","):
            ends, _, subtype = pair.partition(":")
            anaphor = ends.partition("<")[2]
            if kind == "SplitAnte" and anaphor == before:
                continue
            before = anaphor
            self.counted.add("relation", kind)
            if subtype:
                self.counted.add("attribute", "subtype")

    def end(self):
        self.counted.add("equivalence", "Entity", sum(1 for n in self.groups.values() if n > 1))


class Document:
    def __init__(self, fields):
        self.counted = Counted()
        self.mentions = Mentions(self.counted, fields)
        self.comments, self.described, self.open = [], False, False

    def begin_sentence(self):
        self.open = True
        self.counted.add("span", "Sentence")
        for name in self.comments:
            if OF_DOCUMENT.match(name) and not self.described:
                self.described = True
                self.counted.add("span", "Document")
            if name not in ("sent_id", "text"):
                self.counted.add("attribute", name)
        self.comments = []

    def end_sentence(self):
        if not self.open and self.comments:
            self.begin_sentence()
        self.open = False

    def row(self, line):
        if not self.open:
            self.begin_sentence()
        c = dict(zip(COLUMNS, line.split("\t")))
        self.counted.add("span", "MultiwordToken" if "-" in c["ID"] else "EmptyNode" if "." in c["ID"] else "Token")
        for name in ("LEMMA", "UPOS", "XPOS", "FEATS", "DEPS"):
            if not none(c[name]):
                self.counted.add("attribute", name)
        if "-" not in c["ID"]:
            self.head(c["HEAD"], c["DEPREL"])
        for item in [] if none(c["MISC"]) else c["MISC"].split("|"):
            key, _, value = item.partition("=")
            if key == "Entity":
                self.mentions.read(value)
            elif key in ("Bridge", "SplitAnte"):
                self.mentions.relate(key, value)
            elif key != "SpaceAfter" and item:
                self.counted.add("attribute", key)

    def head(self, head, relation):
        if none(head):
            self.counted.add("attribute", "DEPREL", 0 if none(relation) else 1)
        elif head == "0":
            self.counted.add("attribute", "HEAD")
        else:
            self.counted.add("relation", "Dependency")

    def end(self):
        self.end_sentence()
        self.mentions.end()
        self.counted.items += collections.Counter()
        return self.counted


def split(lines):
    """The lines of each document: it begins with the comments among which '# newdoc' stands."""
    parts, comments = [[]], []
    for line in lines:
        if line.startswith("#"):
            comments.append(line)
            continue
        if any(re.match(r"# newdoc(\s|\Z)", c) for c in comments) and any(l and not l.startswith("#") for l in parts[-1]):
            parts.append([])
        parts[-1] += comments + [line]
        comments = []
    parts[-1] += comments
    return parts


def documents(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        lines = f.read().replace("\r\n", "\n").split("\n")
    fields = DEFAULT_FIELDS
    for part in split(lines):
        d = Document(fields)
        for line in part:
            if line.startswith("# global.Entity"):
                fields = d.mentions.fields = line.partition("=")[2].strip()
            if not line.strip():
                d.end_sentence()
            elif line.startswith("#"):
                if d.open:
                    d.end_sentence()
                d.comments.append(line[1:].partition("=")[0].strip() or "comment")
            else:
                d.row(line)
        yield d.end()
