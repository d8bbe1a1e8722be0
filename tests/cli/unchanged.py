"""unchanged.py REPOSITORY: whatever becomes of a corpus, an export that does not read again what is unchanged gives the
bytes, the manifest and the findings of one that reads all. $ANNOGRAPH is the program."""
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(sys.argv[1]).resolve()
PROGRAM = os.path.realpath(os.environ["ANNOGRAPH"])
ROUNDS = 5
UNCHANGED = re.compile(r"annograph: (\d+) documents \((\d+) unchanged\)")
faults = reused = met = 0


def fail(*what):
    global faults
    faults += 1
    print(*what)


def export(corpus, to, name, options, elsewhere=False):
    """With `elsewhere` the corpus is named from another folder, which must not matter."""
    to.mkdir(exist_ok=True)
    done = subprocess.run(
        [PROGRAM, "export", corpus if elsewhere else corpus.name, "-o", to / name, "-j1" if elsewhere else "-j3",
         "--manifest", to / f"{name}.json", *options],
        cwd="/" if elsewhere else corpus.parent, capture_output=True, check=False,
    )
    if done.returncode not in (0, 3, 6):
        fail(name, options, "ends with", done.returncode, done.stderr.decode())
    told = done.stderr.decode("utf-8", "replace").replace(f"{corpus.parent}/", "")
    found = UNCHANGED.search(told)
    counts = [int(n) for n in found.groups()] if found else [0, 0]
    findings = sorted(l for l in told.splitlines() if " documents (" not in l and ": note: " not in l)
    balance = re.sub(r" \(\d+ unchanged\)| -> \S+", "", "".join(l for l in told.splitlines() if " documents (" in l))
    return counts, findings, balance


def check_manifest(to, name):
    """The sections fill the output; lines are JSON each, and so is the whole."""
    manifest = json.loads((to / f"{name}.json").read_text(encoding="utf-8"))
    out, at = (to / name).read_bytes(), 0
    for section in manifest["sections"]:
        if section["begin"] != at:
            fail(name, "a section begins at", section["begin"], "and not", at)
        at += section["length"]
        ids = [d["id"] for d in section.get("documents", [])]
        if len(ids) < section["counts"]["documents"]:
            fail(name, section.get("source"), "has documents that are not named")
    if at != len(out) or manifest["output"]["size"] != len(out):
        fail(name, "the sections end at", at, "of", len(out))
    for key in ("read", "exported", "triples"):
        if manifest["counts"][key] != sum(s["counts"][key] for s in manifest["sections"]):
            fail(name, "the sections do not add up:", key)


def documents(corpus):
    endings = (".ann", ".xmi", ".json", ".jsonl", ".naf", ".tsv", ".conllu", ".xml", ".conll", ".zip")
    return sorted(p for p in corpus.rglob("*") if p.suffix in endings and p.is_file())


def pack(path, numbers):
    """An archive of some of the documents of data/."""
    some = sorted((ROOT / "data/us-russia-cyber").glob("*.ann"))
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted({some[n] for n in numbers}):
            archive.write(file, file.name)
            archive.write(file.with_suffix(".txt"), file.with_suffix(".txt").name)


def edit(corpus, dice):
    """One change of the kind that people make."""
    some = documents(corpus)
    path = dice.choice(some)
    kind = dice.randrange(14)
    if path.suffix == ".zip":
        pack(path, [dice.randrange(5) for _ in range(2)])
    elif kind == 0 and len(some) > 3:
        path.unlink()
    elif kind == 1:
        other = path.with_name(dice.choice("0amz") + path.name)
        shutil.copyfile(path, other)
        if path.with_suffix(".txt").exists():
            shutil.copyfile(path.with_suffix(".txt"), other.with_suffix(".txt"))
    elif kind == 2 and path.suffix == ".ann":
        with path.open("a", encoding="utf-8") as file:
            file.write(f"#{dice.randrange(9000, 9999)}\tAnnotatorNotes T1\tseen\n")
    elif kind == 3 and path.with_suffix(".txt").exists():
        path.with_suffix(".txt").unlink()
    elif kind == 4:
        path.with_suffix(".txt").write_text("What was not there before.\n")
    elif kind == 5:
        conf = path.with_name("annotation.conf")
        if conf.exists():
            conf.unlink()
        else:
            conf.write_text("[entities]\nThing\n\tPerson\n\tFoo\n\tBar\n[relations]\n[events]\n[attributes]\n")
    elif kind == 6:
        # The same document once more, behind this file or before it.
        path.with_suffix(".conll").write_text("Ada B-PER\n\n")
    elif kind == 10:
        path.with_suffix(".a1").write_text("T1\tPerson 0 1\tA\n")
    elif kind == 7:
        os.utime(path, (dice.randrange(10**9), dice.randrange(10**9)))
    elif kind == 8:
        path.write_bytes(path.read_bytes().replace(b"the", b"The"))
    elif kind in (9, 11, 12):
        for metadata in list(corpus.rglob("documents.ttl"))[:1]:
            metadata.write_bytes(metadata.read_bytes().replace(b'language "en"', b'language "de"'))
    else:
        path.rename(path.with_name("n" + path.name))


