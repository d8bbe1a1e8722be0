"""convert.py PROGRAM ROOT [FORMAT...]: data/us-russia-cyber in other formats gives the graph that brat gives.

Each format is written into a folder of its own, with documents.ttl and authority.ttl beside it, and exported; so is the
brat corpus without what the format cannot say (losses.txt). The graphs are compared as sets of N-Triples. Passed over:

  anno:annotationId   the formats number annotations as they like
  anno:layer          that of the format
  rules/uima#…, naf#… what the rule set that belongs to a format declares, whether it is used or not
  metadata            what a format says of the document as a whole

The format "brat" holds the helper itself against the files as they are.

With --keep FOLDER the files stay there. What other formats need is a function that takes documents and a folder; see
WRITERS. Standard library only.
"""
import argparse
import difflib
import pathlib
import re
import subprocess
import sys
import tempfile

import brat_corpus
import cas
import gate
import naf
import tsv

PASSED_OVER = (
    "<https://w3id.org/annograph/ns#annotationId>",
    "<https://w3id.org/annograph/ns#layer>",
    "<https://w3id.org/annograph/rules/uima#",
    "<https://w3id.org/annograph/rules/naf#",
)
WHOLE = "<https://w3id.org/annograph/ns#DocumentAnnotation>"
CORPUS = "data/us-russia-cyber"


def write_brat(documents, folder):
    for document in documents:
        (folder / f"{document.name}.txt").write_bytes(document.text.encode("utf-8"))
        (folder / f"{document.name}.ann").write_text(brat_corpus.standoff(document), encoding="utf-8")


WRITERS = {
    "brat": write_brat,
    "xmi": cas.write_xmi,
    "jsoncas": cas.write_json,
    "webannotsv": tsv.write,
    "gatexml": gate.write_xml,
    "bdocjs": gate.write_bdocjs,
    "naf": naf.write,
}


def copy_brat(documents, folder):
    for document in documents:
        for path in (document.path, document.path.with_suffix(".txt")):
            (folder / path.name).write_bytes(path.read_bytes())


def listed(path):
    """Format -> {loss: how often}."""
    found = {}
    for format_, loss, count in re.findall(r"^(\w+) (\w+) (\d+)\b", path.read_text(encoding="utf-8"), re.M):
        found.setdefault(format_, {})[loss] = int(count)
    return found


def beside(root, folder):
    folder.mkdir(parents=True)
    for name in ("documents.ttl", "authority.ttl"):
        (folder / name).write_bytes((root / CORPUS / name).read_bytes())


def graph(program, root, folder):
    # Rules come from documents.ttl too.
    rules = str((root / "tests/convert/relations.ttl").resolve())
    command = [program, "export", "--rules", rules, "--to", "ntriples", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if done.returncode or " error: " in done.stderr:
        sys.exit(f"{folder}: exit {done.returncode}\n{done.stderr[:2000]}")
    lines = {line for line in done.stdout.splitlines() if line and not any(p in line for p in PASSED_OVER)}
    return without_metadata(lines)


def without_metadata(lines):
    """The graph without what a format says of the document as a whole, and without attributes that nothing else has."""
    whole = {line.split(" ", 1)[0] for line in lines if line.endswith(f" {WHOLE} .")}
    lines = {line for line in lines if line.split(" ", 1)[0] not in whole}
    used = {line.split(" ", 2)[1] for line in lines}
    return {line for line in lines if "/attribute#" not in line.split(" ", 1)[0] or line.split(" ", 1)[0] in used}


def check(program, root, format_, losses, work):
    """True if both graphs are one."""
    documents = brat_corpus.corpus(root / CORPUS)
    good = True
    for loss, count in losses.items():
        met = sum(brat_corpus.LOSSES[loss](document) for document in documents)
        if met != count:
            print(f"{format_}: {loss}: {met} times, listed are {count}")
            good = False
    graphs = []
    for name, write in (("from", copy_brat if format_ == "brat" else write_brat), ("to", WRITERS[format_])):
        folder = work / format_ / name
        beside(root, folder)
        write(documents, folder)
        graphs.append(graph(program, root, folder))
    differ = graphs[0] ^ graphs[1]
    print(f"{format_}: {len(graphs[0])} statements, {len(differ)} differ; losses: {sum(losses.values())}")
    lines = difflib.unified_diff(*map(sorted, graphs), "from", "to", lineterm="", n=0)
    changed = [line for line in lines if line[0] in "+-"][2:]
    print(*changed[:40], sep="\n")
    return good and not differ and len(graphs[0]) > 10000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("formats", nargs="*", default=sorted(WRITERS))
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    losses = listed(options.root / "tests/convert/losses.txt")
    with tempfile.TemporaryDirectory() as temporary:
        work = options.keep or pathlib.Path(temporary)
        known = subprocess.run([options.program, "list", "formats"], capture_output=True, text=True, check=True).stdout
        good = True
        for format_ in options.formats:
            if not re.search(rf"^\s*{format_}\b", known, re.M):
                print(f"{format_}: not read by this program")
                continue
            good = check(options.program, options.root, format_, losses.get(format_, {}), work) and good
    sys.exit(not good)


if __name__ == "__main__":
    main()
