"""Running programs and taking their measure: wall clock, processor time, peak memory.

This process stays small: what it starts begins as a copy of it, which would count as that program's own peak.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


class Failed(Exception):
    pass


class Run:
    """What one run took: seconds and kilobytes."""

    def __init__(self, wall, usage, status, timed_out=False):
        self.wall, self.status, self.timed_out = wall, status, timed_out
        self.cpu, self.peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss

    def raw(self):
        return {"wall": round(self.wall, 6), "cpu": round(self.cpu, 6), "peak_kb": self.peak}


def start(command, out=subprocess.DEVNULL, errors=subprocess.DEVNULL, env=None):
    return subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=out, stderr=errors, env=env)


def finish(process, began, limit=None):
    """Waits for it; past the limit it is killed."""
    pause = 0.0005
    while limit is not None:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if time.perf_counter() - began > limit:
            process.kill()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = -9
            return Run(time.perf_counter() - began, usage, -9, True)
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)
    else:
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, usage, process.returncode)


def run(command, limit=None, good=(0,), **files):
    began = time.perf_counter()
    result = finish(start(command, **files), began, limit)
    if result.status not in good and not result.timed_out:
        raise Failed(f"exit {result.status}: {' '.join(map(str, command))}")
    return result


def together(commands):
    """The wall clock of all at once, until the last ends."""
    began = time.perf_counter()
    runs = [finish(process, began) for process in [start(command) for command in commands]]
    if any(r.status for r in runs):
        raise Failed("a program of several failed: " + " ".join(map(str, commands[0])))
    return max(runs, key=lambda r: r.wall)


def first_byte(command):
    """Milliseconds from the start to the first byte of output."""
    began = time.perf_counter()
    process = start(command, out=subprocess.PIPE)
    os.read(process.stdout.fileno(), 1)
    took = time.perf_counter() - began
    process.stdout.read()
    process.stdout.close()
    if process.wait():
        raise Failed(" ".join(map(str, command)))
    return took * 1000


def interleaved(cases, rounds):
    """name -> [result, ...]: each case once, then each again. A case is a function without arguments."""
    found = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            found[name].append(case())
    return found


def median(values):
    values = sorted(values)
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def spread(values):
    return min(values), median(values), max(values)


def instructions(command, work):
    """What callgrind counts."""
    log = work / f"callgrind-{os.getpid()}-{time.monotonic_ns()}.log"
    tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}"]
    # 6: a document was refused, which is what becomes of some bad shapes.
    run([*tool, *command], good=(0, 6))
    found = re.search(r"Collected : (\d+)", log.read_text())
    log.unlink()
    if not found:
        raise Failed("callgrind counted nothing")
    return int(found.group(1))


class Suite:
    """What all parts share: the programs, the corpora, how much is asked for, and what was found."""

    def __init__(self, program, build, work, level):
        self.program, self.build, self.work, self.level = program, build, work, level
        self.raw, self.failures = {}, []
        self.corpora, self.count = {}, {}
        words = subprocess.run([program, "export", "--help"], capture_output=True, text=True, check=True).stdout
        self.has_threads = bool(re.search(r"^ +-j\b", words, re.M))

    def pick(self, quick, default, full):
        return {"quick": quick, "default": default, "full": full}[self.level]

    def export(self, *inputs, to="ntriples", jobs=1, out="-", more=()):
        threads = ["-j", str(jobs)] if self.has_threads else []
        return [self.program, "export", "-q", *threads, "-t", to, "-o", out, *more, *inputs]

    def tool(self, name):
        return self.build / "tests/bench" / f"bench_{name}"

    def corpus(self, format_, copies):
        """The folder of the corpus, made when first asked for."""
        key = (format_, copies)
        if key not in self.corpora:
            folder = self.work / f"{format_}-{copies}"
            command = [sys.executable, "-B", HERE / "corpora.py", format_, folder, copies]
            said = subprocess.run(list(map(str, command)), capture_output=True, text=True)
            if said.returncode:
                raise Failed(f"corpora.py: {said.stderr[-500:]}")
            documents, size = map(int, re.findall(r"\d+", said.stdout))
            self.corpora[key] = (folder, documents, size)
        return self.corpora[key]

    def forget(self, format_, copies):
        shutil.rmtree(self.corpora.pop((format_, copies))[0])

    def triples(self, format_, copies):
        """How many statements the program makes of the corpus, and their bytes; a sample of them lies beside it."""
        key = (format_, copies)
        if key not in self.count:
            folder, lines, size, kept = self.corpus(format_, copies)[0], 0, 0, 0
            process = start(self.export(folder), out=subprocess.PIPE)
            # Blocks of 64 from all over the first 5 MB, so that the sample has what belongs together.
            with open(self.sample(format_, copies), "wb") as sample:
                for line in process.stdout:
                    if size < 5_000_000 and lines // 64 % 16 == 0:
                        sample.write(line)
                        kept += 1
                    lines += 1
                    size += len(line)
            if process.wait():
                raise Failed(f"{format_}: cannot be exported")
            self.count[key] = (lines, size)
        return self.count[key]

    def sample(self, format_, copies):
        return self.work / f"{format_}-{copies}.sample.nt"
