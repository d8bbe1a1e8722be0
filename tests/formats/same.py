"""same.py: the graph of a folder with a document of every format is that of its documents together, and its bytes
depend on nothing but their names and contents: not on the environment, on how they are named, packed or ordered.

Locales: tests/cli/locale.sh.
"""
import gzip
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import folder

PROGRAM = os.path.abspath(os.environ["ANNOGRAPH"])
failures = 0


def tell(what, *details):
    global failures
    failures += 1
    print("FAILED %s" % what, *details, sep="\n  ")


def export(to, *inputs, options=(), cwd=None, env=None):
    """The bytes written; documents with errors are left out, the same ones everywhere."""
    run = subprocess.run([PROGRAM, "export", "-q", "-t", to, *options, *inputs], cwd=cwd, env=env, capture_output=True)
    if run.returncode not in (0, 6):
        tell("export of %s" % " ".join(inputs), "exit %d" % run.returncode, run.stderr.decode()[-300:])
    return run.stdout


def check_sharding(whole, first, options):
    """N-Quads of the folder are those of its documents, each exported alone, put together."""
    files = [first[f] for f in first] + ["foreign.ann"]
    parts = {line: file for file in files
             for line in export("nquads", os.path.join(whole, file), options=options).splitlines()}
    together = set(export("nquads", whole, options=options).splitlines())
    for line in sorted(together - set(parts))[:3]:
        tell("only in the graph of the folder", line.decode())
    for line in sorted(set(parts) - together)[:3]:
        tell("only in the graph of %s alone" % parts[line], line.decode())
    for file in set(files) - set(parts.values()):
        tell("nothing of %s alone" % file)


def packed(work, whole):
    """The folder as archives, with files in another order than by name, and with each file compressed."""
    names = sorted(os.listdir(whole), reverse=True)
    with zipfile.ZipFile(os.path.join(work, "x.zip"), "w", zipfile.ZIP_DEFLATED) as out:
        for name in names:
            out.write(os.path.join(whole, name), name)
    with tarfile.open(os.path.join(work, "x.tar.gz"), "w:gz") as out:
        for name in names:
            out.add(os.path.join(whole, name), name)
    os.mkdir(os.path.join(work, "gz"))
    for name in names:
        with open(os.path.join(whole, name), "rb") as source, \
                gzip.open(os.path.join(work, "gz", name + ".gz"), "wb") as target:
            shutil.copyfileobj(source, target)
    return [os.path.join(work, name) for name in ("x.zip", "x.tar.gz", "gz")]


def ways(work, whole, first):
    """(what is done, inputs, working folder, environment) for each way to the same bytes."""
    files = [first[f] for f in first] + ["foreign.ann"]
    yield "folder from within", ["."], whole, None
    yield "folder by a roundabout way", [whole + "/../" + os.path.basename(whole) + "//"], "/", None
    moved = os.path.join(work, "another name")
    os.mkdir(moved)
    for name in sorted(os.listdir(whole), reverse=True):
        shutil.copyfile(os.path.join(whole, name), os.path.join(moved, name))
    yield "copy elsewhere", [moved], None, None
    for seed in (1, 2):
        shuffled = list(files)
        random.Random(seed).shuffle(shuffled)
        yield "files in order %d" % seed, shuffled, whole, None
    yield "folder and files", [whole, *(os.path.join(whole, file) for file in files)], None, None
    for path in packed(work, whole):
        yield os.path.basename(path), [path], None, None
    yield "no environment", [whole], None, {}
    yield "other zone", [whole], None, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}


def check_hygiene(to, output, work):
    """No blank node, no path and no name of this machine."""
    if not output:
        tell("nothing written, " + to)
    own = {os.path.basename(work), work, os.getcwd(), os.path.expanduser("~") + "/", folder.REPOSITORY}
    own |= {name for name in (socket.gethostname(), socket.getfqdn()) if len(name) > 6}
    for name in sorted(own):
        if os.fsencode(name) in output:
            tell("%s names %s" % (to, name))
    blank = rb'rdf:nodeID|<rdf:Description>' if to == "rdfxml" else rb'(?m)^_:|[\s(\[,;]_:\w|[\s,;]\['
    texts = output if to == "rdfxml" else re.sub(rb'"(?:[^"\\\n]|\\.)*"|#[^\n<>]*\n', b'""', output)
    found = re.search(blank, texts)
    if found:
        tell("a blank node in " + to, texts[max(0, found.start() - 80):found.end() + 80].decode("utf-8", "replace"))


def main():
    work = tempfile.mkdtemp(prefix="annograph-formats-")
    try:
        whole = os.path.join(work, "whole")
        first = folder.make(whole)
        listed = subprocess.run([PROGRAM, "list", "formats"], capture_output=True, text=True).stdout
        for format in sorted(set(re.findall(r"(?m)^  (\w+) ", listed)) ^ set(folder.SAMPLES)):
            tell("folder.py and the program do not agree on the format " + format)
        for options in ([], ["--rules", "brat"], ["-c", "graph"], ["--graphs", "document"]):
            check_sharding(whole, first, options)
        all_ways = list(ways(work, whole, first))
        for to in ("nquads", "turtle", "trig"):
            expected = export(to, whole)
            for what, inputs, cwd, env in all_ways:
                if export(to, *inputs, cwd=cwd, env=env) != expected:
                    tell("not the same bytes: %s, %s" % (what, to))
        for to in ("nquads", "ntriples", "turtle", "trig", "rdfxml"):
            check_hygiene(to, export(to, whole, options=["-c", "graph"] if to in ("nquads", "trig") else []), work)
    finally:
        shutil.rmtree(work)
    sys.exit(failures > 0)


main()
