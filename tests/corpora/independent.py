#!/usr/bin/env python3
"""Counts of readers that others wrote, held against what `dump` prints: dkpro-cassis, gatenlp, conllu, bioc.

Runs with the packages of requirements.txt. What a reader refuses is listed in independent.txt with its words, which must
still be what it says; a reader that does not know a feature of the format counts what it knows.
"""
import collections
import concurrent.futures
import contextlib
import gzip
import io
import logging
import os
import re
import sys
import types as modules
import warnings

import bioc.biocjson
import bioc.biocxml
import bioc.pubtator
import cassis
import conllu
import gatenlp

import formats
import lib

sys.modules.setdefault("requests", modules.ModuleType("requests"))  # gatenlp asks for it on loading, for addresses that nobody gives it here
LIST = os.path.join(lib.HERE, "independent.txt")
KNOWN_TYPES = os.path.join(lib.REPO, "ontology", "types", "dkpro.xml")
Wanted = collections.namedtuple("Wanted", "counts only")
PLACED = "uima.tcas.Annotation"


# ---- dkpro-cassis: structures that are reachable from an index, by type, and their strings, numbers and truth values

def type_system(path):
    beside = formats.module("xmi")
    types = cassis.TypeSystem()
    folder = os.path.dirname(path)
    named = os.path.join(folder, "TypeSystem.xml")
    others = [os.path.join(folder, n) for n in sorted(os.listdir(folder)) if n.endswith(".xml")]
    found = [named] if os.path.exists(named) else list(filter(beside.is_type_system, others))
    for p in found or [KNOWN_TYPES]:
        with open(p, "rb") as f:
            types = cassis.merge_typesystems(types, cassis.load_typesystem(f))
    return types


def count_cas(cas):
    """Structures with a place, whose types the program must have too; nothing is said of all others."""
    counts = collections.Counter(fs.type.name for fs in cas._find_all_fs() if cas.typesystem.is_instance_of(fs.type.name, PLACED))
    known = {t.name for t in cas.typesystem.get_types(built_in=True)}
    return Wanted(counts, lambda type_: type_ in known and cas.typesystem.is_instance_of(type_, PLACED))


def read_xmi(path):
    with open(path, "rb") as f:
        return count_cas(cassis.load_cas_from_xmi(f, typesystem=type_system(path), lenient=True))


def read_json_cas(path):
    with open(path, "rb") as f:
        return count_cas(cassis.load_cas_from_json(f, typesystem=type_system(path)))


def dumped_cas(items):
    """An event has a span of its type, which is the structure; a structure with roles and without a place is a relation."""
    found = collections.Counter()
    for (kind, type_), n in items.items():
        if kind in ("span", "relation"):
            found[type_] += n
    return found


# ---- gatenlp: annotations of all sets by type

def count_gate(document):
    counts = collections.Counter(a.type for name in {""} | set(document.annset_names()) for a in document.annset(name))
    return Wanted(counts, lambda type_: type_ != "GateDocument")


def read_bdocjs(path):
    if path.endswith(".gz"):
        with gzip.open(path, "rt", encoding="utf-8") as f:
            return count_gate(gatenlp.Document.load_mem(f.read(), fmt="json"))
    return count_gate(gatenlp.Document.load(path, fmt="json"))


def read_gatexml(path):
    return count_gate(gatenlp.Document.load(path, fmt="gatexml"))


def dumped_spans(items):
    found = collections.Counter()
    for (kind, type_), n in items.items():
        if kind == "span":
            found[type_] += n
    return found


# ---- conllu: words, and what their columns have

def read_conllu(path):
    counts = collections.Counter()
    with open(path, encoding="utf-8-sig") as f:
        for sentence in conllu.parse_incr(f):
            counts["Sentence"] += 1
            for token in sentence:
                split = isinstance(token["id"], tuple)
                counts["Token" if not split else "EmptyNode" if token["id"][1] == "." else "MultiwordToken"] += 1
                counts["Dependency"] += bool(token["head"]) and not (split and token["id"][1] == "-")
                for name in ("lemma", "upos", "xpos", "feats", "deps"):
                    counts[name.upper()] += token[name] not in (None, "_")
    return Wanted(counts, lambda type_: type_ in counts)


def dumped_all(items):
    found = collections.Counter()
    for (_, type_), n in items.items():
        found[type_] += n
    return found


# ---- bioc: passages, sentences, annotations and relations

def count_bioc(documents):
    counts = collections.Counter()
    for d in documents:
        for part in [d] + list(d.passages) + [s for p in d.passages for s in p.sentences]:
            counts["passage" if isinstance(part, bioc.BioCPassage) else "sentence"] += part is not d
            for a in part.annotations:
                counts[a.infons.get("type", a.infons.get("annotation", "annotation"))] += 1
            for r in part.relations:
                counts[r.infons.get("type", r.infons.get("relation", "relation"))] += 1
    return Wanted(counts, lambda type_: type_ in counts)


