"""deep.py TABLE FOUND: holds findings of scan-build (FILE:LINE:COLUMN: warning: WORDS [CHECKER]) against the table of those
that are known (FILE, CHECKER, how many, why). A new one fails; so does a known one that is no longer found."""
import collections
import re
import sys

with open(sys.argv[1], encoding="utf-8") as table:
    known = {(row[0], row[1]): int(row[2]) for row in (line.rstrip("\n").split("\t") for line in table) if row[0] != "file"}
found, words = collections.Counter(), collections.defaultdict(list)
with open(sys.argv[2], encoding="utf-8") as lines:
    for line in lines:
        match = re.match(r"([^:]+):\d+:\d+: warning: .*\[([\w.-]+)\]$", line.rstrip("\n"))
        if not match:
            sys.exit(f"not a finding: {line}")
        found[match.groups()] += 1
        words[match.groups()].append(line.rstrip("\n"))
wrong = 0
for key in sorted(found.keys() | known.keys()):
    if found[key] > known.get(key, 0):
        print(*words[key], sep="\n")
        wrong += found[key] - known.get(key, 0)
    elif found[key] < known.get(key, 0):
        print(f"{key[0]}: {key[1]}: {found[key]} found, {known[key]} listed: the table is out of date")
        wrong += 1
print(wrong)
sys.exit(wrong > 0)
