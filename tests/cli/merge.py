"""Property: the merge of any partition of an export's lines, in any order and with any memory, is the sorted set of them."""
import os
import pathlib
import random
import subprocess
import sys
import tempfile

program, root = os.environ["ANNOGRAPH"], pathlib.Path(sys.argv[1])
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 40


def run(*arguments, **more):
    return subprocess.run([program, *arguments], stdout=subprocess.PIPE, **more).stdout


def parts_of(lines, chance, folder):
    """1 to 64 files with all the lines, some of them in several; some of the files are sorted or follow one another."""
    parts = [[] for _ in range(chance.randint(1, 64))]
    in_ranges = chance.random() < 0.4
    for place, line in enumerate(sorted(lines) if in_ranges else lines):
        for _ in range(chance.choice((1, 1, 1, 2))):
            (parts[place * len(parts) // len(lines)] if in_ranges else chance.choice(parts)).append(line)
    paths = []
    for number, part in enumerate(parts):
        if chance.random() < 0.4:
            part.sort()
        paths.append(folder / f"{number}.nt")
        paths[-1].write_bytes(b"".join(line + b"\n" for line in part))
    if not in_ranges or chance.random() < 0.5:
        chance.shuffle(paths)
    return paths


lines = run("export", "-q", "--to", "ntriples", root / "data").splitlines()
lines.append(b'<http://example.org/long> <http://example.org/p> "' + b"long " * 20000 + b'" .')
faults = 0
for seed in range(rounds):
    chance = random.Random(seed)
    some = chance.sample(lines, int(len(lines) ** chance.uniform(0.4, 1)))
    memory = f"{int(4 * 2 ** (chance.random() * 12))}K"
    with tempfile.TemporaryDirectory() as folder:
        paths = parts_of(some, chance, pathlib.Path(folder))
        piped = chance.random() < 0.3
        with open(paths[0], "rb") as first:
            got = run("merge", "-q", "--memory", memory, *(["-", *paths[1:]] if piped else paths), stdin=first)
    if got != b"".join(line + b"\n" for line in sorted(set(some))):
        print(f"seed {seed}: {len(some)} lines in {len(paths)} files with {memory}: not the sorted set of them")
        faults += 1
print(f"{rounds} partitions of {len(lines)} lines, {faults} faults")
sys.exit(faults != 0 or len(lines) < 1000)
