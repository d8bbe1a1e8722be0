#!/usr/bin/env python3
"""Exports the perturbed copies of data/, counts them again and compares the graphs: perturbed.py WORK rules|plain

'rules': as the corpus has it; 'plain': with the fallback only. The copies are made below WORK/MODE.
"""
import collections
import os
import re

import compare
import lib
import perturb
import recount
from lib import anno

RECORDED, ANCHOR = anno("recordedText"), "<%sanchorOf>" % lib.NIF


class Copies:
    """The exports of one mode by the name of the perturbation."""

    def __init__(self, work, mode):
        self.mode, self.folder = mode, os.path.join(work, mode)
        perturb.make(lib.DATA, self.folder, mode == "plain")
        self.runs, self.graphs = {}, {}
        for p in perturb.PERTURBATIONS:
            self.export(p.__name__)

    def export(self, name):
        folder, output = os.path.join(self.folder, name), os.path.join(self.folder, name + ".nt")
        self.runs[name] = lib.export([folder], output)
        self.graphs[name] = lib.read_triples(output) if os.path.exists(output) else set()
        label = "data, %s, %s" % (name, self.mode)
        recount.recount(label, folder, "rules" if self.mode == "rules" else "fallback", self.runs[name], output, name == "original")

    def same(self, name, base="original", documents=None, words=lambda o: o):
        wanted = self.graphs[base]
        found = compare.mapped(self.graphs[name], documents or {}, words)
        problems = compare.difference(wanted, found, renamed=documents is not None)
        lib.check("same graph of %s and %s, %s" % (name, base, self.mode), problems if wanted else ["an empty graph"])


def blanks(o):
    """Line breaks in literals as the blanks they were."""
    return o.replace("\\r\\n", " ").replace("\\n", " ")


def offset_tables():
    """For each way in which offsets move and each document: from the offset in the copy to that in the original."""
    tables = {"crlf": {}, "bom": {}, "both": {}, "newline": {}}
    for document in perturb.load(lib.DATA):
        crlf = perturb.crlf_offset(document.text)
        places = range(len(document.text) + 1)
        perturb.newline_text(document)
        newline = perturb.crlf_offset(document.text)
        forward = {"crlf": crlf, "bom": lambda i: i + 1, "both": lambda i: crlf(i) + 1, "newline": newline}
        for kind, moved in forward.items():
            tables[kind][document.name] = {moved(i): i for i in places}.__getitem__
    return tables


def check_same(copies):
    tables = offset_tables()
    for name in ("crlf_ann", "bom_ann", "blank_lines", "shuffled", "reversed_lines", "a1_a2"):
        copies.same(name)
    copies.same("fragments_reversed", "fragments")
    copies.same("fragments_reversed_words", "fragments")
    copies.same("crlf_txt", documents=tables["crlf"], words=blanks)
    copies.same("bom_txt", documents=tables["bom"])
    copies.same("crlf_bom_txt", documents=tables["both"], words=blanks)
    copies.same("combined", documents=tables["both"], words=blanks)
    copies.same("newline_text", words=blanks)
    copies.same("newline_raw", "newline_text")
    copies.same("combined_newline", documents=tables["newline"], words=blanks)
    return tables


def check_messages(copies):
    """Perturbations that lose nothing are not complained about; those that do are, each time."""
    for name, run in copies.runs.items():
        wanted = set()
        if name == "no_text":
            wanted = {"NO_TEXT"}
        elif name in ("newline_raw", "combined_newline"):
            wanted = {"LINE_IN_SPAN"}
        told = set(run.codes)
        lib.check("findings of %s, %s" % (name, copies.mode), [] if told == wanted else ["expected %s, told %s" % (sorted(wanted), dict(run.codes))])


