#!/usr/bin/env python3
"""Every format of every corpus through parsers that are not ours: parsers.py WORK

Each of oxigraph (strict), n3, rapper and serdi must accept Turtle, TriG, N-Triples and N-Quads, and oxigraph and rapper
RDF/XML; all of them must hold the triples that oxigraph finds in the N-Triples. RDF/XML may be missing only if the program
says which term it cannot say, ends with 4 and leaves no file. With --graphs=document TriG and N-Quads hold the same quads,
and without their graphs the same triples. Nothing is asserted (guard.rq) and nothing is blank.
"""
import concurrent.futures
import glob
import os
import re
import subprocess
import sys

import lib

FORMATS = ("nt", "nq", "ttl", "trig", "rdf")
RAPPER = {"nt": "ntriples", "nq": "nquads", "ttl": "turtle", "trig": "trig", "rdf": "rdfxml"}
SERDI = {"nt": "ntriples", "nq": "nquads", "ttl": "turtle", "trig": "trig"}
PARSERS = ("oxigraph", "n3", "rapper", "serdi")
BASE = "https://example.org/none/"
GRAPH = re.compile(r" (?:<[^>]*>|_:\S+) \.$")


def can_parse(parser, form):
    return form != "rdf" or parser in ("oxigraph", "rapper")


def command(parser, form, source, output):
    if parser == "rapper":
        return ["rapper", "-q", "-i", RAPPER[form], "-o", "nquads", source, BASE]
    if parser == "serdi":
        return ["serdi", "-i", SERDI[form], "-o", "nquads", source, BASE]
    return ["node", os.path.join(lib.HERE, "parse.mjs"), parser, form, source, output]


def rewritten(m):
    """One way of writing each character: only backslash, quote, line feed and return stay escaped."""
    e = m.group(1)
    c = chr(int(e[1:], 16)) if e[0] in "uU" else lib.PLAIN.get(e, e)
    return {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}.get(c, c)


def statements(path):
    """The distinct statements of an N-Quads file in one way of writing them."""
    with open(path, encoding="utf-8", newline="\n") as f:
        text = f.read()
    if "\\" in text:
        text = lib.ESCAPE.sub(rewritten, text)
    text = text.replace("^^<http://www.w3.org/2001/XMLSchema#string>", "")
    return {line for line in text.split("\n") if line}


def without_graph(lines):
    """N-Quads as N-Triples: a graph is a fourth term, so a line that is no triple without change has one."""
    return {line if lib.TRIPLE.match(line) else GRAPH.sub(" .", line) for line in lines}


def parsed(parser, form, source):
    """(statements, None), or (None, why not)."""
    output = "%s.%s.parsed" % (source, parser)
    with open(output, "wb") as out:
        p = subprocess.run(command(parser, form, source, output), stdout=out if parser in ("rapper", "serdi") else subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = p.stderr.decode("utf-8", "replace").strip()
    found = None if p.returncode or complaint else statements(output)
    os.remove(output)
    return (found, None) if found is not None else (None, "exit %d: %s" % (p.returncode, complaint))


def compare(name, parser, form, source, expected):
    found, why = parsed(parser, form, source)
    if why:
        return ["%s does not accept it: %s" % (parser, why)]
    if not found:
        return ["%s finds nothing" % parser]
    if found == expected:
        return []
    return (["missing by %s: %s" % (parser, t) for t in sorted(expected - found)[:2]] + ["not expected by %s: %s" % (parser, t) for t in sorted(found - expected)[:2]]
            + ["%d statements instead of %d" % (len(found), len(expected))])


def export(name, inputs, stem, form, *options):
    """The path of the export; None where it is rightly or wrongly missing, which is told."""
    path = "%s.%s" % (stem, form)
    result = lib.export(inputs, path, "--from", "brat", *options)
    if result.status == 0:
        return path
    unsaid = form == "rdf" and result.status == 4 and result.codes["CANNOT_SAY"] and not os.path.exists(path)
    lib.check("%s of %s says what it cannot say" % (form, name) if unsaid else "%s of %s" % (form, name),
              [] if unsaid else ["exit %d: %s" % (result.status, result.messages[-300:])])
    return None


def check_corpus(name, folder, graphs, work):
    stem = os.path.join(work, name.replace(" ", "_"))
    paths = {form: export(name, [folder], stem, form) for form in FORMATS}
    if not paths["nt"]:
        return
    expected, why = parsed("oxigraph", "nt", paths["nt"])
    lib.check("N-Triples of %s, by oxigraph" % name, [why] if why else [])
    if why:
        return
    for form in FORMATS:
        for parser in PARSERS:
            if paths[form] and can_parse(parser, form) and (form, parser) != ("nt", "oxigraph"):
                lib.check("%s of %s, by %s" % (form, name, parser), compare(name, parser, form, paths[form], expected))
    check_guard(name, paths["ttl"], "ttl")
    if graphs:
        check_graphs(name, folder, stem, expected)
    for path in glob.glob(stem + ".*"):
        os.remove(path)


def check_guard(name, path, form):
    p = subprocess.run(["node", os.path.join(lib.HERE, "parse.mjs"), "guard", os.path.join(lib.REPO, "ontology", "queries"), form, path], capture_output=True, text=True)
    lib.check("nothing asserted, nothing blank in %s of %s" % (form, name), p.stderr.strip().split("\n") if p.returncode else [])


def check_graphs(name, folder, stem, expected):
    """--graphs=document: TriG and N-Quads of one run hold the same quads, in graphs, and the same triples as without."""
    paths = {form: export(name, [folder], stem + ".graphs", form, "--graphs=document") for form in ("nq", "trig")}
    if None in paths.values():
        return
    quads, why = parsed("oxigraph", "nq", paths["nq"])
    label = "quads of %s" % name
    if why:
        lib.check(label, [why])
        return
    problems = [] if without_graph(quads) == expected else ["other triples than without graphs"]
    problems += [] if quads != expected else ["no graph at all"]
    lib.check(label, problems)
    for form in ("nq", "trig"):
        for parser in PARSERS:
            if (form, parser) != ("nq", "oxigraph"):
                lib.check("quads of %s, %s by %s" % (name, form, parser), compare(name, parser, form, paths[form], quads))
    check_guard(name + " in graphs", paths["trig"], "trig")


def main(work):
    """The large corpora first; graphs of the smaller ones only, for the time it takes."""
    corpora = [(name, path, name in ("brat-tutorials", "dkpro-fixtures")) for name, path in lib.given_corpora("parsers on")][::-1]
    corpora.append(("data", lib.DATA, True))
    for mode, name in (("rules", "combined_annotators"), ("plain", "combined_newline")):
        corpora.append(("data %s %s" % (name, mode), os.path.join(work, mode, name), name == "combined_annotators"))
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for job in [pool.submit(check_corpus, *corpus, work) for corpus in corpora]:
            job.result()


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    lib.main(main)
