"""re3d as a few lines of Python read it: as many annotations of each kind and type, at the same places, with the same
fillers. Skipped without the corpora."""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys

corpus = pathlib.Path(os.environ["ANNOGRAPH_CORPORA"]) / "re3d"
if not corpus.is_dir():
    sys.exit(77)


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


wanted = collections.Counter()
places = {}
read = 0
for folder in sorted(p.parent for p in corpus.glob("*/documents.json")):
    texts = {d["_id"]: d for d in lines(folder / "documents.json")}
    for document in texts.values():
        features = sum(bool(document[k]) for k in ("title", "sourceName", "sourceUrl"))
        wanted["attribute"] += features
        wanted["span document"] += features > 0
    at = {}
    for e in lines(folder / "entities.json"):
        wanted["span " + e["type"]] += 1
        wanted["attribute"] += 1
        at.setdefault((e["documentId"], e["begin"], e["end"]), e["_id"])
        places[e["_id"]] = (e["begin"], e["end"], texts[e["documentId"]]["text"][e["begin"] : e["end"]])
    for r in lines(folder / "relations.json"):
        wanted["event " + r["type"]] += 1
        wanted["span " + r["type"]] += 1
        wanted["attribute"] += 1
        wanted["filler " + at[r["documentId"], r["sourceBegin"], r["sourceEnd"]]] += 1
        wanted["filler " + at[r["documentId"], r["targetBegin"], r["targetEnd"]]] += 1
    read += len(texts)

dump = subprocess.run([os.environ["ANNOGRAPH"], "dump", "-q", str(corpus)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                      check=True, encoding="utf-8")
got = collections.Counter()
documents = wrong = 0
for line in dump.stdout.splitlines():
    documents += line.startswith("document ")
    filler = re.match(r"    (?:Source|Target) (.*)$", line)
    item = re.match(r".*?:?\d+:\d+ (span|event|attribute) (\S+) (\S+)(?: (\d+)\.\.(\d+) )?", line)
    if filler:
        got["filler " + filler[1]] += 1
    elif item and item[1] == "attribute":
        got["attribute"] += 1
    elif item:
        got[f"{item[1]} {item[3]}"] += 1
        if item[2] in places and item[1] == "span":
            begin, end, _ = places.pop(item[2])
            wrong += (begin, end) != (int(item[4]), int(item[5]))
differing = {k for k in wanted | got if wanted[k] != got[k]}
print(f"{documents} documents, {sum(got.values())} annotations and fillers; {wrong} spans elsewhere, {len(places)} missing")
for key in sorted(differing):
    print(f"{key}: {got[key]}, and {wanted[key]} in the files")
reported = collections.Counter(re.findall(r"\[([A-Z_]+)\]$", dump.stderr, re.M))
print("reported:", dict(reported))
sys.exit(bool(differing or wrong or places or documents != read))
