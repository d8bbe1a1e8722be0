"""spaCy's JSON: Doc.to_json(), the training format of spaCy 2, and texts with lists of entities (spacy.io).

Counted are tokens, sentences, entities, spans of groups, values of extensions and brackets as spans; heads as relations, of
a root as an attribute; all else as attributes, of the document on a span of its own; kb_id and addresses as links.
"""
import json

from said import Said

FILES = ()
WRITTEN = ("tests/read/spacy/pairs/*.json", "tests/read/spacy/to_json/*.json", "tests/read/spacy/training/*.json")
OF_SPAN = {"start", "end", "label", "kb_id"}


class Doc(Said):
    whole = False

    def about(self):
        self.items["span", "Document"] += not self.whole
        self.whole = True

    def of_whole(self, of, known):
        for k, v in of.items():
            if k not in known and v not in (None, [], {}):
                self.about()
                self.say(k, v)

    def span(self, s):
        if isinstance(s, list):
            self.add("span", s[2])
            self.items["link", "kb_id"] += len(s) > 3
            return
        self.add("span", s.get("label") or "span")
        self.items["link", "kb_id"] += s.get("kb_id") not in (None, "", "NIL")
        self.rest(s, OF_SPAN)

    def head(self, token, own, head, label):
        if head is None:
            self.say("dep", label)
        elif own == head:
            self.add("attribute", "head")
        else:
            self.add("relation", "Dependency")

    def doc(self, d):
        self.of_whole(d, {"text", "ents", "sents", "tokens", "spans", "underscore_token", "underscore_span", "labels"})
        for n, t in enumerate(d.get("tokens", [])):
            self.add("span", "Token")
            self.rest(t, {"id", "start", "end", "head", "dep"})
            self.head(t, n, t.get("head"), t.get("dep"))
        for s in d.get("sents", []):
            self.add("span", "Sentence")
            self.rest(s, {"start", "end"})
        for s in d.get("ents", []) + [s for group in d.get("spans", {}).values() for s in group]:
            self.span(s)
        for name, values in list(d.get("underscore_token", {}).items()) + list(d.get("underscore_span", {}).items()):
            for v in values:
                self.add("span", name)
                self.rest(v, {"start", "end"})

    def pair(self, facts):
        self.of_whole(facts, {"text", "entities", "spans"})
        for s in facts.get("entities", []) + [s for group in facts.get("spans", {}).values() for s in group]:
            self.span(s)

    def training(self, d):
        for p in d["paragraphs"]:
            open_ = None
            for s in p["sentences"]:
                self.add("span", "Sentence")
                self.rest(s, {"tokens", "brackets"})
                for n, t in enumerate(s["tokens"]):
                    self.add("span", "Token")
                    self.rest(t, {"orth", "ner", "head", "dep"})
                    if t.get("head") is not None:
                        self.head(t, n, n + t["head"], t.get("dep"))
                    open_ = self.tag(t.get("ner") or "", open_)
                for b in s.get("brackets", []):
                    self.add("span", "Bracketing")
                    self.say("label", b["label"])
            for c in p.get("cats", []):
                self.about()
                self.say("cats." + c["label"], c["value"])
            self.of_whole(p, {"raw", "sentences", "cats"})

    def tag(self, tag, open_):
        letter, _, label = tag.partition("-")
        if not label:
            return None
        if not (open_ == label and letter in "IL"):
            self.add("span", label)
        return None if letter in "LU" else label


def documents(path):
    with open(path, encoding="utf-8-sig") as f:
        data = json.load(f)
    data = data["annotations"] if isinstance(data, dict) and "annotations" in data else data
    for d in data if isinstance(data, list) else [data]:
        if d is None:
            continue
        counted = Doc()
        if isinstance(d, list):
            counted.pair(d[1])
        elif "paragraphs" in d:
            counted.training(d)
        elif "entities" in d:
            counted.pair(d)
        else:
            counted.doc(d)
        counted.items = +counted.items
        yield counted
