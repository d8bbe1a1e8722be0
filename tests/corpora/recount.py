#!/usr/bin/env python3
"""Counts a brat corpus again and looks each annotation up in the export: recount.py NAME FOLDER [fallback|rules]

Balance: what the program says it read is what brat.py counts; 'reported' is the remarks on nothing; nothing is left out.
Graph: every T, E and R id stands on a node of its document (and annotator), no other id does; the span, type, roles of it
agree; and of A, N, # and * lines the content does. With 'rules' (the corpus names a rule set) roles and attribute names
are translated by the rules, so only ids, offsets, links, values and notes are looked for."""
import collections
import os
import re
import tempfile

import brat
import lib
from lib import anno


def norm(text):
    return " ".join(text.split())


class Section:
    """The nodes of one document and annotator."""

    def __init__(self, graph, document):
        self.graph = graph
        self.document = document
        self.iri = None
        self.nodes = collections.defaultdict(list)
        self.by_id = {a.id: a for a in document.annotations if a.kind not in "*#"}
        self.by_id.update({a.id: a for a in document.annotations if a.kind == "#" and len(a.id) > 1})
        self.problems = []

    def say(self, annotation, what):
        self.problems.append("%s %s%s: %s" % (self.document.name, self.document.annotator + " " * bool(self.document.annotator), annotation.id, what))

    def fillers(self, identifier):
        """All that the nodes of an annotation stand for: its referents, propositions, values, or themselves."""
        found = set()
        for node in self.nodes[identifier]:
            found.add(node)
            for p in ("refersTo", "expresses", "denotesTime", "value"):
                found.update(self.graph.objects(node, anno(p)))
        return found


def sections(graph, documents):
    """One section for each document and annotator; what no document accounts for is told."""
    by_key = {(d.name, d.annotator): Section(graph, d) for d in documents}
    names = {}
    for s, p, o in graph.triples:
        if p == lib.IDENTIFIER and anno("Document") in graph.objects(s, lib.RDF_TYPE):
            names[s] = lib.literal(o)
    stray = []
    for s, p, o in graph.triples:
        if p != anno("annotationId"):
            continue
        annotators = [lib.literal(a) for a in graph.objects(s, anno("annotator"))] or [""]
        documents_of = [names.get(d) for d in graph.objects(s, anno("inDocument"))]
        if len(annotators) != 1 or len(documents_of) != 1 or (documents_of[0], annotators[0]) not in by_key:
            stray.append("%s belongs to %s by %s" % (s, documents_of, annotators))
            continue
        by_key[documents_of[0], annotators[0]].nodes[lib.literal(o)].append(s)
    missing = ["no anno:Document for " + d.name for d in documents if d.name not in names.values()]
    return by_key.values(), stray + missing


def check_ids(section):
    wanted = {a.id for a in section.document.annotations if a.kind in "TER"}
    have = set(section.nodes)
    name = section.document.name
    section.problems += ["%s: %s is not in the graph" % (name, i) for i in sorted(wanted - have)]
    section.problems += ["%s: %s is in the graph, not in the file" % (name, i) for i in sorted(have - wanted)]


def mixed(section):
    """Nodes that bear the IDs of two spans, two events or two relations: what is said of one would be said of both."""
    borne = collections.defaultdict(list)
    for identifier, nodes in section.nodes.items():
        for node in nodes:
            borne[node, identifier[0]].append(identifier)
    return ["%s is %s" % (node, " and ".join(sorted(ids))) for (node, _), ids in sorted(borne.items()) if len(ids) > 1]


def fragments(graph, span):
    parts = [o for p, o in sorted(graph.by_subject[span]) if p.startswith(anno("fragment")[:-1])]
    bounds = []
    for part in parts or [span]:
        for name in ("beginIndex", "endIndex"):
            bounds += [lib.literal(o) for o in graph.objects(part, "<%s%s>" % (lib.NIF, name))]
    return [" ".join(bounds[i:i + 2]) for i in range(0, len(bounds), 2)]


