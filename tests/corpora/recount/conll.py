"""CoNLL-2002 and 2003, tables like them, and CoNLL-2012 (conll.cemantix.org/2012/data.html).

Counted are: sentences, tokens, the spans that IOB, IOB2 or IOBES tags or brackets make, and each other column as an attribute
of the token (numbers of rows aside). Of 2012 besides: predicates as events with a span, their arguments as spans, the
speaker of a sentence, mentions and the clusters of two mentions or more.
"""
import collections
import re

from counted import Counted

FILES = (
    "dkpro-fixtures/**/conll/2000/chunk2000_test.conll",
    "dkpro-fixtures/**/conll/2002/*_test.conll",
    "dkpro-fixtures/**/conll/2003/*.conll",
    "dkpro-fixtures/**/conll/2012/*.conll",
    "inception-fixtures/**/conll/2000/chunk2000_test.conll",
)
TAG = re.compile(r"O\Z|([BIESLU])-(.+)\Z", re.S)
WORD, FRAMESET, SPEAKER, ENTITY = 3, 7, 9, 10
NAMES = {4: "part of speech", 5: "parse", 6: "lemma", 7: "frameset", 8: "sense"}


def fields(line):
    return [f.strip() for f in line.split("\t")] if "\t" in line else line.split()


def is_start(cells):
    return any(c.startswith("-DOCSTART-") for c in cells)


def sentences(lines):
    """Lists of rows; a comment (a string) stands for itself."""
    rows, width = [], None
    for line in lines + [""]:
        cells = fields(line)
        if cells and not is_start(cells) and not line.startswith("#"):
            width = width or len(cells)
        comment = line.startswith("#") and len(cells) != width
        if cells and not is_start(cells) and not comment:
            rows.append(cells)
            continue
        if rows:
            yield rows
        rows = []
        if comment:
            yield line[1:].strip()


def uses(rows):
    """What each column is: spans, number, words or other."""
    columns = list(zip(*rows))
    found = ["spans" if all(map(TAG.match, c)) else "number" if all(v.isdigit() for v in c) else "other" for c in columns]
    best = max((i for i, u in enumerate(found) if u == "other"), key=lambda i: (len(set(columns[i])), any(x.islower() for v in columns[i] for x in v), -i))
    found[best] = "words"
    return found


def runs(column):
    """Types of the spans in a column of tags of one sentence."""
    open_ = None
    for value in column:
        mark, type_ = TAG.match(value).groups()
        if mark is None:
            open_ = None
            continue
        if not (open_ == type_ and mark in "IEL"):
            yield type_
        open_ = None if mark in "ELSU" else type_


def count_tags(lines):
    counted, comment = Counted(), ""
    blocks = list(sentences(lines))
    use = uses([row for b in blocks if not isinstance(b, str) for row in b])
    several = use.count("spans") > 1
    for block in blocks:
        if isinstance(block, str):
            counted.lose("a comment above a comment", 1 if comment else 0)
            comment = block
            continue
        counted.add("span", "Sentence")
        if comment:
            counted.add("attribute", "comment")
        comment = ""
        counted.add("span", "Token", len(block))
        for i, u in enumerate(use):
            if u == "spans":
                for type_ in runs([row[i] for row in block]):
                    counted.add("span", type_)
                    counted.items["attribute", "column"] += several
            elif u == "other":
                counted.items["attribute", "column %d" % (i + 1)] += sum(1 for row in block if row[i])
    counted.lose("a comment above nothing", 1 if comment else 0)
    return counted


def stretches(column):
    """(label, first row, last row) of each pair of brackets, as they close."""
    open_ = []
    for row, text in enumerate(column):
        for label, close in re.findall(r"\(([^()*]+)|(\))", text):
            if close:
                yield open_.pop() + (row,)
            else:
                open_.append((label, row))


def none(value):
    return value in ("", "-", "*")


def predicate(row):
    lemma, frameset = row[6], row[FRAMESET]
    if none(frameset):
        return row[WORD] if none(lemma) else lemma
    return "%s.%s" % (lemma, frameset) if frameset.isdigit() else frameset


def count_2012_sentence(counted, rows, groups):
    counted.add("span", "Sentence")
    counted.add("span", "Token", len(rows))
    for i, name in NAMES.items():
        counted.items["attribute", name] += sum(1 for row in rows if not none(row[i]))
    counted.items["attribute", "speaker"] += not none(rows[0][SPEAKER])
    columns = list(zip(*rows))
    for label, _, _ in stretches(columns[ENTITY]):
        counted.add("span", label)
    predicates = [i for i, row in enumerate(rows) if not none(row[FRAMESET])]
    for k, column in enumerate(columns[ENTITY + 1:-1]):
        found = list(stretches(column))
        verbs = [first for label, first, _ in found if label == "V"]
        verb = verbs[0] if verbs else predicates[k]
        counted.add("span", predicate(rows[verb]))
        counted.add("event", predicate(rows[verb]))
        counted.items["span", "Argument"] += sum(1 for label, first, _ in found if not (label == "V" and first == verb))
    for text in columns[-1]:
        for group in re.findall(r"\(([^()|]+)", text):
            counted.add("span", "Entity")
            groups[group] += 1


def count_2012(lines):
    counted, groups, rows = Counted(), collections.Counter(), []
    for line in lines + [""]:
        cells = [] if line.startswith(("#begin ", "#end ")) else fields(line)
        if cells:
            rows.append(cells)
        elif rows:
            count_2012_sentence(counted, rows, groups)
            rows = []
    counted.items["equivalence", "Entity"] += sum(1 for n in groups.values() if n > 1)
    return counted


def documents(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        lines = f.read().replace("\r\n", "\n").split("\n")
    brackets = lines[0].startswith("#begin document")
    parts = [[]]
    for line in lines:
        start = line.startswith("#begin document") if brackets else is_start(fields(line))
        if start and any(parts[-1]):
            parts.append([])
        parts[-1].append(line)
    for part in parts:
        counted = (count_2012 if brackets else count_tags)(part)
        counted.items += collections.Counter()
        yield counted
