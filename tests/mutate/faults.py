"""Each fault alone: annograph check names it with the code, level, line and column of the table, and ends as it should.

faults.py [FORMAT[:ROW]...] tries those rows only and tells all that the program says of them.
"""
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import seeds

PROGRAM = os.path.abspath(os.environ["ANNOGRAPH"])
# What is read besides the documents: the program's arguments before the folder.
ARGUMENTS = {"brat": ["--rules", "brat"], "described": ["--rules", "layout.ttl"]}
# Tables of files that are no documents: how the program comes to read them, and the status if it cannot.
AROUND = {"rules": ["check", "-j1", "--rules", "mine.ttl", "."], "metadata": ["check", "-j1", "."],
          "layouts": ["check", "-j1", "--rules", "layout.ttl", "."], "merge": ["merge", "x.nt", "y.nq", "-o", "out.nq"],
          "draw": ["draw", "statements", "x.nt", "y.ttl", "-o", "out.dot"],
          "manifest": ["merge", "1.json", "2.json", "-o", "out.nt", "--manifest", "out.json"]}
STATUS = {"error": 6, "warning": 0, "note": 0, "valid": 0, "unread": 3}


def write(folder, files):
    os.makedirs(folder)
    for name, text in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(text)


def check(folder, arguments):
    """The findings of a run and its exit status."""
    return findings(folder, ["check", "-j1"] + arguments)


def findings(folder, command):
    run = subprocess.run([PROGRAM] + command + ["--messages=json"], cwd=folder, capture_output=True, timeout=60)
    found = []
    for line in run.stderr.decode().splitlines():
        if line.startswith("{"):
            found.append(json.loads(line))
    return found, run.returncode


def try_one(fault, work):
    """What is wrong with how the program tells of the fault (None: nothing), and all it said."""
    files = seeds.files_of(fault.format)
    try:
        files[fault.file], at = fault.apply(files[fault.file])
    except (ValueError, IndexError, TypeError) as problem:
        return "the row: %s" % problem, (fault.code, fault.level, 0, 0), []
    folder = os.path.join(work, fault.name.replace(":", "_"))
    write(folder, files)
    if fault.format in AROUND:
        found, status = findings(folder, AROUND[fault.format])
        left = [name for name in os.listdir(folder) if name.startswith("out.")]
        if left and fault.level == "unread": return "writes " + " ".join(left), (fault.code, fault.level, 0, 0), []
    else:
        found, status = check(folder, ARGUMENTS.get(fault.format, []) + ["."])
    shutil.rmtree(folder)
    line, column = seeds.named_place(fault, files, at)
    level = "error" if fault.level == "unread" else fault.level
    wanted = (fault.code, level, line, column)
    where = fault.elsewhere[0] if fault.elsewhere else fault.note if fault.place == "none" else fault.file
    said = [(f["code"], f["level"], f.get("line"), f.get("column"), "%s %s" % (f.get("file", ""), f.get("detail", "")))
            for f in found]
    told = [s for s in said if s[:4] == wanted and re.search(r"(^|[ /])%s([ :]|$)" % re.escape(where), s[4])]
    other = [s for s in said if s[:4] != wanted and s[1] != "note"]
    if status != (6 if "also 6" in fault.note else STATUS[fault.level]): return "exit status %d" % status, wanted, said
    if fault.level == "valid": return ("something told" if other else None), wanted, said
    if not told: return "not told", wanted, said
    if len(told) > 1: return "told twice", wanted, said
    if other and "also" not in fault.note: return "something else told", wanted, said
    return None, wanted, said


def trust(rows, test):
    """Appends to the record of trust, if one is wanted: property, target, measured, how."""
    folder = os.environ.get("ANNO_TRUST")
    if not folder: return
    with open(os.path.join(folder, "mutate.tsv"), "a", encoding="utf-8") as file:
        for what, target, measured in rows:
            file.write("%s\t%s\t%s\tctest --test-dir build -R %s\n" % (what, target, measured, test))


def make_shards(folder):
    """Two shards of three documents, with their manifests."""
    one = seeds.files_of("metadata")
    corpus = os.path.join(folder, "corpus")
    write(corpus, dict(one, **{"%s.%s" % (name, end): one["x." + end] for name in "yz" for end in ("ann", "txt")}))
    seeds.MADE["manifest"] = os.path.join(folder, "shards")
    os.mkdir(seeds.MADE["manifest"])
    for i in "12":
        subprocess.run([PROGRAM, "export", "-q", "../corpus", "--shard", i + "/2", "-o", i + ".nt", "--manifest",
                        i + ".json"], cwd=seeds.MADE["manifest"], capture_output=True, check=True)


def main(only):
    faults = [f for name in seeds.formats() for f in seeds.faults_of(name)
              if not only or f.format in only or f.name in only]
    failed = 0
    with tempfile.TemporaryDirectory() as work, concurrent.futures.ThreadPoolExecutor(2) as pool:
        make_shards(work)
        for fault, (wrong, wanted, said) in zip(faults, pool.map(lambda f: try_one(f, work), faults)):
            if wrong:
                failed += 1
                print("%s: %s: %s; wanted %s %s at %s:%s" % ((fault.name, fault.operator, wrong) + wanted))
            if wrong or only:
                for s in said:
                    if s[1] != "note" or wanted[1] == "note":
                        print("    %s %s at %s:%s: %s" % s)
    if not only:
        seeded = sum(f.level != "valid" for f in faults)
        trust([("seeded faults told with their code, level, line and column", "all, at least 300",
                "%d of %d" % (seeded - failed, seeded)),
               ("formats with seeded faults", "20", str(len(seeds.formats()) - len(AROUND)))], "mutate/faults")
    print("%d passed, %d failed" % (len(faults) - failed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
