"""outputs.py PROGRAM: what of hostile labels and names gets into pictures, tables and graphs, and where files are written.

The labels of tests/pictures/hostile.py and more, drawn as every view in every form. Nothing in an SVG may run or refer
to anything, no cell may be a formula, XML is well-formed, and in diagrams what hides or reorders text is shown as "⟨U+202E⟩"; tables
and graphs are data and keep it.
"""
import csv
import html
import importlib.util
import io
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ET

from said import Results

PROGRAM = os.path.realpath(sys.argv[1])
ROOT = pathlib.Path(__file__).resolve().parents[2]
VIEWS = ["accusations", "actors", "agreements", "statements", "timeline", "conflicts"]

# Controls, bidirectional controls, what has no width, noncharacters; U+200C and U+200D belong to scripts and emoji.
HIDDEN = [0, 8, 0x0B, 0x1B, 0x7F, 0x85, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065),
          *range(0x2066, 0x2070), 0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFE, 0x1BCA0, 0x1D173, 0x1D17A, 0xE0001, 0xE0041,
          0xE0FFF]
UNSEEN = re.compile("[%s]" % "".join(re.escape(chr(c)) for c in HIDDEN if c != 0x85))
# Joiners and variation selectors where they have nothing to do, and how that is shown; and where they have.
JOINED = {"a\u200cb": "a⟨U+200C⟩b", "\u200dstart": "⟨U+200D⟩start", "end\u200d": "end⟨U+200D⟩", "x\ufe0f": "x⟨U+FE0F⟩",
          "❤\ufe0f\ufe0f\U000e0100": "❤\ufe0f⟨U+FE0F⟩⟨U+E0100⟩", "\U000e0131z": "⟨U+E0131⟩z"}
KEPT = ["نامه\u200cای", "👩\u200d👩", "❤\ufe0f", "1\ufe0f\u20e3", "葛\U000e0100"]
MORE = [f"hidden{chr(c)}here" for c in HIDDEN if c not in (0, 0xFFFE)] + [*JOINED, *KEPT, "\r\n=cmd", "\t=1", "＝1", "'=1", "|=1", '";=1',
        "\u202e=1", "-2+3", "@x", "<set attributeName=href to=javascript:x>", "<use href='data:x'/>", "<style>@import 'x'</style>", "expression(1)",
        "&#8238;abc", "&#x202e;abc", "\\u202eabc", "\\N&#10;=1", "x\u2028y\u2029z"]


def corpus(folder):
    """The hostile corpus of the pictures with more labels; all of them."""
    sys.path.insert(0, str(ROOT / "tests/pictures"))
    spec = importlib.util.spec_from_file_location("pictures_hostile", ROOT / "tests/pictures/hostile.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.STRINGS.extend(MORE)
    module.main(str(folder))
    return module.STRINGS


def annograph(*arguments, **more):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=120, check=False, **more)


def draw(folder, out, view, form):
    path = out / f"{view}.{form}"
    limit = [] if form == "svg" else ["--max-nodes", "0"]
    done = annograph("draw", view, folder, "-o", path, "-q", *limit)
    return path, [f"exit status {done.returncode}: {done.stderr[-200:]!r}"] if done.returncode or not path.exists() else []


# ---- What each form may hold

ACTIVE = {"script", "foreignObject", "iframe", "image", "use", "style", "animate", "animateMotion", "animateTransform", "set", "handler", "listener",
          "object", "embed", "audio", "video", "link", "meta", "feImage", "cursor", "filter", "mpath", "discard"}


