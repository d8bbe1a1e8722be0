"""What is run on bad machines: commands over a small corpus of several formats, what they write, and what is true of
that however a run ends: it is as before, or whole; what else is left can be told by its name."""
import gzip
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = str(pathlib.Path(os.environ.get("ANNOGRAPH", ROOT / "build/annograph")).resolve())
SHIM = str(pathlib.Path(PROGRAM).parent / "tests/machine/machine_shim.so")
NAMED = {"LD_PRELOAD": SHIM, "MACHINE_NAMED": "1"}  # a file system where every file has a name
BUILT = pathlib.Path(PROGRAM).parent / "tests/machine"
LEFT = re.compile(r"^\.(.+)\.annograph-[a-z2-7]{6}\.tmp$")
PARTLY = {3, 6}  # something could not be read, and the rest was written
TIMEOUT = 120

resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what is left of a crash is no file

STATEMENT = '<http://example.org/{0}> <http://example.org/p> "{1}" .\n'


class Job:
    """`targets` are files or folders that the command writes; `threads`: it has some; `changed`: its targets are of a
    run before the corpus was changed, else of anything; `slow`: of its runs few are tried."""

    def __init__(self, name, argv, targets, changed=False, threads=False, slow=False, env=None):
        self.name, self.argv, self.targets = name, argv, targets
        self.changed, self.threads, self.slow = changed, threads, slow
        self.env = env or {}
        self.stdout = "stdout" in targets
        self.before, self.after = {}, {}


def jobs():
    export = "export corpus -q".split()
    made = [Job(form, export + ["-o", "out." + form], ["out." + form]) for form in "ttl nt nq trig rdf".split()]
    made += [
        Job("packed", export + ["-o", "out.nt.gz"], ["out.nt.gz"]),
        Job("zstd", export + ["-o", "out.ttl.zst"], ["out.ttl.zst"]),
        Job("strict", export + ["--strict"], ["stdout"]),
        Job("manifest", export + "-o out.nt --manifest m.json".split(), ["out.nt", "m.json"], changed=True),
        Job("threads", export + "-j 2 -o out.nt".split(), ["out.nt"], threads=True),
        Job("views", export + "-j 1 -o out.nt --views pictures".split(), ["out.nt", "pictures"], slow=True),
        Job("merge", "merge -q a.nt b.nt.gz -o out.nt".split(), ["out.nt"]),
        Job("spill", "merge -q --memory 4K a.nt b.nt.gz -o out.nt".split(), ["out.nt"], env={"TMPDIR": "spilled"}),
        Job("picture", "draw -q accusations story.ttl -o p.svg --table p.csv".split(), ["p.svg", "p.csv"]),
        Job("dump", "dump -q corpus -o out.txt".split(), ["out.txt"]),
        Job("stats", "stats -q corpus".split(), ["stdout"]),
        Job("check", "check -q corpus".split(), ["stdout"]),
        Job("rules", "rules corpus".split(), ["stdout"]),
        Job("list", ["list"], ["stdout"]),
        Job("explain", "explain BAD_SPAN".split(), ["stdout"]),
        Job("help", "help".split(), ["stdout"]),
    ]
    # One thread, unless it is about threads: their calls have no order.
    for job in made:
        if job.argv[0] == "export" and "-j" not in job.argv:
            job.argv = job.argv + ["-j", "1"]
    return made


def make_inputs(folder):
    corpus = folder / "corpus"
    shutil.copytree(ROOT / "tests/cli/views_folder/corpus", corpus)
    shutil.copy(ROOT / "tests/cli/draw_outputs/story.ttl", folder)
    for source, name in (("x.xmi", "typed.xmi"), ("TypeSystem.xml", "TypeSystem.xml")):
        shutil.copy(ROOT / "tests/map/typed_values" / source, corpus / name)
    (corpus / "y.jsonl").write_text('{"id":1,"text":"Ann left","label":[[0,3,"Person"]]}\n')
    (corpus / "z.txt").write_text("Bob\n")
    (corpus / "z.ann.gz").write_bytes(gzip.compress(b"T1\tPerson 0 3\tBob\n", mtime=0))
    (folder / "a.nt").write_text("".join(STATEMENT.format(i * 7 % 400, "x" * (i % 90)) for i in range(400)))
    more = "".join(STATEMENT.format(i * 11 % 500, "x" * (i % 70)) for i in range(300))
    (folder / "b.nt.gz").write_bytes(gzip.compress(more.encode(), mtime=0))
    (folder / "spilled").mkdir()


def snapshot(folder):
    """Every file and folder below `folder`, with its bytes."""
    found = {}
    for at, names, files in os.walk(folder):
        for name in names:
            found[os.path.relpath(os.path.join(at, name), folder)] = None
        for name in files:
            path = os.path.join(at, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def environment(job, more=None):
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**known, "LC_ALL": "C", **job.env, **(more or {})}


def under_strace(env):
    """The arguments and the rest of an environment in which the shim is loaded into the program, not into strace."""
    env = dict(env or {})
    shim = env.pop("LD_PRELOAD", None)
    return ["-E", "LD_PRELOAD=" + shim] if shim else [], env


