"""seeds.py CASES OUT: the inputs of the cases of a reader as seeds: each file, with the largest other one behind 1E."""
import hashlib
import os
import sys

OURS = {"expect.out", "expect.diag", "expect.status", "args", "cmd", "stdin", "says"}
LONGEST = 20000

cases, out = sys.argv[1:]
for folder, _, names in os.walk(cases):
    files = {n: open(os.path.join(folder, n), "rb").read() for n in names if n not in OURS}
    for name, data in files.items():
        others = sorted((d for n, d in files.items() if n != name), key=len)
        for seed in {data, data + b"\x1e" + others[-1] if others else data}:
            if len(seed) <= LONGEST:
                with open(os.path.join(out, "seed-" + hashlib.sha1(seed).hexdigest()[:16]), "wb") as file:
                    file.write(seed)
