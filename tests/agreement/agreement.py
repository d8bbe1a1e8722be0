#!/usr/bin/env python3
"""How far two annotations of data/us-russia-cyber, made separately, agree.

usage: agreement.py [--write | --check]

Reads first/ and second/ beside this file (brat standoff; nothing of the program is used) and prints the tables of RESULTS.md.
--write writes RESULTS.md, --check fails if RESULTS.md differs or a table in settled/ is malformed.
"""
import collections
import glob
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NEGATING = {"Denial", "Rejection"}
OPENING = {"Question"}
MOODS = {"Prediction": "Future", "Proposal": "Desired", "Commitment": "Future"}
EVIDENCE = {"Quote", "Passage"}
SETTLED = ["place", "kind", "first", "second", "settled", "guideline"]
OUTCOMES = ["first", "second", "both", "neither"]


# ==== Reading

class Annotation:
    """One .ann file: spans by T id; events and relations with their fillers."""

    def __init__(self, path):
        self.spans, self.types, self.events, self.relations = {}, {}, {}, []
        self.attributes = collections.defaultdict(dict)
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                self.read(line.rstrip("\n").split("\t"))
        self.attributions = {e for e, (_, roles) in self.events.items() if any(r == "Content" for r, _ in roles)}

    def read(self, fields):
        kind = fields[0][0]
        if kind == "T":
            name, places = fields[1].split(" ", 1)
            self.types[fields[0]] = name
            self.spans[fields[0]] = {i for p in places.split(";") for i in range(*map(int, p.split()))}
        elif kind == "E":
            (name, trigger), *roles = [part.split(":") for part in fields[1].split()]
            self.types[fields[0]] = name
            self.events[fields[0]] = (trigger, [(re.sub(r"\d+$", "", r), filler) for r, filler in roles])
        elif kind == "R":
            name, first, second = fields[1].split()
            self.relations.append((name, first.split(":")[1], second.split(":")[1]))
        elif kind == "A":
            name, target, *value = fields[1].split()
            self.attributes[target][name] = value[0] if value else True

    def place(self, filler):
        """The characters of a span, or of the trigger of an event."""
        return self.spans[self.events[filler][0] if filler in self.events else filler]

    def fillers(self, event, role):
        return [filler for r, filler in self.events[event][1] if r == role]

    def evidence(self, event):
        found = set()
        for role, filler in self.events[event][1]:
            if role in EVIDENCE:
                found |= self.place(filler)
        return found

    def contents(self, event):
        found = set()
        for filler in self.fillers(event, "Content"):
            found |= self.place(filler)
        return found

    def sense(self, attribution, content):
        """Polarity, certainty and mood with which the attribution puts the content forward."""
        name, own, its = self.types[attribution], self.attributes[attribution], self.attributes[content]
        negations = [name in NEGATING, "Negation" in own, "Negation" in its]
        if name in OPENING or "Open" in own or "Open" in its:
            polarity = "open"
        else:
            polarity = "negated" if sum(negations) % 2 else "affirmed"
        certainty = own.get("Certainty") or its.get("Certainty") or "Certain"
        mood = own.get("Mood") or its.get("Mood") or MOODS.get(name, "Actual")
        return polarity, certainty, mood


def jaccard(a, b):
    return len(a & b) / len(a | b) if a or b else 0.0


# ==== Matching: pairs by falling score, each annotation at most once

def pair_up(firsts, seconds, score):
    scored = []
    for i, a in enumerate(firsts):
        for k, b in enumerate(seconds):
            s = score(a, b)
            if s > 0:
                scored.append((-s, i, k))
    pairs, used_first, used_second = [], set(), set()
    for _, i, k in sorted(scored):
        if i not in used_first and k not in used_second:
            used_first.add(i)
            used_second.add(k)
            pairs.append((firsts[i], seconds[k]))
    return pairs


def match_attributions(one, two):
    def score(a, b):
        cue = jaccard(one.place(a), two.place(b))
        words = jaccard(one.evidence(a), two.evidence(b))
        content = jaccard(one.contents(a), two.contents(b))
        if not cue or not (words or content):
            return 0
        return cue + words + content / 2 + (one.types[a] == two.types[b]) / 2

    return pair_up(by_number(one.attributions), by_number(two.attributions), score)


def match_propositions(one, two):
    def score(a, b):
        trigger = jaccard(one.place(a), two.place(b))
        if not trigger:
            return 0
        same = matched_fillers(one, a, two, b)
        roles = sum(n for _, _, n in same.values()) / max(1, sum(max(x, y) for x, y, _ in same.values()))
        return trigger + (one.types[a] == two.types[b]) / 2 + roles / 2

    return pair_up(by_number(set(one.events) - one.attributions), by_number(set(two.events) - two.attributions), score)


