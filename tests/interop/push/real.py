"""real.py REPOSITORY FUSEKI VIRTUOSO: pushes into the two stores at these addresses (host:port), straight and through a
proxy that cuts connections. Each graph is read back and compared with what export writes. $ANNOGRAPH is the program;
$ANNO_TRUST a folder for the record, if any."""
import collections
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from cutter import Cutter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "stores"))
from terms import statement, statements  # noqa: E402

ROOT = pathlib.Path(sys.argv[1]).resolve()
PROGRAM = os.path.realpath(os.environ["ANNOGRAPH"])
BASE = "https://w3id.org/annograph/data/us-russia-cyber/"
STORES = {
    "fuseki": dict(at=sys.argv[2], put="/ds/data", query="/ds/sparql", update="/ds/update", read="/ds/data", auth=None),
    "virtuoso": dict(at=sys.argv[3], put="/sparql-graph-crud-auth", query="/sparql", update="/sparql-auth",
                     read="/sparql-graph-crud", auth="dba:dba"),
}
rows = collections.OrderedDict()


def exported(folder, *options):
    """The statements of each graph, as terms.py writes them."""
    quads = subprocess.run([PROGRAM, "export", "-q", "--graphs=document", "--to", "nquads", *options, folder], check=True,
                           capture_output=True).stdout.decode()
    graphs = collections.defaultdict(set)
    for line in filter(None, quads.split("\n")):
        found = statement(line)
        graphs[found[3][1:-1] if len(found) == 4 else BASE].add(" ".join(found[:3]))
    return dict(graphs)


class Trial:
    def __init__(self, name, folder):
        self.name, self.store, self.folder = name, STORES[name], folder
        host, port = self.store["at"].split(":")
        self.proxy = Cutter(host, int(port))
        self.old, self.new = exported(folder / "old"), exported(folder / "new")

    def push(self, data, *options, through=False, mode="aside", auth=True):
        at = self.proxy.address if through else self.store["at"]
        env = {**os.environ, "no_proxy": "localhost,127.0.0.1"}
        if self.store["auth"] and auth:
            env["ANNOGRAPH_AUTH"] = self.store["auth"]
        command = [PROGRAM, "push", "--endpoint", f"http://{at}{self.store['put']}",
                   "--sparql", f"http://{at}{self.store['query']}", *options]
        if mode != "straight":
            command += ["--update", f"http://{at}{self.store['update']}"]
        if mode == "together":
            command += ["--staging"]
        done = subprocess.run([*command, self.folder / data], env=env, capture_output=True, text=True, check=False)
        return done.returncode, done.stderr

    def graph(self, iri):
        url = f"http://{self.store['at']}{self.store['read']}?graph=" + urllib.parse.quote(iri, safe="")
        try:
            request = urllib.request.Request(url, headers={"Accept": "application/n-triples"})
            with urllib.request.urlopen(request, timeout=30) as answer:
                return statements(answer.read().decode())
        except urllib.error.HTTPError as error:
            assert error.code == 404, error
            return set()

    def graphs(self):
        return {iri: self.graph(iri) for iri in self.new}

    def staged(self):
        query = 'SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "urn:annograph:")) }'
        url = f"http://{self.store['at']}{self.store['query']}?query=" + urllib.parse.quote(query)
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": "text/csv"}), timeout=30) as answer:
            return int(answer.read().decode().split()[-1].strip('"'))


def check(trial, what, good, said=""):
    rows.setdefault(what, [0, 0])[not good] += 1
    print(f"{'ok' if good else 'FAIL'}  {trial.name}: {what}" + ("" if good else f"\n{said}"))


def corpora(folder):
    """Parts of two documents; before, one of them had less."""
    source = ROOT / "data/us-russia-cyber"
    for name in "old", "new":
        (folder / name).mkdir()
        for path in source.iterdir():
            if path.suffix in (".ttl", ".conf") or path.name.startswith(("000_", "003_")):
                shutil.copy(path, folder / name)
        for path in (folder / name).glob("*.ann"):
            spans = [l for l in path.read_text().splitlines(True) if l.startswith("T")]
            path.write_text("".join(spans[:20 if name == "old" and path.name.startswith("003_") else 60]))
    return folder


