"""Documents of bad shapes: each a function of n that writes a folder, and grows only with n. Standard library only.

shapes.py SHAPE FOLDER N
"""
import json
import pathlib
import sys


def brat(folder, text, lines):
    (folder / "shape.txt").write_text(text, encoding="utf-8")
    (folder / "shape.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")


def words(n):
    """A text of n words of seven letters, and where the i-th of them lies."""
    return " ".join(f"w{i:06d}" for i in range(n)), lambda i: f"{8 * i} {8 * i + 7}"


def long_line(folder, n):
    """All annotations on one line of text, none of which ends."""
    text, at = words(n)
    brat(folder, text, [f"T{i + 1}\tPerson {at(i)}\tw{i:06d}" for i in range(n)])


def one_span(folder, n):
    brat(folder, "Alice met Bob.\n", [f"T{i + 1}\tPerson 0 5\tAlice" for i in range(n)])


def ring_or_chain(folder, n, type_, filler):
    """n events; filler(i) is the number of what event i tells, 0 for nothing."""
    text, at = words(n)
    lines = [f"T{i + 1}\t{type_} {at(i)}\tw{i:06d}" for i in range(n)]
    for i in range(1, n + 1):
        lines.append(f"E{i}\t{type_}:T{i}" + (f" Content:E{filler(i)}" if filler(i) else ""))
    brat(folder, text, lines)


def nested_events(folder, n):
    """Each event is what the next one tells."""
    ring_or_chain(folder, n, "Saying", lambda i: i - 1)


def cyclic_events(folder, n):
    """One ring of all events."""
    ring_or_chain(folder, n, "Saying", lambda i: i % n + 1)


def nested_claims(folder, n):
    """The same of a type that the rules take for an attribution."""
    ring_or_chain(folder, n, "Statement", lambda i: i - 1)


def cyclic_claims(folder, n):
    """Refused, since nothing can be its own content; which must not take long."""
    ring_or_chain(folder, n, "Statement", lambda i: i % n + 1)


def aliases(folder, n):
    """n links of one annotation to entries of one authority."""
    lines = ["T1\tPerson 0 5\tAlice"]
    brat(folder, "Alice met Bob.\n", lines + [f"N{i + 1}\tReference T1 Authority:q{i}\tname {i}" for i in range(n)])


def notes(folder, n):
    lines = ["T1\tPerson 0 5\tAlice"]
    brat(folder, "Alice met Bob.\n", lines + [f"#{i + 1}\tAnnotatorNotes T1\tremark {i}" for i in range(n)])


def mentions(folder, n):
    """n annotations that an authority makes one entity."""
    text, at = words(n)
    lines = [f"T{i + 1}\tPerson {at(i)}\tw{i:06d}" for i in range(n)]
    brat(folder, text, lines + [f"N{i + 1}\tReference T{i + 1} Authority:alice\tAlice" for i in range(n)])


def naf(folder, words_, rest):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<NAF xml:lang="en" version="3.2">', "<text>", *words_, "</text>"]
    (folder / "shape.naf").write_text("\n".join([*lines, *rest, "</NAF>", ""]), encoding="utf-8")


ONE_WORD = ['<wf id="w1" sent="1" offset="0" length="5">Alice</wf>']


def deep_xml(folder, n):
    """Elements in elements, as deep as the program lets them be; as many such towers as make n."""
    depth = 200
    naf(folder, ONE_WORD, ["<a>" * depth + "</a>" * depth for _ in range(max(1, n // depth))])


def wide_xml(folder, n):
    """n children of one element."""
    found = [f'<wf id="w{i}" sent="1" offset="{6 * i}" length="5">Alice</wf>' for i in range(n)]
    naf(folder, found, [])


def attributes_xml(folder, n):
    """Elements of 100 attributes each, n attributes in all."""
    many = " ".join(f'a{i}="{i}"' for i in range(100))
    naf(folder, ONE_WORD, [f"<a {many}/>" for _ in range(max(1, n // 100))])


def doccano(folder, lines):
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "shape.jsonl").write_text(text, encoding="utf-8")


def deep_json(folder, n):
    """Arrays in arrays, in a field that nobody knows; as many documents as make n."""
    depth = 60
    tower = 0
    for _ in range(depth):
        tower = [tower]
    one = {"text": "Alice met Bob.", "entities": [{"id": 1, "label": "Person", "start_offset": 0, "end_offset": 5}],
           "relations": [], "Comments": [], "meta": tower}
    doccano(folder, [one | {"id": i} for i in range(max(1, n // depth))])


def giant_string(folder, n):
    """A text of 100 n characters with one annotation."""
    doccano(folder, [{"id": 1, "entities": [{"id": 1, "label": "Person", "start_offset": 0, "end_offset": 5}],
                      "relations": [], "Comments": [], "text": "Alice " * (100 * n // 6)}])


SHAPES = {
    shape.__name__: shape
    for shape in (long_line, one_span, nested_events, cyclic_events, nested_claims, cyclic_claims, aliases, notes, mentions, deep_xml, wide_xml,
                  attributes_xml, deep_json, giant_string)
}


def main():
    name, folder, n = sys.argv[1:]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    (folder / "documents.ttl").write_text(
        "@prefix anno: <https://w3id.org/annograph/ns#> .\n"
        '<https://example.org/shapes/> a anno:Corpus ; anno:rules "brat" .\n')
    SHAPES[name](folder, int(n))


if __name__ == "__main__":
    main()
