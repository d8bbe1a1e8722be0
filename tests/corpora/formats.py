#!/usr/bin/env python3
"""Every file of the corpora, format by format, counted again and held against the program: formats.py WORK [FORMAT [PATH]]

recount/FORMAT.py knows one format and nothing of the program: its FILES are the files of that format, its documents(path)
counts their annotations by kind and type. Held against it: what `dump` prints, and the balance that `export` tells. Two
parsers must accept the Turtle of each file and find as many triples as told. table.py runs all of it and adds it up; this
alone is for one format or one file. Files of no format are others.py's.
"""
import collections
import concurrent.futures
import glob
import importlib.util
import os
import re
import subprocess
import sys

import lib
import parsers

RECOUNT = os.path.join(lib.HERE, "recount")
SHARED = ("counted", "cas", "gate", "bioc", "said", "tasks")  # what several formats count with
KINDS = "span|event|relation|equivalence|attribute|link|remark"
NAME = r'"(?:[^"\\]|\\.)*"|\S+'
DOCUMENT = re.compile(r'document ("(?:[^"\\]|\\.)*")(?: by ("(?:[^"\\]|\\.)*"))? format (\S+) .*annotations (\d+)\Z')
ITEM = re.compile(r"(?:.*?:)?\d+:\d+ (%s) (?:%s) (%s)(?: |\Z)" % (KINDS, NAME, NAME))


def names():
    """The formats that are counted again, in order."""
    return sorted(n[:-3] for n in os.listdir(RECOUNT) if n.endswith(".py") and n[:-3] not in SHARED)


def module(name):
    if RECOUNT not in sys.path:
        sys.path.append(RECOUNT)  # behind this folder: the brat.py here is another one
    spec = importlib.util.spec_from_file_location("recount_" + name, os.path.join(RECOUNT, name + ".py"))
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def all_files():
    """Every file of the corpora, by its path below them."""
    found = []
    for folder, folders, files in os.walk(lib.CORPORA):
        folders.sort()
        found += [os.path.relpath(os.path.join(folder, f), lib.CORPORA) for f in sorted(files)]
    return found


def where(path):
    """tests/... is of this repository: written from a specification, where the corpora have nothing."""
    return os.path.join(lib.REPO if path.startswith("tests/") else lib.CORPORA, path)


def files_of(patterns):
    root = lambda pattern: lib.REPO if pattern.startswith("tests/") else lib.CORPORA
    found = {p: sorted(glob.glob(p, root_dir=root(p), recursive=True, include_hidden=True)) for p in patterns}
    return {p: [f for f in paths if os.path.isfile(where(f))] for p, paths in found.items()}


