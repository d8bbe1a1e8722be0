"""check.py STORY VIEW.csv...: the items of VIEW.txt, which a picture drawn by hand shows, are shown by the program's
picture too, or are not and say why. STORY is what story_dump prints; each reason has lines there that prove it."""
import csv
import pathlib
import re
import sys

QUOTED = r'"((?:[^"\\]|\\.)*)"'
HERE = pathlib.Path(__file__).parent


class Picture:
    """A table of a picture, by record."""

    def __init__(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.cards = [r for r in rows if r["record"] == "node" and not r["within"].startswith("c-")]
        self.nodes = [r for r in rows if r["record"] == "node"]
        self.edges = [r for r in rows if r["record"] == "edge"]
        self.label = {r["id"]: r["label"] for r in self.nodes}
        self.lines = {}  # of each card: its rows, people too, in order
        for r in rows:
            if r["within"]:
                self.lines.setdefault(r["within"], []).append(r)

    def claims_with(self, words):
        """Cards of claims, and the index of the line in them, that say so."""
        for card in self.cards:
            for i, row in enumerate(self.lines.get(card["id"], [])):
                if row["kind"] == "claim" and words in row["label"]:
                    yield card["id"], i

    def accusation(self, who, whom, words):
        ends = {(self.label[e["from"]], e["to"]) for e in self.edges if e["kind"] == "claims"}
        accused = {(e["from"], self.label[e["to"]]) for e in self.edges if e["kind"] == "accuses"}
        return any((who, c) in ends and (c, whom) in accused for c, _ in self.claims_with(words))

    def under(self, words):
        """What stands between the line that says so and the next one."""
        for card, i in self.claims_with(words):
            yield self.lines[card][i]
            for row in self.lines[card][i + 1:]:
                if row["kind"] == "claim":
                    break
                yield row

    def answer(self, verb, who, words):
        return any(r["kind"] == "answer" and r["label"].startswith(verb) and who in r["label"] for r in self.under(words))

    def small(self, text, words):
        return any(text in r["detail"] or text in r["label"] for r in self.under(words))

    def card(self, name, side):
        return any(c["label"] == name and c["group"] == side for c in self.cards)

    def person(self, name, body):
        return any(n["label"] == name and self.label.get(n["within"]) == body for n in self.nodes)

    def arrow(self, kind, a, direction, b):
        ends = {(a, b), (b, a)} if direction == "-" else {(a, b)}
        return any(e["kind"] == kind and (self.label[e["from"]], self.label[e["to"]]) in ends for e in self.edges)

    def agreement(self, name, text):
        for card in self.cards:
            said = [card] + self.lines.get(card["id"], [])
            if any(name in r["label"] for r in said if r["record"] == "node"):
                if any(text in f"{r['label']} {r['detail']}" for r in said):
                    return True
        return False


FORMS = [
    (rf"accusation {QUOTED} -> {QUOTED}: {QUOTED}", Picture.accusation),
    (rf"answer {QUOTED} {QUOTED} under {QUOTED}", Picture.answer),
    (rf"small {QUOTED} under {QUOTED}", Picture.small),
    (rf"card {QUOTED} in {QUOTED}", Picture.card),
    (rf"person {QUOTED} in {QUOTED}", Picture.person),
    (rf"arrow {QUOTED} {QUOTED} (->|-) {QUOTED}", Picture.arrow),
    (rf"agreement {QUOTED}: {QUOTED}", Picture.agreement),
]


def is_shown(picture, item):
    for form, look in FORMS:
        match = re.fullmatch(form, item)
        if match:
            return look(picture, *(re.sub(r"\\(.)", r"\1", g) for g in match.groups()))
    sys.exit(f"not understood: {item}")


def items(path):
    """Each item with its reason ("" if it should be shown) and what proves that."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            found.append([line, "", []])
        elif line.startswith("    not shown: "):
            found[-1][1] = line.partition(": ")[2]
        elif line.startswith("    graph: "):
            found[-1][2].append(line.partition(": ")[2])
        else:
            sys.exit(f"not understood: {line}")
    return found


story = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
faults = []
for path in sys.argv[2:]:
    view, picture = pathlib.Path(path).stem, Picture(path)
    shown = explained = 0
    for item, reason, proofs in items(HERE / f"{view}.txt"):
        if is_shown(picture, item):
            shown += 1
            if reason:
                faults.append(f"{view}: is shown, though {reason}: {item}")
            continue
        explained += 1
        if not reason:
            faults.append(f"{view}: not shown, and nothing says why: {item}")
        elif not proofs:
            faults.append(f"{view}: nothing proves that {reason}: {item}")
        for proof in proofs:
            if not any(re.search(proof, line) for line in story):
                faults.append(f"{view}: the story has no line {proof}: {item}")
    print(f"{view}: {shown} shown, {explained} not")
for fault in faults:
    print(fault)
sys.exit(bool(faults))
