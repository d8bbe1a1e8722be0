"""coverage.py ROOT BUILD PERCENT: which lines of src/ the tests ran, as gcov counted them in BUILD.

Prints the files with the most lines that nothing ran, then lines and branches in all; fails below PERCENT of the lines."""
import collections
import json
import os
import subprocess
import sys

BATCH = 20  # files that one gcov looks at: its output is held in memory


def counted(root, build):
    """{file: {line: times}}, {file: {line: [times of each branch]}}; a header's lines count over all that include it."""
    lines, branches = collections.defaultdict(dict), collections.defaultdict(dict)
    data = sorted(os.path.join(folder, name) for folder, _, names in os.walk(build) for name in names
                  if name.endswith(".gcda"))
    for i in range(0, len(data), BATCH):
        told = subprocess.run(["gcov", "--branch-probabilities", "--json-format", "--stdout", *data[i:i + BATCH]],
                              cwd=build, capture_output=True, text=True, check=True).stdout
        for unit in filter(None, told.splitlines()):
            unit = json.loads(unit)
            for file in unit["files"]:
                path = os.path.normpath(os.path.join(unit["current_working_directory"], file["file"]))
                name = os.path.relpath(path, root)
                if not name.startswith("src" + os.sep):
                    continue
                for line in file["lines"]:
                    number, ways = line["line_number"], [each["count"] for each in line["branches"]]
                    lines[name][number] = lines[name].get(number, 0) + line["count"]
                    before = branches[name].get(number, [])
                    same = len(before) == len(ways)
                    branches[name][number] = [a + b for a, b in zip(before, ways)] if same else before or ways
    return lines, branches


def ratio(name, part, whole):
    print(f"{name}: {100 * part / whole:.1f} % ({part} of {whole})")
    return 100 * part / whole


def main():
    root, build, least = os.path.realpath(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    lines, branches = counted(root, build)
    if not lines:
        sys.exit("no counters: did no test run?")
    missed = {name: [n for n, times in sorted(found.items()) if not times] for name, found in lines.items()}
    for name in sorted(missed, key=lambda name: (-len(missed[name]), name))[:12]:
        print(f"  {name}: {len(missed[name])} of {len(lines[name])} lines: {' '.join(map(str, missed[name][:12]))}")
    every = [way for file in branches.values() for ways in file.values() for way in ways]
    ratio("branches", sum(way > 0 for way in every), len(every))
    whole = sum(map(len, lines.values()))
    sys.exit(ratio("lines", whole - sum(map(len, missed.values())), whole) < least)


main()
