"""shards.py REPOSITORY: whatever the number of shards, together they are what one run gives: the same lines, the same
findings, the same sums. $ANNOGRAPH is the program."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1]).resolve()
PROGRAM = os.path.realpath(os.environ["ANNOGRAPH"])
BALANCE = re.compile(
    r"annograph: (\d+) documents, (\d+) skipped; annotations: (\d+) read = (\d+) exported \+ (\d+) reported \+ "
    r"(\d+) left out by rule; (\d+) statements, "
)
faults = 0


def fail(*what):
    global faults
    faults += 1
    print(*what)


def run(folder, name, arguments):
    """The lines, the findings and the sums of one run."""
    out = folder.parent / f"{folder.name}.{name}"
    done = subprocess.run(
        [PROGRAM, "export", folder.name, "-o", out, *arguments],
        cwd=folder.parent, capture_output=True, check=False,
    )
    if done.returncode not in (0, 3, 6):
        fail(arguments, "ends with", done.returncode, done.stderr.decode())
    lines, sums = [], None
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        found = BALANCE.match(line)
        if found:
            sums = [int(n) for n in found.groups()]
        elif ": note: " not in line:  # what has no rule is told once, of the first document
            lines.append(line)
    got = out.read_bytes().splitlines(keepends=True) if out.exists() else []
    return got, lines, sums


def compare(folder, name, counts, options=()):
    whole, findings, sums = run(folder, name, options)
    if not whole:
        fail(folder, "gives nothing")
    for count in counts:
        lines, told, added = set(), set(), [0] * len(sums)
        for i in range(1, count + 1):
            part, some, own = run(folder, name, [*options, f"--shard={i}/{count}"])
            lines.update(part)
            told.update(some)
            added = [a + b for a, b in zip(added, own)]
        if lines != set(whole):
            fail(folder.name, name, count, "shards: other lines:", len(lines), "in place of", len(set(whole)))
        if told != set(findings):
            fail(folder.name, name, count, "shards: other findings:", told ^ set(findings))
        if added != sums:
            fail(folder.name, name, count, "shards: the sums are", added, "and not", sums)


with tempfile.TemporaryDirectory() as work:
    data, mixed = pathlib.Path(work) / "data", pathlib.Path(work) / "mixed"
    shutil.copytree(ROOT / "data", data)
    # Formats of all kinds, with faults; what belongs to one case stays together.
    for case in sorted((ROOT / "tests/read").glob("*/*/args"))[::4]:
        shutil.copytree(case.parent, mixed / case.parent.parent.name / case.parent.name,
                        ignore=shutil.ignore_patterns("expect.*", "args", "*.ttl"))
    # One document of two files, one of them compressed as well, and what nobody reads.
    (mixed / "two.ann").write_text("T1\tPerson 0 3\tAda\n")
    (mixed / "two.txt").write_text("Ada\n")
    (mixed / "two.conll").write_text("Ada B-PER\n\n")
    (mixed / "gone.ann").symlink_to("nowhere")
    (mixed / "a.qdpx").write_text("PK")
    compare(data, "nt", [1, 2, 3, 5, 8, 64])
    compare(data, "nq", [3, 7], ["--graphs=document"])
    compare(mixed, "nt", [2, 7, 64])
    compare(mixed, "nq", [5], ["--graphs=document"])
sys.exit(faults != 0)
