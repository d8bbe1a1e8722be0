"""The faults of the tables together: one in each of many documents of one corpus, and many in one document.

In one run of annograph check at least 99 % of them are told at their places, and no document that has no fault is
exported otherwise than without the others.
"""
import collections
import os
import re
import subprocess
import sys
import tempfile

import faults as alone
import seeds

# Behind these nothing of the file can be read, or what it has is gone or means something else; "self" is told by the
# rules, which see documents without errors only.
STOPS = ("bad-utf8", "syntax", "entity", "twice-key", "cut", "old", "bad-header", "no-text", "no-items", "self")
# Where IDs are faulty, or the list of what counts is, nothing is said of what refers to what.
STOPS_OF = {"jsoncas": ("twice-id", "no-id", "no-members"), "xmi": ("twice-id", "no-id")}
OPTIONS = ["--rules", "brat", "--rules", os.path.join(seeds.BASE, "described", "layout.ttl")]
LINES = ("brat", "webannotsv", "conllu", "conll", "pubtator")


def run(folder, command, *options):
    command = [alone.PROGRAM, command, *options, *OPTIONS, "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120)
    return done.stdout.decode(), done.stderr.decode()


def findings(folder):
    found, status = alone.check(folder, OPTIONS + ["."])
    return {(os.path.normpath(f["file"]), f["code"], f["level"], f["line"], f["column"])
            for f in found if f.get("file")}, status


def key(fault, folder, files, at):
    line, column = seeds.named_place(fault, files, at)
    name = fault.elsewhere[0] if fault.elsewhere else fault.file
    level = "error" if fault.level == "unread" else fault.level
    return (os.path.join(folder, name), fault.code, level, line, column)


# ---- One fault in each document

def scatter(work, faults):
    """A folder for each fault; what is to be told of each."""
    wanted = {}
    for i, fault in enumerate(faults):
        files = seeds.files_of(fault.format)
        files[fault.file], at = fault.apply(files[fault.file])
        folder = "%03d" % i
        alone.write(os.path.join(work, folder), files)
        if fault.level != "valid": wanted[fault.name] = key(fault, folder, files, at)
    return wanted


# ---- Many faults in one document

def spot(fault, text):
    """What a fault shares with no other one of its document: its line, or the object or element around it."""
    begin, _ = fault.where(text)
    if fault.format in LINES: return text.count(b"\n", 0, begin)
    return (seeds.xml_place if seeds.is_xml(text) else seeds.json_place)("object", text[:begin])


def sets_of(faults):
    """Faults that may stand in one document, each in one set: no two on one spot, and no warnings beside errors: a
    document that is skipped is not looked at to its end."""
    sets = []
    for fault in faults:
        if fault.level not in ("error", "warning") or fault.note or fault.elsewhere: continue
        if fault.operator in STOPS + STOPS_OF.get(fault.format, ()): continue
        text = seeds.files_of(fault.format)[fault.file]
        begin, end = fault.where(text)
        for one in sets:
            same = (one["format"], one["file"], one["level"]) == (fault.format, fault.file, fault.level)
            if same and spot(fault, text) not in one["spots"] and all(
                    end + 1 < b or e + 1 < begin for b, e, _ in one["edits"]):
                break
        else:
            one = {"format": fault.format, "file": fault.file, "level": fault.level, "spots": set(), "edits": []}
            sets.append(one)
        one["spots"].add(spot(fault, text))
        one["edits"].append((begin, end, fault))
    return [one for one in sets if len(one["edits"]) > 1]


def offset_before(fault, text, begin, end):
    """The offset of the place in the file before the edit, and how far into the edit it is."""
    _, at = fault.apply(text)
    if at <= begin: return at, 0
    if at <= begin + len(fault.new): return begin, at - begin
    return at - len(fault.new) + (end - begin), 0


def gather(work, faults):
    """A folder for each set of faults; what is to be told of each fault."""
    wanted = {}
    for i, one in enumerate(sets_of(faults)):
        folder = "several%03d" % i
        files = seeds.files_of(one["format"])
        text = files[one["file"]]
        edits = sorted(one["edits"], key=lambda e: e[0])
        changed, last = b"", 0
        for begin, end, fault in edits:
            changed += text[last:begin] + fault.new
            last = end
        files[one["file"]] = changed + text[last:]
        for begin, end, fault in edits:
            at, inside = offset_before(fault, text, begin, end)
            moved = sum(len(f.new) - (e - b) for b, e, f in edits if b < at)
            wanted[fault.name] = key(fault, folder, files, at + inside + moved)
        alone.write(os.path.join(work, folder), files)
    return wanted


# ---- Results

def told(what, wanted, found, record):
    """Counts, and names what is missing. True if enough is told."""
    missing = [name for name, place in wanted.items() if place not in found]
    for name in missing:
        print("%s: not told of %s: %s %s at %d:%d" % ((what, name) + wanted[name][1:2] + wanted[name][2:]))
    count = len(wanted) - len(missing)
    print("%s: %d of %d told in one run" % (what, count, len(wanted)))
    record.append((what, "at least 99 %", "%d of %d" % (count, len(wanted))))
    return bool(wanted) and count * 100 >= len(wanted) * 99


def documents(folder):
    """The lines of each document, by the folder it is in and what it is called there."""
    out, said = run(folder, "export", "-q", "--graphs=document", "--to=nquads")
    graphs = collections.defaultdict(set)
    for line in out.splitlines():
        name = re.search(r"/document/([^/>]+)/([^>]*)> \.$", line)
        if name: graphs[name.groups()].add(line)
    if not graphs: print("no export: %s" % said[:2000])
    return graphs


def unharmed(faults, good, bad, record):
    """A fault changes no document but its own. A file that cannot be read to its end may lose those behind."""
    before, after = documents(good), documents(bad)
    wrong = []
    for i, fault in enumerate(faults):
        folder = "%03d" % i
        own = {name: lines for (where, name), lines in before.items() if where == folder}
        changed = [name for name in own if after.get((folder, name)) != own[name]]
        renamed = [name for (where, name) in after if where == folder and name not in own]
        if fault.level != "valid" and fault.operator not in STOPS and len(changed) > 1:
            wrong.append("%s: changes %s" % (fault.name, " ".join(changed)))
        if len(renamed) > len(changed): wrong.append("%s: makes %s" % (fault.name, " ".join(renamed)))
    beside = [where for where in before if where[0].startswith("good")]
    wrong += ["changed: %s/%s" % where for where in beside if before[where] != after.get(where)]
    for line in wrong: print(line)
    print("%d documents without a fault are the same beside %d with one" % (len(beside), len(faults)))
    record.append(("documents beside faulty ones that are exported the same", "all",
                   "%d of %d" % (len(beside) - sum(w.startswith("changed") for w in wrong), len(beside))))
    return bool(beside) and not wrong


def main():
    faults = [f for name in seeds.formats() if name not in alone.AROUND for f in seeds.faults_of(name)]
    record, results = [], []
    with tempfile.TemporaryDirectory() as work:
        bad, good, several = (os.path.join(work, name) for name in ("bad", "good", "several"))
        wanted = scatter(bad, faults)
        for i, fault in enumerate(faults): alone.write(os.path.join(good, "%03d" % i), seeds.files_of(fault.format))
        for folder in (bad, good):
            for name in set(f.format for f in faults):
                alone.write(os.path.join(folder, "good-" + name), seeds.files_of(name))
        found, status = findings(bad)
        results.append(told("faults in a document each", wanted, found, record) and status == 3)
        wanted = gather(several, faults)
        found, status = findings(several)
        results.append(told("faults that share a document", wanted, found, record) and status == 6)
        results.append(unharmed(faults, good, bad, record))
    alone.trust(record, "mutate/together")
    print("%d passed, %d failed" % (sum(results), len(results) - sum(results)))
    return not all(results)


if __name__ == "__main__":
    sys.exit(main())
