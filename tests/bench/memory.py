"""Peak memory: of corpora of more and more documents, and of one document that grows."""
import sys

import measure
from report import Table, number, verdict
from speed import FORMATS

# Megabytes of address space that a run may take on this machine at all.
LIMIT_MB = 16000
# What 2 MB of a document are in copies of corpora.py, roughly.
COPIES = {"brat": 5, "jsonl": 5, "naf": 1, "xmi": 4}


def limited(command):
    return ["sh", "-c", f'ulimit -v {LIMIT_MB * 1024}; exec "$@"', "sh", *command]


def bound(largest):
    """MB that a run may take by the promise, for the bytes of its largest document."""
    return 32 + 4 * largest / 2**20


def longest_line(path):
    """Bytes of it, read in blocks: this process has to stay small (measure.py), and a line may have 200 MB."""
    longest = now = 0
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            first, *more = map(len, block.split(b"\n"))
            longest = max([longest, now + first, *more])
            now = more[-1] if more else now + first
    return max(longest, now)


def largest_document(format_, folder):
    """Bytes of the largest one: .txt and .ann together, a line of JSON Lines."""
    sizes = {}
    for path in folder.rglob("*"):
        if path.suffix == ".jsonl":
            sizes[path] = longest_line(path)
        elif path.is_file() and path.suffix != ".ttl":
            sizes[path.with_suffix("")] = sizes.get(path.with_suffix(""), 0) + path.stat().st_size
    return max(sizes.values())


def corpora(suite):
    table = Table("Memory and the size of the corpus", "peak resident memory in MB against 32 MB and four times the "
                  "largest document", "format", "copies", "input MB", "MB", "target", "", "seconds")
    for format_ in FORMATS:
        # 1000 copies in JSON CAS are more than 1 GB.
        last = suite.pick(10, 1000 if format_ == "jsoncas" else 100, 1000)
        for copies in sorted({1 if last == 10 else 10, last}):
            folder, _, size = suite.corpus(format_, copies)
            run = measure.run(suite.export(folder), limit=900)
            peak = run.peak / 1024
            suite.raw.setdefault("memory", {})[f"{format_} {copies}"] = run.raw() | {"bytes": size}
            cells = verdict(peak, most=round(bound(largest_document(format_, folder)), 1))
            table.add(format_, copies, f"{size / 1e6:.0f}", f"{peak:.1f}", *cells, number(run.wall))
            if copies > 100:
                suite.forget(format_, copies)
    return table


def singles(suite):
    table = Table("Memory and the size of one document", "peak resident memory in MB against 32 MB and four times the "
                  f"document. Address space is limited to {LIMIT_MB} MB: what needs more does not finish",
                  "format", "document MB", "MB", "target", "", "seconds", "times the document")
    sizes = suite.pick((1,), (1, 10, 100), (1, 10, 100))
    for format_ in ("brat", "jsonl", "naf", "xmi"):
        # The text of a CAS is one attribute, of which libxml2 takes 10 MB.
        for times_ in [s for s in sizes if format_ != "xmi" or s <= 30] + ([35] if format_ == "xmi" and 100 in sizes else []):
            folder = suite.work / f"single-{format_}"
            generator = [sys.executable, "-B", measure.HERE / "single.py", format_, folder, COPIES[format_] * times_]
            measure.run(generator)
            size = largest_document(format_, folder)
            if format_ == "jsonl":
                inputs, more = folder / "single.jsonl", ("-f", "doccano")
            else:
                inputs, more = folder, ()
            run = measure.run(limited(suite.export(inputs, more=more)), limit=300, good=range(-64, 256))
            single_row(suite, table, (format_, size), run)
            measure.run(["rm", "-r", folder])
    return table


def single_row(suite, table, what, run):
    format_, size = what
    suite.raw.setdefault("singles", {})[f"{format_} {size}"] = run.raw() | {"status": run.status}
    peak, target = run.peak / 1024, round(bound(size), 1)
    done = f"{peak:.1f}" if run.status == 0 else f"exit {run.status} at {peak:.0f}"
    cells = verdict(peak if run.status == 0 else float("inf"), most=target)
    table.add(format_, f"{size / 2**20:.1f}", done, *cells, number(run.wall), f"{run.peak * 1024 / size:.1f}")


def memory(suite):
    return [corpora(suite), singles(suite)]
