"""Documents as WebAnno TSV 3.3: a row for each token, or part of one that an annotation begins or ends in.

Each line of the text is a sentence. All annotations have a number, so that roles can name them.
"""
import re

import brat_corpus

TOKEN = re.compile(r"\w+|[^\w\s]")
TARGET = "uima.tcas.Annotation"


class Row:
    def __init__(self, unit, begin, end):
        self.unit, self.begin, self.end = unit, begin, end
        self.cells = {}  # layer -> names of annotations, relations: the ones that end here


def sentences(text):
    """Lists of (begin, end) of tokens, for each line that has any."""
    begin = 0
    for line in text.split("\n"):
        tokens = [(begin + m.start(), begin + m.end()) for m in TOKEN.finditer(line)]
        if tokens:
            yield tokens
        begin += len(line) + 1


class Table:
    def __init__(self, document):
        self.document = document
        self.places = {}  # annotation -> rows
        self.numbers = {}
        self.sentences = []
        for s, tokens in enumerate(sentences(document.text), 1):
            self.sentences.append([[Row(f"{s}-{t}", *place)] for t, place in enumerate(tokens, 1)])
        triggers = document.triggers()
        for name, (type_, places) in document.spans.items():
            if name not in triggers:
                self._place(name, type_, places)
        for name, (type_, trigger, _) in document.events.items():
            self._place(name, type_, document.spans[trigger][1])
        for name, (type_, roles) in document.relations.items():
            self.places[roles[1][1]][0].cells.setdefault(type_, []).append(name)

    def _place(self, name, type_, places):
        ((begin, end),) = places
        self.numbers[name] = len(self.numbers) + 1
        rows = self.places[name] = []
        for sentence in self.sentences:
            for token in sentence:
                b, e = max(begin, token[0].begin), min(end, token[0].end)
                if b < e:
                    rows.append(self._row(token, b, e))
        if not rows or rows[0].begin != begin or rows[-1].end != end:
            raise ValueError(f"{self.document.name}: {name} does not begin and end with tokens")
        for row in rows:
            row.cells.setdefault(type_, []).append(name)

    @staticmethod
    def _row(token, begin, end):
        for row in token:
            if (row.begin, row.end) == (begin, end):
                return row
        token.append(Row(f"{token[0].unit}.{len(token)}", begin, end))
        return token[-1]

    def reference(self, name):
        return f"{self.places[name][0].unit}[{self.numbers[name]}]"


def escaped(value):
    if value is True:
        return "true"
    value = re.sub(r"([\\\[\]|_;*]|->)", r"\\\1", value)
    return value.replace("\t", "\\t").replace("\n", "\\n")


def layers(documents):
    """The columns of each layer: (kind, type, features)."""
    spans, events, relations = brat_corpus.type_names(documents)
    found = [("span", name, sorted(features)) for name, features in sorted(spans.items())]
    found += [("event", name, sorted(features)) for name, features in sorted(events.items())]
    return found + [("relation", name, []) for name in sorted(relations)]


def header(columns):
    lines = ["#FORMAT=WebAnno TSV 3.3"]
    for kind, name, features in columns:
        if kind == "relation":
            lines.append(f"#T_RL={name}|BT_{TARGET}")
            continue
        slots = [f"ROLE_{name}:roles_custom.{name}Role", TARGET] if kind == "event" else []
        lines.append(f"#T_SP={name}|" + "|".join(features + slots))
    return lines + ["", ""]


def cells(table, row, columns):
    for kind, type_, features in columns:
        names = row.cells.get(type_, [])
        if kind == "relation":
            yield "|".join(source(table, name) for name in names) or "_"
            continue
        for feature in features or ([None] if kind == "span" else []):
            yield "|".join(value(table, name, feature) for name in names) or "_"
        if kind == "event":
            roles = [table.document.events[name][2] for name in names]
            yield "|".join(
                f"{';'.join(escaped(r) for r, _ in own) or '*'}[{table.numbers[name]}]" for name, own in zip(names, roles)
            ) or "_"
            yield "|".join(";".join(table.reference(f) for _, f in own) or "*" for own in roles) or "_"


def value(table, name, feature):
    values = [v for f, v in table.document.features.get(name, []) if f == feature]
    if len(values) > 1:
        raise ValueError(f"{table.document.name}: {name} has two values of {feature}")
    return f"{escaped(values[0]) if values else '*'}[{table.numbers[name]}]"


def source(table, relation):
    (_, first), (_, second) = table.document.relations[relation][1]
    return f"{table.places[first][0].unit}[{table.numbers[first]}_{table.numbers[second]}]"


def tsv(document, columns):
    table, text = Table(document), document.text
    offsets = brat_corpus.utf16(text)
    lines = header(columns)
    for sentence in table.sentences:
        words = text[sentence[0][0].begin : sentence[-1][0].end]
        lines.append("#Text=" + words.replace("\\", "\\\\").replace("\t", "\\t"))
        for row in (row for token in sentence for row in token):
            word = text[row.begin : row.end].replace("\\", "\\\\")
            place = f"{offsets[row.begin]}-{offsets[row.end]}"
            lines.append("\t".join([row.unit, place, word, *cells(table, row, columns), ""]))
        lines.append("")
    return "\n".join(lines)


def write(documents, folder):
    columns = layers(documents)
    for document in documents:
        (folder / f"{document.name}.tsv").write_text(tsv(document, columns), encoding="utf-8")