def spoil(to, name, dice):
    """What an older run left may be anything."""
    kind = dice.randrange(20)
    manifest = to / f"{name}.json"
    if kind == 0:
        (to / name).write_bytes((to / name).read_bytes()[:-1])
    elif kind == 1:
        manifest.write_bytes(manifest.read_bytes()[: dice.randrange(manifest.stat().st_size)])
    elif kind == 2:
        data = bytearray((to / name).read_bytes())
        data[dice.randrange(len(data))] ^= 1
        (to / name).write_bytes(data)
    elif kind == 3:
        (to / name).unlink()
    return kind < 4


def follow(corpus, name, options, seed):
    global reused, met
    dice, work = random.Random(seed), corpus.parent
    export(corpus, work / "followed", name, options)
    for step in range(ROUNDS):
        for _ in range(dice.randrange(5)):
            edit(corpus, dice)
        spoiled = spoil(work / "followed", name, dice)
        shutil.rmtree(work / "fresh", ignore_errors=True)
        counts, findings, balance = export(corpus, work / "followed", name, options)
        fresh_counts, fresh_findings, fresh_balance = export(corpus, work / "fresh", name, options, True)
        where = (corpus.name, name, options, "seed", seed, "step", step)
        if spoiled and counts[1]:
            fail(*where, "what was spoiled was used")
        for file in (name, f"{name}.json"):
            if (work / "followed" / file).read_bytes() != (work / "fresh" / file).read_bytes():
                fail(*where, file, "is not that of a fresh run")
        if findings != fresh_findings or balance != fresh_balance or fresh_counts[1]:
            fail(*where, set(findings) ^ set(fresh_findings), balance, fresh_balance)
        check_manifest(work / "fresh", name)
        reused += counts[1]
        met += counts[0]


def one(folder):
    shutil.copytree(ROOT / "data/us-russia-cyber", folder)


def two(folder):
    """Two corpora, each with its own metadata, and what belongs to neither."""
    one(folder / "first")
    one(folder / "second")
    shutil.copyfile(folder / "first/annotation.conf", folder / "annotation.conf")
    (folder / "none.ann").write_text("T1\tPerson 0 3\tAda\n")
    (folder / "none.txt").write_text("Ada\n")


def mixed(folder):
    for case in sorted((ROOT / "tests/read").glob("*/*/args"))[::9]:
        shutil.copytree(case.parent, folder / case.parent.parent.name / case.parent.name,
                        ignore=shutil.ignore_patterns("expect.*", "args", "*.ttl"))
    pack(folder / "archive.zip", [0, 2])


RUNS = [
    (one, "out.nt", []),
    (two, "out.ttl", []),
    (mixed, "out.ttl", []),
    (one, "out.nq", ["--graphs=document"]),
    (two, "out.trig", ["--graphs=document", "--claims=graph"]),
    (mixed, "out.trig", ["--graphs=document"]),
    (two, "out.nt", ["--shard=1/2"]),
    (mixed, "out.nt", ["--shard=2/2"]),
]
with tempfile.TemporaryDirectory() as work_folder:
    for seed, (make, name, options) in enumerate(RUNS):
        corpus = pathlib.Path(work_folder) / str(seed) / "corpus"
        make(corpus)
        follow(corpus, name, options, seed)
        shutil.rmtree(corpus.parent)
print(reused, "of", met, "documents were unchanged")
if reused * 4 < met:
    fail("too few for a test")
sys.exit(faults != 0)
