"""Equality of two graphs up to offsets that are mapped and to the hashes in which the program's IRIs end.

Hashes depend on the names of what a node is about, offsets among them; so a node with a hash is known by what is said of
it and with it: colour refinement, as for blank nodes. Equal colours are a necessary condition of equality, and sharp here.
"""
import collections
import hashlib
import re

HASHED = re.compile(r"-[a-z2-7]{16}>$")
ROUNDS = 6
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


class Places:
    """Maps the offsets in IRIs and literals; `documents`: name -> function that gives back the original's offset."""

    def __init__(self, documents):
        self.documents = documents
        names = "|".join(map(re.escape, documents))
        self.place = re.compile(r"(%s):((?:unspecified-)?)(\d+-\d+(?:_\d+-\d+)*)(?=[->])" % names)

    def numbers(self, name, text):
        return re.sub(r"\d+", lambda n: str(self.documents[name](int(n[0]))), text)

    def iri(self, term):
        return self.place.sub(lambda m: "%s:%s%s" % (m[1], m[2], self.numbers(m[1], m[3])), term)

    def triple(self, triple, words):
        s, p, o = triple
        if o.startswith("<"):
            o = self.iri(o)
        elif p.endswith(("#beginIndex>", "#endIndex>")):
            text, quote, kind = o.rpartition('"')
            o = self.numbers(self.place.search(s)[1], text) + quote + kind
        else:
            o = words(o)
        return self.iri(s), p, o


def mapped(triples, documents, words=lambda o: o):
    """The triples with their offsets as the original has them; `words` is applied to literals."""
    if not documents:
        return {(s, p, o if o[0] == "<" else words(o)) for s, p, o in triples}
    places = Places(documents)
    return {places.triple(t, words) for t in triples}


def digest(parts):
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def named(term, colour):
    """A hashed IRI bears its colour in place of the hash."""
    return term[:-17] + colour[term] + ">" if term in colour else term


def recoloured(triples):
    """The triples with colours for hashes, as a multiset."""
    around = collections.defaultdict(list)
    for s, p, o in triples:
        if HASHED.search(s):
            around[s].append((">", p, o))
        if HASHED.search(o):
            around[o].append(("<", p, s))
    colour = dict.fromkeys(around, "")
    for _ in range(ROUNDS):
        colour = {n: digest(sorted(d + p + named(o, colour) for d, p, o in rows)) for n, rows in around.items()}
    return collections.Counter((named(s, colour), p, named(o, colour)) for s, p, o in triples)


def uncaptioned(triples):
    """Hashed nodes with some label instead of the very one: it lists fillers in the order of their names, and is cut."""
    return {(s, p, '"a label"') if p == LABEL and HASHED.search(s) else (s, p, o) for s, p, o in triples}


def difference(expected, found, renamed=False):
    """What differs, as messages; nothing if the graphs are the same. `renamed`: hashes may differ and thus captions."""
    if renamed:
        expected, found = uncaptioned(expected), uncaptioned(found)
    if expected == found:
        return []
    a, b = recoloured(expected), recoloured(found)
    strip = lambda t: re.sub(r"(?<=[-])[0-9a-f]{24}>", "*>", " ".join(t))
    missing = ["missing: " + strip(t) for t in sorted(a - b)]
    added = ["not expected: " + strip(t) for t in sorted(b - a)]
    return missing[:3] + added[:3] + ["%d missing, %d not expected" % (len(missing), len(added))] * bool(missing or added)
