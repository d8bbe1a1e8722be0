"""table.py ROWS RESULT [--check]: writes tests/TRUST.md: what is promised, what was measured, how; what was found; what
could not be tested.

ROWS is a folder of AREA.tsv files, which the suites fill in while ANNO_TRUST names it (property, target, measured, how).
RESULT is ctest's JUnit file: properties that tests of ctest hold are named in ctest.tsv (property, target, tests). Beside
this file lie AREA.found.tsv (what was wrong, the case that holds it) and AREA.untested.tsv (what, why).
With --check nothing is written: what tests/TRUST.md tells of has to be measured."""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE.parent / "TRUST.md"
HEAD = """# Trust

What the program promises, what the tests measured of it, and how. Made by `sh tests/trust/run.sh`, which runs everything
below but the nightly part; [tests/nightly/RESULTS.md](nightly/RESULTS.md) tells of that.
"""


def rows(path, width):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != width or not all(cell.strip() for cell in cells):
            sys.exit(f"{path}:{number}: not {width} cells")
        yield cells


def of_suites(folder):
    for path in sorted(pathlib.Path(folder).glob("*.tsv")):
        yield from rows(path, 4)


def of_ctest(result):
    """A property that no test holds, or that a test does not hold, is an error: the table would promise what is not so."""
    ran = {case.get("name"): case.get("status") for case in ElementTree.parse(result).iter("testcase")}
    for what, target, tests in rows(HERE / "ctest.tsv", 3):
        chosen = {name: status for name, status in ran.items() if re.search(tests, name)}
        if not chosen:
            sys.exit(f"ctest.tsv: no test for {what}: {tests}")
        good = sum(status == "run" for status in chosen.values())
        yield [what, target, f"{good} of {len(chosen)} tests pass", f"ctest -R '{tests}'"]


def cell(text):
    """The cell as Markdown, whatever stands in it."""
    return re.sub(r"([|<>*_\[\]\\])", r"\\\1", text)


def table(head, lines):
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for line in lines:
        yield f"| {' | '.join(line)} |"


def beside(kind):
    return [[cell(one), cell(two)] for path in sorted(HERE.glob(f"*.{kind}.tsv")) for one, two in rows(path, 2)]


def text_of(measured):
    lines = [HEAD, "## Measured", ""]
    lines += table(["property", "target", "measured", "how"],
                   [[cell(what), cell(target), cell(value), f"`{how.replace('|', chr(92) + '|')}`"]
                    for what, target, value, how in measured])
    lines += ["", "## Found by these tests, and what holds it now", ""]
    lines += table(["what was wrong", "case"], beside("found"))
    lines += ["", "## Not tested here", ""]
    lines += table(["what", "why"], beside("untested"))
    return "\n".join(lines) + "\n"


def main():
    arguments = [word for word in sys.argv[1:] if word != "--check"]
    measured = {}
    for row in [*of_suites(arguments[0]), *of_ctest(arguments[1])]:
        measured.setdefault(row[0], row)
    written = text_of(measured.values())
    if "--check" not in sys.argv:
        TABLE.write_text(written, encoding="utf-8")
        return
    listed = re.findall(r"^\| (.*?)(?<!\\) \| ", TABLE.read_text(encoding="utf-8").split("\n## Found")[0], re.M)
    now, before = {cell(what) for what in measured}, {what for what in listed if what != "property"}
    for what in sorted(now - before):
        print(f"{what}: not in tests/TRUST.md yet")
    for what in sorted(before - now):
        print(f"FAILED {what}: tests/TRUST.md has it, and nothing measured it")
    print(f"{len(now & before)} passed, {len(before - now)} failed")
    sys.exit(bool(before - now))


main()
