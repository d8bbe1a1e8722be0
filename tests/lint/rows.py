"""Each row of a table has what is derived from it: its source file and its test folder; and nothing lies about."""
import re

import tree

TABLES = [
    # table, macro, source, test
    ("src/read/readers.def", "ANNO_READER", "src/read/read_{}.c", "tests/read/{}"),
    ("src/write/writers.def", "ANNO_WRITER", "src/write/write_{}.c", "tests/write/{}"),
    ("src/cli/commands.def", "ANNO_COMMAND", "src/cli/cmd_{}.c", "tests/cli/help_{}"),
    ("src/draw/views.def", "ANNO_VIEW", "src/draw/view_{}.c", "tests/draw/{}"),
    ("src/draw/outputs.def", "ANNO_OUTPUT", "src/draw/out_{}.c", "tests/draw/out_{}"),
]
faults = tree.Faults("rows")
for table, macro, source, test in TABLES:
    path = tree.ROOT / table
    rows = re.findall(rf"^{macro}\((\w+)", tree.text(path), re.M)
    for row in rows:
        faults.looked_at += 1
        for wanted in (source, test):
            if not (tree.ROOT / wanted.format(row)).exists():
                faults.add(path, 0, f"{row}: there is no {wanted.format(row)}")
    folder, _, pattern = source.rpartition("/")
    prefix = pattern.split("{")[0]
    for file in sorted((tree.ROOT / folder).glob(prefix + "*.c")):
        if file.stem.removeprefix(prefix) not in rows:
            faults.add(file, 0, f"no row in {table}")

# Each option is tried, by its long name.
options = tree.ROOT / "src/cli/options.def"
commands = "\n".join(tree.text(p) for p in tree.files("cmd", under="tests/cli"))
for row in re.findall(r"^ANNO_OPTION\((\w+)", tree.text(options), re.M):
    faults.looked_at += 1
    if not re.search(rf"--{row.replace('_', '-')}\b", commands):
        faults.add(options, 0, f"no case in tests/cli/ uses --{row.replace('_', '-')}")

faults.end()
