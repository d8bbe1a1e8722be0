"""reach.py PROGRAM: what hostile inputs make the program open, start or connect to, as the kernel sees it (strace).

Each input of attacks.py is exported and dumped, or drawn, and pushed, twice: as users do, and with Landlock missing
(its system call made to fail), so that it is not confinement that hides an attempt. An attempt counts, whether it
succeeded or not: a file that is neither below the input nor the output nor in LIBRARIES, any socket but those with which
push speaks to its store, any other program.
"""
import concurrent.futures
import ctypes
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import attacks
from said import Results

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "push"))
from store import Store  # noqa: E402

PROGRAM = os.path.realpath(sys.argv[1])
CALLS = "open,openat,openat2,creat,execve,execveat,socket,connect,bind,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,mkdir,mkdirat,landlock_create_ruleset,landlock_restrict_self"

UNCONFINED, CONFINED = (f"no file, host or program on behalf of input, {how}" for how in ("without Landlock", "confined before the first byte"))

# What libraries read whatever the input is, for reading only. None of it is a user's, and each is met below.
LIBRARIES = {
    "loader": r"/etc/ld\.so\.cache|(/usr)?/lib(/[a-z0-9_]+-linux-gnu)?/(glibc-hwcaps/\S*/)?[\w.+-]+\.so[\w.]*",
    "encodings": r"/usr/lib/[a-z0-9_]+-linux-gnu/gconv/[\w.-]+|/usr/share/locale/locale\.alias|/usr/lib/locale/[\w./-]*",
    "graphviz": r"/usr/lib/[a-z0-9_]+-linux-gnu/graphviz/(config6a|libgvplugin\S+)",
    "fonts": r"/etc/fonts(/\S*)?|/usr/share/fontconfig/\S*|/usr/(local/)?share/fonts(/\S*)?|/usr/share/X11/fonts\S*|/var/cache/fontconfig(/\S*)?|HOME/(\.fonts|\.fontconfig|\.local/share/fonts|\.config/fontconfig|\.cache/fontconfig)(/\S*)?",
    "time": r"/etc/localtime|/usr/share/zoneinfo/UTC",
    "process": r"/proc/self/maps|/proc/filesystems|/proc/mounts|/proc/sys/vm/overcommit_memory",
}
LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$")
FAILS = re.compile(r"landlock_create_ruleset\(.*ENOSYS")


