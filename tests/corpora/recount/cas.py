"""The annotations of a UIMA CAS, however it was written down: what xmi.py and jsoncas.py count with.

Counted are: a structure with a place in the text (span); such a one that refers to others, or whose type has slots (event,
and the span of it); Governor and Dependent (relation); a chain (equivalence); what is indexed and belongs to nothing (a
span of the whole document, a relation if it refers); and each primitive value of these, through arrays, lists and
structures without a place, as an attribute, or as a link where it is SCHEME://...
"""
import collections
import re

from counted import Counted

IRI = re.compile(r"[A-Za-z]+://[^ ]*\Z")
PRIMITIVE = {"String", "Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double"}
Feature = collections.namedtuple("Feature", "name range element shared")
View = collections.namedtuple("View", "name text members")


def local(type_):
    return type_[9:] if type_.startswith("uima.cas.") else ""


def is_container(type_):
    return type_.endswith("[]") or local(type_).endswith(("Array", "List"))


def held(type_):
    """'Integer' of uima.cas.NonEmptyIntegerList; '' where structures are held."""
    m = re.match(r"(?:NonEmpty|Empty)?(\w+?)(?:Array|List)\Z", local(type_))
    return "" if not m or m[1] == "FS" else m[1]


class Types:
    def __init__(self):
        self.above = {"uima.cas.AnnotationBase": "uima.cas.TOP", "uima.tcas.Annotation": "uima.cas.AnnotationBase", "uima.tcas.DocumentAnnotation": "uima.tcas.Annotation"}
        self.own = collections.defaultdict(dict)
        self.own["uima.tcas.DocumentAnnotation"]["language"] = Feature("language", "uima.cas.String", "", False)

    def add(self, name, above, features):
        self.above.setdefault(name, above)
        for f in features:
            self.own[name].setdefault(f.name, f)

    def line(self, name):
        met = []
        while name in self.above and name not in met:
            met.append(name)
            name = self.above[name]
        return met + [name]

    def knows(self, name):
        return name in self.above

    def complete(self, structures):
        """True if all that the types of these structures are below is known, too."""
        return all(is_container(s.type) or self.below(s.type, "uima.cas.TOP") for s in structures)

    def below(self, name, above):
        return above in self.line(name)

    def feature(self, name, feature):
        return next((self.own[t][feature] for t in self.line(name) if feature in self.own[t]), None)

    def features(self, name):
        return [f for t in self.line(name) for f in self.own[t].values()]


class Structure:
    """`refs`: feature -> IDs; `values`: feature -> texts, numbers and truth values, as text."""

    def __init__(self, identifier, type_):
        self.id, self.type = identifier, type_
        self.refs, self.values = {}, {}
        self.order = []
        self.placed = self.container = False