def modes(t):
    if t.name == "fuseki":
        whole = ROOT / "data/us-russia-cyber"
        wanted = exported(whole, "--claims=rdf12")
        assert any("<<(" in line for graph in wanted.values() for line in graph)
        status, said = t.push(whole, "--claims=rdf12")
        check(t, "triple terms of RDF 1.2", status == 0 and {iri: t.graph(iri) for iri in wanted} == wanted, said)
    status, said = t.push("old", mode="straight")
    check(t, "what export writes, graph by graph", status == 0 and t.graphs() == t.old, said)
    state = "--resume", t.folder / f"{t.name}.state"
    t.push("old", *state)
    status, said = t.push("new", *state)
    check(t, "only what changed is sent", status == 0 and "1 sent + 2 unchanged" in said and t.graphs() == t.new, said)
    status, said = t.push("old", *state, mode="together")
    check(t, "all at once, by one MOVE", status == 0 and t.graphs() == t.old and not t.staged(), said)


def refused(t):
    before = t.graphs()
    elsewhere = {**t.store, "put": "/nowhere/data"}
    kept, t.store = t.store, elsewhere
    status, said = t.push("new")
    t.store = kept
    check(t, "no such endpoint", status == 5 and "[NOT_PUSHED]" in said and t.graphs() == before, said)
    if t.store["auth"]:
        status, said = t.push("new", auth=False)
        check(t, "no credentials", status == 5 and "status 401" in said and t.graphs() == before, said)


def cut(t, mode):
    """Cut at several places: each graph is old or new, together all are. Then it is tried again, and succeeds."""
    t.push("old")
    t.proxy.arm(None)
    status, said = t.push("new", through=True, mode=mode)
    whole = t.proxy.passed
    check(t, f"{mode}: through a proxy", status == 0 and t.graphs() == t.new, said)
    for part in 0.2, 0.6:
        t.push("old")
        t.proxy.arm(int(whole * part))
        status, said = t.push("new", "--retries", "0", through=True, mode=mode)
        time.sleep(0.5)  # what was cut off may still be carried out
        now = t.graphs()
        good = all(now[iri] in (t.old[iri], t.new[iri]) for iri in now)
        if mode == "together":
            good = now in (t.old, t.new)
        good &= status == 5 or (status == 0 and now == t.new)
        check(t, f"{mode}: cut connections leave old or new", good and t.proxy.cuts == 1,
              f"{part}: {status}, {t.proxy.cuts} cuts, {[len(g) for g in now.values()]}, {said}")
        t.proxy.arm(int(whole * part))
        status, said = t.push("new", through=True, mode=mode)
        time.sleep(0.5)
        check(t, f"{mode}: the next attempt succeeds", status == 0 and t.graphs() == t.new, f"{part}: {said}")


def record(folder):
    with open(os.path.join(folder, "push.tsv"), "a", encoding="utf-8") as file:
        for what, (good, bad) in rows.items():
            file.write(f"push into Fuseki and Virtuoso: {what}\tall\t{good} of {good + bad}\tsh tests/interop/push/run.sh\n")


def every(trial):
    modes(trial)
    refused(trial)
    cut(trial, "aside")
    cut(trial, "together")


def main():
    with tempfile.TemporaryDirectory() as folder:
        corpora(pathlib.Path(folder))
        with concurrent.futures.ThreadPoolExecutor() as pool:
            list(pool.map(lambda name: every(Trial(name, pathlib.Path(folder))), STORES))
    if os.environ.get("ANNO_TRUST"):
        record(os.environ["ANNO_TRUST"])
    failed = sum(bad for _, bad in rows.values())
    print(f"{sum(good for good, _ in rows.values())} passed, {failed} failed")
    return failed != 0


sys.exit(main())
