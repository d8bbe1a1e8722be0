"""What the corpus tests share: running the program, reading N-Triples, telling results.

A result is one line: 'ok NAME', 'FAILED NAME: what differed' or 'skipped NAME: why'; run.sh counts them.
"""
import collections
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
REPO = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.environ.get("ANNOGRAPH", "annograph")
CORPORA = os.environ.get("ANNOGRAPH_CORPORA") or os.path.join(REPO, "..", "shared", "corpora")
DATA = os.path.join(REPO, "data", "us-russia-cyber")
GIVEN = ("brat-tutorials", "litbank-brat", "dkpro-fixtures", "inception-fixtures")

ANNO = "https://w3id.org/annograph/ns#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
IDENTIFIER = "<http://purl.org/dc/terms/identifier>"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"


def anno(name):
    return "<%s%s>" % (ANNO, name)


def check(name, problems):
    """One result; `problems` is a list of what differed, of which the first few are told."""
    problems = list(problems)
    if not problems:
        print("ok " + name)
        return
    more = "" if len(problems) <= 5 else " (and %d more)" % (len(problems) - 5)
    shown = "; ".join(p if len(p) < 400 else p[:400] + "..." for p in problems[:5])
    print("FAILED %s: %s%s" % (name, shown.replace("\n", "\\n"), more))


def skip(name, why):
    if os.environ.get("CI") == "true":
        check(name, ["cannot be skipped where CI=true: " + why])
    else:
        print("skipped %s: %s" % (name, why))


def given_corpora(purpose):
    """(name, path) of the corpora that are there; the others are told as skipped."""
    for name in GIVEN:
        path = os.path.join(CORPORA, name)
        if os.path.isdir(path):
            yield name, path
        else:
            skip("%s %s" % (purpose, name), "no folder " + path)


BALANCE = re.compile(
    r"(?P<documents>\d+) documents?, (?P<skipped>\d+) skipped; annotations: (?P<read>\d+) read = "
    r"(?P<exported>\d+) exported \+ (?P<reported>\d+) reported \+ (?P<left_out>\d+) left out by rule; "
    r"(?P<statements>\d+) statements, (?P<triples>\d+) triples")
Run = collections.namedtuple("Run", "status stdout messages balance codes")


def run(*arguments, cwd=None, env=None):
    """Runs the program; balance is None where it told none, codes counts the findings by name."""
    p = subprocess.run([PROGRAM, *arguments], cwd=cwd, env=env, capture_output=True)
    messages = p.stderr.decode("utf-8", "replace")
    if p.returncode < 0 or p.returncode >= 126:
        check("no crash of 'annograph %s'" % " ".join(arguments), ["exit %d: %s" % (p.returncode, messages[-300:])])
    m = BALANCE.search(messages)
    balance = {k: int(v) for k, v in m.groupdict().items()} if m else None
    codes = collections.Counter(re.findall(r"\[([A-Z0-9_]+)\]$", messages, re.M))
    return Run(p.returncode, p.stdout, messages, balance, codes)


TERM = r'<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[A-Za-z0-9-]+)?'
TRIPLE = re.compile(r"(%s) (<[^>]*>) (%s) \.$" % (TERM, TERM))
ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
PLAIN = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def unescape(text):
    def one(m):
        e = m.group(1)
        return chr(int(e[1:], 16)) if e[0] in "uU" else PLAIN.get(e, e)
    return ESCAPE.sub(one, text)


def read_triples(path):
    """The triples of an N-Triples file as a set of three terms in their written form."""
    triples = set()
    with open(path, encoding="utf-8", newline="\n") as f:
        for line in f:
            m = TRIPLE.match(line.rstrip("\n"))
            if not m:
                raise ValueError("%s: not an N-Triples line: %s" % (path, line[:200]))
            triples.add(m.groups())
    return triples


def count_lines(path):
    with open(path, "rb") as f:
        return f.read().count(b"\n")


def literal(term):
    """The text of a literal, None of anything else."""
    return unescape(term[1:term.rindex('"')]) if term.startswith('"') else None


class Graph:
    """Triples by subject and by property."""

    def __init__(self, triples):
        self.triples = triples
        self.by_subject = collections.defaultdict(list)
        for s, p, o in triples:
            self.by_subject[s].append((p, o))

    def objects(self, subject, predicate):
        return [o for p, o in self.by_subject[subject] if p == predicate]


def export(inputs, output, *options, **how):
    return run("export", *options, "-o", output, *inputs, **how)


def main(function):
    function(*sys.argv[1:])
    sys.stdout.flush()
