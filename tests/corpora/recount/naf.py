"""NAF and KAF: the elements of each layer (naf_v3.2.dtd).

Counted are: words, terms, and what covers words as spans; an element of several spans as an equivalence of them; predicates,
opinions and statements as events, with spans for their parts; links, dependencies and nodes of trees as relations; the
references of which no other of the same resource is surer as links; all else that an element says, by the path of where
it stands, as attributes, or as links where it is SCHEME://... What covers no words is lost.
"""
import re
import xml.etree.ElementTree as ET

from counted import Counted

FILES = ("naf-newsreader/*.naf", "naf-newsreader/*.naf.coref", "voc-missives/*.naf")
WRITTEN = tuple("tests/read/naf/%s/*.[nk]af" % case for case in ("attribution", "coreference", "factualities", "factualitylayer", "factvalue", "kaf", "kaf_offsets", "opinions", "subtoken", "unknown"))
IDS = ("id", "wid", "tid", "cid", "eid", "coid", "oid", "pid", "lid", "did", "mwid")
MENTIONS = ("entity", "mark", "chunk", "property", "location", "date")
PARTS = {"opinion": ("opinion_expression", "opinion_holder", "opinion_target"), "statement": ("statement_cue", "statement_source", "statement_target")}
TIMES = ("anchorTime", "beginPoint", "endPoint", "anchorTimeID")
IRI = re.compile(r"[A-Za-z]+://[^ ]*\Z")
DATE = re.compile(r"(\d{4}(-\d\d){0,2})\Z|(\d{4}-\d\d-\d\d)T")


def local(name):
    return name.rpartition("}")[2]


def id_name(e):
    return next((n for n in IDS if n in e.attrib), None)


def type_of(e):
    return e.get("type") or e.tag


def confidence(e):
    try:
        return float(e.get("confidence", ""))
    except ValueError:
        return -1.0


