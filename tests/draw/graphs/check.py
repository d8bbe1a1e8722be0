"""Table and graph files of one picture say the same: check.py [--libraries] FOLDER

FOLDER holds NAME.csv, NAME.graphml and NAME.gexf for each picture. The table is read as RFC 4180 says, the graphs with
Python's own parser and held against it cell by cell; a NAME.dot beside them has the same ids. With --libraries lxml
validates them against schemas/*.rng and the formats' own schemas ($ANNOGRAPH_SCHEMAS), and networkx reads them back.
Prints "ok ..." or "FAILED ..." for each picture.
"""
import collections
import csv
import io
import os
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

HERE = pathlib.Path(__file__).resolve().parent
SCHEMAS = pathlib.Path(os.environ.get("ANNOGRAPH_SCHEMAS") or HERE.parents[3] / "shared" / "schemas")
COLUMNS = (
    "record id kind label detail group within from to from_label to_label count style sources evidence iri".split()
)
NODE = "kind label detail group within count style sources evidence iri".split()
EDGE = "kind label count style sources evidence".split()
RECORDS = {"picture", "group", "node", "row", "edge", "legend", "source"}
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://www.gexf.net/1.2draft}"
FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
csv.field_size_limit(1 << 30)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Fault(Exception):
    pass


def want(condition, what):
    if not condition:
        raise Fault(what)


def same(left, right, what):
    for key in left.keys() | right.keys():
        if left.get(key) != right.get(key):
            raise Fault(f"{what} {key}: {str(left.get(key))[:300]!r} and {str(right.get(key))[:300]!r}")


# ---- the table


def rows_of(data):
    """RFC 4180 by the letter: every line ends in CR LF, quotes are doubled and stand only around a whole cell."""
    text = data.decode("utf-8")
    want(not text.startswith("\ufeff"), "a byte order mark")
    rows, row, at = [], [], 0
    while at < len(text):
        quoted = re.compile('"((?:[^"]|"")*)"').match(text, at)
        plain = re.compile('[^",\r\n]*').match(text, at)
        found = quoted or plain
        row.append(quoted[1].replace('""', '"') if quoted else plain[0])
        at = found.end()
        if text.startswith(",", at):
            at += 1
        else:
            want(text.startswith("\r\n", at), f"a cell that does not end at {at}")
            rows.append(row)
            row, at = [], at + 2
    want(not row, "the last line does not end")
    want(rows == list(csv.reader(io.StringIO(text, newline=""))), "Python's reader takes it otherwise")
    return rows