def paths_of(call, rest, cwd):
    """The paths a call names, absolute; relative ones are looked for from the folder it names, or `cwd`."""
    for folder, text in re.findall(r'(?:(?:AT_FDCWD|\d+)(?:<([^>]*)>)?, )?"((?:[^"\\]|\\.)*)"', rest.split(", [", 1)[0] if call == "execve" else rest):
        if call == "linkat" and re.fullmatch(r"/proc/self/fd/\d+", text):
            continue  # a descriptor, looked at when it was opened
        yield os.path.normpath(os.path.join(folder or cwd, text.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")))


def connects(port):
    """The lines that show a connection to a port of this machine by number, and nothing else."""
    at = rf'sa_family=AF_INET, sin_port=htons\({port}\), sin_addr=inet_addr\("127\.0\.0\.1"\)'
    return re.compile(rf"(\d+ +)?(socket\(AF_INET, SOCK_STREAM\S*, IPPROTO_TCP\)|connect\(\d+<[^>]*>, \{{{at}\}}, \d+\)) ")


def judge(log, cwd, readable, writable, program, home, met, port=None):
    """What a log shows that must not be; to a port that is given it may connect."""
    faults, own = [], connects(port)
    for line in log:
        match = LINE.match(line)
        if not match or match[1].startswith("landlock"):
            continue
        call, rest = match.groups()
        if call in ("socket", "connect", "bind"):
            if not port or not own.match(line):
                faults.append(line.strip()[:200])
            continue
        reading = call.startswith("open") and not re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC|TMPFILE)", rest)
        if "O_PATH" in rest:  # names a place for a rule, and reads nothing
            continue
        for path in paths_of(call, rest, cwd):
            inside = [f for f in (readable + writable if reading else writable) if path == f or path.startswith(f + "/")]
            library = [n for n, pattern in LIBRARIES.items() if re.fullmatch(pattern, path.replace(home, "HOME", 1))]
            met.update(library if reading else ())
            if call.startswith("exec"):
                if path not in (program, "/proc/self/exe"):
                    faults.append(line.strip()[:200])
            elif not inside and not (reading and library):
                faults.append(line.strip()[:200])
    return faults


def run(arguments, cwd, log, home, missing, program=PROGRAM):
    inject = ["-e", "inject=landlock_create_ruleset:error=ENOSYS"] if missing else []
    # Where push may read, so not /tmp, in which all of this lies.
    done = subprocess.run(["strace", "-f", "-qq", "-y", "-s", "4096", "--seccomp-bpf", "-e", "trace=" + CALLS, "-e", "signal=none", *inject, "-o", log,
                           program, *arguments], cwd=cwd, capture_output=True, timeout=120,
                          env={"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home, "LC_ALL": "C.UTF-8"})
    return done, log.read_text(errors="replace").splitlines()


def arguments_for(name, folder, out, port):
    """The commands that an input is given to."""
    store = f"127.0.0.1:{port}"  # by number, so that no name is looked up
    push = ["push", "--endpoint", f"http://{store}/data", "--sparql", f"http://{store}/sparql", str(folder)]
    if name == "graphs":
        return [["draw", "statements", str(f), "-o", f"{out}/{f.name}.csv"] for f in sorted(folder.iterdir())]
    if name == "labels":
        return [["draw", "actors", str(folder), "-o", f"{out}/a.svg", "--table", f"{out}/a.csv"],
                ["draw", "statements", str(folder), "-o", f"{out}/s.png"], ["draw", "accusations", str(folder), "-o", f"{out}/c.pdf"], push]
    reader = name.split("-")[0]
    layout = ["--rules", str(folder / "layout.ttl")] if reader == "described" else []
    if name.startswith("rules"):
        return [["export", str(folder), "-o", f"{out}/x.nt", "--manifest", f"{out}/x.json"], push]
    return [["export", str(folder), "-o", f"{out}/x.ttl", "--manifest", f"{out}/x.json", *layout], ["dump", "-v", *layout, str(folder)], [*push, *layout]]


def one(work, name, missing, port):
    """Runs one input; what was wrong, and the libraries that were met."""
    folder, met, faults = work / "in" / name, set(), []
    out = work / ("out-missing" if missing else "out") / name
    home = str(work / "home")
    out.mkdir(parents=True)
    for i, arguments in enumerate(arguments_for(name, folder, out, port)):
        done, log = run(arguments, work / "cwd", work / f"{name}-{i}-{missing}.log", home, missing)
        text = "\n".join(log)
        own = port if arguments[0] == "push" else None
        faults += judge(log, str(work / "cwd"), [str(folder)], [str(out)], PROGRAM, home, met, own)
        if f'"{folder}' not in text:
            faults.append("the input itself was not opened")
        if done.returncode < 0 or done.returncode == 70:
            faults.append(f"exit status {done.returncode}: {done.stderr[-200:]!r}")
        if missing and not FAILS.search(text):
            faults.append("Landlock was not made to fail")
        if not missing:
            faults += confined_late(log, str(folder))
        if attacks.SECRET.encode() in done.stdout + done.stderr + b"".join(p.read_bytes() for p in out.rglob("*") if p.is_file()):
            faults.append("what a file outside says came out")
    return faults, met


def confined_late(log, folder):
    """Nothing of the input is opened before the process has given up its rights."""
    for line in log:
        if re.search(r"landlock_restrict_self\(.*= 0", line):
            return []
        if f'"{folder}' in line and "O_PATH" not in line and re.search(r"\bopen", line):
            return ["opened before confinement: " + line[:150]]
    return ["not confined"]


def self_check(work, results):
    """The judge itself: what must be seen is seen, and told with the call that did it."""
    home = str(work / "home")
    python, speaks = [sys.executable, "-Sc"], "import socket; socket.socket(proto=6).connect_ex(('127.0.0.%d', %d))"
    bad = {"another file": ("open.*hostname", ["cat", "/etc/hostname"]), "a file that is not there": ("open.*nowhere", ["cat", "/nowhere"]),
           "above the input": ("open.*secret", ["cat", f"{work}/in/x/../secret.txt"]), "writing": ("open.*new", ["touch", f"{work}/in/x/new"]),
           "another program": ('exec.*"true"', ["env", "true"]), "a socket": ("socket", [*python, "import socket; socket.socket()"]),
           "another port": (r"connect.*htons\(7\)", [*python, speaks % (1, 7)]), "another host": ("connect", [*python, speaks % (2, 9)]),
           "below another folder": ('open.*"in/x/t"', [*python, f"import os; os.open('in/x/t', 0, dir_fd=os.open('{work}/secret', 0))"])}
    for name, (sign, (program, *arguments)) in bad.items():
        _, log = run(arguments, work, work / "self.log", home, False, program)
        faults = judge(log, str(work), [f"{work}/in/x"], [], program, home, set(), 9 if sign.startswith("connect") else None)
        seen = any(re.match(rf"(\d+ +)?{sign}", fault) for fault in faults)
        results.check("the check sees seeded attempts", f"seeded: {name}", [] if seen else ["not seen"])


def narrow(results, met):
    """The list of libraries: of root, and no entry that nothing needs."""
    faults = [f"nothing needs it: {name}" for name in LIBRARIES if name not in met]
    for folder in ("/etc/fonts", "/usr/share/fonts", "/usr/share/fontconfig"):
        status = os.stat(folder)
        if status.st_uid != 0 or status.st_mode & 0o022:
            faults.append(f"others may write there: {folder}")
    results.check("list of library files is narrow", "the list of libraries", faults)


def has_landlock():
    """Asked of the kernel itself (landlock_create_ruleset for its version): what the program says of it is tested."""
    return ctypes.CDLL(None).syscall(444, None, 0, 1) > 0


def main():
    results = Results("reach")
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(os.path.realpath(name))
        for folder in ("in/x", "cwd", "home", "secret"):
            (work / folder).mkdir(parents=True)
        (work / "secret/t.txt").write_text(attacks.SECRET + "\n")
        self_check(work, results)
        shutil.rmtree(work / "in/x")
        names = attacks.make(work / "in", str(work / "secret/t.txt"))
        ways = [True] + [False] * has_landlock()
        if len(ways) == 1:
            print("reach: this kernel has no Landlock: only what the program itself keeps to is tested")
            results.check(CONFINED, "no Landlock in this kernel", [])
        # Links in a folder are followed where nothing confines the program: annograph(1) says so.
        jobs = [(name, missing) for name in names for missing in ways if not (missing and name == "links")]
        met, store = set(), Store()
        port = store.server.server_address[1]
        with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            for (name, missing), (faults, libraries) in zip(jobs, pool.map(lambda job: one(work, *job, port), jobs)):
                met |= libraries
                results.check(UNCONFINED if missing else CONFINED, f"{name}{' without Landlock' if missing else ''}", faults)
        narrow(results, met)
        results.check("push speaks to its store", "what the store was sent", [] if store.graphs else ["nothing"])
        store.close()
    results.end("python3 tests/harm/reach.py build/annograph")


main()
