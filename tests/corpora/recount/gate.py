"""What a GATE document says, in XML or in JSON: what gatexml.py and bdocjs.py count with.

Counted are annotations and relations; each value of a feature, also within lists and maps, as an attribute (in a map by
'NAME.KEY'), or as a link where it is SCHEME://...; the features of the document as those of a span "GateDocument"; and the
chains that lists in "matches", or in the document's "MatchesAnnots", connect. Empty strings and null say nothing.
Values are None, True, str, list, dict, and Lost for objects of classes that are neither of these.
"""
import re

from counted import Counted

IRI = re.compile(r"[A-Za-z]+://[^ ]*\Z")


class Lost:
    pass


class Note:
    def __init__(self, id_, type_, set_, relation=False):
        self.id, self.type, self.set, self.relation, self.features = id_, type_, set_, relation, []


def is_chain(name, value):
    return name == "matches" and isinstance(value, list) and value and all(isinstance(v, str) and re.match(r"-?\d+\Z", v) for v in value)


def say(counted, name, value):
    if value is True:
        counted.add("attribute", name)
    elif isinstance(value, str) and value:
        counted.add("link" if IRI.match(value) else "attribute", name)
    elif isinstance(value, list):
        for v in value:
            say(counted, name, v)
    elif isinstance(value, dict):
        for k, v in value.items():
            say(counted, name + "." + k, v)
    elif isinstance(value, Lost):
        counted.lose("an object")


def chains(notes, record):
    """The number of sets of two or more annotations that lists of IDs connect."""
    known = {}
    for n in notes:
        if not n.relation and n.id:
            known.setdefault((n.set, n.id), n)
    parent = {id(n): id(n) for n in notes}

    def root(i):
        while parent[i] != i:
            i = parent[i]
        return i

    def join(members):
        for a, b in zip(members, members[1:]):
            parent[root(id(b))] = root(id(a))

    for n in notes:
        for name, value in n.features:
            if not n.relation and is_chain(name, value):
                join([n] + [known[n.set, v] for v in value if (n.set, v) in known])
    for set_, lists in record.items():
        name = "" if set_ in (None, "null") else set_
        for ids in lists if isinstance(lists, list) else []:
            join([known[name, i] for i in ids if (name, i) in known])
    roots = [root(i) for i in parent]
    return sum(1 for r in set(roots) if roots.count(r) > 1) if known else 0


def count(features, notes):
    counted = Counted()
    record = next((v for name, v in features if name == "MatchesAnnots" and isinstance(v, dict)), {})
    if features:
        counted.add("span", "GateDocument")
    for name, value in features:
        if value is not record:
            say(counted, name, value)
    for n in notes:
        counted.add("relation" if n.relation else "span", n.type)
        for name, value in n.features:
            if n.relation or not is_chain(name, value):
                say(counted, name, value)
    has = bool(record) or any(is_chain(k, v) for n in notes if not n.relation for k, v in n.features)
    if has and chains(notes, record):
        counted.add("equivalence", "matches", chains(notes, record))
    return counted