def check_no_text(copies):
    """The recorded words stand in for those of the text; the parts of divided spans, which nobody recorded, have none
    (how spans are called is for check_labels)."""
    before, after = copies.graphs["original"], copies.graphs["no_text"]
    anchors = {s: o for s, p, o in before if p == ANCHOR}
    recorded = {s: o for s, p, o in after if p == RECORDED}
    parts = {s for s in anchors if s not in recorded}
    divided = {o for s, p, o in before if p.startswith(anno("fragment")[:-1])}
    spans = {s for s, p, o in before if o == anno("Span")}
    problems = ["%s has neither text" % s for s in sorted(parts - divided)]
    problems += ["%s records %s instead of %s" % (s, o, anchors.get(s)) for s, o in recorded.items() if anchors.get(s) != o]
    problems += ["%s has an anchor without a text" % s for s, p, _ in after if p == ANCHOR]
    problems += [] if recorded else ["no recorded text at all"]
    rest = lambda triples, words: {t for t in triples if t[1] != words and not (t[0] in spans and t[1] == lib.LABEL)}
    problems += compare.difference(rest(before, ANCHOR), rest(after, RECORDED))
    lib.check("no_text keeps the recorded words, " + copies.mode, problems)


def check_labels(copies, name):
    """Each span has one label, with something to read in it, text or no text."""
    labels = collections.defaultdict(list)
    for s, p, o in copies.graphs[name]:
        if p == lib.LABEL and "/span/" in s:
            labels[s].append(lib.literal(o))
    problems = ["%s is called %s" % row for row in sorted(labels.items()) if len(row[1]) != 1 or not row[1][0].strip("“” ")]
    lib.check("labels of spans, %s, %s" % (name, copies.mode), problems if labels else ["no labels"])


def share(triples, mine, others):
    """The graph without the nodes of the other annotator and without saying whose the rest is."""
    owner = {s: lib.literal(o) for s, p, o in triples if p == anno("annotator")}
    foreign = {s for s, name in owner.items() if name in others}
    used = {t for t in triples if t[0] not in foreign and t[2] not in foreign and t[1] != anno("annotator")}
    return used, {s for s, name in owner.items() if name == mine}


def without_orphans(triples):
    """Drops document-local nodes (named after an annotator) to which nothing leads any more, and what only they lead to."""
    while True:
        reached = {o for _, _, o in triples}
        left = {t for t in triples if t[0] in reached or not ("/entity/" in t[0] or "/time/" in t[0] or "/proposition/" in t[0])}
        if len(left) == len(triples):
            return left
        triples = left


def down(term, shift):
    """An ID as a literal, or behind a dash at the end of an IRI, without the shift."""
    return re.sub(r'(?<=[-"][TERAMN])(\d{4,})(?=[">]$)', lambda m: str(int(m[1]) - shift), term) if shift else term


def check_annotators(copies, name, tables, words):
    """alice's IDs are the original's, bob's are 5000 higher; the share of each is the original's graph."""
    both = copies.graphs[name]
    wanted = without_orphans(copies.graphs["original"])
    for mine, other, shift in (("alice", "bob", 0), ("bob", "alice", 5000)):
        used, nodes = share(both, mine, {other})
        used = {(s.replace(":%s:" % mine, ":"), p, o.replace(":%s:" % mine, ":") if o[0] == "<" else o) for s, p, o in used if ":%s:" % other not in s}
        used = {(down(s, shift), p, down(o, shift) if o[0] == "<" or p == anno("annotationId") else o) for s, p, o in used}
        problems = compare.difference(wanted, without_orphans(compare.mapped(used, tables, words)), renamed=True)
        problems += [] if nodes else ["no node is %s's" % mine]
        lib.check("%s: %s's share is the original's graph, %s" % (name, mine, copies.mode), problems)


def main(work, mode):
    copies = Copies(work, mode)
    tables = check_same(copies)
    check_messages(copies)
    check_no_text(copies)
    check_labels(copies, "fragments")
    check_labels(copies, "no_text")
    check_annotators(copies, "annotators", {}, lambda o: o)
    check_annotators(copies, "combined_annotators", tables["both"], blanks)


if __name__ == "__main__":
    lib.main(main)
