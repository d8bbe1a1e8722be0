"""UIMA CAS as XMI: the elements below the root, by the type system beside them (Apache UIMA reference, XMI CAS Serialization).

Where the type system lacks a type, what its features mean is told by the well-known types of the tools, and else by what
they look like: IDs of structures behind the names that relations, chains and slots have in all layers, or of links.
"""
import os
import re
import xml.etree.ElementTree as ET

import cas

FILES = (
    "cassis-fixtures/**/*.xmi",
    "dkpro-fixtures/**/*.xmi",
    "inception-fixtures/**/*.xmi",
    "voc-missives/*.xmi",
)
ID = "{http://www.omg.org/XMI}id"
KNOWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "ontology", "types", "dkpro.xml")
TSD = "{http://uima.apache.org/resourceSpecifier}"
REFERRING = {"Governor", "Dependent", "first", "next", "target"}


def read_types(path, types):
    for t in ET.parse(path).iter(TSD + "typeDescription"):
        told = lambda e, name: (e.findtext(TSD + name) or "").strip()
        features = [cas.Feature(told(f, "name"), told(f, "rangeTypeName"), told(f, "elementType"), told(f, "multipleReferencesAllowed") == "true")
                    for f in t.iter(TSD + "featureDescription")]
        types.add(told(t, "name"), told(t, "supertypeName"), features)


def is_type_system(path):
    with open(path, "rb") as f:
        return re.search(rb"<(?![?!])([^\s>]+)", f.read(8192)).group(1) == b"typeSystemDescription"


def types_beside(path, types):
    folder = os.path.dirname(path)
    named = os.path.join(folder, "TypeSystem.xml")
    others = [os.path.join(folder, n) for n in sorted(os.listdir(folder)) if n.endswith(".xml")]
    for p in [named] if os.path.exists(named) else filter(is_type_system, others):
        read_types(p, types)


def type_name(tag):
    package, name = re.match(r"\{http:///(.*)\.ecore\}(.*)", tag).groups()
    return name if package == "uima/noNamespace" else package.replace("/", ".") + "." + name


class Reader:
    def __init__(self, types, structures):
        self.types, self.structures = types, structures
        self.ids = {s.id for s in structures}
        self.linking = {s.id for s, raw in structures.items() if cas.is_container(s.type) or ("target" in raw and "begin" not in raw)}

    def resolve(self):
        for s, raw in self.structures.items():
            for name in sorted(raw):
                self.feature(s, name, raw[name])
            s.placed = self.types.below(s.type, "uima.tcas.Annotation") if self.types.knows(s.type) else "begin" in raw or "end" in raw
            s.order = sorted(raw)

    def feature(self, s, name, texts):
        """`texts`: one as an attribute, a list as child elements."""
        words = texts.split() if isinstance(texts, str) else texts
        whole = [texts] if isinstance(texts, str) else texts
        if name in ("sofa", "begin", "end"):
            kind, found = name == "sofa", whole
        elif cas.is_container(s.type):
            item = cas.held(s.type)
            kind, found = not item or name == "tail", words if name in ("tail", "elements") and item != "Byte" or not item else whole
        else:
            kind, found = self.known(s, name, texts, words, whole)
        (s.refs if kind else s.values)[name] = found

    def known(self, s, name, texts, words, whole):
        f = self.types.feature(s.type, name)
        if f is None:
            real = [w for w in words if w != "0"]
            ids = self.ids if name in REFERRING else self.linking
            refers = isinstance(texts, str) and real and all(w in ids for w in real)
            return (True, words) if refers else (False, whole)
        if cas.is_container(f.range):
            if f.shared and isinstance(texts, str):
                return True, words
            return (True, words) if not cas.held(f.range) else (False, whole if cas.held(f.range) == "Byte" else words)
        if cas.local(f.range) in cas.PRIMITIVE or self.types.below(f.range, "uima.cas.String"):
            return False, whole
        return True, words


def documents(path):
    structures, views, sofas = {}, {}, {}
    for e in ET.parse(path).getroot():
        type_ = type_name(e.tag)
        if type_ == "uima.cas.Sofa":
            views[e.get(ID)] = cas.View(e.get("sofaID"), e.get("sofaString"), [])
        elif type_ == "uima.cas.View":
            views.setdefault(e.get("sofa", ""), cas.View("", None, [])).members.extend(e.get("members", "").split())
        elif type_ != "uima.cas.NULL":
            raw = {k: v for k, v in e.attrib.items() if not k.startswith("{")}
            for child in e:
                raw.setdefault(child.tag, [])
                raw[child.tag] = ([] if isinstance(raw[child.tag], str) else raw[child.tag]) + [child.text or ""]
            structures[cas.Structure(e.get(ID), type_)] = raw
    types = cas.Types()
    types_beside(path, types)
    if not types.complete(structures):
        read_types(KNOWN, types)
    Reader(types, structures).resolve()
    return cas.Cas(types, list(structures), views).count()
