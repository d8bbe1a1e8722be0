"""limits.py PROGRAM [--heavy] [NAME...]: each row of src/base/limits.def with inputs of one less, as many, and one more.

One more is told by the finding that the row names; as many is not. Rows that take gigabytes or minutes are tried with
--heavy only. `annograph list limits` and LIMITS of annograph(1) tell the same as the table, and each row has a case here.
"""
import concurrent.futures
import io
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile

from said import Results

PROGRAM = os.path.realpath(sys.argv[1])
ROOT = pathlib.Path(__file__).resolve().parents[2]
ANN = "T1\tPerson 0 3\tBob\n"
HEAVY = {"file_bytes", "pipe_bytes", "line_bytes", "statement_bytes", "archive_members"}


def put(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def check(*inputs, **more):
    return (["check", "-q", *map(str, inputs)], more)


def fill(path, head, byte, count, tail):
    """A file of `head`, `count` times `byte`, and `tail`."""
    with open(path, "wb") as out:
        out.write(head)
        block = byte * min(count, 1 << 20)
        for at in range(0, count, len(block) or 1):
            out.write(block[: count - at])
        out.write(tail)
    return path


# ---- Files

def file_bytes(folder, n):
    put(folder, "a.ann", ANN)
    fill(folder / "a.txt", b"Bob", b"a", n - 3, b"")
    return check(folder)


def pipe_bytes(folder, n):
    fill(folder / "in", b'{"text":"Bob","label":[[0,3,"P"]]}', b" ", n - 34, b"")
    return (["check", "-q", "--from", "doccano", "-"], {"pipe": folder / "in"})


def line_bytes(folder, n):
    head, tail = b'<urn:a> <urn:b> "', b'" .'
    fill(folder / "a.nt", head, b"x", n - len(head) - len(tail), tail + b"\n")
    return (["merge", "-q", str(folder / "a.nt"), "-o", "/dev/null", "--memory", "1024"], {})


def statement_bytes(folder, n):
    head, tail = b'<urn:a> <urn:b> "', b'" .\n'
    fill(folder / "a.nt", head, b"x", n - len(head) - len(tail), tail)
    return (["draw", "actors", "-q", "--to", "csv", str(folder / "a.nt"), "-o", "/dev/null"], {})


def folder_depth(folder, n):
    put(folder, "d/" * n + "a.ann", ANN)
    put(folder, "d/" * n + "a.txt", "Bob")
    return check(folder)


# ---- Archives

def zipped(members, level=9):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data, stored in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def archive_depth(folder, n):
    data = zipped([("a.ann", ANN, 0), ("a.txt", "Bob", 0)])
    for _ in range(n - 1):
        data = zipped([("x.zip", data, 1)])
    return check(put(folder, "x.zip", data))


def archive_members(folder, n):
    """By hand, since libraries take minutes for a million."""
    local, central, at = [], [], 0
    for i in range(n):
        name = b"%07d" % i
        local.append(b"PK\3\4" + bytes(22) + (len(name)).to_bytes(2, "little") + bytes(2) + name)
        central.append(b"PK\1\2\24\3\24\0" + bytes(20) + len(name).to_bytes(2, "little") + bytes(4 + 2 + 2 + 4) + at.to_bytes(4, "little") + name)
        at += len(local[-1])
    local, central = b"".join(local), b"".join(central)
    end64 = b"PK\6\6" + (44).to_bytes(8, "little") + b"\55\3\55\0" + bytes(8) + n.to_bytes(8, "little") * 2
    end64 += len(central).to_bytes(8, "little") + len(local).to_bytes(8, "little")
    locator = b"PK\6\7" + bytes(4) + (len(local) + len(central)).to_bytes(8, "little") + (1).to_bytes(4, "little")
    end = b"PK\5\6" + bytes(4) + b"\xff" * 12 + bytes(2)
    return check(put(folder, "x.zip", local + central + end64 + locator + end))


def archive_bytes(folder, n):
    return check(put(folder, "x.zip", zipped([("a.ann", ANN, 0), ("a.txt", b"Bob" + b"a" * (n - 3 - len(ANN)), 0)])))


def archive_ratio(folder, n):
    """An archive of exactly so many bytes, that unpacks to n times as many; its own bytes in a member as they are."""
    size = 300_000
    pad = size - 120_000
    while True:
        data = zipped([("a.ann", ANN, 0), ("a.txt", b"Bob" + b"a" * (n * size - pad - 3 - len(ANN)), 0), ("pad", bytes(pad), 1)])
        if len(data) == size:
            return check(put(folder, "x.zip", data))
        pad += size - len(data)


def tarred(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def aside_bytes(folder, n):
    notes = b"#" + b"x" * (n - 2) + b"\n"
    return (["check", "-q", "-"], {"pipe": put(folder, "in", tarred([("notes.ttl", notes), ("a.ann", ANN.encode()), ("a.txt", b"Bob")]))})


# ---- XML and JSON

def tei(inside):
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{inside}</body></text></TEI>'


def xml_depth(folder, n):
    return check("--from", "tei", put(folder, "x.xml", tei("<div>" * (n - 4) + '<p xml:id="p">Bob</p>' + "</div>" * (n - 4))))


def xml_attributes(folder, n):
    attributes = "".join(f' a{i}="x"' for i in range(n))
    return check("--from", "tei", put(folder, "x.xml", tei(f"<p{attributes}>Bob</p>")))


def xml_tag_bytes(folder, n):
    return check("--from", "tei", put(folder, "x.xml", tei('<p n="' + "x" * (n - len('<p n=""')) + '">Bob</p>')))


def json_depth(folder, n):
    return check("--from", "doccano", put(folder, "x.jsonl", '{"text":"Bob","label":[[0,3,"P"]],"more":' + "[" * (n - 1) + "]" * (n - 1) + "}\n"))


def triple_term_depth(folder, n):
    line = "<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * n + "<urn:c>" + " )>>" * n + " .\n"
    return (["merge", "-q", str(put(folder, "a.nt", line)), "-o", "/dev/null"], {})


# ---- Formats

def brat(folder, conf):
    put(folder, "annotation.conf", conf)
    put(folder, "a.ann", ANN)
    put(folder, "a.txt", "Bob")
    return check(folder)


def conf_line_bytes(folder, n):
    return brat(folder, "[events]\n<A>=" + "x" * (n - 14) + "\nReport Source:<A>\n")


def table_columns(folder, n):
    rows = "".join(" ".join([word, *["x"] * (n - 2), tag]) + "\n" for word, tag in (("Bob", "B-PER"), ("said", "O")))
    return check("--from", "conll", put(folder, "x.conll", rows))


def conll_2012(folder, cells):
    """A table with one predicate, its cells and those of coreference given."""
    rows = "".join(f"a 0 {i} w{i} NN * say 01 - Ann * {predicate} {coreference}\n" for i, (predicate, coreference) in enumerate(cells))
    return check("--from", "conll", put(folder, "x.conll", "#begin document (a); part 000\n" + rows + "\n#end document\n"))


def conll_brackets(folder, n):
    return conll_2012(folder, [("(A" * n + "*", "-"), ("*" + ")" * n, "-")])


def conll_arguments(folder, n):
    return conll_2012(folder, [("(V*)", "-"), *[(f"(A{i}*)", "-") for i in range(n - 1)]])


def conllu_entities(folder, n):
    head = "# newdoc id = a\n# global.Entity = eid-etype-head\n"
    opened = "".join(f"(e{i}-person-1" for i in range(n))
    closed = "".join(f"e{i})" for i in reversed(range(n)))
    rows = f"1\tBob\t_\t_\t_\t_\t_\t_\t_\tEntity={opened}\n2\tsaid\t_\t_\t_\t_\t_\t_\t_\tEntity={closed}\n\n"
    return check(put(folder, "x.conllu", head + rows))


def pubtator_columns(folder, n):
    return check("--from", "pubtator", put(folder, "x.txt", "1|t|Bob\n1|a|\n1\t0\t3\tBob\tP\t-" + "\tx" * (n - 6) + "\n"))


def bioc_blanks(folder, n):
    passage = "<passage><offset>%d</offset><text>Bob</text><annotation id='%d'><infon key='type'>P</infon><location offset='%d' length='3'/><text>Bob</text></annotation></passage>"
    inside = passage % (0, 1, 0) + passage % (n + 3, 2, n + 3)
    return check(put(folder, "x.xml", f"<?xml version='1.0'?><collection><source/><date/><key/><document><id>1</id>{inside}</document></collection>"))


def xmi(folder, structures, features, ranges="uima.cas.String"):
    head = '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:tcas="http:///uima/tcas.ecore" xmlns:my="http:///my.ecore" xmi:version="2.0">'
    sofa = '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Bob"/><cas:View sofa="1" members="5"/>'
    listed = "".join(f"<featureDescription><name>{f}</name><description/><rangeTypeName>{ranges}</rangeTypeName></featureDescription>" for f in features)
    put(folder, "TypeSystem.xml", '<?xml version="1.0"?><typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>'
        + "".join(f"<typeDescription><name>my.{name}</name><description/><supertypeName>{above}</supertypeName><features>{listed}</features></typeDescription>"
                  for name, above in (("P", "uima.cas.TOP"), ("A", "uima.tcas.Annotation"))) + "</types></typeSystemDescription>")
    return check(put(folder, "x.xmi", head + structures + sofa + "</xmi:XMI>"))


def cas_depth(folder, n):
    chain = "".join(f'<my:P xmi:id="{10 + i}" of="{11 + i}"/>' for i in range(n - 1)) + f'<my:P xmi:id="{9 + n}"/>'
    return xmi(folder, '<my:A xmi:id="5" sofa="1" begin="0" end="3" of="10"/>' + chain, ["of"], "my.P")


def cas_names(folder, n):
    # The names that the program knows by itself count too.
    known = len(re.findall(r"^ANNO_CAS_NAME\(", (ROOT / "src/read/cas_names.def").read_text(), re.M))
    names = [f"f{i}" for i in range(n - known)]
    parts = [names[i : i + 200] for i in range(0, len(names), 200)]
    values = "".join(f'<my:P xmi:id="{10 + i}" ' + " ".join(f'{f}="x"' for f in part) + "/>" for i, part in enumerate(parts))
    return xmi(folder, '<my:A xmi:id="5" sofa="1" begin="0" end="3"/>' + values, names)


def gate(folder, value, name="x"):
    wrapped = f"<![CDATA[<?xml version='1.1'?><gate.corpora.ObjectWrapper><value class=\"list\">{value}</value></gate.corpora.ObjectWrapper>]]>"
    feature = f'<Feature><Name className="java.lang.String">{name}</Name><Value className="gate.corpora.ObjectWrapper">{wrapped}</Value></Feature>'
    return check(put(folder, "x.xml", '<?xml version="1.0"?><GateDocument version="3"><GateDocumentFeatures>' + (feature if name == "MatchesAnnots" else "")
                     + '</GateDocumentFeatures><TextWithNodes><Node id="0"/>Ann<Node id="3"/></TextWithNodes><AnnotationSet>'
                     + '<Annotation Id="1" Type="X" StartNode="0" EndNode="3">' + (feature if name != "MatchesAnnots" else "") + "</Annotation></AnnotationSet></GateDocument>"))


def gate_depth(folder, n):
    return gate(folder, "<list>" * (n - 1) + "<int>1</int>" + "</list>" * (n - 1))


def gate_shared(folder, n):
    """A list of a hundred numbers, referred to so often that n values are looked at by reference, with the lists."""
    whole, rest = divmod(n, 101)
    return gate(folder, "<list>" + "<int>1</int>" * 100 + "</list>" + '<list reference="../list"/>' * whole + ("<list>" + "<int>1</int>" * (rest - 1) + "</list>"
                + '<list reference="../list[%d]"/>' % (whole + 2) if rest else ""))


def gate_lists(folder, n):
    whole, rest = divmod(n, 4096)
    inside = "<list>" + "<int>1</int>" * 4096 + "</list>" + '<list reference="../list"/>' * (whole - 1) + "<list>" + "<int>1</int>" * rest + "</list>"
    value = f"<entry><null/><list>{inside}</list></entry>"
    wrapped = f"<![CDATA[<?xml version='1.1'?><gate.corpora.ObjectWrapper><value class=\"map\">{value}</value></gate.corpora.ObjectWrapper>]]>"
    feature = f'<Feature><Name className="java.lang.String">MatchesAnnots</Name><Value className="gate.corpora.ObjectWrapper">{wrapped}</Value></Feature>'
    return check(put(folder, "x.xml", f'<?xml version="1.0"?><GateDocument version="3"><GateDocumentFeatures>{feature}</GateDocumentFeatures>'
                     '<TextWithNodes><Node id="0"/>Ann<Node id="3"/></TextWithNodes><AnnotationSet>'
                     '<Annotation Id="1" Type="X" StartNode="0" EndNode="3"></Annotation></AnnotationSet></GateDocument>'))


def gate_references(folder, n):
    """References to the 4097th child pass 4096; the last one as many as are left."""
    whole, rest = divmod(n, 4096)
    return gate(folder, "<int>1</int>" * 4097 + '<int reference="../int[4097]"/>' * whole + (f'<int reference="../int[{rest + 1}]"/>' if rest else ""))


# ---- Runs

def told(make, n, wanted):
    """Whether the finding was told; the findings, if there were others."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(os.path.realpath(name)) / "in"
        folder.mkdir()
        arguments, more = make(folder, n)
        given = open(more["pipe"], "rb") if "pipe" in more else None
        feeder = subprocess.Popen(["cat"], stdin=given, stdout=subprocess.PIPE) if given else None
        done = subprocess.run([PROGRAM, *arguments], stdin=feeder.stdout if feeder else subprocess.DEVNULL, capture_output=True, timeout=300, check=False)
        if feeder:
            feeder.stdout.close()
            feeder.wait()
            given.close()
        said = done.stderr.decode(errors="replace")
        return f"[{wanted}]" in said, said, done.returncode


def try_row(job):
    name, most, code, n = job
    found, said, status = told(globals()[name], n, code)
    faults = []
    if status < 0 or status == 70:
        faults.append(f"exit status {status}")
    if found and n <= most:
        faults.append(f"{n} are refused, {most} are allowed: {said[:200]}")
    if not found and n > most:
        faults.append(f"{n} are taken, {most} are allowed: {said[:200]}")
    if n <= most and "[CANNOT_READ]" in said:
        faults.append(said[:200])
    return faults


def rows():
    listed = subprocess.run([PROGRAM, "list", "limits"], capture_output=True, text=True, check=True).stdout.splitlines()[1:]
    return [(m[1], int(m[2]), m[3], m[4]) for m in (re.match(r"\s+(\w+)\s+(\d+) (\w+)\s+(.*)", line) for line in listed)]


def main():
    results = Results("limits")
    heavy = "--heavy" in sys.argv
    names = [a for a in sys.argv[2:] if not a.startswith("-")]
    table = rows()
    source = re.findall(r'^ANNO_BOUND\((\w+), (\d+), "(\w+)", "(.*)"\)$', (ROOT / "src/base/limits.def").read_text(), re.M)
    manual = re.findall(r"^\.It (\w+) Ta (\d+) Ta Er (\w+) Ta (.*)$", (ROOT / "man/annograph.1").read_text(), re.M)
    as_text = [(n, str(v), c, w) for n, v, c, w in table]
    results.check("limits are documented", "list limits", [] if as_text == source else [f"not as in limits.def: {set(as_text) ^ set(source)}"])
    results.check("limits are documented", "annograph(1)", [] if as_text == manual else [f"not as in limits.def: {set(as_text) ^ set(manual)}"])
    results.check("limits are documented", "cases", [f"no case: {n}" for n, *_ in table if n not in globals()])
    wanted = [r for r in table if (r[0] in names if names else heavy or r[0] not in HEAVY) and r[0] in globals()]
    jobs = [(name, most, code, n) for name, most, code, _ in wanted for n in (most - 1, most, most + 1)]
    with concurrent.futures.ThreadPoolExecutor(1 if heavy else 2) as pool:
        for job, faults in zip(jobs, pool.map(try_row, jobs)):
            results.check("limits hold at n-1, n and n+1" + (" (gigabytes)" if job[0] in HEAVY else ""), f"{job[0]} at {job[3]}", faults)
    results.end("python3 tests/harm/limits.py build/annograph" + (" --heavy" if heavy else ""))


if __name__ == "__main__":
    main()
