"""groups.py REPOSITORY BUILD: is every item of the 50 groups of hostile inputs shown by a case that runs?

groups.tsv has a row for each item: group, item, cases. A case is the name of a test of ctest (cli/archives_bombs), or a
file below tests/ that a stage of .ci/run runs. Every folder of this one must be named by some row. $ANNO_TRUST names a
folder for the record.
"""
import os
import pathlib
import subprocess
import sys

# Items of each group, so that none gets lost.
ITEMS = [7, 4, 5, 2, 6, 5, 6, 7, 2, 4, 3, 8, 1, 5, 2, 5, 5, 4, 5, 3, 2, 1, 7, 4, 6,
         5, 6, 1, 6, 3, 7, 9, 2, 6, 6, 6, 7, 7, 3, 6, 4, 1, 5, 5, 2, 5, 12, 3, 10, 5]


def rows(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            yield number, line.split("\t")


def tests_of(build):
    listed = subprocess.run(["ctest", "-N"], cwd=build, capture_output=True, text=True, check=True).stdout
    return {line.split(": ", 1)[1].strip() for line in listed.splitlines() if line.startswith("  Test ")}


def look(root, tests):
    faults, shown, named = [], [0] * len(ITEMS), set()
    for number, row in rows(root / "tests/hostile/groups.tsv"):
        if len(row) != 3 or not row[0].isdigit() or not 1 <= int(row[0]) <= len(ITEMS) or not row[1]:
            faults.append("groups.tsv:%d: not a row: group, item, cases" % number)
            continue
        cases = row[2].split()
        found = [case for case in cases if case in tests or (root / "tests" / case).is_file()]
        faults += ["groups.tsv:%d: no such case: %s" % (number, case) for case in cases if case not in found]
        if not cases:
            faults.append("groups.tsv:%d: no case" % number)
        shown[int(row[0]) - 1] += bool(found)
        named.update(cases)
    return faults, shown, named


def main(root, build):
    root = pathlib.Path(root)
    tests = tests_of(build)
    faults, shown, named = look(root, tests)
    listed = [0] * len(ITEMS)
    for _, row in rows(root / "tests/hostile/groups.tsv"):
        if row[0].isdigit() and 1 <= int(row[0]) <= len(ITEMS):
            listed[int(row[0]) - 1] += 1
    for group, (is_, should) in enumerate(zip(listed, ITEMS), 1):
        if is_ != should:
            faults.append("group %d: %d items, not %d" % (group, is_, should))
    for folder in sorted((root / "tests/hostile").glob("*/cmd")):
        if "hostile/" + folder.parent.name not in named:
            faults.append("hostile/%s: in no row of groups.tsv" % folder.parent.name)
    for line in faults:
        print(line)
    record(sum(shown), sum(1 for n, m in zip(shown, ITEMS) if n == m))
    print("%d passed, %d failed" % (sum(shown), len(faults)))
    sys.exit(bool(faults))


def record(items, groups):
    folder = os.environ.get("ANNO_TRUST")
    if folder:
        with open(os.path.join(folder, "hostile.tsv"), "a", encoding="utf-8") as out:
            how = "ctest --test-dir build -R ^hostile/"
            out.write("groups of hostile inputs, each item with a case\t50 of 50\t%d of %d\t%s\n" % (groups, len(ITEMS), how))
            out.write("items of these groups that a case shows\t%d of %d\t%d of %d\t%s\n"
                      % (sum(ITEMS), sum(ITEMS), items, sum(ITEMS), how))


if __name__ == "__main__":
    main(*sys.argv[1:])
