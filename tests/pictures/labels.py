"""labels.py NAME FILE.svg FILE.dot [FILE.csv]: what the DOT and the table say stands in the picture.

The SVG is well-formed; each line of text that a node, arrow, group or the picture itself has in the DOT is a text of it in
the SVG (Graphviz may drop a label it cannot read); so is each name in the table, as far as it is not cut by "…"; the title
that screen readers read is the one that is shown; nothing hides or reorders text. Prints 'ok labels NAME: numbers' or
'FAILED labels NAME: …'.
"""

import collections
import csv
import html
import re
import sys
import xml.etree.ElementTree as ET
import xml.parsers.expat

SVG = "{http://www.w3.org/2000/svg}"
TOKEN = re.compile(
    r'\s+|//[^\n]*|/\*.*?\*/|^#[^\n]*|(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<sign>->|--|[{}\[\]=;,:])'
    r"|(?P<word>-?[\w.\x80-\U0010FFFF]+)|(?P<html><)",
    re.S | re.M,
)


def html_string(text, at):
    """The end of the HTML label that begins at `at`: behind the > that belongs to the first <."""
    depth = 0
    for match in re.compile(r"<!--.*?-->|[<>]", re.S).finditer(text, at):
        depth += {"<": 1, ">": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    raise ValueError("an HTML label without end")


def tokens(text):
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise ValueError("not DOT at character %d: %r" % (at, text[at : at + 40]))
        at = match.end()
        if match["html"]:
            end = html_string(text, match.start())
            yield "html", text[match.start() + 1 : end - 1]
            at = end
        elif match.lastgroup:
            yield match.lastgroup, match[match.lastgroup]


def attribute_lists(text):
    """The attributes of each statement of a DOT file that has an id."""
    found, scopes, pending = [], [{}], None
    stream = [t for t in tokens(text)]
    i = 0
    while i < len(stream):
        kind, value = stream[i]
        if (kind, value) == ("sign", "{"):
            scopes.append({})
        elif (kind, value) == ("sign", "}"):
            found.append(scopes.pop())
        elif (kind, value) == ("sign", "["):
            attributes = {}
            i += 1
            while stream[i] != ("sign", "]"):
                if i + 2 < len(stream) and stream[i + 1] == ("sign", "="):
                    attributes[stream[i][1].strip('"')] = stream[i + 2]
                    i += 2
                i += 1
            if pending == "graph":
                scopes[-1].update(attributes)
            elif pending not in ("node", "edge"):
                found.append(attributes)
        elif i + 1 < len(stream) and stream[i + 1] == ("sign", "=") and kind != "sign":
            scopes[-1][value.strip('"')] = stream[i + 2]
            i += 2
        elif kind in ("word", "quoted"):
            pending = value
        i += 1
    return [a for a in found if "id" in a]


HIDDEN = re.compile("[\0-\x08\x0e-\x1f\x7f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def literal(text):
    """The characters that a picture names because they would hide or reorder others: "⟨U+202E⟩"."""
    return re.sub("\u27e8U\\+([0-9A-F]{4,6})\u27e9", lambda m: chr(int(m[1], 16)), text)


def packed(text):
    """Without blanks: lines are broken and cells filled with them."""
    return re.sub(r"[\s\u00a0]+", "", text)


def plain(token):
    kind, value = token
    if kind != "quoted":
        return value
    return html.unescape(re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nlr" else m[1], value[1:-1], flags=re.S))


def runs(token):
    """The lines of text of a label, each font's words apart, as Graphviz draws them."""
    kind, value = token
    if kind != "html":
        return [r for r in map(packed, plain(token).split("\n")) if r]
    pieces = re.split(r"<!--.*?-->|<[^>]*>", value, flags=re.S)
    # Graphviz takes a backslash for its own here too, so that it is written twice.
    return [r for r in (packed(re.sub(r"\\(.)", r"\1", html.unescape(p))) for p in pieces) if r]


def texts_by_id(root):
    """id of a Graphviz group -> its texts, and -> its title, without those of nodes, edges or clusters in it. In the SVG ids
    begin with the picture's own, so that two pictures can stand in one page: that is left out."""
    found, titles = {}, {}
    title = root.find(SVG + "title")
    prefix = re.sub(r"title$", "", title.get("id", "") if title is not None else "")

    def walk(element, own):
        classes = element.get("class", "").split()
        if set(classes) & {"graph", "node", "edge", "cluster"}:
            key = element.get("id", "")[len(prefix) :]
            own = found.setdefault(key, [])
            titles[key] = packed(element.findtext(SVG + "title") or "")
        if element.tag == SVG + "text" and own is not None:
            own.append(packed("".join(element.itertext())))
        for child in element:
            walk(child, own)

    walk(root, None)
    return found, titles


def is_invisible(attributes):
    return plain(attributes.get("style", ("word", ""))) == "invis"


def check_dot(dot, shown, problems):
    count = 0
    for attributes in attribute_lists(dot):
        key = plain(attributes["id"])
        wanted = [
            r for a in ("label", "xlabel", "headlabel", "taillabel") if a in attributes for r in runs(attributes[a])
        ]
        if is_invisible(attributes) or not wanted:
            continue
        if key not in shown:
            problems.append("%s is not in the picture: %s" % (key, wanted[0]))
            continue
        lacking = collections.Counter(wanted) - collections.Counter(shown[key])
        if lacking and "".join(wanted) != "".join(shown[key]):
            problems.append("%s lacks %s" % (key, " | ".join(lacking)))
        count += len(wanted)
    return count


def check_table(rows, shown, titles, problems):
    """A name of the table is in its card, or is what screen readers and tooltips say of it, whole or up to "…". People have
    no group of their own in the picture. The table shields what spreadsheets would run."""
    everything = "".join(t for texts in shown.values() for t in texts)
    count = 0
    for row in rows:
        if row["record"] != "node" or not row["label"]:
            continue
        label = row["label"]
        if re.match(r"'[=+\-@\t\r]", label):
            label = label[1:]
        count += 1
        inside = literal("".join(shown.get(row["id"], [])) or everything) + "\n" + literal(titles.get(row["id"], ""))
        wanted = packed(literal(label)).rstrip("…")
        cut = [wanted[:n] + "…" for n in range(4, len(wanted))]
        if wanted not in inside and not any(c in inside for c in cut):
            problems.append("%s does not show its name %s" % (row["id"], label[:80]))
    return count


def check(svg_path, dot_path, table_path):
    problems = []
    with open(svg_path, "rb") as file:
        source = file.read()
    parser = xml.parsers.expat.ParserCreate()
    try:
        parser.Parse(source, True)
    except xml.parsers.expat.ExpatError as error:
        return ["not well-formed: %s" % error], ""
    root = ET.fromstring(source)
    shown, titles = texts_by_id(root)
    everything = "".join(t for texts in shown.values() for t in texts)
    with open(dot_path, encoding="utf-8") as file:
        lines = check_dot(file.read(), shown, problems)
    problems += ["hides U+%04X in %s" % (ord(HIDDEN.search(t)[0]), t[:60]) for t in root.itertext() if HIDDEN.search(t)]
    title = root.find(SVG + "title")
    if title is None or packed(title.text or "") not in everything:
        problems.append("the title is not shown: %s" % (title.text if title is not None else "none"))
    if not lines:
        problems.append("the DOT has no labels with an id")
    names = 0
    if table_path:
        with open(table_path, encoding="utf-8", newline="") as file:
            names = check_table(csv.DictReader(file), shown, titles, problems)
    return problems, "%d lines of text, %d names" % (lines, names)


def main(name, svg_path, dot_path, table_path=None):
    problems, numbers = check(svg_path, dot_path, table_path)
    if not problems:
        print("ok labels %s: %s" % (name, numbers))
        return 0
    more = " (and %d more)" % (len(problems) - 5) if len(problems) > 5 else ""
    print("FAILED labels %s: %s%s" % (name, "; ".join(problems[:5]).replace("\n", " "), more))
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