def run(job, folder, before=(), env=None, program=PROGRAM):
    """The exit status of the job in `folder`, under the command `before`; negative: the signal. What it says."""
    out = open(folder / "stdout", "wb") if job.stdout else subprocess.DEVNULL
    done = subprocess.run(
        [*before, program, *job.argv], cwd=folder, env=environment(job, env), stdin=subprocess.DEVNULL, stdout=out,
        stderr=subprocess.PIPE, timeout=TIMEOUT, check=False)
    if job.stdout:
        out.close()
    return done.returncode, done.stderr.decode(errors="replace")


class Bench:
    """The jobs, each with a folder from which every run gets a copy."""

    def __init__(self, names=None):
        self.temporary = tempfile.TemporaryDirectory()
        self.top = pathlib.Path(self.temporary.name).resolve()
        self.jobs = [job for job in jobs() if names is None or job.name in names]
        for job in self.jobs:
            self.prepare(job)

    def prepare(self, job):
        folder = self.top / job.name
        folder.mkdir()
        make_inputs(folder)
        if job.changed:
            self.must_run(job, folder)
            (folder / "corpus/new.txt").write_text("Cem\n")
            (folder / "corpus/new.ann").write_text("T1\tPerson 0 3\tCem\n")
        else:
            for target in job.targets:
                if target == "pictures":
                    (folder / target).mkdir()
                    (folder / target / "actors.dot").write_text("before\n")
                elif target != "stdout":
                    (folder / target).write_text("before\n")
        job.before = snapshot(folder)
        with self.copy(job) as whole:
            self.must_run(job, whole)
            job.after = snapshot(whole)

    @staticmethod
    def must_run(job, folder):
        status, said = run(job, folder)
        if status or said:
            sys.exit(f"{job.name}: cannot run at all: exit status {status}: {said}")

    def copy(self, job):
        return Copy(self.top, self.top / job.name)


class Copy:
    def __init__(self, top, source):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=top))
        shutil.copytree(source, self.folder, dirs_exist_ok=True, symlinks=True)

    def __enter__(self):
        return self.folder

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)


def lines_of(path, content):
    if path.endswith(".gz"):
        content = gzip.decompress(content)
    return set(content.splitlines())


def is_part(job, path, content):
    """True if a target whose inputs were not all read holds nothing that the whole has not."""
    if path in job.after and re.search(r"\.n[tq](\.gz)?$", path):
        return lines_of(path, content) <= lines_of(path, job.after[path])
    return True


def is_other_picture(path, content, said):
    """Where the first engine cannot draw a picture another one does, and says so."""
    ends = {".svg": b"</svg>\n", ".png": b"IEND\xaeB`\x82"}.get(path[-4:])
    return "LAYOUT_BY_SFDP" in said and ends is not None and (content or b"").endswith(ends)


def wrong(job, folder, status, said="", killed=False):
    """What is wrong with a run that ended with `status` and said `said`; "" if nothing is. After a kill one file may be
    left for each output. A folder of pictures may hold some that are whole beside those of before."""
    now = snapshot(folder)
    left = [path for path in now if LEFT.match(os.path.basename(path))]
    names = [LEFT.match(os.path.basename(path)).group(1) for path in left]
    if not killed and left:
        return f"left behind: {' '.join(left)}"
    if len(set(names)) < len(names):
        return f"more than one left for an output: {' '.join(left)}"
    rest = {path: content for path, content in now.items() if path not in left and path != "stdout"}
    whole = {path: content for path, content in job.after.items() if path != "stdout"}
    if status == 0:
        other = [path for path in {*now, *job.after} if now.get(path, ...) != job.after.get(path, ...)]
        other = [path for path in other if not is_other_picture(path, now.get(path), said)]
        return f"exit status 0, and not the right output: {' '.join(other)}" if other else ""
    for path in set(rest) | set(job.before):
        had, has = job.before.get(path, ...), rest.get(path, ...)
        if has in (had, whole.get(path, ...)):
            continue
        if has is ...:
            return f"gone: {path}"
        if status in PARTLY and path in whole and is_part(job, path, has):
            continue
        if is_other_picture(path, has, said):
            continue
        if path.endswith((".svg.csv", ".png.csv")) and "LAYOUT_FAILED" in said:
            continue  # the table that stands for a picture
        return f"neither as before nor whole: {path}"
    return ""


class Tally:
    """Counts what was tried, and tells of what went wrong."""

    def __init__(self):
        self.passed = self.failed = 0
        self.rows = []

    def add(self, what, fault):
        if fault:
            self.failed += 1
            if self.failed <= 40:
                print(f"{what}: {fault}", flush=True)
        else:
            self.passed += 1

    def trust(self, text, target, measured, how):
        """One row of the record of trust."""
        self.rows.append((text, target, measured, how))

    def end(self):
        folder = os.environ.get("ANNO_TRUST")
        if folder and self.rows:
            with open(pathlib.Path(folder) / "machine.tsv", "a", encoding="utf-8") as file:
                file.writelines("\t".join(row) + "\n" for row in self.rows)
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0
