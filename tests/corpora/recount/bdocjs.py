"""GATE documents as JSON (gatenlp, format-bdocjs): annotation_sets, their annotations, features, the document's name."""
import gzip
import json

import gate

FILES = ("gate-bdoc/**/*.bdocjs", "gate-bdoc/**/*.bdocjson", "gate-bdoc/**/*.bdocjs.gz")


def value(v):
    if isinstance(v, bool):
        return v or "false"
    if isinstance(v, list):
        return [value(x) for x in v]
    if isinstance(v, dict):
        return {k: value(x) for k, x in v.items()}
    return v if v is None or isinstance(v, str) else json.dumps(v)


def features(of):
    return [(k, value(v)) for k, v in (of.get("features") or {}).items()]


def documents(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        data = json.load(f)
    notes = []
    for name, set_ in (data.get("annotation_sets") or {}).items():
        for a in set_.get("annotations", []):
            note = gate.Note("" if a.get("id") is None else str(a["id"]), a["type"], name)
            note.features = features(a)
            notes.append(note)
    name = [("name", data["name"])] if data.get("name") else []
    return [gate.count(features(data) + name, notes)]
