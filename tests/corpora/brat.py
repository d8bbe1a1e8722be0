"""brat standoff as its description has it, and nothing else: which annotations stand in which file.

Knows neither the program nor its rules; read with other means (regular expressions over whole lines).
"""
import collections
import os
import re

import archives

LINE = re.compile(r"(?P<id>[TERAMN]\d+\S*|#\d*|\*)\t(?P<rest>.*)", re.S)
Annotation = collections.namedtuple("Annotation", "id kind type target value fields continued")
Document = collections.namedtuple("Document", "name annotator files has_text annotations")


def rows(path):
    """(line, number of continuation lines behind it) of each annotation; a line without an ID continues a text."""
    with open(path, "rb") as f:
        text = f.read().decode("utf-8")
    text = text[1:] if text.startswith("\ufeff") else text
    found = []
    for line in text.split("\n"):
        line = line[:-1] if line.endswith("\r") else line
        if LINE.match(line):
            found.append([line, 0])
        elif line.strip():
            found[-1][1] += 1
    return found


def annotation(line, continued):
    m = LINE.match(line)
    identifier, rest = m["id"], m["rest"]
    data, _, text = rest.partition("\t")
    fields = data.split()
    kind = identifier[0]
    if kind == "T":
        return Annotation(identifier, "T", fields[0], None, text, data.split(" ", 1)[1].split(";"), continued)
    if kind == "E":
        kind_of, _, trigger = fields[0].rpartition(":")
        roles = [tuple(f.rpartition(":")[::2]) for f in fields[1:]]
        return Annotation(identifier, "E", kind_of, trigger, "", roles, continued)
    if kind == "R":
        return Annotation(identifier, "R", fields[0], None, "", [tuple(f.rpartition(":")[::2]) for f in fields[1:]], continued)
    if kind == "*":
        return Annotation(identifier, "*", fields[0], None, "", fields[1:], continued)
    if kind in "AM":
        return Annotation(identifier, "A", fields[0], fields[1], " ".join(fields[2:]), [], continued)
    if kind == "N":
        return Annotation(identifier, "N", fields[0], fields[1], fields[2], [text.strip()], continued)
    return Annotation(identifier, "#", fields[0], fields[1], text.strip(), [], continued)


def document(root, first, files):
    stem = os.path.splitext(first)[0]
    annotator, has_text = "", os.path.exists(stem + ".txt")
    shared, dot, name = stem.rpartition(".")
    if not has_text and dot and "/" not in name and os.path.exists(shared + ".txt"):
        stem, annotator, has_text = shared, name, True
    annotations = [annotation(*row) for path in files for row in rows(path)]
    return Document(os.path.relpath(stem, root).replace(os.sep, "/"), annotator, files, has_text, annotations)


def documents(root):
    """Every annotated document below `root`: X.ann, or X.a1 with the X.a2 beside it; also those in ZIP archives."""
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            stem, ending = os.path.splitext(path)
            if ending == ".ann":
                yield document(root, path, [path])
            elif ending == ".a1":
                yield document(root, path, [path] + [p for p in [stem + ".a2"] if os.path.exists(p)])
            elif ending == ".a2" and not os.path.exists(stem + ".a1"):
                yield document(root, path, [path])
            elif ending == ".zip":
                with archives.unpacked(path) as members:
                    for member, copy in members:
                        if member.endswith(".ann"):
                            found = document(copy[:-len(member)], copy, [copy])
                            yield found._replace(name=os.path.relpath(path, root).replace(os.sep, "/") + "/" + found.name)


def root_target(by_id, found):
    """The annotation that an attribute, link or note is about, maybe through others; None if it is not there."""
    for _ in range(len(by_id) + 1):
        if found is None or found.kind not in "AN#":
            return found
        found = by_id.get(found.target)
    return None
