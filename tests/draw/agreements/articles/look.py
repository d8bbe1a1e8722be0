"""Which of the cards and lines of the picture drawn by hand stand in the table of the one drawn by the program."""
import csv
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
labels = {r["id"]: r["label"] for r in rows}
cards = {}
for r in rows:
    if r["record"] == "row" and r["kind"] == "head":
        cards[labels[r["within"]]] = r["label"] + "; " + r["detail"]
lines = {(labels[r["within"]], r["label"]) for r in rows if r["record"] in ("row", "node") and r["within"]}
found = 0
with open(sys.argv[2], encoding="utf-8") as file:
    for line in file:
        what, *rest = line.rstrip("\n").split("\t")
        if what == "card" and cards.get(rest[0]) == rest[1] or what == "line" and tuple(rest) in lines:
            found += 1
        elif what != "differs":
            print("missing:", what, *rest)
print(found, "found")
