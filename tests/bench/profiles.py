"""Where the instructions go: callgrind's count by function, now and as profile_before.json remembers it.

profiles.py PROGRAM BUILD: writes profile_before.json anew; done once, before the hot path was changed. What was changed
because of it is told in profile_changes.md, which the page takes over.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import measure
from report import Table

FORMATS = ("brat", "xmi")
BEFORE = measure.HERE / "profile_before.json"
CHANGES = measure.HERE / "profile_changes.md"
LINE = re.compile(r"^\s*([\d,]+) \(\s*[\d.]+%\)\s+\S*?:(\S+)(?: \[(.*)\])?")
SHOWN = 15


def counted(suite, format_):
    """(all, {function: instructions}) of an export of one copy."""
    out = suite.work / "profile.out"
    command = suite.export(suite.corpus(format_, 1)[0])
    measure.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--log-file=/dev/null", *command])
    text = subprocess.run(["callgrind_annotate", "--threshold=99", out], capture_output=True, text=True, check=True).stdout
    total, found = int(re.search(r"([\d,]+) \([^)]*\)\s+PROGRAM TOTALS", text)[1].replace(",", "")), {}
    for line in text.splitlines():
        match = LINE.match(line)
        if match:
            name = match[2].split("'")[0]
            found[name] = found.get(name, 0) + int(match[1].replace(",", ""))
    out.unlink()
    return total, dict(sorted(found.items(), key=lambda item: -item[1])[: 2 * SHOWN])


def profile(suite):
    before = json.loads(BEFORE.read_text()) if BEFORE.exists() else {}
    tables = []
    for format_ in FORMATS[: suite.pick(1, 2, 2)]:
        total, now = counted(suite, format_)
        suite.raw.setdefault("profile", {})[format_] = {"total": total, "functions": now}
        then_total, then = before.get(format_, (0, {}))
        table = Table(f"Where the instructions go: {format_}",
                      f"millions of instructions by function (callgrind), one copy to N-Triples: {total / 1e6:.0f} M in all"
                      + (f", {then_total / 1e6:.0f} M before the hot path was changed" if then_total else ""),
                      "function", "now", "share", "before", "share before")
        for name in list(now)[:SHOWN] + [n for n in list(then)[:SHOWN] if n not in list(now)[:SHOWN]]:
            table.add(name, *share(now.get(name), total), *share(then.get(name), then_total))
        tables.append(table)
    if CHANGES.exists():
        tables[-1].note = CHANGES.read_text().strip()
    return tables


def share(count, total):
    return (f"{count / 1e6:.1f}", f"{100 * count / total:.1f} %") if count else ("", "")


def main():
    with tempfile.TemporaryDirectory() as work:
        suite = measure.Suite(sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(work), "default")
        found = {format_: counted(suite, format_) for format_ in FORMATS}
    BEFORE.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
