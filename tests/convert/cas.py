"""Documents as UIMA CAS: XMI with its type system, and JSON CAS 0.4.

A span is an annotation of a type called as in brat, without a package; an event an annotation over its trigger with the
slots "roles"; a relation has Governor and Dependent; attributes, links and notes are features.
"""
import json
from xml.sax.saxutils import quoteattr

import brat_corpus

ANNOTATION = "uima.tcas.Annotation"
STRING, BOOLEAN = "uima.cas.String", "uima.cas.Boolean"


def system(documents):
    """Type -> (type above it, {feature: (range, type of elements)})."""
    spans, events, relations = brat_corpus.type_names(documents)
    types = {}
    for group in (spans, events, relations):
        for name, features in group.items():
            types[name] = (ANNOTATION, {f: (BOOLEAN if v is True else STRING, None) for f, v in features.items()})
    for name in events:
        types[f"{name}Role"] = ("uima.cas.TOP", {"role": (STRING, None), "target": (ANNOTATION, None)})
        types[name][1]["roles"] = ("uima.cas.FSArray", f"{name}Role")
    for name in relations:
        types[name][1].update({"Governor": (ANNOTATION, None), "Dependent": (ANNOTATION, None)})
    return types


class Structures:
    """The feature structures of a document: dicts with "id", "type" and features; references are lists of IDs."""

    def __init__(self, document):
        self.document = document
        self.offsets = brat_corpus.utf16(document.text)
        self.ids, self.all, self.members = {}, [], []
        triggers = document.triggers()
        names = [name for name in document.spans if name not in triggers] + list(document.events)
        for number, name in enumerate(names + list(document.relations), 10):
            self.ids[name] = number
        self.next = 10 + len(self.ids)
        for name in document.spans:
            if name not in triggers:
                self._annotation(name, document.spans[name][0], name)
        for name, (type_, trigger, roles) in document.events.items():
            self._event(name, type_, trigger, roles)
        for name, (type_, roles) in document.relations.items():
            (_, first), (_, second) = roles
            place = second if second in document.spans else document.events[second][1]
            fs = self._annotation(name, type_, place)
            fs["Governor"], fs["Dependent"] = [self.ids[first]], [self.ids[second]]

    def _annotation(self, name, type_, span):
        ((begin, end),) = self.document.spans[span][1]
        fs = {"id": self.ids[name], "type": type_, "begin": self.offsets[begin], "end": self.offsets[end]}
        for feature, value in self.document.features.get(name, []):
            if feature in fs:
                raise ValueError(f"{self.document.name}: {name} has two values of {feature}")
            fs[feature] = value
        self.all.append(fs)
        self.members.append(fs["id"])
        return fs

    def _event(self, name, type_, trigger, roles):
        fs, links = self._annotation(name, type_, trigger), []
        for role, filler in roles:
            self.all.append({"id": self.next, "type": f"{type_}Role", "role": role, "target": [self.ids[filler]]})
            links.append(self.next)
            self.next += 1
        if links:
            fs["roles"] = links


def type_system(types):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines += ['<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">', "<types>"]
    for name, (above, features) in sorted(types.items()):
        lines.append(f"<typeDescription><name>{name}</name><supertypeName>{above}</supertypeName><features>")
        for feature, (range_, element) in sorted(features.items()):
            of = f"<elementType>{element}</elementType>" if element else ""
            lines.append(
                f"<featureDescription><name>{feature}</name><rangeTypeName>{range_}</rangeTypeName>{of}</featureDescription>"
            )
        lines.append("</features></typeDescription>")
    return "\n".join(lines + ["</types>", "</typeSystemDescription>", ""])


def attribute(value):
    if value is True:
        return '"true"'
    if isinstance(value, list):
        return quoteattr(" ".join(map(str, value)))
    return quoteattr(str(value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def xmi(document):
    cas = Structures(document)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    spaces = {"xmi": "http://www.omg.org/XMI", "cas": "http:///uima/cas.ecore", "my": "http:///uima/noNamespace.ecore"}
    lines.append("<xmi:XMI " + " ".join(f'xmlns:{p}="{iri}"' for p, iri in spaces.items()) + ' xmi:version="2.0">')
    lines.append('<cas:NULL xmi:id="0"/>')
    for fs in cas.all:
        place = 'sofa="1" ' if "begin" in fs else ""
        rest = " ".join(f"{k}={attribute(v)}" for k, v in fs.items() if k not in ("id", "type"))
        lines.append(f'<my:{fs["type"]} xmi:id="{fs["id"]}" {place}{rest}/>')
    text = attribute(document.text)
    lines.append(f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString={text}/>')
    lines.append(f'<cas:View sofa="1" members="{" ".join(map(str, cas.members))}"/>')
    return "\n".join(lines + ["</xmi:XMI>", ""])


def json_types(types):
    out = {}
    for name, (above, features) in sorted(types.items()):
        out[name] = {"%NAME": name, "%SUPER_TYPE": above}
        for feature, (range_, element) in sorted(features.items()):
            out[name][feature] = {"%NAME": feature, "%RANGE": f"{element}[]" if element else range_}
    return out


def json_cas(document, types):
    cas = Structures(document)
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text"}
    structures = [sofa | {"sofaString": document.text}]
    for fs in cas.all:
        out = {"%ID": fs["id"], "%TYPE": fs["type"]}
        if "begin" in fs:
            out["@sofa"] = 1
        for feature, value in fs.items():
            if feature == "roles":
                structures.append({"%ID": cas.next, "%TYPE": f"{fs['type']}Role[]", "%ELEMENTS": value})
                out["@roles"] = cas.next
                cas.next += 1
            elif isinstance(value, list):
                out[f"@{feature}"] = value[0]
            elif feature not in ("id", "type"):
                out[feature] = value
        structures.append(out)
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": cas.members}}
    whole = {"%TYPES": json_types(types), "%FEATURE_STRUCTURES": structures, "%VIEWS": views}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def write_xmi(documents, folder):
    (folder / "TypeSystem.xml").write_text(type_system(system(documents)), encoding="utf-8")
    for document in documents:
        (folder / f"{document.name}.xmi").write_text(xmi(document), encoding="utf-8")


def write_json(documents, folder):
    types = system(documents)
    for document in documents:
        (folder / f"{document.name}.json").write_text(json_cas(document, types), encoding="utf-8")
