"""smoke.py PROGRAM FLOOR RAPTOR: the suite in small, without its clocks: the generators are deterministic, a smaller
corpus is part of a larger one, and so is its graph; what the suite compares with runs on all of it."""
import pathlib
import subprocess
import sys
import tempfile

import measure
import shapes
from speed import FORMATS


class Smoke(Exception):
    pass


def called(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True)
    if done.returncode not in (0, 6):
        raise Smoke(f"exit {done.returncode}: {' '.join(map(str, command))}: {done.stderr[-300:]}")
    return done


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(script, *words):
    called(sys.executable, "-B", measure.HERE / script, *words)
    return words[1]


def format_holds(programs, format_, work):
    program, floor, raptor = programs
    one, again, two = (made("corpora.py", format_, work / f"{format_}-{n}", n[0]) for n in ("1", "1-again", "2"))
    if files(one) != files(again):
        raise Smoke(f"{format_}: not the same twice")
    small, large = files(one), files(two)
    if not all(large[name].startswith(content) for name, content in small.items()):
        raise Smoke(f"{format_}: one copy is not part of two")
    graphs = [called(program, "export", "-q", "-t", "ntriples", folder).stdout for folder in (one, two)]
    lines = [graph.splitlines() for graph in graphs]
    if not set(lines[0]) < set(lines[1]) or len(lines[0]) < 1000:
        raise Smoke(f"{format_}: {len(lines[0])} statements of one copy are not among {len(lines[1])} of two")
    sample = work / "sample.nt"
    sample.write_bytes(b"\n".join(lines[0][:2000]) + b"\n")
    if called(floor, format_, one, sample, 3000).stdout.count(b"\n") != 3000:
        raise Smoke(f"{format_}: the floor did not write 3000 statements")
    for syntax in ("ntriples", "turtle"):
        called(raptor, syntax, sample, 3000)
    called(program, "export", "-q", *single(format_, work))


def single(format_, work):
    """The arguments for the corpus of one document."""
    folder = made("single.py", format_, work / f"{format_}-single", "1")
    return ("-f", "doccano", folder / "single.jsonl") if format_ == "jsonl" else (folder,)


def main():
    with tempfile.TemporaryDirectory() as work:
        for format_ in FORMATS:
            format_holds(sys.argv[1:4], format_, pathlib.Path(work))
        for name in shapes.SHAPES:
            called(sys.argv[1], "export", "-q", made("shapes.py", name, pathlib.Path(work) / name, "200"))
    print(f"{len(FORMATS)} formats, {len(shapes.SHAPES)} shapes")


if __name__ == "__main__":
    main()