def svg_faults(text):
    faults = []
    if re.search(r"<!DOCTYPE|<!ENTITY|<\?(?!xml )", text):
        faults.append("a document type or processing instruction")
    for element in ET.fromstring(text).iter():
        name = element.tag.rsplit("}", 1)[-1]
        if name in ACTIVE or not element.tag.startswith("{http://www.w3.org/2000/svg}"):
            faults.append(f"element {element.tag}")
        for key, value in element.attrib.items():
            plain = key.rsplit("}", 1)[-1]
            if plain.lower().startswith("on") or plain in ("base", "src", "attributeName"):
                faults.append(f"attribute {key}={value[:60]}")
            if plain == "href" and not (name == "a" and re.match(r"https?://", value)) and not value.startswith("#"):
                faults.append(f"a reference to {value[:60]}")
            if plain not in ("title", "aria-label") and re.search(r"url\((?!#)|javascript:|expression\(|@import|vbscript:|^\s*(data|file):", value, re.I):
                faults.append(f"{key}={value[:60]}")
    return faults


def table_faults(text):
    """Cells as a spreadsheet takes them; line ends within cells are theirs."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    faults = [f"a row of {len(row)} cells" for row in rows if len(row) != len(rows[0])]
    return faults + [f"a cell that may run: {cell[:40]!r}" for row in rows for cell in row if re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)]


def xml_faults(text):
    ids = [e.get("id") for e in ET.fromstring(text).iter() if e.tag.rsplit("}", 1)[-1] in ("node", "edge")]
    return ["an ID twice"] if len(ids) != len(set(ids)) else []


def dot_faults(text):
    return [f"an attribute that reads a file: {m}" for m in re.findall(r'\b(?:image|shapefile|stylesheet|imagepath|fontpath)\s*=|<IMG\b', text)]


FORMS = {"svg": svg_faults, "csv": table_faults, "graphml": xml_faults, "gexf": xml_faults, "dot": dot_faults}


def hidden_faults(text):
    """No such character, also none that an escape of XML or HTML stands for."""
    found = {f"U+{ord(c):04X}" for c in UNSEEN.findall(text) + UNSEEN.findall(html.unescape(text).replace("\0", ""))}
    # Text that spells out an escape is escaped itself, so that unescaping once leaves the spelling.
    return ["hidden or reordering: " + " ".join(sorted(found))] if found else []


def content_faults(rows, dots, strings):
    """Each hostile label is there: as it is in the tables, as it is to look in diagrams."""
    cells = {re.sub(r"\s+", " ", cell).strip() for row in rows for cell in row}
    wanted = [s for s in strings if s.strip() and len(s) < 100 and not re.search("[\x00-\x08\x0b\x0e-\x1f]", s)]
    absent = [s for s in wanted if not {re.sub(r"\s+", " ", g + s).strip() for g in ("", "'")} & cells]
    faults = [f"{len(absent)} of {len(wanted)} labels are not in the tables: {absent[:5]}"] if absent else []
    marked = sorted({c for s in wanted for c in UNSEEN.findall(s) if f"⟨U+{ord(c):04X}⟩" not in dots})
    faults += [f"not in diagrams as it should be: {ascii(s)}" for s in [*JOINED.values(), *KEPT] if s not in dots]
    return faults + ([f"not marked in diagrams: {marked}"] if marked else [])


# ---- Seeded faults

SEEDED = {
    "svg": ['<script/>', '<g onload="x"/>', '<a href="javascript:x"/>', '<a href="file:///x"/>', '<image href="x.png"/>', '<g fill="url(http://example.org/)"/>',
            '<rect style="background:url(data:x)"/>', '<use href="other.svg#x"/>'],
    "csv": ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"],
    "graphml": ['<node id="a"/><node id="a"/>'], "gexf": ['<edge id="a"/><edge id="a"/>'],
    "dot": ['image="x"', "<IMG SRC='x'/>"],
}


def seeded(results):
    for form, parts in SEEDED.items():
        for part in parts:
            text = f'<svg xmlns="http://www.w3.org/2000/svg">{part}</svg>' if form == "svg" else f"<x>{part}</x>" if form in ("graphml", "gexf") else part
            if form == "csv":
                text = '"%s",x\r\n' % part
            results.check("the check sees seeded faults", f"seeded in {form}: {part!r}", [] if FORMS[form](text) else ["not seen"])
    for c in HIDDEN:
        if c not in (0, 0x85):
            results.check("the check sees seeded faults", f"seeded: U+{c:04X}", [] if hidden_faults(f"a{chr(c)}b") and hidden_faults(f"a{chr(c)}b".replace(chr(c), f"&#{c};"))
                          or c < 0x20 or c in (0x7F, 0xFFFE) else ["not seen"])


# ---- Where files are written

def tree(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


ANN = b"T1\tPerson 0 3\tBob\n"
NAMES = ["..a", "...", "-rf", "--output=x", "a b", "a;touch pwned", "$(touch pwned)", "%2e%2e%2fb", "a\nb", "c\\..\\d", "CON", "\u202eb", "x" * 240, "~", "*", "|x"]


def places(results, work):
    """Documents of strange names: only the files that are asked for come into being."""
    docs = work / "docs"
    docs.mkdir()
    for name in NAMES:
        (docs / f"{name}.ann").write_bytes(ANN)
        (docs / f"{name}.txt").write_bytes(b"Bob said.\n")
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as out:
        for name in ["../../b.ann", "/abs/c.ann", "d/../../e.ann", *(f"{n}.ann" for n in NAMES)]:
            info = tarfile.TarInfo(name)
            info.size = len(ANN)
            out.addfile(info, io.BytesIO(ANN))
    views = sorted(f"views/{v}.{form}" for v in VIEWS for form in ("csv", "dot", "png", "svg"))
    runs = {
        "views": (["export", docs, "-o", "x.ttl", "--views", "views", "--manifest", "x.json"], ["x.json", "x.ttl", "views", *views], None),
        "shard": (["export", docs, "-o", "x.nt", "--shard", "1/2", "--manifest", "x.json"], ["x.json", "x.nt"], None),
        "stream": (["export", "-", "-o", "x.nt"], ["x.nt"], stream.getvalue()),
        "merge": (["merge", docs / "-rf.txt", "-o", "y.nt"], [], None),
        "strict": (["export", "--strict", docs], [], None),
        "draw": (["draw", "actors", docs, "-o", "a.svg", "--table", "a.csv"], ["a.csv", "a.svg"], None),
    }
    before = tree(docs)
    for name, (arguments, wanted, given) in runs.items():
        out = work / "places" / name / "deep"
        out.mkdir(parents=True)
        done = annograph(*arguments, cwd=out, input=given)
        got = [p for p in tree(work / "places" / name) if p != "deep"]
        faults = [f"{got} and not {wanted}"] if got != sorted(f"deep/{w}" for w in wanted) else []
        if done.returncode not in (0, 3, 6):
            faults.append(f"exit status {done.returncode}: {done.stderr[-200:]!r}")
        results.check("no file beside the ones that were asked for", f"places: {name}", faults)
    results.check("no file beside the ones that were asked for", "places: the inputs", [] if tree(docs) == before else ["the input folder has changed"])


def main():
    results = Results("outputs")
    seeded(results)
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(os.path.realpath(name))
        strings = corpus(work / "corpus")
        out = work / "out"
        out.mkdir()
        rows, dots = [], ""
        for view in VIEWS:
            for form, look in FORMS.items():
                path, faults = draw(work / "corpus", out, view, form)
                if not faults:
                    text = path.read_bytes().decode()
                    faults = look(text) + (hidden_faults(text) if form in ("svg", "dot") else [])
                    dots += text if form == "dot" else ""
                    rows += csv.reader(io.StringIO(text, newline="")) if form == "csv" else []
                what = {"svg": "nothing in SVG runs, refers or hides", "csv": "no cell is a formula", "dot": "DOT names no file, hides nothing"}.get(form, "GraphML and GEXF are well-formed")
                results.check(what, f"{view}.{form}", faults)
        results.check("every hostile label is shown", "labels", content_faults(rows, dots, strings))
        places(results, work)
    results.end("python3 tests/harm/outputs.py build/annograph")


main()