def check_span(section, a):
    """Offsets of a mention in whatever order of fragments; the words if the text is not there."""
    graph = section.graph
    spans = [s for n in section.nodes[a.id] for p in ("span", "cueSpan", "evidence") for s in graph.objects(n, anno(p))]
    wanted = sorted(" ".join(f.split()) for f in a.fields)
    if not any(sorted(fragments(graph, s)) == wanted for s in spans):
        section.say(a, "no span with the offsets %s" % ";".join(wanted))
    if not section.document.has_text and not a.continued and norm(a.value):
        texts = {norm(lib.literal(o)) for s in spans for o in graph.objects(s, anno("recordedText"))}
        if norm(a.value) not in texts:
            section.say(a, "its words are not in the graph: %r" % a.value)


def check_type(section, a):
    if not any(lib.literal(o) == a.type for n in section.nodes[a.id] for o in section.graph.objects(n, anno("annotationType"))):
        section.say(a, "no node of type %s" % a.type)
    if a.kind == "E" and not set(section.nodes[a.id]) <= set(section.nodes[a.target]):
        section.say(a, "a node of it lacks its trigger %s" % a.target)


def labels(graph, node):
    return {lib.literal(o) for o in graph.objects(node, lib.LABEL)}


def check_roles(section, a):
    """Fallback only: the proposition has each filler under a property that bears the role's name, with or without number."""
    graph = section.graph
    for role, filler in a.fields:
        names, wanted = {role, re.sub(r"\d+$", "", role)}, section.fillers(filler)
        props = [p for n in section.nodes[a.id] for p in graph.objects(n, anno("expresses"))]
        if not any(o in wanted and labels(graph, p) & names for prop in props for p, o in graph.by_subject[prop]):
            section.say(a, "role %s:%s is not in the graph" % (role, filler))


def said_of(section, a):
    """(predicate, object) of all nodes of what a remark is about, with their statements' and propositions'."""
    root = brat.root_target(section.by_id, a)
    if root is None:
        return None
    found = []
    for node in section.nodes[root.id]:
        found += section.graph.by_subject[node]
        for p in ("refersTo", "denotesTime", "expresses"):
            for other in section.graph.objects(node, anno(p)):
                found += section.graph.by_subject[other]
    return found


def is_value(term, value):
    return lib.literal(term) == value or term.endswith(("#%s>" % value, "/%s>" % value))


def check_attribute(section, a, said, fallback):
    value = a.value or "true"
    if fallback and not any(a.type in labels(section.graph, p) and lib.literal(o) == value for p, o in said):
        section.say(a, "attribute %s %s is not in the graph" % (a.type, a.value))
    if not fallback and a.value and not any(is_value(o, a.value) for _, o in said):
        section.say(a, "value %s of %s is not in the graph" % (a.value, a.type))


def check_link(section, a, said, fallback):
    """The entry, as a literal or in the name of a node, and the name beside it."""
    database, _, entry = a.value.partition(":")
    whole = {a.value, norm(a.value + " " + a.fields[0])}
    if fallback and not any(p == anno("linkText") and norm(lib.literal(o)) in whole for p, o in said):
        section.say(a, "link %s is not in the graph" % a.value)
    if not fallback and not any(is_value(o, entry) or is_value(o, database + "-" + entry) or (o.startswith('"') and entry in o) for _, o in said):
        section.say(a, "link %s is not in the graph" % a.value)
    if fallback and not any(o.startswith('"') and norm(a.fields[0]) in norm(lib.literal(o)) for _, o in said):
        section.say(a, "the name %r of the link is not in the graph" % a.fields[0])


def check_note(section, a, said):
    if a.value and not any(o.startswith('"') and norm(lib.literal(o)) == norm(a.value) for _, o in said):
        section.say(a, "note is not in the graph: %r" % a.value)


