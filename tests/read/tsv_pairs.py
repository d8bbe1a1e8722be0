"""tsv_pairs.py PROGRAM SUITE TYPES LISTED: WebAnno TSV and XMI of one CAS give one graph.

SUITE is the folder tsv3-suite of the corpus inception-fixtures, TYPES the type system of its tests, LISTED the file of
pairs that differ. For each pair both files are exported alone, in a folder of its own, under the same name, and the
N-Triples are compared as sets. Passed over are anno:annotationId (TSV has none) and nothing else.

The suite was written by a program whose layers were renamed since: most of its TSV files declare "webanno.custom.Span"
where the XMI beside them has DKPro's NamedEntity, and features too have two names. Which names mean one layer is found
in each pair for itself, from what the TSV's header declares and what the XMI holds: see renames(). The XMI is renamed
before the program sees it.

TSV attaches an annotation to tokens, so it cannot begin or end with blanks: those of the XMI are taken off before the
program sees it, see trimmed(). What still differs is listed.
"""
import difflib
import html
import pathlib
import re
import subprocess
import sys
import tempfile

ID = "<https://w3id.org/annograph/ns#annotationId>"
ELEMENT = re.compile(r"<([A-Za-z_][\w.-]*):([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+=\"[^\"]*\")*)\s*/?>")
ATTRIBUTE = re.compile(r"\s([\w:.-]+)=\"")
# What a TSV file is made of, or does not hold.
OWN = re.compile(r"^(uima\.|de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(segmentation|metadata)\.|.*\.XMI$)")
PLACE = {"xmi:id", "sofa", "begin", "end"}


class Layer:
    """A layer of the TSV's header, or all elements of one type in the XMI: how often, and with which features."""

    def __init__(self, name):
        self.name = name
        self.features = set()


def header(tsv):
    """The layers that the header declares, by name."""
    layers = {}
    for kind, rest in re.findall(r"^#T_(SP|RL|CH)=(.*)$", tsv, re.M):
        name, *columns = rest.split("|")
        layer = layers.setdefault(name, Layer(name))
        # A slot feature's fillers stand in the column behind it.
        for at, column in enumerate(columns):
            if column.startswith("ROLE_"):
                layer.features.add(re.split(r"_(?=[\w]+\.)", column.split(":", 1)[1])[0])
            elif column and not column.startswith("BT_") and not (at and columns[at - 1].startswith("ROLE_")):
                layer.features.add(column)
    return layers


def types(xmi):
    """What the XMI holds, by name of type."""
    spaces = dict(re.findall(r'xmlns:([\w.-]+)="http:///([^"]*)\.ecore"', xmi))
    layers = {}
    for prefix, local, attributes in ELEMENT.findall(xmi):
        if prefix not in spaces:
            continue
        name = spaces[prefix].replace("/", ".") + "." + local
        if not OWN.match(name):
            layers.setdefault(name, Layer(name)).features.update(set(ATTRIBUTE.findall(attributes)) - PLACE)
    return layers


def renames(tsv, xmi):
    """Names of the XMI -> names of the TSV: the only layer that the XMI lacks is the only one that the TSV lacks, if
    there is one such on each side; likewise the features of a layer that both have."""
    declared, held = header(tsv), types(xmi)
    missing = [name for name in declared if name not in held and name.startswith("webanno.custom.")]
    others = [name for name in held if name not in declared and not is_part(name, declared)]
    layers = {others[0]: missing[0]} if len(missing) == len(others) == 1 else {}
    features = {}
    for name, layer in held.items():
        columns = declared.get(layers.get(name, name))
        if columns is None:
            continue
        lacking = sorted(columns.features - layer.features)
        extra = sorted(layer.features - columns.features - {"Governor", "Dependent", "next", "first"})
        if len(lacking) == len(extra) == 1:
            features[extra[0]] = lacking[0]
    return layers, features


def is_part(name, declared):
    """Chains and the links of slots have no layer of their own in TSV."""
    return name.endswith("Chain") or any(f"{name.rsplit('.', 1)[0]}" == d.rsplit(".", 1)[0] for d in declared) and (
        name.endswith("LinkType")
    )


def renamed(xmi, layers, features):
    for old, new in layers.items():
        package, local = old.rsplit(".", 1)
        prefix = re.search(f'xmlns:([\\w.-]+)="http:///{package.replace(".", "/")}\\.ecore"', xmi).group(1)
        package, name = new.rsplit(".", 1)
        xmi = xmi.replace("<xmi:XMI", f'<xmi:XMI xmlns:renamed="http:///{package.replace(".", "/")}.ecore"', 1)
        xmi = re.sub(f"<{prefix}:{local}(?=[\\s/])", f"<renamed:{name}", xmi)
    for old, new in features.items():
        xmi = re.sub(f' {old}="', f' {new}="', xmi)
    return xmi