def unquoted(name):
    if not name.startswith('"'):
        return name
    raw = re.sub(rb"\\(x..|.)", lambda m: {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(m[1], bytes.fromhex(m[1][1:].decode()) if m[1][:1] == b"x" else m[1]), name[1:-1].encode())
    return raw.decode("utf-8", "replace")


Dumped = collections.namedtuple("Dumped", "id annotator format read items")


def dumped(output):
    """The documents of a dump."""
    found = []
    for line in output.decode("utf-8").split("\n"):
        m = DOCUMENT.match(line)
        if m:
            found.append(Dumped(unquoted(m[1]), unquoted(m[2] or ""), m[3], int(m[4]), collections.Counter()))
            continue
        m = ITEM.match(line) if line[:1] not in (" ", "") else None
        if m:
            found[-1].items[m[1], unquoted(m[2])] += 1
    return found


def difference(counted, have, where):
    problems = ["%s: counted %d %s %s, read %d" % (where, counted[k], k[0], k[1], have[k]) for k in sorted(set(counted) | set(have)) if counted[k] != have[k]]
    return problems


def compare(format_, counted, found):
    """Documents in the order of the file; faulty ones must be missing."""
    counted = [c for c in counted if not c.faulty]
    problems = []
    if len(counted) != len(found):
        problems.append("counted %d documents, read %d" % (len(counted), len(found)))
    for c, d in zip(counted, found):
        problems += ["%s is read as %s" % (d.id, d.format)] * (d.format != format_)
        problems += ["%s: by %r, read as by %r" % (d.id, c.annotator, d.annotator)] * (c.annotator != d.annotator)
        problems += difference(c.items, d.items, d.id)
        problems += ["%s: counted %d in all, read %d (lost: %s)" % (d.id, c.read, d.read, dict(c.lost))] * (c.read != d.read)
    return problems


def compare_balance(counted, run):
    have = run.balance or {}
    problems = []
    total = sum(c.read for c in counted)
    if have.get("read") != total:
        problems.append("balance: counted %d, told %s read" % (total, have.get("read")))
    if have and have["read"] != have["exported"] + have["reported"] + have["left_out"]:
        problems.append("balance does not add up: %s" % have)
    lost = sum(c.read if c.faulty else sum(c.lost.values()) for c in counted)
    if have.get("reported", 0) < lost:
        problems.append("balance: %d are lost, %s reported" % (lost, have.get("reported")))
    if have.get("skipped") != sum(c.faulty for c in counted):
        problems.append("%d documents are faulty, %s skipped" % (sum(c.faulty for c in counted), have.get("skipped")))
    return problems


class Result:
    """What is known of one file: what differs, what parsers say, and the numbers of the table."""

    def __init__(self, format_, path):
        self.format, self.path, self.corpus = format_, path, path.split("/")[0]
        self.problems, self.refused, self.documents = [], [], 0
        self.balance, self.findings = collections.Counter(), collections.Counter()


def count(format_, path):
    return list(module(format_).documents(path))


def parse(path, triples):
    """What two parsers have against a Turtle file. Classes and properties are declared in each document anew, so it has some triples twice."""
    found, problems = {}, []
    for parser in ("serdi", "rapper"):
        output = "%s.%s" % (path, parser)
        with open(output, "wb") as out:
            p = subprocess.run(parsers.command(parser, "ttl", path, output), stdout=out, stderr=subprocess.PIPE)
        complaint = p.stderr.decode("utf-8", "replace").strip()
        count = lib.count_lines(output)
        if p.returncode or complaint:
            problems.append("%s does not accept it: exit %d: %s" % (parser, p.returncode, complaint))
        elif count != triples:
            problems.append("%s finds %d triples, %d are told" % (parser, count, triples))
        found[parser] = parsers.statements(output)
        os.remove(output)
    if not problems and found["serdi"] != found["rapper"]:
        problems.append("serdi and rapper find other triples")
    return problems


def check_file(format_, path, work):
    """Counts one file again, and has the Turtle of it parsed."""
    result = Result(format_, path)
    whole = where(path)
    output = os.path.join(work, re.sub(r"[^\w.-]", "_", path) + ".ttl")
    try:
        counted = count(format_, whole)
    except Exception as e:
        result.problems.append("cannot be counted: %s: %s" % (type(e).__name__, e))
        return result
    result.problems += compare(format_, counted, dumped(lib.run("dump", "-q", whole).stdout))
    run = lib.export([whole], output)
    result.problems += compare_balance(counted, run)
    result.problems += ["exit %d" % run.status] * (run.status != (6 if any(c.faulty for c in counted) else 0))
    result.balance.update(run.balance or {})
    result.findings.update(re.findall(r"(?m): (?:error|warning): .* \[([A-Z0-9_]+)\]$", run.messages))
    if os.path.exists(output):
        result.refused = parse(output, result.balance["triples"])
        os.remove(output)
    else:
        result.refused = ["no output"]
    return result


def jobs():
    """(format, path) of every file that is of a format; patterns that match nothing are told."""
    found = []
    for name in names():
        for pattern, paths in files_of(module(name).FILES + getattr(module(name), "WRITTEN", ())).items():
            if not paths and os.path.isdir(where(pattern.split("/")[0])):
                lib.check("files %s of %s" % (pattern, name), ["there are none"])
            found += [(name, p) for p in paths]
    return found


def results(work, only=None, path=None):
    """Checks all files, or those of one format, or one."""
    os.makedirs(work, exist_ok=True)
    chosen = [j for j in jobs() if only in (None, j[0]) and path in (None, j[1])]
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(check_file, *zip(*chosen), [work] * len(chosen), chunksize=4))
    for r in found:
        lib.check("recount of %s" % r.path, r.problems)
        lib.check("two parsers on %s" % r.path, r.refused)
    return found


if __name__ == "__main__":
    lib.main(results)
