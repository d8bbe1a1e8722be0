"""GATE XML: AnnotationSet/Annotation, RelationSet/Relation, their Features, GateDocumentFeatures (GATE user guide).

Values of the class ObjectWrapper, and UserData, are XML that XStream wrote; collections of older versions are 'a;b;c'.
"""
import re
import xml.etree.ElementTree as ET

import gate

FILES = (
    "gate-bdoc/**/*.xml",
    "dkpro-fixtures/dkpro-core-io-gate-asl/**/conll/**/*.xml",
)
WRITTEN = ("tests/read/gatexml/chains/*.xml", "tests/read/gatexml/relations/*.xml")
LISTS = ("-array", "list", "set", "List", "Set", "vector", "Vector", "stack", "Stack")


class Unwrapping:
    """The values of XStream's XML: the class of an element is its attribute or its name."""

    def __init__(self, xml):
        self.root = ET.fromstring(re.sub(r"\A\s*<\?xml[^>]*>", "", xml))
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def all(self):
        return self.value(self.root[0]) if len(self.root) == 1 else gate.Lost()

    def referred(self, e):
        """Where a path such as ../../entry[2]/list leads from an element."""
        for step in e.get("reference").split("/"):
            if step == "..":
                e = self.parents.get(e)
            else:
                tag, number = re.match(r"([^\[]*)(?:\[(\d+)\])?\Z", step).groups()
                e = [c for c in e if c.tag == tag][int(number or 1) - 1]
        return e

    def value(self, e):
        if e.get("reference"):
            return self.value(self.referred(e))
        name = e.get("class") or e.tag
        children = [c for c in e if c.tag not in ("comparator", "no-comparator")]
        if not children:
            return self.leaf(name, e.text or "")
        if name.endswith(("map", "Map")) or name in ("properties", "java.util.Hashtable"):
            return {self.value(c[0]): self.value(c[1]) for c in children}
        if name.endswith(LISTS):
            return [self.value(c) for c in children]
        if e.tag == "default" and e.find("theKeys") is not None:
            pairs = zip(e.find("theKeys"), e.find("theValues"))
            return {self.value(k): self.value(v) for k, v in pairs if k.tag != "null"}
        if name.endswith("MapImpl") and len(children) == 1:
            return self.value(children[0])
        return gate.Lost()

    @staticmethod
    def leaf(name, text):
        if name == "null":
            return None
        if not text.strip() and (name.endswith(LISTS) or name.endswith(("map", "Map"))):
            return []
        return True if name in ("boolean", "java.lang.Boolean") and text == "true" else text


def feature(e):
    value = e.find("Value")
    text, name = ("", "") if value is None else (value.text or "", value.get("className") or "")
    found = text
    if name.endswith(".ObjectWrapper"):
        found = Unwrapping(text).all()
    elif value is not None and (value.get("itemClassName") or re.match(r"java\.util\..*(List|Set|Vector|Stack|Collection)\Z", name)):
        found = [v for v in text.split(";") if v]
    elif name == "java.lang.Boolean" and text == "true":
        found = True
    return e.findtext("Name"), found


def notes(root):
    for set_ in root:
        if set_.tag in ("AnnotationSet", "RelationSet"):
            for e in set_:
                note = gate.Note(e.get("Id") or "", e.get("Type"), set_.get("Name") or "", e.tag == "Relation")
                note.features = [feature(f) for f in e.findall("Feature")]
                note.features += [("UserData", Unwrapping(u.text).all()) for u in e.findall("UserData") if u.text]
                yield note


def documents(path):
    root = ET.parse(path).getroot()
    features = [feature(f) for part in root.findall("GateDocumentFeatures") for f in part.findall("Feature")]
    return [gate.count(features, list(notes(root)))]
