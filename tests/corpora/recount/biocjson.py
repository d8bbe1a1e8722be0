"""BioC as JSON (bioc_schema.json of bionlplab/bioc)."""
import json

import bioc

FILES = ("bioc-samples/tests/bioc/*.json",)


def text(value):
    return value if isinstance(value, str) else json.dumps(value)


def infons(of):
    return [(k, text(x)) for k, v in of.get("infons", {}).items() for x in (v if isinstance(v, list) else [v])]


def things(of):
    for key, kind in (("passages", "passage"), ("sentences", "sentence"), ("annotations", "annotation"), ("relations", "relation")):
        for e in of.get(key, []):
            yield bioc.Thing(kind, infons(e))
            yield from things(e)


def documents(path):
    with open(path, encoding="utf-8-sig") as f:
        data = json.load(f)
    collection = [(k, text(data[k])) for k in ("source", "date", "key") if data.get(k)] + infons(data)
    for d in data["documents"]:
        yield bioc.count(collection, infons(d), things(d))
