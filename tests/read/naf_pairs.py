"""naf_pairs.py DRIVER: the entities of a letter are the same whether read from NAF or from XMI, where the words of both texts agree.

The letters are one of our own, tests/read/naf_pair, and those of the corpus voc-missives of which X.naf and X.xmi are both there, and
X.naf has entities (the files in the folders mannaf and xmi of its repository; a NAF file without entities has nothing to compare).
The NAF was made from the XMI after headings, numbers of notes and line breaks had been changed, so the words are aligned first.
"""
import difflib
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

SPAN = re.compile(r'^\d+:\d+ span (\S+) (\S+)(?: in (\w+))? (\d+)\.\.(\d+) ')
VALUE = re.compile(r'^\d+:\d+ attribute \S+ value of (\S+) "(.*)"$')
NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def dump(driver, path):
    done = subprocess.run([driver, str(path)], capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def entities_of_naf(lines):
    found = [m.groups() for m in map(SPAN.match, lines) if m]
    return {(int(begin), int(end), kind) for _, kind, layer, begin, end in found if layer == "entities"}


def entities_of_xmi(lines):
    values = {m[1]: m[2] for m in map(VALUE.match, lines) if m}
    found = [m.groups() for m in map(SPAN.match, lines) if m]
    return {(int(begin), int(end), values.get(name, "")) for name, kind, _, begin, end in found if kind == NAMED}


def text_of(path):
    root = ElementTree.parse(path).getroot()
    if root.tag == "NAF":
        return root.findtext("raw")
    return next(e for e in root if e.tag.endswith("}Sofa")).get("sofaString")


def words_of(text):
    return [(m.start(), m.end(), m[0]) for m in re.finditer(r"\w+|[^\w\s]", text)]


def in_words(entities, words, agree):
    """Entities as numbers of words, only those all of whose words agree, without words between them that do not."""
    begins = {begin: i for i, (begin, _, _) in enumerate(words)}
    ends = {end: i for i, (_, end, _) in enumerate(words)}
    found = set()
    for begin, end, kind in entities:
        first, last = begins.get(begin), ends.get(end)
        if first is None or last is None:
            continue
        numbers = [agree.get(i) for i in range(first, last + 1)]
        if None not in numbers and numbers[-1] - numbers[0] == last - first:
            found.add((numbers[0], numbers[-1], kind))
    return found


def compare(driver, naf, xmi):
    words = words_of(text_of(naf)), words_of(text_of(xmi))
    matcher = difflib.SequenceMatcher(None, [w for _, _, w in words[0]], [w for _, _, w in words[1]], False)
    agree = {}
    for block in matcher.get_matching_blocks():
        agree.update({block.b + i: block.a + i for i in range(block.size)})
    same = {i: i for i in agree.values()}
    of_naf, of_xmi = entities_of_naf(dump(driver, naf)), entities_of_xmi(dump(driver, xmi))
    left, right = in_words(of_naf, words[0], same), in_words(of_xmi, words[1], agree)
    print(f"{naf.stem}: {len(of_naf)} in NAF, {len(of_xmi)} in XMI; {len(left & right)} alike where the words agree")
    for first, last, kind in sorted(left ^ right):
        where = "NAF" if (first, last, kind) in left else "XMI"
        print(f"  only in {where}: {kind} {' '.join(w for _, _, w in words[0][first:last + 1])!r}")
    if naf.parent == own and (left != right or len(left) != len(of_naf)):
        sys.exit("our own letter must be the same in both")
    return len(left & right), len(left ^ right)


driver = os.path.realpath(sys.argv[1])
own = pathlib.Path(__file__).parent / "naf_pair"
folder = pathlib.Path(os.environ["ANNOGRAPH_CORPORA"]) / "voc-missives"
files = sorted(own.glob("*.naf")) + sorted(folder.glob("*.naf"))
pairs = [p for p in files if p.with_suffix(".xmi").exists() and "<entity " in p.read_text("utf-8")]
results = [compare(driver, p, p.with_suffix(".xmi")) for p in pairs]
alike, differing = map(sum, zip(*results))
print(f"{len(pairs)} letters: {alike} entities alike, {differing} in one file only")
sys.exit(1 if differing * 20 > alike else 0)
