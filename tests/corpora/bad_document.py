#!/usr/bin/env python3
"""One broken document among good ones: the rest is exported as if it were not there; with --strict nothing is.

Each way of breaking is made on a copy of data/: exit 6, its finding with its file, line and column, the bytes of an export
without the document, the balance with all of its annotations as reported. With --strict exit 1 and no output: a file that
was there before stays as it was.
"""
import os
import re
import shutil
import sys
import tempfile

import brat
import lib

BROKEN = "002_e53d7745db61e42e"


def replaced(pattern, by):
    """Changes the first line that matches; (text, number of that line)."""
    def change(text):
        m = re.search(pattern, text, re.M)
        new = text[:m.start()] + m.expand(by) + text[m.end():]
        return new, text.count("\n", 0, m.start()) + 1
    return change


def truncated(text):
    """The file ends within the line of an event, behind the colon of its trigger."""
    m = list(re.finditer(r"^E\d+\t\S+:", text, re.M))[-1]
    return text[:m.end()] + "\n", text.count("\n", 0, m.start()) + 1


def appended(line):
    def change(text):
        return text + line + "\n", text.count("\n") + 1
    return change


# (name, finding, change of the text of the .ann)
WAYS = (
    ("a line that is none", "BAD_LINE", appended("Q1\tnobody knows this letter")),
    ("a span without offsets", "BAD_SPAN", replaced(r"^(T5\t\S+) \d+ \d+", r"\1 x y")),
    ("a span behind the text", "OUTSIDE_TEXT", replaced(r"^(T5\t\S+) \d+ \d+", r"\1 99990 99999")),
    ("an ID twice", "DUPLICATE_ID", appended("T5\tPerson 0 5\twords")),
    ("a filler that is not there", "DANGLING", replaced(r"^(E3\t.*)$", r"\1 Object:T99999")),
    ("a trigger that is no span", "BAD_TRIGGER", replaced(r"^(E3\t[^:]+):T\d+", r"\1:E4")),
    ("cut off within an event", "BAD_LINE", truncated),
)


def broken_copy(folder, change):
    shutil.copytree(lib.DATA, folder)
    path = os.path.join(folder, BROKEN + ".ann")
    with open(path, encoding="utf-8", newline="") as f:
        text, line = change(f.read())
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)
    return line


def not_utf8(folder):
    shutil.copytree(lib.DATA, folder)
    path = os.path.join(folder, BROKEN + ".txt")
    with open(path, "rb") as f:
        text = f.read()
    with open(path, "wb") as f:
        f.write(text[:100] + b"\xff" + text[101:])


def counted(folder):
    """(of the good documents, of the broken one); a line of the latter that is no annotation was meant as one."""
    good = bad = 0
    for d in brat.documents(folder):
        if d.name == BROKEN:
            bad += sum(1 + a.continued for a in d.annotations)
        else:
            good += len(d.annotations)
    return good, bad


def read(path):
    with open(path, "rb") as f:
        return f.read()


def check_skipped(name, folder, output, code, place, expected):
    result = lib.export([folder], output)
    problems = [] if result.status == 6 else ["exit %d" % result.status]
    if not result.codes[code]:
        problems.append("no %s but %s" % (code, dict(result.codes)))
    if place and not re.search(r"%s:\d+: error: .*\[%s\]$" % (re.escape(place), code), result.messages, re.M):
        problems.append("no %s at %s: %s" % (code, place, result.messages[:300]))
    if not os.path.exists(output):
        return problems + ["no output"]
    if read(output) != expected:
        problems.append("other bytes than those of an export without the document")
    if BROKEN.encode() in read(output):
        problems.append("something of the broken document is in the output")
    return problems + balance_problems(folder, result.balance)


def balance_problems(folder, balance):
    good, bad = counted(folder)
    wanted = {"skipped": 1, "read": good + bad, "exported": good, "reported": bad, "left_out": 0}
    return ["balance, %s: counted %d, told %s" % (k, v, (balance or {}).get(k)) for k, v in wanted.items() if (balance or {}).get(k) != v]


def check_strict(folder, output):
    """No output, or the old one; nothing on standard output; nothing left beside it."""
    fresh = output + ".strict.nt"
    first = lib.export([folder], fresh, "--strict")
    problems = [] if first.status == 1 else ["exit %d" % first.status]
    if os.path.exists(fresh):
        problems.append("there is an output")
    with open(fresh, "w") as f:
        f.write("old\n")
    lib.export([folder], fresh, "--strict")
    if read(fresh) != b"old\n":
        problems.append("the old output was touched")
    os.remove(fresh)
    to_stdout = lib.run("export", "--strict", "-t", "ntriples", folder)
    if to_stdout.status != 1 or to_stdout.stdout:
        problems.append("standard output: exit %d, %d bytes" % (to_stdout.status, len(to_stdout.stdout)))
    left = [n for n in os.listdir(os.path.dirname(output)) if "strict" in n]
    return problems + ["left behind: %s" % left] * bool(left)


def main():
    with tempfile.TemporaryDirectory() as work:
        good = os.path.join(work, "good")
        shutil.copytree(lib.DATA, good)
        for ending in (".ann", ".txt"):
            os.remove(os.path.join(good, BROKEN + ending))
        reference = os.path.join(work, "good.nt")
        result = lib.export([good], reference)
        if result.status:
            lib.check("reference of bad documents", ["exit %d" % result.status])
            return
        expected = read(reference)
        ways = WAYS + (("text not in UTF-8", "NOT_UTF8", None),)
        for number, (name, code, change) in enumerate(ways):
            folder = os.path.join(work, "way%d" % number)
            line = broken_copy(folder, change) if change else not_utf8(folder)
            output = os.path.join(work, "out%d" % number, "out.nt")
            os.mkdir(os.path.dirname(output))
            place = "%s:%d" % (os.path.join(folder, BROKEN + ".ann"), line) if line else None
            lib.check("skipped: " + name, check_skipped(name, folder, output, code, place, expected))
            lib.check("strict: " + name, check_strict(folder, output))


if __name__ == "__main__":
    lib.main(main)
    sys.exit(0)