def read_biocxml(path):
    with open(path, "rb") as f:
        return count_bioc(bioc.biocxml.load(f).documents)


def read_biocjson(path):
    with open(path, encoding="utf-8") as f:
        return count_bioc(bioc.biocjson.load(f).documents)


def read_pubtator(path):
    counts = collections.Counter()
    with open(path, encoding="utf-8") as f:
        for d in bioc.pubtator.load(f):
            counts["passage"] += 2
            for a in d.annotations:
                counts[a.type] += 1
            for r in d.relations:
                counts[r.type] += 1
    return Wanted(counts, lambda type_: type_ in counts)


def dumped_bioc(items):
    found = collections.Counter()
    for (kind, type_), n in items.items():
        if kind in ("span", "relation"):
            found[type_] += n
    return found


READERS = {
    "xmi": ("dkpro-cassis", read_xmi, dumped_cas),
    "jsoncas": ("dkpro-cassis", read_json_cas, dumped_cas),
    "gatexml": ("gatenlp", read_gatexml, dumped_spans),
    "bdocjs": ("gatenlp", read_bdocjs, dumped_spans),
    "conllu": ("conllu", read_conllu, dumped_all),
    "biocxml": ("bioc", read_biocxml, dumped_bioc),
    "biocjson": ("bioc", read_biocjson, dumped_bioc),
    "pubtator": ("bioc", read_pubtator, dumped_bioc),
}


def refusals():
    """path -> what the reader says of it."""
    with open(LIST, encoding="utf-8") as f:
        return dict(line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#"))


def difference(wanted, have):
    types = sorted(t for t in set(have) | set(wanted.counts) if t in wanted.counts or wanted.only(t))
    return ["%s: it counts %d, the program %d" % (t, wanted.counts[t], have[t]) for t in types if wanted.counts[t] != have[t]]


def check_seeded():
    """One annotation more or less, or of another type, must be told."""
    wanted = Wanted(collections.Counter(a=2, b=1), lambda type_: type_ != "x")
    faults = {"one more": {"a": 3, "b": 1}, "one less": {"a": 1, "b": 1}, "a type more": {"a": 2, "b": 1, "c": 1}, "a type less": {"a": 2}}
    for name, have in faults.items():
        lib.check("seeded fault for independent readers: %s" % name, [] if difference(wanted, collections.Counter(have)) else ["it is not told"])
    lib.check("seeded fault for independent readers: none", difference(wanted, collections.Counter(a=2, b=1, x=9)))


def compare(job):
    """(path, what differs, what the reader says if it refuses the file, annotations that it counted)."""
    format_, path = job
    _, read, dumped = READERS[format_]
    whole = formats.where(path)
    aside = io.StringIO()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(aside), contextlib.redirect_stderr(aside):
            warnings.simplefilter("ignore")
            wanted = read(whole)
    except Exception as e:
        return path, [], re.sub(r"\s+", " ", "%s: %s" % (type(e).__name__, e))[:200], 0
    items = collections.Counter()
    for document in formats.dumped(lib.run("dump", "-q", whole).stdout):
        items += document.items
    problems = ["%s: %s" % (path, d) for d in difference(wanted, dumped(items))]
    return path, problems, "", sum(wanted.counts.values())


def main():
    logging.disable(logging.CRITICAL)  # gatenlp tells of features that it does not know
    listed = refusals()
    jobs = [j for j in formats.jobs() if j[0] in READERS and not j[1].endswith(".zip")]
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        results = dict(zip(jobs, pool.map(compare, jobs, chunksize=4)))
    for format_, (name, _, _) in READERS.items():
        for corpus in sorted({path.split("/")[0] for f, path in jobs if f == format_}):
            mine = [r for (f, path), r in results.items() if f == format_ and path.split("/")[0] == corpus]
            problems = [p for r in mine for p in r[1]]
            problems += ["%s: %s" % (path, said) for path, _, said, _ in mine if said != listed.get(path, "")]
            problems += [] if sum(r[3] for r in mine) or all(r[2] for r in mine) else ["nothing is counted"]
            lib.check("%s counts %s of %s" % (name, format_, corpus), problems)
    check_seeded()
    lib.check("independent.txt", ["%s: no such file" % path for path in listed if path not in {j[1] for j in jobs}])


if __name__ == "__main__":
    if os.path.isdir(lib.CORPORA):
        lib.main(main)
    else:
        lib.skip("independent", "no folder " + lib.CORPORA)
