#!/usr/bin/env python3
"""Which sentences of the articles no annotation touches, and why.

usage: coverage.py [--write]

Splits each text of data/us-russia-cyber into sentences and lists those that are touched by no cue, quotation, passage or content of
an attribution and by no end of a relation (brat standoff; nothing of the program is used). Fails if the list differs from
uncovered.tsv beside this file, or if a sentence there has no reason. --write brings uncovered.tsv up to date; a new
sentence gets an empty reason, to be filled in by hand.
"""
import glob
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "..", "data", "us-russia-cyber")
LIST = os.path.join(HERE, "uncovered.tsv")
HEADER = ["document", "begin", "end", "sentence", "reason"]

# A full stop after one of these, or after a single capital (an initial), ends no sentence.
ABBREVIATIONS = {"Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec", "Mr", "Mrs", "Ms", "Dr", "St", "vs", "No", "Int'l", "Gen", "Sen"}
END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)")


# ==== Sentences

def is_end(line, match):
    """Whether the mark found in the line ends a sentence."""
    rest = line[match.end():].lstrip()
    if not rest:
        return True
    if not re.match(r"[\"“‘'(\[]?\[?[A-Z0-9]", rest):
        return False
    word = re.search(r"[\w.'’]*$", line[:match.start()]).group().replace("’", "'")
    if match.group() != ".":
        return True
    return not (word in ABBREVIATIONS or re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word))


def sentences(text):
    """(begin, end) of each sentence: no sentence runs over the end of a line; what has no letter is none."""
    for line in re.finditer(r"[^\n]+", text):
        begin = 0
        ends = [m.end() for m in END.finditer(line.group()) if is_end(line.group(), m)]
        for end in ends + [len(line.group())]:
            part = line.group()[begin:end]
            if re.search(r"\w", part):
                first = line.start() + begin + len(part) - len(part.lstrip())
                yield first, first + len(part.strip())
            begin = end


# ==== Annotations

def touched(path):
    """The places of all cues, words and contents of attributions, and of both ends of relations."""
    spans, events, used = {}, {}, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if line[0] == "T":
                spans[fields[0]] = [tuple(map(int, p.split())) for p in fields[1].split(" ", 1)[1].split(";")]
            elif line[0] == "E":
                events[fields[0]] = [part.split(":") for part in fields[1].split()]
            elif line[0] == "R":
                used += [part.split(":")[1] for part in fields[1].split()[1:]]
    for (_, trigger), *roles in events.values():
        words = [filler for role, filler in roles if role.rstrip("0123456789") in ("Content", "Quote", "Passage")]
        if any(role.rstrip("0123456789") == "Content" for role, _ in roles):
            used += [trigger] + words
    for name in used:
        yield from spans[events[name][0][1] if name in events else name]


def uncovered(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    places = sorted(touched(path[:-4] + ".ann"))
    for begin, end in sentences(text):
        if not any(b < end and e > begin for b, e in places):
            yield str(begin), str(end), " ".join(text[begin:end].split())


# ==== The list

def read_list():
    if not os.path.exists(LIST):
        return {}
    with open(LIST, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    if rows[0] != HEADER or any(len(row) != len(HEADER) for row in rows):
        sys.exit("uncovered.tsv: each line has %d fields, the first names them" % len(HEADER))
    return {tuple(row[:4]): row[4] for row in rows[1:]}


def main(arguments):
    if arguments not in ([], ["--write"]):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    found, count = [], 0
    for path in sorted(glob.glob(os.path.join(DATA, "*.txt"))):
        name = os.path.basename(path)[:-4]
        found += [(name, *row) for row in uncovered(path)]
        with open(path, encoding="utf-8", newline="") as file:
            count += sum(1 for _ in sentences(file.read()))
    listed = read_list()
    if arguments == ["--write"]:
        listed = {key: listed.get(key, "") for key in found}
        with open(LIST, "w", encoding="utf-8") as out:
            for row in [HEADER] + [[*key, reason] for key, reason in listed.items()]:
                out.write("\t".join(row) + "\n")
    faults = ["not annotated, not listed: %s %s-%s %s" % key for key in found if key not in listed]
    faults += ["listed, but annotated or gone: %s %s-%s %s" % key for key in listed if key not in set(found)]
    faults += ["no reason given: %s %s-%s %s" % key for key, reason in listed.items() if not reason.strip()]
    for fault in faults:
        print(fault, file=sys.stderr)
    print("%d of %d sentences are annotated, %d are listed as not annotated" % (count - len(found), count, len(found)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