class Cas:
    def __init__(self, types, structures, views, annotator=""):
        self.types, self.views, self.annotator = types, views, annotator
        self.by_id = {s.id: s for s in structures}
        self.initial = next((v for v in views if views[v].name == "_InitialView"), next(iter(views), None))

    def target(self, s, feature):
        ids = s.refs.get(feature, [])
        return self.by_id.get(ids[0]) if len(ids) == 1 else None

    def prepare(self):
        for s in self.by_id.values():
            s.container = is_container(s.type)
            s.role = self.role(s)
            s.view = None
        members = [(v, self.by_id[m]) for v in self.views for m in self.views[v].members if m in self.by_id]
        for v, s in members:
            s.view = s.view or v
        self.indexed = {s.id for _, s in members}
        for s in self.by_id.values():
            named = s.refs.get("sofa", [""])[0]
            s.view = named if named in self.views else s.view or self.initial
        self.reached = self.closure(self.indexed, lambda s: True)
        self.links = {}
        for s in self.by_id.values():
            if s.role == "chain" and s.id in self.reached:
                link = self.target(s, "first")
                while link and link.id not in self.links:
                    self.links[link.id] = s.id
                    link = self.target(link, "next")
        self.owned = set()
        for s in self.by_id.values():
            if s.role != "part" and s.id in self.reached:
                self.own(s)
        self.find_wholes()
        self.find_events()

    def role(self, s):
        has = lambda name: self.types.feature(s.type, name)
        if s.container:
            return "part"
        if has("Governor") and has("Dependent") or "Governor" in s.refs and "Dependent" in s.refs:
            return "relation"
        if s.placed:
            return "span"
        first = has("first")
        if first:
            return "chain" if self.types.feature(first.range, "next") else "part"
        link = self.target(s, "first")
        return "chain" if link and link.placed else "part"

    def closure(self, start, take):
        found, rest = set(), list(start)
        while rest:
            i = rest.pop()
            if i in found or i not in self.by_id:
                continue
            found.add(i)
            rest += [t for name, ids in self.by_id[i].refs.items() if name != "sofa" for t in ids if take(self.by_id.get(t))]
        return found

    def own(self, s):
        self.owned |= self.closure([s.id], lambda t: t is not None and t.role == "part") - {s.id}

    def find_wholes(self):
        """Those first that nothing refers to, then those that refer to each other in a circle."""
        parts = [s for s in self.by_id.values() if s.role == "part" and not s.container]
        referenced = set()
        for s in parts:
            through = self.closure([t for ids in s.refs.values() for t in ids], lambda t: False)
            rest = list(through)
            while rest:
                t = self.by_id[rest.pop()]
                if t.container:
                    more = {i for ids in t.refs.values() for i in ids if i in self.by_id} - through
                    through |= more
                    rest += more
            referenced |= through - {s.id}
        for circles in (False, True):
            for s in parts:
                if s.role == "part" and s.id in self.indexed and s.id not in self.owned and (circles or s.id not in referenced):
                    s.role = "whole"
                    self.own(s)

    def find_events(self):
        slots = {}
        for s in self.by_id.values():
            if s.id not in self.reached or s.role not in ("span", "whole"):
                continue
            facts = list(self.facts(s))
            if any(kind == "slot" for kind, _, _ in facts) or any(self.is_slot(f) for f in self.types.features(s.type)):
                slots[s.type] = True
            if any(kind != "value" for kind, _, _ in facts):
                s.role = "event" if s.role == "span" else "relation"
        for s in self.by_id.values():
            if s.role == "span" and s.type in slots:
                s.role = "event"

    def is_slot(self, f):
        element = f.range[:-2] if f.range.endswith("[]") else f.element
        return bool(element) and bool(self.types.feature(element, "target")) and not self.types.feature(element, "begin")

    def facts(self, s):
        """(kind, name, text) of what is said of a structure; kind is value, ref or slot."""
        for name in s.order:
            shape = name == "sofa" or (s.placed and name in ("begin", "end")) or (s.role == "chain" and name == "first") or (s.id in self.links and name == "next")
            if not shape:
                yield from self.say(s, name, name, set())

    def say(self, s, feature, name, path):
        for text in s.values.get(feature, []):
            yield "value", name, text
        for i in s.refs.get(feature, []):
            if i in self.by_id:
                yield from self.follow(self.by_id[i], name, path)

    def follow(self, s, name, path):
        if s.id in path:
            return
        path = path | {s.id}
        if s.role != "part":
            yield "ref", name, s.id
        elif s.container:
            for feature in ("head", "elements", "tail"):
                yield from self.say(s, feature, name, path)
        else:
            target = self.target(s, "target")
            slot = target is not None and target.role != "part"
            if slot:
                yield "slot", name, target.id
            for feature in s.order:
                if feature != "sofa" and not (slot and feature in ("target", "role")):
                    yield from self.say(s, feature, name + "." + feature, path)

    def count(self):
        self.prepare()
        counted = {v: Counted(self.annotator) for v in self.views}
        nowhere = Counted(self.annotator)
        for s in self.by_id.values():
            self.count_one(s, counted.get(s.view, nowhere))
        first = counted.get(self.initial, nowhere)
        return [first] + [c for v, c in counted.items() if v != self.initial and (self.views[v].text is not None or c.read)]

    def count_one(self, s, counted):
        if s.id not in self.reached:
            if not s.container:
                counted.lose("in no view")
            return
        if s.role == "part":
            if s.id not in self.owned and s.order:  # an array without elements says nothing
                counted.lose("an array that no annotation has")
            return
        facts = [f for f in self.facts(s) if f[0] != "value" or f[2]]
        if s.role == "chain":
            self.count_chain(s, facts, counted)
            return
        if s.role == "event":
            counted.add("span", s.type)
        counted.add({"whole": "span"}.get(s.role, s.role), s.type)
        for kind, name, text in facts:
            if kind == "value":
                counted.add("link" if IRI.match(text) and name in self.strings(s) else "attribute", name)

    def strings(self, s):
        """Names of features whose values are no numbers: only these can be links, and no number looks like one."""
        return {name for kind, name, text in self.facts(s)}

    def count_chain(self, s, facts, counted):
        for _ in facts:
            counted.lose("said of a chain")
        if any(chain == s.id and self.by_id[link].view == s.view for link, chain in self.links.items()):
            counted.add("equivalence", s.type)
        else:
            counted.lose("a chain without links")
