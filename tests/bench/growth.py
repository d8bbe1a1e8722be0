"""Ten times the input: instructions by callgrind, free of noise; for the largest bad shapes seconds."""
import concurrent.futures
import sys

import measure
import shapes
from report import Table, number, verdict
from speed import FORMATS

MOST = 12


def shape_folder(suite, name, n):
    folder = suite.work / f"shape-{name}-{n}"
    if not folder.exists():
        measure.run([sys.executable, "-B", measure.HERE / "shapes.py", name, folder, n])
    return folder


def shape_command(suite, name, n):
    # A bad document may be refused, but not slowly; the folder tells the format in all cases.
    return suite.export(shape_folder(suite, name, n))


def counted(suite, jobs):
    """name -> (instructions of the small one, of the large one). Two at a time: nothing disturbs a count."""

    def count(command):
        try:
            return measure.instructions(command, suite.work)
        except measure.Failed:
            return None

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        futures = {name: [pool.submit(count, command) for command in pair] for name, pair in jobs.items()}
        return {name: [f.result() for f in pair] for name, pair in futures.items()}


def growth(suite):
    table = Table("Cost and the size of the input", "instructions (callgrind) for ten times the input; the ratio is without "
                  "what it takes to start", "input", "n", "instructions", "of ten times n", "ratio", "target", "")
    n, jobs, sizes = suite.pick(300, 1000, 5000), {}, {}
    for format_ in FORMATS[: suite.pick(1, 5, 5)]:
        jobs[format_] = [suite.export(suite.corpus(format_, copies)[0]) for copies in (1, 10)]
        sizes[format_] = "1 copy"
    for name in shapes.SHAPES:
        jobs[name] = [shape_command(suite, name, size) for size in (n, 10 * n)]
        sizes[name] = n
    jobs["start"] = [shape_command(suite, "one_span", 1)] * 2
    sizes["start"] = 1
    counts = counted(suite, jobs)
    start = counts.pop("start")[0] or 0
    table.note = f"To start, and to read a document of one annotation: {start / 1e6:.0f} M."
    for name, (small, large) in counts.items():
        suite.raw.setdefault("instructions", {})[name] = [small, large]
        if small is None or large is None:
            table.add(name, sizes[name], small or "failed", large or "failed", "", f"at most {MOST}", "not reached")
            continue
        ratio = (large - start) / max(small - start, 1)
        table.add(name, sizes[name], f"{small / 1e6:.0f} M", f"{large / 1e6:.0f} M", number(ratio), *verdict(ratio, most=MOST))
    return [table, *([large_shapes(suite)] if suite.level == "full" else [])]


def large_shapes(suite):
    table = Table("The largest bad shapes", "seconds for 10,000 and 100,000, the best of five", "shape", "10,000",
                  "100,000", "ratio", "target", "")
    for name in shapes.SHAPES:
        small, large = (
            min(measure.run(shape_command(suite, name, n), limit=120, good=(0, 6)).wall for _ in range(5)) for n in (10_000, 100_000)
        )
        suite.raw.setdefault("shapes", {})[name] = [round(small, 6), round(large, 6)]
        table.add(name, number(small), number(large), number(large / small), *verdict(large / small, most=MOST))
    return table
