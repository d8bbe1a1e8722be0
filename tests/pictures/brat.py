"""Writes a small corpus of annotated documents: text with brat standoff beside it, authority and list of documents."""

import os

PREFIXES = """@prefix ent: <http://example.org/%(name)s/entity/> .
@prefix doc: <http://example.org/%(name)s/document/> .
@prefix anno: <https://w3id.org/annograph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <http://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
CLASSES = {
    "Person": "anno:Person, anno:Agent",
    "Organization": "anno:Organization, anno:Agent",
    "State": "anno:State, anno:Agent",
    "Group": "anno:AgentGroup, anno:Agent",
    "Agreement": "anno:Agreement, anno:Arrangement",
    "Event": "anno:Event",
    "Concept": "anno:Concept",
}


def literal(text):
    """Turtle's form of a string: what is no plain character is written as its number."""
    out = []
    for c in text:
        if c in '"\\':
            out.append("\\" + c)
        elif c < " " or c == "\x7f" or 0x80 <= ord(c) < 0xA0:
            out.append("\\u%04X" % ord(c))
        else:
            out.append(c)
    return '"%s"' % "".join(out)


class Entry:
    """A referent: its name in the authority, its type in the tag set, its label, what else is known, a page about it."""

    def __init__(self, name, kind, label, link="", **more):
        self.name, self.kind, self.label, self.link, self.more = name, kind, label, link, more

    def turtle(self):
        lines = ["ent:%s a %s" % (self.name, CLASSES[self.kind]), "    rdfs:label " + literal(self.label)]
        for key, value in self.more.items():
            lines.append("    anno:%s %s" % (key, "ent:" + value if key in ("body", "side") else literal(value)))
        if self.link:
            lines.append("    schema:sameAs <%s>" % self.link)
        return " ;\n".join(lines) + " .\n"


class Document:
    """One text, built from left to right; what is annotated is named by the IDs that are returned."""

    def __init__(self):
        self.parts, self.length = [], 0
        self.spans, self.notes, self.events, self.relations, self.attributes = [], [], [], [], []

    def say(self, text):
        self.parts.append(text)
        self.length += len(text)

    def mark(self, kind, text):
        begin = self.length
        self.say(text)
        return self.cover(kind, begin)

    def cover(self, kind, begin):
        """A span from `begin` to where the text is now."""
        text = "".join(self.parts)[begin:] if self.length - begin else ""
        self.spans.append("T%d\t%s %d %d\t%s" % (len(self.spans) + 1, kind, begin, self.length, text))
        return "T%d" % len(self.spans)

    def mention(self, entry, text=None):
        span = self.mark(entry.kind, entry.label if text is None else text)
        self.note(span, "Authority:" + entry.name, entry.name)
        return span

    def time(self, value, text):
        span = self.mark("Time", text)
        self.note(span, "Date:" + value, text)
        return span

    def note(self, span, target, text):
        self.notes.append("N%d\tReference %s %s\t%s" % (len(self.notes) + 1, span, target, text))

    def event(self, kind, trigger, roles):
        filled = "".join(" %s:%s" % (role, filler) for role, filler in roles)
        self.events.append("E%d\t%s:%s%s" % (len(self.events) + 1, kind, trigger, filled))
        return "E%d" % len(self.events)

    def relation(self, kind, first, second):
        self.relations.append("R%d\t%s Arg1:%s Arg2:%s" % (len(self.relations) + 1, kind, first, second))

    def attribute(self, kind, event, value=""):
        self.attributes.append("A%d\t%s" % (len(self.attributes) + 1, " ".join(w for w in (kind, event, value) if w)))

    def write(self, path):
        with open(path + ".txt", "w", encoding="utf-8", newline="") as file:
            file.write("".join(self.parts))
        lines = self.spans + self.events + self.relations + self.attributes + self.notes
        with open(path + ".ann", "w", encoding="utf-8", newline="") as file:
            file.write("\n".join(lines) + "\n")


def write_authority(folder, name, entries):
    with open(os.path.join(folder, "authority.ttl"), "w", encoding="utf-8") as file:
        file.write(PREFIXES % {"name": name} + "\n".join(e.turtle() for e in entries))


def write_documents(folder, name, label, documents):
    """`documents`: (id, title, publisher or None, date)."""
    with open(os.path.join(folder, "documents.ttl"), "w", encoding="utf-8") as file:
        file.write(PREFIXES % {"name": name})
        file.write(
            '<http://example.org/%s/> a anno:Corpus ;\n    rdfs:label %s ;\n    anno:rules "brat" .\n\n'
            % (name, literal(label))
        )
        for key, title, publisher, date in documents:
            by = " ;\n    dcterms:publisher ent:" + publisher if publisher else ""
            file.write(
                'doc:%s dcterms:title %s ;\n    dcterms:date "%s"^^xsd:date%s .\n' % (key, literal(title), date, by)
            )
