"""What a user would pick instead, once each, at the largest size it finishes in 60 s, on the same input.

The engines for RML (Morph-KGC, RMLMapper; their mappings are in rml/) read one document, in one file, which suits them:
a mapping names one file. They make the places of annotations and nothing else. The scripts (users/) read the corpus as it
is, with rdflib and dkpro-cassis, and make a node for each annotation with all that the format says of it. In what both
say of places, they and this program must agree term by term.

RMLMapper comes from Maven Central, without what it needs for functions, databases and one output format: not all of that
is to be had there, and nothing of it is used (rml/rmlmapper.xml, rml/absent).
"""
import os
import shutil
import subprocess
import sys

import measure
from report import Table, figure, number

LIMIT = 60
BASE = "https://w3id.org/annograph/data/us-russia-cyber/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
PLACES = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{NIF}beginIndex", f"{NIF}endIndex", f"{NIF}referenceContext")
WORDS = (*PLACES, f"{NIF}anchorOf")
PYTHON = measure.HERE / "venv/bin/python"
RML, JARS = measure.HERE / "rml", measure.HERE / "venv/rmlmapper"


def install(suite):
    """The copy says for which versions they were installed. RMLMapper is left out where there is no Java."""
    venv, wanted = measure.HERE / "venv", measure.HERE / "requirements.txt"
    stamp = venv / "installed-for.txt"
    if not stamp.exists() or stamp.read_bytes() != wanted.read_bytes():
        shutil.rmtree(venv, ignore_errors=True)
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary"]
        measure.run([sys.executable, "-m", "venv", venv])
        measure.run([*pip, ":all:", "--require-hashes", "-r", wanted], errors=sys.stderr)
        shutil.copy(wanted, stamp)
    if all(map(shutil.which, ("java", "javac", "mvn"))):
        install_rmlmapper(suite)


def install_rmlmapper(suite):
    wanted, stamp = RML / "rmlmapper.xml", JARS / "installed-for.xml"
    if stamp.exists() and stamp.read_bytes() == wanted.read_bytes():
        return
    shutil.rmtree(JARS, ignore_errors=True)
    goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
    # Maven writes beside its file.
    pom = shutil.copy(wanted, suite.work / "pom.xml")
    measure.run(["mvn", "-q", "-B", "-f", pom, goal, f"-DoutputDirectory={JARS}", "-DincludeScope=runtime"])
    measure.run(["javac", "-d", JARS / "absent", *sorted((RML / "absent").rglob("*.java"))], errors=sys.stderr)
    shutil.copy(wanted, stamp)


def morph_kgc():
    return [PYTHON, "-m", "morph_kgc", "settings.ini"]


def rmlmapper():
    jars = f"{JARS}/absent:{JARS}/*"
    return ["java", "-cp", jars, "be.ugent.rml.cli.Main", "-m", "mapping.ttl", "-o", "out.nt", "-s", "ntriples"]


class Engine:
    """An engine for RML, in a folder with its mapping, its settings and the document."""

    predicates, scaled = PLACES, "one document"

    def __init__(self, name, words, form):
        self.name, self.words, self.form = name, words, form
        self.format = {"json": "jsoncas", "xml": "xmi"}[form]

    def prepare(self, suite, copies):
        folder = suite.work / "engine"
        shutil.rmtree(folder, ignore_errors=True)
        measure.run([sys.executable, "-B", measure.HERE / "single.py", self.format, folder, copies])
        shutil.copy(RML / "settings.ini", suite.work)
        shutil.copy(RML / f"{self.form}.ttl", suite.work / "mapping.ttl")
        os.link(next(folder.glob("single.*")), suite.work / f"single.{self.form}")
        return folder

    def command(self, suite, _):
        return ["sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", suite.work, *self.words()]

    def clean(self, suite):
        for name in (f"single.{self.form}", "out.nt"):
            (suite.work / name).unlink(missing_ok=True)


class Script:
    predicates, scaled = WORDS, "corpus"

    def __init__(self, name, script, format_):
        self.name, self.script, self.format = name, script, format_

    def prepare(self, suite, copies):
        return suite.corpus(self.format, copies)[0]

    def command(self, suite, folder):
        return [PYTHON, "-B", measure.HERE / "users" / self.script, folder, BASE, suite.work / "out.nt"]

    def clean(self, suite):
        (suite.work / "out.nt").unlink(missing_ok=True)


TOOLS = (
    Engine("Morph-KGC, JSON", morph_kgc, "json"),
    Engine("Morph-KGC, XML", morph_kgc, "xml"),
    Engine("RMLMapper, JSON", rmlmapper, "json"),
    Engine("RMLMapper, XML", rmlmapper, "xml"),
    Script("rdflib, brat", "brat_rdflib.py", "brat"),
    Script("dkpro-cassis and rdflib, XMI", "xmi_cassis_rdflib.py", "xmi"),
)


def agree(suite, tool, folder):
    """Whether what the tool wrote is what this program says of it."""
    ours = suite.work / "ours.nt"
    measure.run(suite.export(folder, out=ours))
    command = [sys.executable, "-B", measure.HERE / "same.py", ours, suite.work / "out.nt", *tool.predicates]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    ours.unlink()
    counts = done.stdout.split()
    if done.returncode:
        suite.failures.append(f"{tool.name}: other triples: {done.stdout.strip()}\n{done.stderr.strip()}")
        counts = ["differ", "", "", ""]
    return counts


def measured(suite, tool):
    """Goes through the sizes until one takes too long; the last that did not."""
    best = None
    for copies in suite.pick((1,), (1, 10, 100), (1, 10, 100, 1000)):
        folder = tool.prepare(suite, copies)
        run = measure.run(tool.command(suite, folder), limit=LIMIT)
        if run.timed_out:
            tool.clean(suite)
            break
        own = [measure.run(suite.export(folder)) for _ in range(5)]
        best = (copies, run, own, agree(suite, tool, folder))
        tool.clean(suite)
        # Ten times the input will hardly take less than eight times as long.
        if run.wall > LIMIT / 8:
            break
    return best


def users(suite):
    install(suite)
    table = Table("Against what users would pick", f"once each, at the largest size finished in {LIMIT} s; seconds of five "
                  "runs of this program on the same input, which export all there is", "tool", "copies", "as", "its seconds",
                  "seconds", "times faster", "target", "", "its triples",
                  "triples", "equal triples on places")
    for tool in TOOLS:
        if getattr(tool, "words", None) is rmlmapper and not JARS.exists():
            table.add(tool.name, "", tool.scaled, "not measured: no Java, or no Maven", *[""] * 7)
            continue
        found = measured(suite, tool)
        if not found:
            table.add(tool.name, "1", tool.scaled, f"more than {LIMIT}", *[""] * 7)
            continue
        copies, run, own, equal = found
        suite.raw.setdefault("users", {})[tool.name] = {
            "copies": copies, "run": run.raw(), "own": [r.raw() for r in own], "equal": equal[0], "triples": equal[2], "its_triples": equal[3]}
        ratio = figure([run.wall / r.wall for r in own], least=100)
        middle = measure.median([r.wall for r in own])
        table.add(tool.name, copies, tool.scaled, number(run.wall), number(middle), *ratio, equal[3], equal[2], equal[0])
    return [table]