def match_relations(one, two):
    def score(a, b):
        if a[0] != b[0]:
            return 0
        ends = [jaccard(one.place(x), two.place(y)) for x, y in zip(a[1:], b[1:])]
        return sum(ends) if all(ends) else 0

    return pair_up(one.relations, two.relations, score)


def by_number(events):
    return sorted(events, key=lambda e: int(e[1:]))


def matched_fillers(one, a, two, b):
    """For each role of either: how many fillers the first has, the second has, and both have by overlap."""
    result = {}
    for role in {r for r, _ in one.events[a][1]} | {r for r, _ in two.events[b][1]}:
        x, y = one.fillers(a, role), two.fillers(b, role)
        both = pair_up(x, y, lambda p, q: jaccard(one.place(p), two.place(q)))
        result[role] = (len(x), len(y), len(both))
    return result


# ==== Counting

class Tally:
    """What two files have alone and together."""

    def __init__(self):
        self.found = {k: [0, 0, 0] for k in ("attributions", "propositions", "relations")}
        self.labels = collections.defaultdict(list)
        self.roles = {k: collections.defaultdict(lambda: [0, 0, 0]) for k in ("attributions", "propositions")}

    def add(self, other):
        for kind, counts in other.found.items():
            self.found[kind] = [x + y for x, y in zip(self.found[kind], counts)]
        for what, pairs in other.labels.items():
            self.labels[what] += pairs
        for kind, roles in other.roles.items():
            for role, counts in roles.items():
                self.roles[kind][role] = [x + y for x, y in zip(self.roles[kind][role], counts)]


def compare(one, two):
    tally = Tally()
    attributions, propositions = match_attributions(one, two), match_propositions(one, two)
    sizes = [(len(a.attributions), len(a.events) - len(a.attributions), len(a.relations)) for a in (one, two)]
    for i, (kind, both) in enumerate(zip(tally.found, (attributions, propositions, match_relations(one, two)))):
        tally.found[kind] = [sizes[0][i], sizes[1][i], len(both)]
    for kind, pairs in (("attributions", attributions), ("propositions", propositions)):
        for a, b in pairs:
            tally.labels["type of " + kind].append((one.types[a], two.types[b]))
            for role, counts in matched_fillers(one, a, two, b).items():
                tally.roles[kind][role] = [x + y for x, y in zip(tally.roles[kind][role], counts)]
    compare_senses(tally, one, two, attributions, set(propositions))
    return tally


def compare_senses(tally, one, two, attributions, propositions):
    """Polarity, certainty and mood of each proposition that both give as content of a matched attribution."""
    for a, b in attributions:
        for x in one.fillers(a, "Content"):
            for y in two.fillers(b, "Content"):
                if (x, y) in propositions:
                    for what, left, right in zip(("polarity", "certainty", "mood"), one.sense(a, x), two.sense(b, y)):
                        tally.labels[what].append((left, right))


def kappa(pairs):
    """Cohen's kappa; None where both use one and the same label throughout."""
    n = len(pairs)
    if not n:
        return None
    left, right = (collections.Counter(p[i] for p in pairs) for i in (0, 1))
    chance = sum(left[c] * right[c] for c in left) / n / n
    return None if chance == 1 else (sum(a == b for a, b in pairs) / n - chance) / (1 - chance)


# ==== Tables

def ratio(part, whole):
    return "%.3f" % (part / whole) if whole else "-"


def found_table(tallies):
    rows = [("", "", "first", "second", "both", "precision", "recall", "F1")]
    for kind in ("attributions", "propositions", "relations"):
        for name, tally in tallies:
            first, second, both = tally.found[kind]
            rows.append((kind, name, first, second, both, ratio(both, second), ratio(both, first),
                         ratio(2 * both, first + second)))
    return rows


def label_table(tallies):
    rows = [("", "", "pairs", "equal", "share", "kappa")]
    for what in ("type of attributions", "type of propositions", "polarity", "certainty", "mood"):
        for name, tally in tallies:
            pairs = tally.labels[what]
            equal = sum(a == b for a, b in pairs)
            k = kappa(pairs)
            rows.append((what, name, len(pairs), equal, ratio(equal, len(pairs)), "-" if k is None else "%.3f" % k))
    return rows


def role_table(tallies, total):
    names = [name for name, _ in tallies]
    rows = [("", "role", "first", "second", "both", "F1") + tuple("F1 " + n for n in names if n != "all")]
    for kind in ("attributions", "propositions"):
        roles = total.roles[kind]
        for role in sorted(roles, key=lambda r: (-sum(roles[r][:2]), r)) + ["all"]:
            columns = []
            for _, tally in tallies:
                counts = sums(tally.roles[kind]) if role == "all" else tally.roles[kind].get(role, [0, 0, 0])
                columns.append(ratio(2 * counts[2], counts[0] + counts[1]))
            counts = sums(roles) if role == "all" else roles[role]
            rows.append((kind, role, *counts, columns[-1], *columns[:-1]))
    return rows