def check_equivalence(section, a):
    """All are one referent; or, for events, relations and members of several referents, linked to one another."""
    graph = section.graph
    referents = [{o for n in section.nodes[i] for o in graph.objects(n, anno("refersTo"))} for i in a.fields]
    if all(referents) and len(set.union(*referents)) == 1:
        return
    nodes = {n for i in a.fields for n in section.nodes[i]}
    linked = {i for i in a.fields for n in section.nodes[i] for p, o in graph.by_subject[n] if o in nodes and a.type in labels(graph, p)}
    if len(linked) < len(a.fields) - 1:
        section.say(a, "%s of %s is not in the graph" % (a.type, " ".join(a.fields)))


def check_remark(section, a, fallback):
    said = said_of(section, a)
    if said is None:
        return
    if a.kind == "A":
        check_attribute(section, a, said, fallback)
    elif a.kind == "N":
        check_link(section, a, said, fallback)
    else:
        check_note(section, a, said)


def check_section(section, fallback):
    check_ids(section)
    for a in section.document.annotations:
        if a.kind in "AN#":
            check_remark(section, a, fallback)
        elif a.kind == "*":
            check_equivalence(section, a)
        elif section.nodes[a.id]:
            check_type(section, a)
            if a.kind == "T":
                check_span(section, a)
            elif fallback:
                check_roles(section, a)


def on_nothing(document):
    by_id = {a.id: a for a in document.annotations if a.id not in ("*", "#")}
    return sum(1 for a in document.annotations if a.kind in "AN#" and brat.root_target(by_id, a) is None)


def check_balance(name, result, documents, lines):
    read, reported = sum(len(d.annotations) for d in documents), sum(on_nothing(d) for d in documents)
    wanted = {"documents": len(documents), "skipped": 0, "read": read, "exported": read - reported, "reported": reported, "left_out": 0}
    have = result.balance or {}
    problems = ["%s: counted %d, told %s" % (k, v, have.get(k)) for k, v in wanted.items() if have.get(k) != v]
    if not read:
        problems.append("nothing to count")
    if have.get("triples") != lines:
        problems.append("%d lines in the N-Triples, told %s" % (lines, have.get("triples")))
    if result.codes["DANGLING_REMARK"] != reported:
        problems.append("%d remarks on nothing, %d findings" % (reported, result.codes["DANGLING_REMARK"]))
    broken = sum(1 for d in documents for a in d.annotations if a.continued)
    if result.codes["LINE_IN_SPAN"] != broken:
        problems.append("%d texts with a line break, %d findings" % (broken, result.codes["LINE_IN_SPAN"]))
    untexted = sum(1 for d in documents if not d.has_text)
    if result.codes["NO_TEXT"] != untexted:
        problems.append("%d documents without text, %d findings" % (untexted, result.codes["NO_TEXT"]))
    if result.status != 0:
        problems.append("exit %d" % result.status)
    lib.check("balance of " + name, problems)


def recount(name, folder, mode="fallback", result=None, output=None, apart=True):
    """`result` and `output` of an export that was made already; `apart`: also check that no two annotations are one node."""
    documents = list(brat.documents(folder))
    with tempfile.TemporaryDirectory() as temporary:
        if output is None:
            output = os.path.join(temporary, "out.nt")
            result = lib.export([folder], output, "--from", "brat")
        triples = lib.read_triples(output) if os.path.exists(output) else set()
        lines = lib.count_lines(output) if triples else 0
    check_balance(name, result, documents, lines)
    found, problems = sections(lib.Graph(triples), documents)
    together = []
    for section in found:
        check_section(section, mode == "fallback")
        problems += section.problems
        together += mixed(section)
    lib.check("every annotation of %s is in the graph" % name, problems)
    if apart:
        lib.check("annotations of %s are told apart" % name, together if triples else ["an empty graph"])


def main():
    for name, path in lib.given_corpora("recount of"):
        recount(name, path)
    recount("data", lib.DATA, "rules")


if __name__ == "__main__":
    lib.main(main)
