#!/usr/bin/env python3
"""No file of the corpora is passed over in silence: each is of one format, or stands in others.txt with how it is answered.

Checked both ways: each file is found by one row or one format, each row and each format finds files, and the program answers
each file that is named to it as its row says.
"""
import collections
import os
import re

import formats
import lib

LIST = os.path.join(lib.HERE, "others.txt")
Row = collections.namedtuple("Row", "answer pattern what")


def rows():
    with open(LIST, encoding="utf-8") as f:
        found = [line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#")]
    return [Row(*parts) for parts in found]


def files_of(row):
    """'A -> .txt': what lies beside the files A, with another ending."""
    pattern, arrow, ending = row.pattern.partition(" -> ")
    found = formats.files_of([pattern])[pattern]
    beside = [os.path.splitext(p)[0] + ending for p in found] if arrow else found
    return [p for p in beside if os.path.exists(os.path.join(lib.CORPORA, p))]


def answers(paths):
    """What is told of each file when all are named: code and words."""
    result = lib.run("check", "-q", *paths, cwd=lib.CORPORA)
    found = collections.defaultdict(list)
    # A compressed file is called as what is in it.
    by_length = sorted({re.sub(r"\.gz\Z", "", p) for p in paths}, key=len, reverse=True)
    for line in result.messages.split("\n"):
        m = re.match(r"(?:annograph: \w+: .*?: )?(.*) \[([A-Z_]+)\]$", line)
        path = next((p for p in by_length if m and m[1].startswith(p)), None)
        if path:
            found[path].append((m[2], m[1][len(path):].lstrip(": ")))
            found[path + ".gz"] = found[path]
    return found


def wrong(row, path, told):
    codes = {code for code, _ in told}
    wanted, _, words = row.answer.partition("=")
    wanted = "NO_DOCUMENT" if wanted in ("companion", "unnamed") else wanted
    if wanted not in codes:
        return "%s: no %s, but %s" % (path, wanted, sorted(codes) or "nothing")
    if words and (wanted, words) not in told:
        return "%s: not called %r, but %s" % (path, words, told)
    return None


def unknown(owners):
    """Files that not just one format or row is about."""
    return ["%s: %s" % (f, " and ".join(o) or "of no format and no row") for f, o in owners.items() if len(o) != 1]


def main():
    by_format = collections.defaultdict(list)
    for name, path in formats.jobs():
        if not path.startswith("tests/"):
            by_format[path].append("the format " + name)
    by_row, all_rows = collections.defaultdict(list), rows()
    for row in all_rows:
        found = files_of(row)
        for path in found:
            by_row[path].append(row)
        lib.check("others.txt: %s" % row.pattern, [] if found else ["there are no such files"])
    files = formats.all_files()
    owners = {f: by_format.get(f, []) + ["the row " + r.pattern for r in by_row.get(f, [])] for f in files}
    lib.check("each file of the corpora is known", unknown(owners))
    told = answers(sorted(by_row))
    for row in all_rows:
        lib.check("answer to %s" % row.pattern, filter(None, (wrong(row, p, told[p]) for p in sorted(by_row) if by_row[p][0] == row)))


if __name__ == "__main__":
    if os.path.isdir(lib.CORPORA):
        lib.main(main)
    else:
        lib.skip("others", "no folder " + lib.CORPORA)
