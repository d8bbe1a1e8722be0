"""seeds.py TARGET OUT: what a target begins with, from the cases of the other tests and the corpus kept beside this file.

Of a reader each file of its cases, with the largest other one behind 1E; of another target what its row in targets.def
says. Those of cases are called seed-..., those of the corpus kept-... A target without any is an error.
"""
import bz2
import glob
import gzip
import hashlib
import io
import lzma
import os
import re
import sys
import tarfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OURS = {"expect.out", "expect.diag", "expect.status", "expect.ttl", "args", "cmd", "stdin", "says", "whole"}
LONGEST = 20000
PACKERS = {"tgz": lambda data: gzip.compress(data, mtime=0), "txz": lzma.compress, "tbz": bz2.compress}


def read(path):
    with open(path, "rb") as file:
        return file.read()


def others(path):
    folder = os.path.dirname(path)
    paths = [os.path.join(folder, n) for n in os.listdir(folder) if n not in OURS]
    files = [read(p) for p in paths if p != path and os.path.isfile(p)]
    return sorted((f for f in files if len(f) <= LONGEST), key=len)


def with_other(path):
    data, rest = read(path), others(path)
    return [data] + ([data + b"\x1e" + rest[-1]] if rest else [])


def packed(how, path):
    """The folder of a file as an archive."""
    out, folder = io.BytesIO(), os.path.dirname(path)
    names = [n for n in sorted(os.listdir(folder)) if n not in OURS and os.path.isfile(os.path.join(folder, n))]
    if how == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo("c/" + name), read(os.path.join(folder, name)))
    else:
        with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for name in names:
                data = read(os.path.join(folder, name))
                info = tarfile.TarInfo("c/" + name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    return PACKERS.get(how, bytes)(out.getvalue())


def of_pattern(word):
    """LEAD:PATTERN, HOW=LEAD:PATTERN or PATTERN&, as targets.def says."""
    lead, _, pattern = word.rpartition(":")
    how, _, lead = lead.rpartition("=")
    beside = pattern.endswith("&")
    for path in sorted(glob.glob(os.path.join(ROOT, pattern.rstrip("&")))):
        if os.path.isdir(path):
            continue
        if how:
            yield lead.encode() + packed(how, path)
        elif beside:
            yield from with_other(path)
        else:
            yield lead.encode() + read(path)


def rows():
    table = read(os.path.join(HERE, "targets.def")).decode()
    return {name: "".join(re.findall(r'"([^"]*)"', words)).split()
            for name, words in re.findall(r'^FUZZ_TARGET\((\w+),((?:\s*"[^"]*")+)\)', table, re.M)}


def of_reader(name):
    for folder, _, names in os.walk(os.path.join(ROOT, "tests/read", name)):
        for file in sorted(set(names) - OURS):
            yield from with_other(os.path.join(folder, file))
    # Most cases of the mapping are written in this format.
    if name == "brat":
        for path in sorted(glob.glob(os.path.join(ROOT, "tests/map/*/*.ann"))):
            yield from with_other(path)


def kept(name):
    """What was found before, one archive a target."""
    path = os.path.join(HERE, "corpus", name + ".tar.xz")
    if os.path.exists(path):
        with tarfile.open(path) as archive:
            for member in archive:
                yield archive.extractfile(member).read()


def main():
    target, out = sys.argv[1:]
    patterns = rows()
    made = {("kept", data) for data in kept(target)}
    for word in patterns.get(target, []):
        made |= {("seed", data) for data in of_pattern(word)}
    if target not in patterns:
        made |= {("seed", data) for data in of_reader(target)}
    if not made:
        sys.exit(f"seeds.py: no seeds for {target}")
    for kind, data in made:
        if 0 < len(data) <= LONGEST:
            with open(os.path.join(out, f"{kind}-{hashlib.sha1(data).hexdigest()[:16]}"), "wb") as file:
                file.write(data)


main()
