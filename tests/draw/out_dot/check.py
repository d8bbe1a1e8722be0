"""check.py PICTURE FILE.svg: the SVG that Graphviz made is well-formed and shows the hostile texts as they are."""
import sys
import xml.etree.ElementTree as tree

XLINK = "{http://www.w3.org/1999/xlink}"
# Of the picture "hostile": texts that stand in tooltips, whole; and in labels, as far as no line break divides them.
TIPS = [
    "R&D AT&amp;T &eacute; &#1; \\N \\G \\E \\l \\",
    "]]><script>alert(1)</script> --> <!-- |{}",
    "\" onload=\"alert(1) '",
    "nul⟨U+0000⟩ ⟨U+0001⟩⟨U+007F⟩ line\nline",
    "⟨FF⟩⟨ED⟩⟨A0⟩⟨80⟩ ⟨U+FFFE⟩ ⟨U+202E⟩txt.exe",
]
LABELS = ["\\N", "&eacute;", "]]>", "<script>", "onload=", "⟨U+0000⟩", "⟨U+202E⟩", "换行"]

name, path = sys.argv[1:]
faults = []
try:
    root = tree.parse(path).getroot()
except tree.ParseError as error:
    sys.exit(f"{name}: not well-formed: {error}")
texts = [t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text")]
links = [e.get(XLINK + "href") for e in root.iter() if e.get(XLINK + "href")]
tips = {e.get(XLINK + "title") for e in root.iter()}
if name == "hostile":
    faults += [f"no tooltip {t!r}" for t in TIPS if t not in tips]
    faults += [f"no label with {t!r}" for t in LABELS if not any(t in shown for shown in texts)]
    if not links:
        faults.append("no link")
faults += [f"a link to {link}" for link in links if not link.startswith(("http://example.org/", "https://example.org/"))]
faults += [f"an attribute {a}" for e in root.iter() for a in e.keys() if a.startswith("on")]
faults += [f"an element {e.tag}" for e in root.iter() if e.tag.endswith(("script", "image", "foreignObject"))]
for fault in faults:
    print(f"{name}: {fault}")
sys.exit(bool(faults))
