"""Which of the cards, people and arrows of the picture drawn by hand stand in the table of the one drawn by the program."""
import csv
import sys

nodes, edges = {}, set()
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
labels = {r["id"]: r["label"] for r in rows if r["record"] == "node"}
for r in rows:
    if r["record"] == "node":
        nodes[r["label"]] = labels.get(r["within"], "")
    elif r["record"] == "edge":
        edges.add((r["kind"], r["from_label"], r["to_label"]))
        if r["kind"] == "does together with":
            edges.add((r["kind"], r["to_label"], r["from_label"]))
found = 0
with open(sys.argv[2], encoding="utf-8") as file:
    for line in file:
        what, *rest = line.rstrip("\n").split("\t")
        if what == "node" and nodes.get(rest[0]) == rest[1] or what == "edge" and tuple(rest) in edges:
            found += 1
        elif what != "differs":
            print("missing:", what, *rest)
print(found, "found")
