"""Random single mutations of the valid files: nothing crashes, hangs, breaks the balance or is lost without a word.

bytes.py [COUNT [SEED]]: COUNT mutations (300) from SEED (1). Where nothing is told of a file that has fewer
annotations than before, no more is missing than what stood on the line that was changed, where lines are what the
format is made of; elsewhere a value has become empty, or lines have gone altogether.
"""
import collections
import concurrent.futures
import os
import random
import re
import subprocess
import sys
import tempfile

import faults as alone
import seeds

BYTES = [b"\x00", b"\xff", b"\xc3", b"\xf0\x9f", b"\t", b"\n", b"\r", b" ", b'"', b"'", b"\\", b"{", b"}", b"[",
         b"]", b"<", b">", b"&", b"/", b":", b",", b";", b"|", b"=", b"-", b"+", b".", b"0", b"9", b"99999999999",
         b"a", b"\xe2\x80\xae"]
LINES = ("brat", "webannotsv", "conllu", "conll", "pubtator")


def mutate(dice, text):
    """One mutation, and what it was."""
    at = dice.randrange(len(text))
    size = dice.choice((1, 1, 1, 2, 8))
    some = dice.choice(BYTES)
    kind = dice.choice(("delete", "insert", "replace", "flip", "swap", "repeat", "line", "cut", "number", "number"))
    if kind == "delete": return text[:at] + text[at + size:], kind, at
    if kind == "insert": return text[:at] + some + text[at:], kind, at
    if kind == "replace": return text[:at] + some + text[at + len(some):], kind, at
    if kind == "flip": return text[:at] + bytes([text[at] ^ 1 << dice.randrange(8)]) + text[at + 1:], kind, at
    if kind == "swap": return text[:at] + text[at + 1:at + 2] + text[at:at + 1] + text[at + 2:], kind, at
    if kind == "repeat": return text[:at + size] + text[at:], kind, at
    if kind == "cut": return text[:at], kind, at
    if kind == "line":
        lines = text.splitlines(True)
        i, k = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines[i], lines[k] = (lines[k], lines[i]) if dice.random() < 0.5 else (b"", lines[k])
        return b"".join(lines), kind, sum(map(len, lines[:i]))
    found = list(re.finditer(rb"\d+", text))
    if not found: return text + some, "insert", len(text)
    m = dice.choice(found)
    number = str(max(0, int(m.group()) + dice.choice((-1, 1, 7, 1000)))).encode()
    return text[:m.start()] + number + text[m.end():], kind, m.start()


def read_count(text):
    m = re.search(r"(\d+) documents, (\d+) skipped; annotations: (\d+) read", text)
    return (int(m.group(1)), int(m.group(3))) if m else (0, 0)


def check(folder, format):
    run = subprocess.run([alone.PROGRAM, "check", "-j1", *alone.ARGUMENTS.get(format, []), "."], cwd=folder,
                         capture_output=True, timeout=20)
    return run.returncode, run.stderr.decode("utf-8", "replace")


def try_one(work, number, format, name, text):
    folder = os.path.join(work, str(number))
    files = seeds.files_of(format)
    files[name] = text
    alone.write(folder, files)
    try:
        return check(folder, format)
    except subprocess.TimeoutExpired:
        return None, "no end"


def explore(count, seed):
    dice = random.Random(seed)
    formats = [f for f in seeds.formats() if f not in alone.AROUND]
    with tempfile.TemporaryDirectory() as work, concurrent.futures.ThreadPoolExecutor(2) as pool:
        before = {}
        for format in formats:
            folder = os.path.join(work, format)
            alone.write(folder, seeds.files_of(format))
            before[format] = read_count(check(folder, format)[1])
        jobs = []
        for i in range(count):
            format = formats[i % len(formats)]
            files = seeds.files_of(format)
            name = dice.choice(sorted(files))
            text, kind, at = mutate(dice, files[name])
            jobs.append((format, name, kind, at, text, pool.submit(try_one, work, i, format, name, text)))
        for format, name, kind, at, text, job in jobs:
            yield format, name, kind, at, text, job.result(), before[format]


def without_line(text, at):
    begin, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at) + 1
    return text[:begin] + (text[end:] if end else b"")


def is_explained(work, number, format, name, kind, at, text, after):
    """True if what is missing stood on the changed line, is a value that has become empty, or went with its lines."""
    base = seeds.files_of(format)[name]
    if kind in ("line", "cut"): return True
    if format not in LINES: return text.count(b'""') > base.count(b'""')
    less = without_line(base, at)
    if text.count(b"\n") < base.count(b"\n"): less = without_line(less, base.rfind(b"\n", 0, at) + 1)  # two are one
    _, said = try_one(work, "%d-line" % number, format, name, less)
    return after[1] >= read_count(said)[1]


def main(count, seed):
    wrong, told, ended = 0, 0, collections.Counter()
    with tempfile.TemporaryDirectory() as work:
        for i, (format, name, kind, at, text, (status, said), before) in enumerate(explore(count, seed)):
            ended[status] += 1
            found = re.search(r": (error|warning): ", said)
            told += bool(found)
            after = read_count(said)
            silent = status == 0 and not found and after < before
            if silent and is_explained(work, i, format, name, kind, at, text, after): continue
            if not silent and status in (0, 3, 6) and (found or status == 0): continue
            wrong += 1
            base = seeds.files_of(format)[name]
            print("%s %s, %s at %d, ends with %s; read before and now: %s %s\n    %r\n    %r\n%s" % (
                format, name, kind, at, status, before, after, base[max(0, at - 30):at + 30],
                text[max(0, at - 30):at + 30], said[-300:]))
    print("%d mutations, %d told; ended with %s" % (count, told, dict(ended)))
    alone.trust([("random mutations that end well and lose nothing in silence (seed %d)" % seed, "all",
                  "%d of %d" % (count - wrong, count))], "mutate/bytes")
    print("%d passed, %d failed" % (count - wrong, wrong))
    return wrong > 0


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:]]
    sys.exit(main(*(numbers + [300, 1][len(numbers):])))