def without_guard(cell):
    want(not cell or cell[0] not in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20", f"a formula: {cell[:40]!r}")
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def table(path):
    rows = rows_of(path.read_bytes())
    want(rows[0] == COLUMNS, "other columns")
    records = []
    for row in rows[1:]:
        want(len(row) == len(COLUMNS), "a row of another length")
        records.append(dict(zip(COLUMNS, map(without_guard, row))))
    want(not FORBIDDEN.search("".join("".join(r.values()) for r in records)), "a character that XML forbids")
    by = collections.defaultdict(dict)
    for record in records:
        want(record["record"] in RECORDS, "another record")
        if record["record"] in ("group", "node", "row", "edge"):
            known = by[record["record"]]
            want(all(record["id"] not in by[k] for k in by), f"{record['id']} twice")
            known[record["id"]] = record
    for edge in by["edge"].values():
        for end in ("from", "to"):
            want(edge[end] in by["node"], f"an edge without its end {edge[end]}")
            want(by["node"][edge[end]]["label"] == edge[end + "_label"], "an end with another label")
    for record in [*by["node"].values(), *by["row"].values()]:
        within = record["within"]
        want(not within or within in by["node"] or within in by["group"], f"{within} is nowhere")
    want([r["record"] for r in records].count("picture") == 1, "no picture, or several")
    return by, records[0]


def part(record, columns):
    return {c: record[c] for c in columns if record[c]}


# ---- the graphs, read by Python's own parser


def graphml(path):
    root = ET.parse(path).getroot()
    want(root.tag == GRAPHML + "graphml", "another root")
    keys = {k.get("id"): (k.get("for"), k.get("attr.name")) for k in root.iter(GRAPHML + "key")}
    graph = root.find(GRAPHML + "graph")

    def data(element, of):
        out = {}
        for d in element.findall(GRAPHML + "data"):
            want(keys[d.get("key")][0] == of, "a key of another part")
            out[keys[d.get("key")][1]] = d.text
        return out

    nodes = {n.get("id"): data(n, "node") for n in graph.findall(GRAPHML + "node")}
    edges = {}
    for e in graph.findall(GRAPHML + "edge"):
        edges[e.get("id")] = data(e, "edge") | {"from": e.get("source"), "to": e.get("target")}
    return nodes, edges, data(graph, "graph")


def gexf(path):
    root = ET.parse(path).getroot()
    want(root.tag == GEXF + "gexf", "another root")
    want("lastmodifieddate" not in path.read_text(encoding="utf-8").split("<graph")[0], "a date")

    def values(element):
        out = {"label": element.get("label")} if element.get("label") else {}
        for v in element.iter(GEXF + "attvalue"):
            out[v.get("for")] = v.get("value")
        return out

    nodes = {n.get("id"): values(n) for n in root.iter(GEXF + "node")}
    edges = {}
    for e in root.iter(GEXF + "edge"):
        edges[e.get("id")] = values(e) | {"from": e.get("source"), "to": e.get("target")}
        if e.get("weight"):
            edges[e.get("id")]["weight"] = e.get("weight")
    return nodes, edges, {}


def hold_against(by, read, what):
    nodes, edges, _ = read
    same({i: part(r, NODE) for i, r in by["node"].items()}, nodes, what + " node")
    wanted = {}
    for i, record in by["edge"].items():
        wanted[i] = part(record, EDGE + ["from", "to"]) | ({"weight": record["count"]} if record["count"] else {})
    same(wanted, edges, what + " edge")
    want(list(by["node"]) == list(nodes) and list(by["edge"]) == list(edges), what + ": another order")


# ---- by libraries


class Libraries:
    def __init__(self):
        import lxml.etree
        import networkx

        self.etree, self.networkx = lxml.etree, networkx
        self.schemas = {"graphml": [], "gexf": []}
        parse = lambda p: lxml.etree.parse(str(p), lxml.etree.XMLParser(no_network=True))
        for name, theirs in (
            ("graphml", ["graphml/graphml.xsd"]),
            ("gexf", ["gexf/gexf.rng", "gexf/gexf.xsd"]),
        ):
            self.schemas[name].append(lxml.etree.RelaxNG(parse(HERE / "schemas" / f"{name}.rng")))
            for path in (SCHEMAS / t for t in theirs):
                kind = lxml.etree.XMLSchema if path.suffix == ".xsd" else lxml.etree.RelaxNG
                if path.exists():
                    self.schemas[name].append(kind(parse(path)))
                else:
                    print(f"absent: {path.name} in ANNOGRAPH_SCHEMAS")

    def validate(self, path, name):
        document = self.etree.parse(str(path), self.etree.XMLParser(huge_tree=True, no_network=True))
        for schema in self.schemas[name]:
            want(schema.validate(document), f"{name} is not valid: {schema.error_log.last_error}")

    def read_back(self, by, graph, what):
        want(graph.is_directed(), what + ": not directed")
        nodes = {i: plain(data, NODE) for i, data in graph.nodes(data=True)}
        same({i: part(r, NODE) for i, r in by["node"].items()}, nodes, what)
        edges = {}
        if graph.is_multigraph():
            ends = graph.edges(keys=True, data=True)
        else:
            ends = [(source, target, None, data) for source, target, data in graph.edges(data=True)]
        for source, target, key, data in ends:
            edges[data.get("id", key)] = plain(data, EDGE) | {"from": source, "to": target}
        same({i: part(r, EDGE + ["from", "to"]) for i, r in by["edge"].items()}, edges, what)
        total = sum(int(r["count"] or 0) for r in by["edge"].values())
        want(sum(int(d.get("count", 0)) for _, _, d in graph.edges(data=True)) == total, what + ": another total")

    def check(self, by, stem):
        graphml_path, gexf_path = stem.with_suffix(".graphml"), stem.with_suffix(".gexf")
        self.validate(graphml_path, "graphml")
        self.validate(gexf_path, "gexf")
        self.read_back(by, self.networkx.read_graphml(graphml_path, force_multigraph=True), "networkx, graphml")
        self.read_back(by, self.networkx.read_gexf(gexf_path), "networkx, gexf")


def plain(data, columns):
    return {c: str(data[c]) for c in columns if data.get(c) not in (None, "")}


# ----


def check(stem, libraries):
    by, picture = table(stem.with_suffix(".csv"))
    read = graphml(stem.with_suffix(".graphml"))
    hold_against(by, read, "graphml")
    want(read[2].get("title", "") == picture["label"], "another title")
    hold_against(by, gexf(stem.with_suffix(".gexf")), "gexf")
    dot = stem.with_suffix(".dot")
    if dot.exists():
        text = dot.read_text(encoding="utf-8")
        drawn = [i for i, r in by["edge"].items() if "in words only" not in r["style"]]
        for i in [*by["node"], *drawn]:
            want(f'"{i}"' in text, f"{i} is not in the DOT")
    if libraries:
        libraries.check(by, stem)
    return f"{len(by['node'])} nodes, {len(by['edge'])} edges, {len(by['row'])} rows"


def main(arguments):
    libraries = Libraries() if arguments[0] == "--libraries" else None
    stems = sorted(p.with_suffix("") for p in pathlib.Path(arguments[-1]).glob("*.csv"))
    failed = not stems
    for stem in stems:
        try:
            print(f"ok {stem.name}: {check(stem, libraries)}")
        except (Fault, KeyError, ValueError, ET.ParseError) as fault:
            failed = True
            print(f"FAILED {stem.name}: {type(fault).__name__}: {fault}")
    return int(failed)


sys.exit(main(sys.argv[1:]))
