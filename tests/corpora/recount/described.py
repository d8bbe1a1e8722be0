"""re3d, of the layouts that rule files describe: documents.json with entities.json and relations.json beside it, an object a line.

Counted are: an entity as a span, a relation as an event with its words as a span, and what else the three say as attributes;
of the document without its numbers of words and sentences. The ends of a relation are entities with their offsets, or
spans that only the relation has.
"""
import json
import os

from counted import Counted

FILES = ("re3d/*/documents.json",)
OF_SPAN = {"_id", "begin", "end", "type", "value", "documentId"}
OF_END = {"sourceBegin", "sourceEnd", "source", "targetBegin", "targetEnd", "target"}


def lines(path):
    with open(path, encoding="utf-8-sig") as f:
        return [json.loads(line) for line in f if line.strip()]


def say(counted, of, known):
    names = [k for k, v in of.items() if k not in known and v not in (None, "")]
    for name in names:
        counted.add("attribute", name)
    return names


def documents(path):
    folder = os.path.dirname(path)
    entities, relations = (lines(os.path.join(folder, name)) for name in ("entities.json", "relations.json"))
    for d in lines(path):
        counted = Counted()
        if say(counted, d, {"_id", "text", "wordCount", "sentenceCount"}):
            counted.add("span", "document")
        places = set()
        for e in entities:
            if e["documentId"] == d["_id"]:
                counted.add("span", e["type"])
                places.add((e["begin"], e["end"]))
                say(counted, e, OF_SPAN)
        for r in relations:
            if r["documentId"] == d["_id"]:
                counted.add("event", r["type"])
                counted.add("span", r["type"])
                say(counted, r, OF_SPAN | OF_END)
                for end in ("source", "target"):
                    place = r[end + "Begin"], r[end + "End"]
                    if place not in places:
                        counted.add("span", r["type"])
                        places.add(place)
        yield counted