def sums(roles):
    return [sum(c[i] for c in roles.values()) for i in range(3)]


def confusion_table(total, what, least=2):
    pairs = collections.Counter((a, b) for a, b in total.labels[what] if a != b)
    rows = [(what, "first", "second", "times")]
    for (a, b), n in sorted(pairs.items(), key=lambda x: (-x[1], x[0])):
        if n >= least:
            rows.append(("", a, b, n))
    return rows


def settled_table(settled):
    rows = [("settled as", *OUTCOMES, "all")]
    kinds = sorted({r["kind"] for r in settled})
    for kind in kinds + ["all"]:
        counts = [sum(r["settled"] == o and kind in (r["kind"], "all") for r in settled) for o in OUTCOMES]
        rows.append((kind, *counts, sum(counts)))
    return rows


def show(rows):
    cells = [[str(c) for c in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    number = [all(re.fullmatch(r"[\d.\-]*", row[i]) for row in cells[1:]) for i in range(len(widths))]
    out, last = [], None
    for n, row in enumerate(cells):
        head = row[0] if row[0] != last or n == 0 else ""
        last = row[0]
        line = [c.rjust(w) if r else c.ljust(w) for c, w, r in zip([head] + row[1:], widths, number)]
        out.append("  ".join(line).rstrip())
    return "```\n" + "\n".join(out) + "\n```\n"


# ==== What the adjudicators settled

def read_settled():
    rows, faults = [], []
    for path in sorted(glob.glob(os.path.join(HERE, "settled", "*.tsv"))):
        name = os.path.basename(path)
        with open(path, encoding="utf-8") as lines:
            table = [line.rstrip("\n").split("\t") for line in lines if line.strip()]
        if not table or table[0] != SETTLED:
            faults.append("%s: the header is not %s" % (name, " ".join(SETTLED)))
            continue
        for number, row in enumerate(table[1:], 2):
            if len(row) != len(SETTLED):
                faults.append("%s:%d: %d fields instead of %d" % (name, number, len(row), len(SETTLED)))
            elif row[SETTLED.index("settled")] not in OUTCOMES:
                faults.append("%s:%d: settled as '%s'" % (name, number, row[SETTLED.index("settled")]))
            else:
                rows.append(dict(zip(SETTLED, row)))
    return rows, faults


INTRO = """# How far two annotations agree

Written by `tests/agreement/agreement.py --write`; `--check` compares. All five articles were annotated twice from the same
guidelines, the second time without sight of the first (`first/`, `second/`; the names of proposition types that one of them had
added were unified afterwards). What differed was settled by a third reading against the guidelines (`settled/`); that gave
`data/us-russia-cyber/*.ann`. The second annotation has no links, so identity is not measured here.

"""
FOUND = """## Found by both

Two attributions are one find if their cues overlap and their words (passages, quotes) or contents overlap; two propositions if
their triggers overlap; two relations if type and both ends agree. The first annotation counts as reference: precision is the
share of the second's finds that the first has too, recall the reverse; F1 does not depend on who is the reference.

"""
LABELS = """## Same label

Of what both found: the same type; and for each proposition that both give as content of the same attribution, the polarity
(type of the attribution, Negation, Open), the certainty and the mood that result.

"""
ROLES = """## Same filler, role by role

Of what both found: fillers of a role whose spans overlap.

"""
CONFUSED = """## Types that were taken for each other (twice or more)

"""
OUTCOME = """## How differences were settled

"""


def report():
    tallies, total = [], Tally()
    for path in sorted(glob.glob(os.path.join(HERE, "first", "*.ann"))):
        other = os.path.join(HERE, "second", os.path.basename(path))
        tally = compare(Annotation(path), Annotation(other))
        tallies.append((os.path.basename(path)[:3], tally))
        total.add(tally)
    tallies.append(("all", total))
    settled, faults = read_settled()
    parts = [INTRO, FOUND, show(found_table(tallies)), "\n", LABELS, show(label_table(tallies)), "\n",
             ROLES, show(role_table(tallies, total)), "\n", CONFUSED, show(confusion_table(total, "type of attributions")),
             "\n", show(confusion_table(total, "type of propositions"))]
    if settled:
        parts += ["\n", OUTCOME, show(settled_table(settled))]
    return "".join(parts), faults


def main(arguments):
    if arguments not in ([], ["--write"], ["--check"]):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    text, faults = report()
    path = os.path.join(HERE, "RESULTS.md")
    if arguments == ["--write"]:
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
    elif arguments == ["--check"]:
        with open(path, encoding="utf-8") as written:
            if written.read() != text:
                faults.append("RESULTS.md differs from what the annotation gives: run agreement.py --write")
    else:
        print(text, end="")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
