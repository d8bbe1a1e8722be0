"""What a BioC document says, in XML or in JSON: what biocxml.py and biocjson.py count with (BioC.dtd).

Counted are passages, sentences, annotations (their type is the infon "type") and relations, collection and document if
they have infons, and each infon: a link if it is called identifier, or is SCHEME://..., else an attribute.
"""
import re

from counted import Counted

NOTHING = ("-", "-1", "none", "null")


class Thing:
    """`infons`: (key, value) pairs; `kind`: passage, sentence, annotation or relation."""

    def __init__(self, kind, infons):
        self.kind, self.infons = kind, [(k, v) for k, v in infons if v]


def say(counted, name, value):
    link = (name.lower() == "identifier" and value.lower() not in NOTHING) or re.match(r"[A-Za-z]+://[^ ]*\Z", value)
    counted.add("link" if link else "attribute", name)


def count(collection, document, things):
    counted = Counted()
    for type_, infons in (("collection", collection), ("document", document)):
        infons = [(k, v) for k, v in infons if v]
        counted.items["span", type_] += bool(infons)
        for name, value in infons:
            say(counted, name, value)
    for thing in things:
        said = None
        if thing.kind in ("annotation", "relation"):
            keys = [k for k, _ in thing.infons]
            said = next((keys.index(k) for k in ("type", thing.kind) if k in keys), None)
        type_ = thing.kind if said is None else thing.infons[said][1]
        counted.add("relation" if thing.kind == "relation" else "span", type_)
        for i, (name, value) in enumerate(thing.infons):
            if i != said:
                say(counted, name, value)
    counted.items = +counted.items
    return counted
