"""One thread: against the floor, against raptor2's serializers, Turtle and TriG against N-Triples; start-up; threads."""
import functools
import re
import subprocess

import measure
from report import Table, figure, times

FORMATS = ("brat", "xmi", "jsoncas", "jsonl", "naf")
FLOOR = {"brat": 2.5, "xmi": 1.5, "jsoncas": 1.5, "jsonl": 1.5, "naf": 1.5}
TO_MODES = ("ntriples", "turtle", "trig")
RAPTOR_STATEMENTS = 100_000


def measured(suite, format_, copies, rounds):
    """name -> runs, interleaved; the raptor runs with a part of the statements."""
    folder, documents, size = suite.corpus(format_, copies)
    count, written = suite.triples(format_, copies)
    sample, part = suite.sample(format_, copies), min(count, RAPTOR_STATEMENTS)
    cases = {to: suite.export(folder, to=to) for to in TO_MODES}
    cases["floor"] = [suite.tool("floor"), format_, folder, sample, count]
    cases["tokenizer"] = [suite.tool("floor"), format_, folder, sample, 0]
    cases["raptor ntriples"] = [suite.tool("raptor"), "ntriples", sample, part]
    cases["raptor turtle"] = [suite.tool("raptor"), "turtle", sample, part]
    runs = measure.interleaved({n: functools.partial(measure.run, c) for n, c in cases.items()}, rounds)
    check_floor(suite, format_, cases["floor"], written)
    suite.raw.setdefault("speed", {})[format_] = {
        "copies": copies, "documents": documents, "bytes": size, "triples": count, "written": written,
        "raptor_statements": part, "runs": {name: [r.raw() for r in rs] for name, rs in runs.items()},
    }
    return runs


def check_floor(suite, format_, command, written):
    """The floor must write what the program writes, to a few percent."""
    said = subprocess.run(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True).stderr
    bytes_ = int(re.search(r"wrote (\d+)", said).group(1))
    if abs(bytes_ / written - 1) > 0.1:
        suite.failures.append(f"{format_}: the floor writes {bytes_} bytes, the program {written}")


def ratios(above, below):
    return [a.wall / b.wall for a, b in zip(above, below)]


def speed(suite):
    copies, rounds = suite.pick(2, 100, 100), suite.pick(5, 5, 5)
    floor = Table("Against the floor", "N-Triples, one thread: wall clock, and the same in processor time, which other "
                  "programs on the machine disturb less", "format", "ratio", "target", "", "processor time")
    forms = Table("Turtle and TriG", "time against that of N-Triples", "format", "form", "ratio", "target", "")
    raptor = Table("Against raptor2's serializers", "tokenizing once and serializing, against this program in the same form",
                   "format", "form", "times faster", "target", "")
    clock = Table("The times", "seconds, wall clock (median of processor time in brackets)", "format", "MB", "triples",
                  "what", "seconds")
    for format_ in FORMATS:
        runs = measured(suite, format_, copies, rounds)
        facts = suite.raw["speed"][format_]
        floor.add(format_, *figure(ratios(runs["ntriples"], runs["floor"]), most=FLOOR[format_]),
                  times([a.cpu / max(b.cpu, 0.001) for a, b in zip(runs["ntriples"], runs["floor"])]))
        for to in ("turtle", "trig"):
            forms.add(format_, to, *figure(ratios(runs[to], runs["ntriples"]), most=1.4))
        scale = facts["triples"] / facts["raptor_statements"]
        for to in ("ntriples", "turtle"):
            there = [t.wall + r.wall * scale for t, r in zip(runs["tokenizer"], runs[f"raptor {to}"])]
            faster = [t / r.wall for t, r in zip(there, runs[to])]
            raptor.add(format_, to, *figure(faster, least=20 if to == "turtle" else None))
        for name, found in runs.items():
            seconds = times([r.wall for r in found]) + f" ({measure.median([r.cpu for r in found]):.3f})"
            clock.add(format_, f"{facts['bytes'] / 1e6:.1f}", facts["triples"], name, seconds)
    return [floor, raptor, forms, start_up(suite), *threads(suite), clock]


def start_up(suite):
    folder = suite.work / "small"
    folder.mkdir(exist_ok=True)
    (folder / "one.txt").write_text("Alice met Bob.\n")
    (folder / "one.ann").write_text("T1\tPerson 0 5\tAlice\nT2\tPerson 10 13\tBob\n")
    took = [measure.first_byte(suite.export(folder)) for _ in range(suite.pick(10, 30, 50))]
    suite.raw["start_up_ms"] = [round(ms, 3) for ms in took]
    table = Table("Start-up", "a document of two annotations: milliseconds from the start of the process to the first "
                  "byte that a reader of its standard output sees", "ms", "target", "")
    table.add(*figure(took, most=20))
    return table


def threads(suite):
    table = Table("Threads", "one process with -j 2 against two independent processes on halves at once: what it reaches "
                  "of their speed", "format", "share", "target", "")
    if not suite.has_threads:
        table.note = "Not measured: this program has no -j."
        return [table]
    # Two folders at least.
    copies = suite.pick(20, 40, 100)
    for format_ in suite.pick(("brat",), ("brat", "xmi", "jsoncas"), FORMATS):
        folder = suite.corpus(format_, copies)[0]
        parts = sorted(p for p in folder.iterdir() if re.match(r"\d", p.name))
        halves = [suite.export(*parts[: len(parts) // 2]), suite.export(*parts[len(parts) // 2 :])]
        cases = {
            "one": functools.partial(measure.run, suite.export(folder, jobs=2)),
            "two": functools.partial(measure.together, halves),
        }
        runs = measure.interleaved(cases, suite.pick(5, 5, 7))
        suite.raw.setdefault("threads", {})[format_] = {n: [r.raw() for r in rs] for n, rs in runs.items()}
        table.add(format_, *figure(ratios(runs["two"], runs["one"]), least=0.92))
    return [table]
