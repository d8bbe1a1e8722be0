#!/usr/bin/env python3
"""Checks all files and adds up what was read and what became of it: table.py WORK [--table]

The table of tests/corpora.md, for each corpus and format, is compared with what comes out, or written with --table. No times,
no places of a machine: it is the same everywhere.
"""
import collections
import os

import formats
import lib
import others

PATH = os.path.join(lib.REPO, "tests", "corpora.md")
INTRODUCTION = """# What becomes of the corpora

Each file of the corpora is exported by itself, because folders of test files hold one document in several formats. What is
read is counted again by a script for each format (`tests/corpora/recount/`) and held against readers of others
(`tests/corpora/independent.py`); the Turtle of each file is accepted by serdi and rapper with the triples told.
`tests` are files of this repository that were written from specifications, because the corpora have nothing of the kind:
text in Label Studio, relation sets of GATE, attributions of NAF, KAF, Recogito, Hypothesis, spaCy.

Read = exported + reported + left out. "Left out" are tokens and the like, which rules leave out on purpose. Findings are
warnings and errors by their code, which `annograph explain CODE` explains; not all of them cost an annotation.

This page is written by `sh tests/corpora/run.sh --table`, and compared with what comes out whenever the tests run.

## Files that are read

"""
OTHERS = """
## All other files

As `tests/corpora/others.txt` has them, file by file: those that a finding names, annotations in formats that have no name
here, and what is no annotation at all.

"""
COLUMNS = ("corpus", "format", "files", "documents", "skipped", "read", "exported", "reported", "left out", "findings", "triples")
NUMBERS = ("documents", "skipped", "read", "exported", "reported", "left_out")


def findings(counts):
    return ", ".join("%s %d" % (code, n) for code, n in sorted(counts.items())) or "-"


def cells(corpus, format_, files, balance, found):
    return [corpus, format_, files] + [balance[k] for k in NUMBERS] + [findings(found), balance["triples"]]


def rows(results):
    groups = collections.defaultdict(list)
    for r in results:
        groups[r.corpus, r.format].append(r)
    all_balance, all_found = collections.Counter(), collections.Counter()
    for (corpus, format_), group in sorted(groups.items()):
        balance, found = collections.Counter(), collections.Counter()
        for r in group:
            balance.update(r.balance)
            found.update(r.findings)
        all_balance.update(balance)
        all_found.update(found)
        yield cells(corpus, format_, len(group), balance, found)
    yield cells("all", "", len(results), all_balance, all_found)


def line(values):
    return "| %s |\n" % " | ".join(map(str, values))


def other_rows():
    counts = collections.Counter()
    for row in others.rows():
        answer, _, words = row.answer.partition("=")
        for path in others.files_of(row):
            counts[path.split("/")[0] if "/" in path else "-", answer, words] += 1
    for (corpus, answer, words), n in sorted(counts.items()):
        yield corpus, answer, words or "-", n


def text(results):
    out = INTRODUCTION + line(COLUMNS) + line(["---"] * 2 + ["--:"] * 7 + ["---", "--:"])
    out += "".join(map(line, rows(results)))
    out += OTHERS + line(("corpus", "answer", "in words", "files")) + line(("---", "---", "---", "--:"))
    return out + "".join(map(line, other_rows()))


def write(results):
    with open(PATH, "w", encoding="utf-8") as f:
        f.write(text(results))
    print("ok wrote %s" % os.path.relpath(PATH, lib.REPO))


def difference(have, wanted):
    """Lines that differ, if any."""
    have, wanted = have.split("\n"), wanted.split("\n")
    gone = ["the file has: " + l for l in have if l not in wanted]
    return gone + ["now it is: " + l for l in wanted if l not in have]


def compare(results):
    try:
        with open(PATH, encoding="utf-8") as f:
            have = f.read()
    except FileNotFoundError:
        have = ""
    problems = difference(have, text(results)) if have else ["there is none"]
    lib.check("tests/corpora.md is what comes out (write it with run.sh --table)", problems)


def main(work, what=None):
    found = formats.results(work)
    if what == "--table":
        write(found)
    else:
        compare(found)


if __name__ == "__main__":
    if os.path.isdir(lib.CORPORA):
        lib.main(main)
    else:
        lib.skip("table", "no folder " + lib.CORPORA)
