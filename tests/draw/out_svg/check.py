"""check.py FILE.svg TEXT...: what the web expects of an SVG: well-formed, named and described, every part with an id of
its own and a role, each TEXT among its texts (lines joined), and nothing in it that acts or leads out but links."""
import re
import sys
import xml.etree.ElementTree as tree

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
HARMLESS = {"svg", "title", "desc", "g", "a", "path", "polygon", "polyline", "ellipse", "text", "style", "defs"}

path, wanted = sys.argv[1], sys.argv[2:]
raw = open(path, "rb").read().decode()
root = tree.fromstring(raw)
faults = []


def require(holds, what):
    if not holds:
        faults.append(what)


named = {e.get("id"): e for e in root.iter() if e.get("id")}
require(root.tag == SVG + "svg", "the root is no svg")
require("graphics-document" in root.get("role", "").split(), "the root has no role of a picture")
for name, attribute in (("title", "aria-labelledby"), ("desc", "aria-describedby")):
    first = root.find(SVG + name)
    require(first is not None and (first.text or "").strip(), f"no {name}")
    references = " ".join(filter(None, (root.get("aria-labelledby"), root.get("aria-describedby")))).split()
    require(first is not None and first.get("id") in references, f"nothing refers to the {name}")
require(re.search(r"\bviewBox=", raw) and "max-width" in raw, "it does not shrink")
ids = [e.get("id") for e in root.iter() if e.get("id")]
require(len(ids) == len(set(ids)), "an id twice")
for part in root.iter(SVG + "g"):
    if part.get("class") in ("node", "edge", "cluster"):
        require(part.get("id") and part.get("role"), f"a {part.get('class')} without id or role")
        require(part.find(SVG + "title") is not None or part.find(f".//{SVG}title") is not None, "a part without title")
for element in root.iter():
    kind = element.tag.removeprefix(SVG)
    require(kind in HARMLESS, f"an element {kind}")
    for name, value in element.attrib.items():
        local = name.rpartition("}")[2].lower()
        require(not local.startswith("on"), f"an attribute {local}")
        if local in ("href", "src"):
            outside = kind == "a" and re.match(r"https?://", value)
            require(outside or value.startswith("#"), f"a reference to {value}")
        else:
            require("javascript:" not in value.lower() and "url(" not in value.replace("url(#", ""), f"{local}={value}")
require("<!DOCTYPE" not in raw and "<!--" not in raw and "<?xml-stylesheet" not in raw, "more than a picture")
texts = re.sub(r"\s+", "", "".join(t.text or "" for t in root.iter(SVG + "text")))
for text in wanted:
    require(re.sub(r"\s+", "", text) in texts, f"no text {text!r}")
for fault in faults:
    print(fault)
print(f"{len(faults)} faults, {len(wanted)} texts found" if not faults else f"{len(faults)} faults")
