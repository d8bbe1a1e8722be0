"""W3C Web Annotations in JSON-LD, as Recogito writes them, and what the API of Hypothesis gives (w3.org/TR/annotation-model).

Counted are: an annotation as a span, with two or more annotations as targets as a relation, of one annotation as a remark;
its first tag is its type; further tags and all else are attributes, addresses links, other texts remarks. There is a
document for each source and creator; who replies stands in that of whom he replies to, whom he is told to be.
"""
import json

from said import Said

FILES = ()
WRITTEN = ("tests/read/webannotation/hypothesis/*.json", "tests/read/webannotation/page/*.jsonld", "tests/read/webannotation/recogito/*.json")
HOLDERS = ("rows", "items", "annotations", "first", "@graph")
NOTE = {"id", "@id", "type", "@context", "body", "target", "creator", "text", "tags", "uri", "user", "references", "links", "permissions", "document",
        "user_info", "bodyValue"}
BODY = {"type", "id", "@id", "value", "purpose", "source", "items", "creator", "modified"}


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def first(value):
    return (listed(value) or [None])[0]


def iri(resource):
    if isinstance(resource, str):
        return resource
    found = next((resource[k] for k in ("source", "id", "@id") if isinstance((resource or {}).get(k), (str, dict))), "")
    return found if isinstance(found, str) else iri(found)


def gather(value):
    if isinstance(value, list):
        for v in value:
            yield from gather(v)
    elif isinstance(value, dict) and (value.get("type") == "Annotation" or value.get("target")):
        yield value
    elif isinstance(value, dict):
        for key in HOLDERS:
            yield from gather(value.get(key))


def creator(note):
    by = first(note.get("creator"))
    name = next((by[k] for k in ("name", "nickname", "displayName") if by.get(k)), "") if isinstance(by, dict) else ""
    return name or (iri(by) if by else "") or note.get("user", "")


def is_tag(body):
    return isinstance(body, dict) and body.get("purpose") in ("tagging", "classifying") and bool(body.get("value"))


class Notes:
    def __init__(self, notes):
        self.notes = notes
        self.by_id = {n["id"]: n for n in reversed(notes) if n.get("id")}

    def about(self, note):
        """The annotation that it is about, None if it is about a source."""
        parents = [self.by_id[r] for r in note.get("references", []) if r in self.by_id]
        target = self.by_id.get(iri(first(note.get("target"))))
        return parents[-1] if parents else target if target is not note else None

    def relates(self, note):
        pointer = iri(first(note.get("target")))
        return len(listed(note.get("target"))) > 1 and (pointer in self.by_id or pointer.startswith("#"))

    def root(self, note):
        seen = [note]
        while self.about(note) is not None and self.about(note) not in seen:
            note = self.about(note)
            seen.append(note)
        pointer = iri(first(note.get("target")))
        return (pointer if pointer and pointer not in self.by_id else note.get("uri", "")), creator(note)


class Document(Said):
    def add_note(self, notes, note):
        tags = [b["value"] for b in listed(note.get("body")) if is_tag(b)] + listed(note.get("tags"))
        type_ = tags[0] if tags else first(note.get("motivation")) or "Annotation"
        about = notes.about(note)
        if about is not None and not notes.relates(note):
            self.reply(note)
            return
        if notes.relates(note):
            if any(notes.root(notes.by_id[iri(t)]) != notes.root(note) for t in note["target"] if iri(t) in notes.by_id):
                self.lose("it leads to another document")
                return
            self.add("relation", type_)
            if creator(note) and creator(note) != self.annotator:
                self.say("creator", creator(note))
        else:
            self.add("span", type_)
            self.targets(note)
        self.typed = not tags
        self.body(note.get("body"))
        self.rest_of(note)

    def reply(self, note):
        self.add("remark", first(note.get("motivation")) or "replying")
        self.say("creator", creator(note))
        self.say("tags", note.get("tags"))
        self.typed = True
        self.body(listed(note.get("body"))[1:])
        self.rest(note, NOTE | {"motivation"})

    def targets(self, note):
        source = iri(first(note.get("target")))
        for t in listed(note.get("target")):
            if iri(t) and iri(t) != source:
                self.lose("a target in another document")
                continue
            for s in listed(t.get("selector")) if isinstance(t, dict) else []:
                known = {"TextPositionSelector": {"type", "start", "end"}, "TextQuoteSelector": {"type", "exact"}}.get(s.get("type"), {"type"})
                for k, v in s.items():
                    if k not in known:
                        self.say(s.get("type", "selector") + "." + k, v)
            if isinstance(t, dict):
                self.rest(t, {"selector", "source", "id", "@id", "type"})

    def body(self, body):
        for b in listed(body):
            if isinstance(b, dict) and b.get("items"):
                self.body(b["items"])
                continue
            name = first(b.get("purpose")) if isinstance(b, dict) else None
            value = b.get("value") if isinstance(b, dict) else None
            if is_tag(b) and not self.typed:
                self.typed = True
            elif is_tag(b):
                self.say(name, value)
            elif value:
                self.add("remark", name or "body")
            elif iri(b):
                self.add("link", name or "body")
            for k, v in b.items() if isinstance(b, dict) else ():
                if k not in BODY:
                    self.say((name or "body") + "." + k, v)

    def rest_of(self, note):
        self.items["remark", "body"] += bool(note.get("bodyValue"))
        self.items["remark", "text"] += bool(note.get("text"))
        for tag in note.get("tags", []):
            if self.typed:
                self.say("tags", tag)
            self.typed = True
        self.rest(note, NOTE)


def documents(path):
    with open(path, encoding="utf-8-sig") as f:
        found = list(gather(json.load(f)))
    notes, by_root = Notes(found), {}
    for note in found:
        root = notes.root(note)
        by_root.setdefault(root, Document(root[1])).add_note(notes, note)
    for counted in by_root.values():
        counted.items = +counted.items
        yield counted