class Naf:
    def __init__(self, root):
        self.root, self.counted = root, Counted()
        self.words = {w.get(id_name(w)): (n,) for n, w in enumerate(w for w in root.iter() if w.tag in ("wf", "subtoken"))}
        self.terms, self.predicates = {}, set()

    def say(self, name, value):
        if value:
            self.counted.add("link" if IRI.match(value) else "attribute", name)

    def attrs(self, e, prefix, taken=()):
        for name, value in e.attrib.items():
            if (prefix or name != id_name(e)) and local(name) not in taken:
                self.say(prefix + local(name), value)

    def child(self, e, prefix=""):
        if e.tag == "externalReferences":
            self.references(e, True)
            return
        text = (e.text or "").strip()
        if not e.attrib and not len(e) and not text:
            self.counted.add("attribute", prefix + e.tag)
        self.say(prefix + e.tag, text)
        self.attrs(e, prefix + e.tag + ".")
        for c in e:
            self.child(c, prefix + e.tag + ".")

    def rest(self, e, taken=(), children=()):
        self.attrs(e, "", taken)
        for c in e:
            if c.tag not in ("span", "references", "target") + tuple(children):
                self.child(c)

    def span(self, e):
        self.rest(e, ("id",))
        for t in e.findall("target"):
            if t.get("head", "no") != "no":
                self.say("head", "yes" if self.cover(t) else "")

    def references(self, of, holds):
        best = {}
        for e in of:
            sure = confidence(e)
            if sure >= 0 and sure > confidence(best.get(e.get("resource"), ET.Element("none"))):
                best[e.get("resource")] = e
        for e in of:
            if e.tag != "externalRef":
                self.say(e.tag, (e.text or "").strip() or "".join(e.attrib.values()))
                continue
            taken = holds and best.get(e.get("resource"), e) is e
            if not e.get("reference"):
                self.counted.lose("refers to nothing")
            else:
                if taken:
                    self.counted.add("link", e.tag)
                if not taken or set(e.attrib) - {"resource", "reference"}:
                    self.counted.add("attribute", e.tag)
            self.references(e, taken)

    # ---- What is covered, as numbers of words

    def cover(self, *elements, terms=True):
        found = set()
        for e in elements:
            for t in e.iter("target"):
                id_ = t.get(id_name(t))
                found |= set(self.terms.get(id_, ()) if terms and id_ in self.terms else self.words.get(id_, ()))
        return found

    # ---- Layers

    def head(self):
        self.counted.add("span", self.root.tag)
        for name, value in self.root.attrib.items():
            self.say(local(name), value)
        for head in self.root:
            for e in head if head.tag in ("nafHeader", "kafHeader") else ():
                if e.tag == "linguisticProcessors":
                    self.counted.add("attribute", e.tag, len(e))
                else:
                    self.rest(e)

    def word(self, e):
        self.counted.add("span", e.tag)
        self.rest(e, ("offset", "length"), ("subtoken",))
        for part in e.findall("subtoken"):
            self.counted.add("span", part.tag)
            self.rest(part, ("offset", "length"))

    def term(self, e):
        cover = self.cover(e, terms=False)
        if not cover:
            self.counted.lose("covers no words")
            return
        for part in [e] + e.findall("component"):
            self.counted.add("span", part.tag)
            self.rest(part, (), ("component",))
            self.terms[part.get(id_name(part))] = self.cover(part, terms=False) or cover

    def mention(self, e):
        references = e.find("references")
        spans = (e if references is None else references).findall("span")
        covering = [s for s in spans if self.cover(s)]
        self.counted.lose("covers no words", len(spans) - len(covering))
        for s in covering:
            self.counted.add("span", type_of(e))
            self.span(s)
        if covering:
            self.rest(e, ("type",))
        if e.tag == "coref" or len(spans) > 1:
            if covering:
                self.counted.add("equivalence", e.tag)
            else:
                self.counted.lose("covers no words")
        elif not spans:
            self.counted.lose("has no span")

    def time(self, e):
        self.counted.add("span", type_of(e))
        value = e.get("value", "")
        date = DATE.match(value)
        if date:
            self.counted.add("link", "value")
        if not date or (date[1] or date[3]) != value:
            self.say("value", value)
        for s in e.findall("span"):
            self.span(s)
        self.rest(e, ("type", "value", "beginPoint", "endPoint", "anchorTimeID"))
        self.times(e)

    def times(self, e):
        for name in TIMES:
            if e.get(name):
                self.counted.add("relation", name)

    def part(self, e, taken=()):
        if not self.cover(e):
            self.counted.lose("covers no words")
            return False
        self.counted.add("span", e.tag)
        for s in e.findall("span"):
            self.span(s)
        self.rest(e, taken)
        return True

    def predicate(self, e):
        cover = self.cover(*e.findall("span"))
        if not cover:
            self.counted.lose("covers no words")
            return
        self.predicates.add(frozenset(cover))
        self.counted.add("span", e.tag)
        self.counted.add("event", e.tag)
        for s in e.findall("span"):
            self.span(s)
        self.rest(e, (), ("role",))
        for role in e.findall("role"):
            self.part(role, ("semRole",))

    def event(self, e):
        self.counted.add("event", e.tag)
        self.rest(e, (), PARTS[e.tag])
        for c in e:
            if c.tag in PARTS[e.tag]:
                self.part(c)

    def relation(self, e):
        if not e.get("from") or not e.get("to"):
            self.counted.lose("has not two ends")
            return
        typed = e.tag != "dep" and e.get("relType")
        self.counted.add("relation", e.get("relType") if typed else e.tag)
        self.rest(e, ("from", "to") + (("relType",) if e.tag != "dep" else ()))

    def covered(self, e, cover):
        """True if something is there to say it of: a predicate of just these words, or a new span."""
        if frozenset(cover) in self.predicates:
            return True
        if cover:
            self.counted.add("span", e.tag)
        else:
            self.counted.lose("covers no words")
        return bool(cover)

    def anchor(self, e):
        if self.covered(e, self.cover(e)):
            self.times(e)
            self.rest(e, TIMES[:3])

    def factuality(self, e):
        if not self.covered(e, self.cover(e)):
            return
        for fact in e.findall("factVal"):
            if not fact.get("value"):
                self.counted.lose("has no value")
                continue
            self.counted.add("attribute", fact.get("resource") or fact.tag)
            if any(v for k, v in fact.attrib.items() if k not in ("resource", "value")):
                self.counted.add("attribute", fact.tag)
        self.rest(e, (), ("factVal",))

    def factvalue(self, e):
        id_ = e.get("id")
        cover = self.terms.get(id_) or self.words.get(id_)
        if not e.get("prediction"):
            self.counted.lose("has no value")
        elif id_ in self.named or self.covered(e, cover or ()):
            self.counted.add("attribute", "prediction")
            if any(v for k, v in e.attrib.items() if k not in ("id", "prediction")):
                self.counted.add("attribute", e.tag)

    def tree(self, e):
        if self.cover(e):
            self.counted.add("span", e.tag)
            self.rest(e, (), ("t", "nt", "edge"))
        else:
            self.counted.lose("covers no words")
        nodes = {c.get("id") for c in e if c.tag == "nt"}
        for c in e:
            if c.tag in ("t", "nt"):
                self.counted.add("span" if c.tag == "t" else "relation", c.tag)
                self.rest(c)
            elif c.tag == "edge" and c.get("to") not in nodes:
                self.counted.lose("an edge to no node")

    def unit(self, e):
        self.counted.add("span", e.tag)
        self.rest(e, ("offset", "length"))

    def topic(self, e):
        self.say("topic", (e.text or "").strip())
        self.say("topic", "".join(e.attrib.values()))

    def count(self):
        rounds = (
            {"term": self.term, "mw": self.term},
            {"topic": self.topic, "coref": self.mention, "timex3": self.time, "tunit": self.unit, **dict.fromkeys(MENTIONS, self.mention)},
            {"predicate": self.predicate, "opinion": self.event, "statement": self.event},
            {"tlink": self.relation, "clink": self.relation, "dep": self.relation, "predicateAnchor": self.anchor, "factuality": self.factuality,
             "factvalue": self.factvalue, "tree": self.tree},
        )
        self.head()
        for e in self.root.iter("wf"):
            self.word(e)
        layers = [l for l in self.root if l.tag not in ("nafHeader", "kafHeader", "raw", "text")]
        self.named = {e.get(id_name(e)) for l in layers for e in l if e.tag not in ("term", "mw", "factvalue")}
        for elements in rounds:
            for layer in layers:
                for e in layer:
                    if e.tag in elements:
                        elements[e.tag](e)
        self.counted.lose("a text", sum(1 for l in layers if len(l) == 0 and (l.text or "").strip()))
        known = {tag for elements in rounds for tag in elements}
        self.counted.lose("of no known kind", sum(1 for l in layers for e in l if e.tag not in known))
        self.counted.items = +self.counted.items
        return self.counted


def documents(path):
    return [Naf(ET.parse(path).getroot()).count()]