def trimmed(xmi):
    """The XMI with annotations that neither begin nor end with blanks, and how many did. Offsets are UTF-16 units; a
    blank is one, and so is every other character of these files that have such annotations."""
    text = html.unescape(re.search(r'sofaString="([^"]*)"', xmi).group(1))
    count = 0

    def trim(match):
        nonlocal count
        begin, end = int(match.group(2)), int(match.group(4))
        covered = text[begin:end]
        if any(ord(c) > 0xFFFF for c in text) or covered == covered.strip() or not covered.strip():
            return match.group(0)
        if ":Document" in match.group(1):
            return match.group(0)
        count += 1
        begin += len(covered) - len(covered.lstrip())
        return f"{match.group(1)}{begin}{match.group(3)}{begin + len(covered.strip())}"

    return re.sub(r'(<[^<>]*\sbegin=")(\d+)("\s+end=")(\d+)', trim, xmi), count


def graph(program, folder, name):
    """The graph of a file, in sorted lines, and what the program said."""
    done = subprocess.run([program, "export", "--to", "ntriples", name], cwd=folder, capture_output=True, text=True)
    errors = [line for line in done.stderr.splitlines() if " error: " in line]
    if done.returncode or errors:
        sys.exit(f"{folder}/{name}: exit {done.returncode}\n{done.stderr}")
    return sorted(line for line in done.stdout.splitlines() if line and ID not in line)


def difference(program, pair, system, work):
    """Lines that only one of two graphs has, what was renamed, and how many annotations lost blanks."""
    tsv = (pair / "reference.tsv").read_bytes().decode()
    xmi = (pair / "reference.xmi").read_bytes().decode()
    names = renames(tsv, xmi)
    plain, blanks = trimmed(renamed(xmi, *names))
    folders = [work / pair.name / kind for kind in ("tsv", "xmi")]
    for folder in folders:
        folder.mkdir(parents=True)
    (folders[0] / "x.tsv").write_bytes(tsv.encode())
    (folders[1] / "x.xmi").write_bytes(plain.encode())
    own = pair / "typesystem.xml"
    (folders[1] / "TypeSystem.xml").write_bytes((own if own.exists() else system).read_bytes())
    graphs = [graph(program, folder, f"x.{folder.name}") for folder in folders]
    lines = difflib.unified_diff(*graphs, "tsv", "xmi", lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")], names, blanks


def listed_pairs(path, suite):
    """The names in the list; the two lines of each have to stand in its files."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^== (\S+)\ntsv: (.*)\nxmi: (.*)$", text, re.M)
    if len(blocks) != len(re.findall("^==", text, re.M)):
        sys.exit(f"{path}: a pair without its two lines")
    for name, tsv, xmi in blocks:
        for kind, line in (("tsv", tsv), ("xmi", xmi)):
            if line not in (suite / name / f"reference.{kind}").read_text(encoding="utf-8"):
                sys.exit(f"{path}: {name}: no such line: {line}")
    return {name for name, _, _ in blocks}


def compare(program, suite, system, work):
    """The pairs that differ, with the lines; what was done to the others is told."""
    differ, changed, blank = {}, 0, 0
    pairs = sorted(path.parent for path in suite.glob("*/reference.xmi"))
    for pair in pairs:
        lines, names, blanks = difference(program, pair, system, work)
        changed += any(names)
        blank += bool(blanks)
        for kind, table in zip(("layer", "feature"), names):
            for old, new in table.items():
                print(f"{pair.name}: {kind} {old} of the XMI is {new} of the TSV")
        if blanks:
            print(f"{pair.name}: annotations of the XMI that begin or end with blanks: {blanks}")
        if lines:
            differ[pair.name] = lines
    print(f"{len(pairs)} pairs: {len(pairs) - len(differ)} give one graph, {len(differ)} differ")
    print(f"of all, {changed} with a name of the XMI changed to that of the TSV, {blank} with blanks taken off")
    return differ, len(pairs)


def main():
    program, suite, system, listed = sys.argv[1], *map(pathlib.Path, sys.argv[2:])
    expected = listed_pairs(listed, suite)
    with tempfile.TemporaryDirectory() as work:
        differ, pairs = compare(program, suite, system, pathlib.Path(work))
    for name in differ.keys() - expected:
        print(f"{name}: {len(differ[name])} statements differ", *differ[name], sep="\n  ")
    for name in expected - differ.keys():
        print(f"{name}: listed, but does not differ")
    sys.exit(differ.keys() != expected or len(expected) > 5 or pairs < 73)


if __name__ == "__main__":
    main()
