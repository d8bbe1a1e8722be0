"""Every shell script stops at the first error and at unset variables, and tools/ needs no more than POSIX sh."""
import re

import tree

BASH_ONLY = re.compile(r"\[\[ |<\(|\bpipefail\b|\$\{\w+\[|&>|<<<|^\s*(function|local|source|declare)\s")

faults = tree.Faults("scripts")
for path in tree.files():
    with open(path, "rb") as file:
        first = file.readline(100)
    if not re.match(rb"#!.*\b(sh|bash)\b", first):
        if path.suffix == ".sh":
            faults.add(path, 1, "a script without #!")
        continue
    faults.looked_at += 1
    lines = tree.text(path).splitlines()
    if not any(re.match(r"set -eu", line) for line in lines):
        faults.add(path, 0, "lacks set -eu")
    if b"bash" in first:
        continue
    for number, line in enumerate(lines, 1):
        if BASH_ONLY.search(re.sub(r"'[^']*'|#.*", "", line)):
            faults.add(path, number, "not POSIX sh")
faults.end()
