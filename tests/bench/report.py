"""Tables of figures, each with its target beside it, and the page that they make."""
import hashlib
import os
import pathlib
import platform
import re
import subprocess

import measure


class Table:
    def __init__(self, title, what, *columns):
        self.title, self.what, self.columns = title, what, columns
        self.rows, self.note = [], ""

    def add(self, *cells):
        self.rows.append([str(cell) for cell in cells])

    def lines(self):
        yield f"## {self.title}"
        yield ""
        yield self.what[0].upper() + self.what[1:] + "."
        yield ""
        if self.rows:
            yield "| " + " | ".join(self.columns) + " |"
            yield "|" + " --- |" * len(self.columns)
            for row in self.rows:
                yield "| " + " | ".join(row) + " |"
            yield ""
        if self.note:
            yield self.note
            yield ""


def number(value):
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def times(values):
    """Minimum, median and maximum."""
    return " / ".join(number(v) for v in measure.spread(values))


def verdict(value, most=None, least=None):
    """The cells for target and outcome."""
    if most is not None:
        return f"at most {most:g}", "reached" if value <= most else "not reached"
    if least is not None:
        return f"at least {least:g}", "reached" if value >= least else "not reached"
    return "", ""


def figure(values, most=None, least=None):
    """The cells for a figure: its spread, the target, and whether the median reaches it."""
    return (times(values), *verdict(measure.median(values), most, least))


def first(pattern, path, otherwise="unknown"):
    try:
        found = re.search(pattern, pathlib.Path(path).read_text(), re.M)
    except OSError:
        return otherwise
    return found.group(1) if found else otherwise


def version_of(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return "not there"
    return ((done.stdout + done.stderr).strip().splitlines() or ["unknown"])[0]


def machine():
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return [
        ("processor", first(r"^model name\s*: (.*)", "/proc/cpuinfo")),
        ("cores", str(os.cpu_count())),
        ("memory", f"{pages / 2**30:.0f} GiB"),
        ("kernel", platform.release()),
        ("system", first(r'^PRETTY_NAME="(.*)"', "/etc/os-release")),
        ("load when it began", " ".join(f"{x:.2f}" for x in os.getloadavg())),
    ]


def versions(suite):
    packages = ("libxml2-dev", "libyajl-dev", "libraptor2-dev", "valgrind")
    found = [("annograph", version_of(suite.program, "--version")), ("compiler", version_of("cc", "--version"))]
    for name in packages:
        found.append((name, version_of("dpkg-query", "-W", "-f", "${Version}", name)))
    pinned = (measure.HERE / "requirements.txt").read_text()
    for name in ("morph_kgc", "rdflib", "dkpro-cassis"):
        found.append((name, re.search(rf"^{name}==(\S+)", pinned, re.M).group(1)))
    found.append(("RMLMapper", first(r"<artifactId>rmlmapper</artifactId>\s*<version>([^<]*)", measure.HERE / "rml/rmlmapper.xml")))
    found.append(("Java", version_of("java", "-version")))
    return found + [("Python", platform.python_version())]


INTRODUCTION = """# What it costs

Written by `sh tests/bench/run.sh`, never by hand. Figures are minimum / median / maximum of interleaved runs (each program
once, then each again); the median is held against the target. What is compared, and why it is fair, stands at the head
of each program: [corpora.py](corpora.py), [floor.c](floor.c), [raptor.c](raptor.c), [users.py](users.py),
[shapes.py](shapes.py). The sink of all is standard output, opened on /dev/null: nothing is saved by it that only one of
them would have to pay.
"""


def write(suite, tables, raw_path, path):
    digest = hashlib.sha256(raw_path.read_bytes()).hexdigest()
    lines = [INTRODUCTION]
    lines += [f"Level: {suite.level}. Raw timings: [{raw_path.name}]({raw_path.name}), SHA-256 `{digest}`.", ""]
    if suite.failures:
        lines += ["**The run failed:**", "", *(f"- {failure}" for failure in suite.failures), ""]
    for table in tables:
        lines += table.lines()
    lines += ["## Machine and versions", "", "| what | which |", "| --- | --- |"]
    lines += [f"| {name} | {value} |" for name, value in suite.machine + versions(suite)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
