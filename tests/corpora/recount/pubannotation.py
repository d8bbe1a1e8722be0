"""PubAnnotation: denotations, blocks, relations, attributes and modifications, of a document or of its tracks.

What a span denotes is its type, or a link from it where it is an IRI, or PREFIX:REST with a declared prefix. Other members
of the document are attributes of a span of the whole document, or links.
"""
import json
import re

from counted import Counted

FILES = (
    "dkpro-fixtures/dkpro-core-io-pubannotation-asl/**/*.json",
    "inception-fixtures/inception-external-search-pubannotation/src/test/resources/3181839.json",
    "inception-fixtures/inception-external-search-pubannotation/src/test/resources/samplePubAnnotation*.json",
)
WRITTEN = ("tests/read/pubannotation/all/*.json",)
SETS = ("denotations", "blocks", "relations", "attributes", "modifications")


def is_link(value, spaces, based=False):
    if not isinstance(value, str) or " " in value:
        return False
    prefix, colon, rest = value.partition(":")
    return rest.startswith("//") or bool(colon and spaces.get(prefix)) or bool(based and spaces.get("_base"))


def count_set(counted, of, above):
    spaces = {s["prefix"]: s["uri"] for s in of["namespaces"]} if "namespaces" in of else above
    for key in SETS:
        for e in of.get(key) or []:
            if key in ("denotations", "blocks"):
                link = is_link(e["obj"], spaces, True)
                counted.add("span", "denotation" if link else str(e["obj"]))
                counted.items["link", "obj"] += link
            elif key == "relations":
                counted.add("relation", e["pred"])
            else:
                link = key == "attributes" and is_link(e["obj"], spaces)
                counted.add("link" if link else "attribute", e["pred"])
    for track in of.get("tracks") or []:
        count_set(counted, track, spaces)
    return spaces


def documents(path):
    with open(path, encoding="utf-8-sig") as f:
        data = json.load(f)
    for d in data if isinstance(data, list) else [data]:
        counted = Counted()
        spaces = count_set(counted, d, {})
        about = {k: v for k, v in d.items() if k not in SETS + ("namespaces", "text", "tracks") and v not in (None, "") and not isinstance(v, (list, dict))}
        counted.items["span", "document"] += bool(about)
        for k, v in about.items():
            counted.add("link" if is_link(v, spaces) else "attribute", k)
        counted.items = +counted.items
        yield counted
