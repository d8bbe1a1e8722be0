"""faults.py REPOSITORY: pushes to a small store that refuses, cuts connections, is slow, and lies. Whatever happens,
each graph of the store is what it was or what it shall be, the exit status and the message tell what happened, and no
secret is shown. $ANNOGRAPH is the program; $ANNO_TRUST a folder for the record, if any."""
import collections
import concurrent.futures
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from store import Fault, Store  # noqa: E402

PROGRAM = os.path.realpath(os.environ["ANNOGRAPH"])
ROOT = pathlib.Path(sys.argv[1]).resolve()
BASE = "https://example.org/corpus/"
SECRET = "s3cret-Passw0rd"
SHOWN = [SECRET, "dXNlcjpzM2NyZXQtUGFzc3cwcmQ"]  # and what "user:..." begins with in base64
PROPERTIES = {
    "graph": "each graph is old or new, never half",
    "told": "a fault gives its message and exit status",
    "secret": "no credentials in messages or the command line",
    "resume": "another run sends only what changed",
    "staging": "with --staging all graphs are old, or all new",
    "same": "the store has what export --graphs=document writes",
    "refused": "what is unsafe is refused before anything is sent",
    "confined": "links that lead out of the input are not followed",
}
cases, done = [], collections.defaultdict(lambda: [0, 0])


def case(*properties):
    def keep(function):
        cases.append((properties, function))
        return function
    return keep


class Wrong(Exception):
    pass


def check(good, *what):
    if not good:
        raise Wrong(" ".join(str(w) for w in what))


def corpus(folder, words):
    """A document for each word, in which somebody is marked `word` times."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "documents.ttl").write_text(
        f"@prefix anno: <https://w3id.org/annograph/ns#> .\n<{BASE}> a anno:Corpus .\n")
    for name, count in words.items():
        text = " ".join(["Ada"] * count)
        (folder / f"{name}.txt").write_text(text + "\n")
        (folder / f"{name}.ann").write_text(
            "".join(f"T{i + 1}\tActor {4 * i} {4 * i + 3}\tAda\n" for i in range(count)))
    return folder


def graphs_of(*arguments, base=BASE):
    """What the graphs are, by another way out of the program."""
    quads = subprocess.run([PROGRAM, "export", "-q", "--graphs=document", "--to", "nquads", *arguments],
                           capture_output=True, check=False, text=True).stdout
    graphs = collections.defaultdict(set)
    for line in quads.splitlines():
        triple, _, graph = line.removesuffix(" .").rpartition(" ")
        named = graph.startswith(f"<{base}document/") and triple.count(" ") > 1
        graphs[graph[1:-1] if named else base].add((triple if named else line.removesuffix(" .")) + " .")
    return dict(graphs)


def confines():
    """Whether the kernel has Landlock; where all must run it has to."""
    said = subprocess.run([PROGRAM, "check", "-v", "/dev/null"], capture_output=True, text=True, check=False).stderr
    return "cannot confine" not in said or os.environ.get("CI") == "true"


class Trial:
    def __init__(self, folder):
        self.folder, self.store = folder, Store()
        self.old = graphs_of(corpus(folder / "old", {"a": 5, "b": 6, "c": 7}))
        self.new = graphs_of(corpus(folder / "new", {"a": 5, "b": 16, "c": 17}))
        self.pending = None

    def command(self, *options, data="new", aside=False, staging=False, verified=True, retries="2"):
        out = [PROGRAM, "push", "--endpoint", self.store.address + "/data", "--retries", retries]
        out += ["--sparql", self.store.address + "/sparql"] if verified else ["--unverified"]
        out += ["--update", self.store.address + "/update"] if staging or aside else []
        out += ["--staging"] if staging else []
        return [*out, *options, str(self.folder / data)]

    def run(self, *options, expect=0, says=(), env=None, **more):
        self.store.log.clear()
        done = subprocess.run(self.command(*options, **more), capture_output=True, text=True, timeout=30, check=False,
                              env={**os.environ, "no_proxy": "localhost", "TMPDIR": str(self.folder), **(env or {})})
        said = done.stdout + done.stderr
        check(done.returncode == expect, "exit status", done.returncode, "not", expect, "after", said)
        for words in [says] if isinstance(says, str) else says:
            check(words in said, f"does not say {words!r} but", said)
        check(not any(s in said for s in SHOWN), "shows a secret:", said)
        check(all(c.isprintable() or c == "\n" for c in said), "raw control characters:", repr(said))
        check(not list(self.folder.glob("tmp*")), "leaves files behind")
        return said

    def aside(self):
        """What is put aside, which is taken away."""
        names = [g for g in self.store.graphs if g.startswith("urn:")]
        return {name: self.store.graphs.pop(name) for name in names}

    def put(self):
        return sorted(p.split("graph=")[1].split("%2F")[-1] for k, p, _ in self.store.log if k == "PUT")

    def load_old(self, *options):
        self.run(*options, data="old")
        check(self.store.graphs == self.old, "the first push differs")

    def whole(self):
        for name, lines in self.store.graphs.items():
            check(not name.startswith("urn:"), "is left behind:", name)
            check(lines in (self.old.get(name), self.new.get(name)), "half a graph:", name, len(lines))

    def is_old(self):
        check(self.store.graphs == self.old, "the store is not as it was:", sorted(self.store.graphs))

    def is_new(self):
        check(self.store.graphs == self.new, "the store is not new:",
              {g: len(l) for g, l in self.store.graphs.items()}, {g: len(l) for g, l in self.new.items()})


# ---- What goes well

@case("same")
def documents_replace_theirs(t):
    t.load_old()
    t.store.graphs["https://example.org/else"] = {"<a> <b> <c> ."}
    t.run(says="4 graphs = 4 sent + 0 unchanged + 0 not sent")
    check(t.store.graphs.pop("https://example.org/else") == {"<a> <b> <c> ."}, "touches what is not its own")
    t.is_new()
    check(all(h.get("Content-Encoding") == "gzip" for k, _, h in t.store.log if k == "PUT" and
              int(h["Content-Length"]) > 200), "not compressed")


@case("same")
def two_annotators_make_one_graph(t):
    tsv = ("#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Person|kind\n\n\n#Text=Ada left.\n1-1\t0-3\tAda\t%s\t\n"
           "1-2\t4-8\tleft\t_\t\n1-3\t8-9\t.\t_\t\n")
    with zipfile.ZipFile(t.folder / "p.zip", "w") as project:
        project.writestr("exportedproject1.json", '{"name": "p"}')
        for document in "x.txt", "y.txt":
            for who in "anna", "ben":
                inner = t.folder / "inner.zip"
                with zipfile.ZipFile(inner, "w") as own:
                    own.writestr(f"{who}.tsv", tsv % who)
                project.writestr(f"annotation/{document}/{who}.zip", inner.read_bytes())
    t.run("--base", BASE, data="p.zip")
    wanted = graphs_of("--base", BASE, t.folder / "p.zip")
    check(len(wanted) == 3 and t.store.graphs == wanted, "not what export writes", sorted(t.store.graphs))
    check(any('"anna"' in l for l in wanted[BASE + "document/x.txt"]), "the test has no annotators")


@case("same")
def a_corpus_as_it_is_exported(t):
    wanted = graphs_of(ROOT / "data/us-russia-cyber", base="https://w3id.org/annograph/data/us-russia-cyber/")
    t.run(data=ROOT / "data/us-russia-cyber", says="6 graphs = 6 sent")
    check(len(wanted) == 6 and t.store.graphs == wanted, "not what export writes")


@case("resume")
def only_what_changed_is_sent(t):
    state = ["--resume", t.folder / "state"]
    t.load_old(*state)
    t.run(*state, says="4 graphs = 2 sent + 2 unchanged + 0 not sent")
    check(t.put() == ["b", "c"], "sends", t.put())
    t.is_new()
    t.run(*state, says="0 sent + 4 unchanged")
    check(t.put() == [], "sends", t.put())
    del t.store.graphs[BASE + "document/b"]  # somebody else did
    t.run(*state, says="1 sent + 3 unchanged")
    t.is_new()


@case("resume")
def another_endpoint_has_another_state(t):
    t.load_old("--resume", t.folder / "state")
    (t.folder / "state2").write_text((t.folder / "state").read_text().replace("push 1 ", "push 1 0", 1))
    t.run("--resume", t.folder / "state2", expect=2, says="is of another endpoint")
    (t.folder / "notes").write_text("my notes\n")
    t.run("--resume", t.folder / "notes", expect=2, says="is no file of a push")
    check((t.folder / "notes").read_text() == "my notes\n", "writes into another's file")
    t.is_old()


@case("resume", "graph")
def what_was_cut_off_is_sent_again(t):
    """Killed while it sends: the state must not say that the old graph is there."""
    state = ["--resume", t.folder / "state"]
    t.load_old(*state)
    t.store.faults.append(Fault("PUT", "silent"))
    running = subprocess.Popen(t.command(*state), stderr=subprocess.DEVNULL, env={**os.environ, "no_proxy": "localhost"})
    while not any(k == "PUT" for k, _, _ in t.store.log[8:]):
        time.sleep(0.01)
    running.kill()
    running.wait()
    with open(t.folder / "state", "a") as file:
        file.write("7053f1316837dc48")  # and while it wrote a line
    t.run(*state, data="old", says="1 sent + 3 unchanged")
    check(t.put() == ["b"], "sends", t.put())
    t.is_old()
    t.run(*state, says="2 sent + 2 unchanged")
    t.is_new()


@case("resume")
def two_at_once_do_not_share_a_state(t):
    state = ["--resume", t.folder / "state"]
    t.store.faults.append(Fault("PUT", "silent"))
    running = subprocess.Popen(t.command(*state), stderr=subprocess.DEVNULL, env={**os.environ, "no_proxy": "localhost"})
    while not t.store.log:
        time.sleep(0.01)
    t.run(*state, expect=2, says="is used by another push")
    running.kill()
    running.wait()


@case("told")
def a_document_with_errors_stays_as_it_was(t):
    t.load_old()
    (t.folder / "new/b.ann").write_text("T1\tActor 0 900\tAda\n")
    t.run(expect=6, says=["3 graphs = 3 sent", "1 skipped"])
    check(t.store.graphs[BASE + "document/b"] == t.old[BASE + "document/b"], "a bad document touched its graph")
    check(t.store.graphs[BASE + "document/c"] == t.new[BASE + "document/c"], "the good ones were not sent")
    t.load_old()
    t.run("--strict", expect=1)
    t.is_old()
    check(not t.store.log, "sends something with --strict")


@case("told")
def a_dry_run_sends_nothing(t):
    t.run("--dry-run", "--resume", t.folder / "state", says="4 to be sent")
    check(not t.store.log and not t.store.graphs and not (t.folder / "state").exists(), "a dry run does something")
    t.load_old("--resume", t.folder / "state")
    whole = (t.folder / "state").read_bytes()
    for before, words in [(b"", "4 to be sent + 0 unchanged"), (whole, "2 to be sent + 2 unchanged"),
                          (whole + b"7053f1316837dc48", "2 to be sent + 2 unchanged")]:
        (t.folder / "state").write_bytes(before)
        t.run("--dry-run", "--resume", t.folder / "state", says=words)
        check((t.folder / "state").read_bytes() == before, "a dry run writes into the state")


@case("told")
def a_lock_that_cannot_be_had_says_why(t):
    """A file system without locks is no other push."""
    shim = t.folder / "nolocks.so"  # 37 is F_OFD_SETLK; what declares fcntl would not let it be made
    code = ("#include <errno.h>\n#include <sys/syscall.h>\n#include <unistd.h>\n"
            "int fcntl64(int fd, int what, void *more) {\n  if (what == 37) return errno = ENOLCK, -1;\n"
            "  return (int)syscall(SYS_fcntl, fd, what, more);\n}\n"
            "int fcntl(int fd, int what, void *more) __attribute__((alias(\"fcntl64\")));\n")
    subprocess.run(["cc", "-shared", "-fPIC", "-xc", "-o", shim, "-"], input=code, text=True, check=True)
    asan = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
    t.run("--resume", t.folder / "state", expect=2, says="No locks available",
          env={"LD_PRELOAD": str(shim), "ASAN_OPTIONS": asan})


# ---- What is busy, cut, slow

@case("graph", "told")
def busy_and_cut_is_tried_again(t, aside=False):
    t.load_old()
    for fault in [Fault("PUT", "status", 2, status=503), Fault("PUT", "status", status=429, headers={"Retry-After": "1"}),
                  Fault("PUT", "cut", skip=3), Fault("PUT", "cut-in-body", skip=3),
                  Fault("PUT", "cut-after", skip=3),
                  Fault("QUERY", "cut"), Fault("QUERY", "status", status=502)]:
        t.store.faults.append(fault)
        began = time.monotonic()
        # A query that is lost on a connection that was there before is sent again at once.
        t.run(says=["4 sent"] if fault.kind == "QUERY" and fault.what == "cut" else ["again in ", "4 sent"], aside=aside)
        waited = time.monotonic() - began
        check(waited >= (1.4 if fault.more.get("status") == 503 else 0 if fault.kind == "QUERY" else 0.5), fault.what, waited)
        check("headers" not in fault.more or waited >= 1, "does not wait as it was asked to")
        t.is_new()
        t.load_old()
    check(not any(f.times for f in t.store.faults), "a fault was not tried")


@case("graph", "told")
def busy_and_cut_is_tried_again_aside(t):
    busy_and_cut_is_tried_again(t, True)


@case("told")
def retry_after_may_be_a_date(t):
    at = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 3))
    t.store.faults.append(Fault("PUT", "status", status=503, headers={"Retry-After": at}))
    began = time.monotonic()
    t.run(says="again in ")
    check(1 <= time.monotonic() - began < 8, "waited", time.monotonic() - began)
    t.is_new()


@case("told")
def a_store_may_not_make_it_wait_for_ever(t):
    t.store.faults.append(Fault("PUT", "status", status=503, headers={"Retry-After": "999999"}))
    running = subprocess.Popen(t.command(), stderr=subprocess.PIPE, text=True, env={**os.environ, "no_proxy": "localhost"})
    line = running.stderr.readline()
    running.kill()
    running.wait()
    check("again in 300.0 s" in line, line)


@case("graph", "told")
def patience_ends_aside(t):
    patience_ends(t, True)


@case("graph", "told")
def patience_ends(t, aside=False):
    t.load_old()
    for fault, words in [(Fault("PUT", "status", 99, skip=2, status=503, text="no\tseats"), "status 503, it is busy: no seats"),
                         (Fault("PUT", "cut", 99, skip=2), "[NOT_PUSHED]"),
                         (Fault("PUT", "cut-in-body", 99, skip=2), "[NOT_PUSHED]"),
                         (Fault("PUT", "cut-after", 99, skip=2), "[NOT_PUSHED]"),
                         (Fault("PUT", "trickle", 99, skip=2), "Timeout was reached"),
                         (Fault("PUT", "silent", 99, skip=2), "Timeout was reached")]:
        slow = fault.what in ("trickle", "silent")
        t.store.faults[:] = [fault]
        t.run("--timeout", "1", expect=5, says=[words, "document/b", "2 sent + 0 unchanged + 2 not sent"],
              retries="0" if slow else "1", aside=aside)
        check(99 - fault.times == (1 if slow else 2), "tried", 99 - fault.times, "times")
        t.whole()
        t.store.faults.clear()
        t.load_old()


@case("graph")
def a_store_that_keeps_half(t):
    """As Fuseki does: a graph that is put aside first is old or new; one that is not is found to be neither, later."""
    for keeps in 0.001, "count", 1.2:  # before the next attempt, between its count and its move, and behind it
        for mode in {"aside": True}, {"staging": True}:
            t.load_old()
            if keeps == "count":
                t.store.faults[:] = [Fault("PUT", "cut-in-body", skip=2, keeps=keeps)]
                t.run(says="4 sent", **mode)
                t.is_new()
                continue
            t.store.faults[:] = [Fault("PUT", "cut-in-body", 9, skip=2, keeps=keeps)]
            t.run(expect=5, retries="0", says="document/b", **mode)
            time.sleep(keeps)
            t.store.graphs = {g: l for g, l in t.store.graphs.items() if not g.startswith("urn:")}
            t.whole()
            t.store.faults[:] = [Fault("PUT", "cut-in-body", skip=2, keeps=keeps)]
            t.run(says="4 sent", **mode)
            time.sleep(keeps)
            t.store.graphs = {g: l for g, l in t.store.graphs.items() if not g.startswith("urn:")}
            t.is_new()
    state = ["--resume", t.folder / "state"]
    t.load_old(*state)
    t.store.faults[:] = [Fault("PUT", "cut-in-body", keeps=0.8), Fault("QUERY", "status", skip=3, status=503)]
    t.run(*state, expect=5, says=["document/b", "the store counts 1 ", "COUNT_DIFFERS", "1 sent + 2 unchanged + 1 not sent"])
    t.run(*state, says="1 sent + 3 unchanged")
    t.is_new()


@case("told")
def nobody_is_there(t):
    t.store.close()
    for mode in {}, {"aside": True}, {"staging": True}:
        said = t.run(expect=5, retries="0", says=["connect to server", "[NOT_PUSHED]", "0 sent + 0 unchanged + 4 not sent"],
                     **mode)
        check(said.count("error: ") == 1, "says more than once that nobody is there", said)


# ---- What is refused

@case("graph", "told")
def refusals_are_told(t):
    t.load_old()
    for status, words in [(401, "--auth"), (403, "may not"), (404, "no such endpoint"), (405, "this kind of request"),
                          (501, "this kind of request"), (507, "no room"), (418, "status 418")]:
        t.store.faults[:] = [Fault("PUT", "status", 99, status=status, text="<h1>teapot\x1b[31m\u202e</h1>\n" + "x" * 999)]
        t.run(expect=5, says=[words, "<h1>teapot\\x1b[31m\\xe2\\x80\\xae</h1> xxx", "xxx ...", "[NOT_PUSHED]", "4 not sent"])
        check(len(t.store.log) <= 2, "tries again:", len(t.store.log))
        t.is_old()


@case("graph", "told")
def one_graph_may_be_refused_alone(t):
    """Too large, or not liked: the others are sent."""
    t.load_old()
    for status in 400, 413, 422, 500:
        t.store.faults[:] = [Fault("PUT", "status", skip=2, status=status, text="not this one")]
        t.run(expect=5, says=["document/b: status", "not this one", "3 sent + 0 unchanged + 1 not sent"])
        check(t.store.graphs[BASE + "document/b"] == t.old[BASE + "document/b"], "touched")
        check(t.store.graphs[BASE + "document/c"] == t.new[BASE + "document/c"], "not sent")
        t.store.faults.clear()
        t.load_old()
    t.store.faults[:] = [Fault("PUT", "no-read", skip=2, status=413)]
    t.run(expect=5, says=["[NOT_PUSHED]"])
    t.whole()


@case("told")
def no_gzip_is_no_harm(t):
    for status in 415, 400, 500, 501:
        t.store.graphs.clear()
        t.store.faults[:] = [Fault("PUT", "status", status=status, skip=1)]
        t.run(says="4 sent")
        t.is_new()
        packed = [h.get("Content-Encoding") for k, _, h in t.store.log if k == "PUT"]
        check(packed == [None, "gzip", None, None, None], packed)
    t.store.graphs.clear()
    t.store.faults[:] = [Fault("PUT", "status", 99, status=415)]
    t.run(expect=5, says="status 415, it does not take N-Triples")
    check(not t.store.graphs, "something is there")


@case("told")
def one_cut_connection_is_not_about_gzip(t):
    packed = lambda: [h.get("Content-Encoding") for k, _, h in t.store.log if k == "PUT"]
    for fault, wanted in [(Fault("PUT", "cut", skip=1), [None, "gzip", None, "gzip", "gzip"]),
                          (Fault("PUT", "silent", skip=1), [None, "gzip", "gzip", "gzip", "gzip"]),
                          (Fault("PUT", "status", skip=1, status=503), [None, "gzip", "gzip", "gzip", "gzip"]),
                          (Fault("PUT", "no-gzip", 2), [None, "gzip", None, "gzip", None, None])]:
        t.store.graphs.clear()
        t.store.faults[:] = [fault]
        t.run("--timeout", "1", says=["again in 0.5 s", "4 sent"])
        t.is_new()
        check(packed() == wanted, fault.what, packed())
    t.store.faults[:] = [Fault("PUT", "status", 2, skip=1, status=400)]  # the graph is bad, with gzip or without
    t.run(expect=5, says="3 sent")
    check(packed() == [None, "gzip", None, "gzip", "gzip"], packed())


@case("told", "secret")
def redirects_are_not_followed(t):
    other = Store()
    os.makedirs(t.folder / "auth")
    (t.folder / "key").write_text(f"basic user:{SECRET}\n")
    (t.folder / "key").chmod(0o600)
    for status in 301, 302, 303, 307, 308:
        t.store.faults[:] = [Fault("PUT", "status", 9, status=status, headers={"Location": other.address + "/data"})]
        t.run("--auth", t.folder / "key", expect=5, says=f"status {status}, it redirects")
        check(not other.log and not other.graphs, "follows to another host")
    other.close()


@case("told")
def answers_are_bounded(t):
    t.store.faults[:] = [Fault("PUT", "long", 9, status=403)]
    t.run(expect=5, says="the answer is too long")
    t.store.faults[:] = [Fault("QUERY", "long", 9, status=200)]
    t.run(expect=5, says="the answer is too long")


@case("told", "graph")
def lies_are_found_out(t):
    t.load_old()
    state = ["--resume", t.folder / "state"]
    t.store.faults[:] = [Fault("PUT", "changed", 99, drop=True)]
    t.run(*state, expect=5, says=["document/b: 131 statements were sent, and the store counts 51 [COUNT_DIFFERS]".split(":")[0],
                                  "[COUNT_DIFFERS]", "2 sent + 0 unchanged + 2 not sent"])
    t.is_old()
    t.store.faults[:] = []
    t.run(*state, says="2 sent + 2 unchanged")
    t.is_new()
    t.store.graphs.clear()
    t.store.faults[:] = [Fault("PUT", "changed", skip=1, only=3)]  # it takes three lines of one
    t.run(expect=5, says=["document/a", "the store counts 3 ", "3 sent + 0 unchanged + 1 not sent"])
    for answer in "n\r\nmany\r\n", "", "{}", "n\r\n-1\r\n", "n\r\n99999999999999999999999\r\n":
        t.store.faults[:] = [Fault("QUERY", "changed", 99, answer=(200, answer))]
        t.run(expect=5, says=["answers a count with no number", "4 not sent"])
    t.store.faults[:] = [Fault("QUERY", "changed", 99, answer=(200, '"n"\n"0"\n'))]
    t.run(expect=5, says="the store counts 0 ")


@case("told")
def unverified_is_said(t):
    t.store.faults[:] = [Fault("PUT", "changed", 99, drop=True)]
    t.run(verified=False, says="not verified")
    check({k for k, _, _ in t.store.log} == {"PUT"}, "asks for a count")


@case("told")
def certificates_are_verified(t):
    key, certificate = t.folder / "key.pem", t.folder / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "1",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    t.store.server.socket = context.wrap_socket(t.store.server.socket, server_side=True)
    t.store.address = t.store.address.replace("http:", "https:")
    t.run(expect=5, says=["certificate", "[NOT_PUSHED]"])
    check(not t.store.log and not t.store.graphs, "speaks to whom it does not know")


# ---- Credentials

@case("secret", "told")
def credentials_from_a_file_or_the_environment(t):
    key = t.folder / "key"
    for scheme, given in [("basic", f"user:{SECRET}"), ("basic", f"basic user:{SECRET}"), ("digest", f"user:{SECRET}"),
                          ("digest", f"digest user:{SECRET}"), ("bearer", f"bearer {SECRET}")]:
        t.store.auth = scheme, "user", SECRET
        key.write_text(given + "\n")
        key.chmod(0o600)
        t.store.graphs.clear()
        t.run("--auth", key)
        t.is_new()
        t.store.graphs.clear()
        t.run(env={"ANNOGRAPH_AUTH": given})
        t.is_new()
        t.run("--auth", key, env={"ANNOGRAPH_AUTH": "user:wrong"})  # the file counts
        t.store.hasty = True
        t.run("--auth", key, retries="0")
        t.store.hasty = False
        t.run(env={"ANNOGRAPH_AUTH": given.replace(SECRET, SECRET + "x")}, expect=5, says="status 401")
        t.run(expect=5, says="status 401, it wants to know who you are")
        t.is_new()


@case("secret")
def secrets_are_not_repeated(t):
    for given in f"user:{SECRET}", f"basic user:{SECRET}", f"bearer {SECRET}":
        for kind in "PUT", "QUERY":
            t.store.faults[:] = [Fault(kind, "echo", 9)]
            t.run("-v", env={"ANNOGRAPH_AUTH": given}, expect=5, says="status 403")
    t.store.auth = "basic", "user", SECRET
    t.store.faults[:] = [Fault("PUT", "echo", 9)]
    t.run(env={"ANNOGRAPH_AUTH": f"user:{SECRET}"}, expect=5, says="repeats the credentials, so it is not shown")
    t.store.faults[:] = [Fault("PUT", "silent", 9)]
    key = t.folder / "key"
    key.write_text(f"basic user:{SECRET}\n")
    key.chmod(0o600)
    running = subprocess.Popen(t.command("--auth", key), stderr=subprocess.DEVNULL)
    while t.store.faults[0].times == 9:
        time.sleep(0.01)
    shown = pathlib.Path(f"/proc/{running.pid}/cmdline").read_bytes().decode()
    running.kill()
    running.wait()
    check("--auth" in shown and not any(s in shown for s in SHOWN), "the command line shows a secret", shown)


@case("secret")
def keys_in_addresses_are_not_repeated(t):
    for query in f"?apikey={SECRET}", f"?{SECRET}", f"?a=b&apikey={SECRET}&c=d", "?key=" + SECRET.replace("-", "%2d"):
        for option, path, kind in [("--endpoint", "/data", "PUT"), ("--sparql", "/sparql", "QUERY"), ("--update", "/update", "UPDATE")]:
            for said in f"denied: {query}", f"no such key: {SECRET}":
                t.store.faults[:] = [Fault(kind, "status", 99, status=403, text=said)]
                t.run("-v", option, t.store.address + path + query, aside=True, expect=5, says='what an address has behind "?"')
    t.store.faults[:] = [Fault("PUT", "status", 99, status=403, text="you may not add")]
    t.run("--endpoint", t.store.address + "/data?a=1&b=add", expect=5, says="you may not add")


@case("secret")
def names_are_shown_without_what_steers_a_terminal(t):
    for hidden in "\u202e", "\u2066":
        said = t.run("-v", "--dry-run", "--base", f"https://example.org/{hidden}x/", data="new/a.ann")
        check("https://example.org/?x/: " in said, said)


@case("refused", "secret")
def unsafe_credentials_are_refused(t):
    key = t.folder / "key"
    key.write_text(f"user:{SECRET}\n")
    for mode in 0o644, 0o640, 0o604, 0o660:
        key.chmod(mode)
        t.run("--auth", key, expect=2, says="can be read by others (chmod 600)")
    key.chmod(0o600)
    for text in f"{SECRET}", "", f"user:{SECRET}\nmore", f":{SECRET}", "user:", "bearer ", f"bearer a {SECRET}", "x" * 20000:
        key.write_text(text)
        t.run("--auth", key, expect=2)
        t.run(env={"ANNOGRAPH_AUTH": text or " "}, expect=2)
    t.run("--auth", t.folder / "nothing", expect=2, says="cannot be read")
    check(not t.store.log, "something was sent")


@case("refused", "secret")
def unsafe_addresses_are_refused(t):
    host = t.store.address.removeprefix("http://")
    for url, words in [(f"http://user:{SECRET}@{host}/data", "has credentials in it"), (f"http://{SECRET}@{host}/", "credentials"),
                       (f"ftp://{host}/data", "neither http nor https"), ("file:///etc/passwd", "neither http nor https"),
                       (f"https://{host}/data#x", "fragment"), ("/data", "is "), ("", "is no URL"), ("http://", "is no URL")]:
        for option in "--endpoint", "--sparql", "--update":
            t.run(option, url, expect=2, says=[option, words], staging=option == "--update")
    t.run("--claims=graph", expect=2, says="documents share these graphs")
    check(not t.store.log, "something was sent")


@case("confined")
def links_that_lead_out_are_not_followed(t):
    """Confined, as the other commands are; push may connect, and read no more for that."""
    (t.folder / "scratch").mkdir()  # may be read and written, and must not hold what the link leads to
    os.rename(t.folder / "new/b.txt", t.folder / "secret")
    (t.folder / "new/b.txt").symlink_to(t.folder / "secret")
    env = {"TMPDIR": str(t.folder / "scratch")}
    t.run("--no-confine", says="4 graphs = 4 sent", env=env)
    t.is_new()
    t.load_old()
    if not confines():
        return
    t.run(expect=3, says=["/new/b.txt: Permission denied [CANNOT_READ]", "3 graphs = 3 sent"], env=env)
    check(t.store.graphs[BASE + "document/b"] == t.old[BASE + "document/b"], "what the link leads to was sent")


@case("refused")
def names_of_graphs_are_iris(t):
    """What a corpus and its files are called stands in queries and updates."""
    for ending in "ann", "txt":
        shutil.copy(t.folder / f"new/b.{ending}", t.folder / f'new/d> }} ; DROP ALL # "é\\u003E\n.{ending}')
    t.run(aside=True, says="5 graphs = 5 sent")
    check(t.store.graphs == graphs_of(t.folder / "new"), "not what export writes", sorted(t.store.graphs))
    t.store.log.clear()
    for name in r"http://example.org/\u003E\u007D%20;DROP\u0020ALL/", "http://example.org/a%zz/", r"http://example.org/\u0022/":
        (t.folder / "new/documents.ttl").write_text(
            f"@prefix anno: <https://w3id.org/annograph/ns#> .\n<{name}> a anno:Corpus .\n")
        done = subprocess.run(t.command(), capture_output=True, text=True, check=False)
        check(done.returncode in (3, 4), name, done.returncode, done.stderr)
        check(not t.store.log, "something was sent:", t.store.log[:1])


# ---- All or nothing

@case("staging", "same")
def staging_moves_all_at_once(t):
    state = ["--resume", t.folder / "state"]
    t.run(*state, data="old", staging=True)
    t.is_old()
    seen = []
    before = t.store.put
    t.store.put = lambda graph, body: (seen.append(dict(t.store.graphs)), before(graph, body))[1]
    t.run(*state, staging=True, says="2 sent + 2 unchanged + 0 not sent")
    t.is_new()
    for graphs in seen:
        check({g: l for g, l in graphs.items() if not g.startswith("urn:")} == t.old, "not all at once")
    check([k for k, _, _ in t.store.log].count("UPDATE") == 1, "more than one update")


@case("staging", "told")
def failed_staging_leaves_all_as_it_was(t):
    t.load_old()
    for kind, what, more in [("PUT", "status", {"status": 413}), ("PUT", "status", {"status": 500}), ("PUT", "cut", {}),
                             ("PUT", "cut-after", {}), ("PUT", "changed", {"drop": True}), ("PUT", "changed", {"only": 2}),
                             ("QUERY", "status", {"status": 500}), ("QUERY", "cut", {})]:
        t.store.faults[:] = [Fault(kind, what, 2, skip=3, **more)]
        try:
            t.run(staging=True, expect=5, retries="0", says=" not sent")
        except Wrong as error:
            raise Wrong(f"{kind} {what}: {error}") from error
        check(t.store.faults[0].times < 2, kind, what, "was not tried")
        t.is_old()
    for what, more in [("status", {"status": 500}), ("status", {"status": 400}), ("cut", {}), ("status", {"status": 503}),
                       ("changed", {"drop": True})]:
        t.store.faults[:] = [Fault("UPDATE", what, **more)]
        t.run(staging=True, expect=5, retries="0", says=["COUNT_DIFFERS" if what == "changed" else "NOT_PUSHED", "0 sent"])
        check(bool(t.aside()) == (what == "cut"), what, "leaves", t.aside())
        t.is_old()
    t.store.faults[:] = [Fault("UPDATE", "status", 2, status=403)]
    t.run(staging=True, expect=5, says="graphs urn:annograph:staging:... remain")
    check({g: l for g, l in t.store.graphs.items() if not g.startswith("urn:")} == t.old, "touched")
    t.run(staging=True)
    t.is_new()


@case("staging")
def a_move_whose_answer_is_lost_is_a_move(t):
    for what, more in [("cut-after", {}), ("status", {"status": 503}), ("changed", {"only": 2, "answer": (503, "")})]:
        t.store.graphs.clear()
        t.load_old()
        t.store.faults[:] = [Fault("UPDATE", what, **more)]
        t.run(staging=True, says="4 sent")
        t.is_new()


@case("staging", "graph", "told")
def a_move_is_not_sent_twice(t):
    """The store moves when the answer is lost already, and takes the second MOVE for one of a graph without statements."""
    t.store.clears = True
    for mode in {"aside": True}, {"staging": True}:
        for more in {}, {"status": 502}, {"status": 504}, {"status": 408}, {"silent": 2}:
            t.load_old()
            silent = more.get("silent", 0)
            t.store.updates.clear()
            t.store.faults[:] = [Fault("UPDATE", "late", after=[silent + 0.8], **more)]
            t.run("--timeout", "1", says=["again in ", "4 sent"], **mode)
            t.is_new()
            check(len(set(t.store.updates)) == len(t.store.updates), more, "sends a MOVE twice")
            t.load_old()
            t.store.faults[:] = [Fault("UPDATE", "late", after=[silent + 0.8], **more)]
            said = t.run("--timeout", "1", expect=5, retries="0", says=["NOT_PUSHED", "it waits as urn:annograph:staging:"],
                         **mode)
            kept = [g for g in t.store.graphs if g.startswith("urn:")]
            check(kept and all(g in said for g in kept), "does not name what it leaves", kept, said)
            time.sleep(1)
            t.whole()
            check(mode == {"aside": True} or t.store.graphs == t.new, "the late move is lost")


@case("graph", "staging")
def a_graph_that_is_gone_is_not_moved(t):
    """It moves, is changed by somebody else, and says that it is busy: another MOVE would clear what is there."""
    t.store.clears = True
    update, mine = t.store.update, BASE + "document/b"
    def busy(text):
        update(text)
        if mine in t.store.graphs:
            t.store.graphs[mine] = {"<a> <b> <c> ."}
        return 503, "busy"
    for mode in {"aside": True}, {"staging": True}:
        t.store.update = busy
        t.run(expect=5, says=["again in ", "document/b", "COUNT_DIFFERS"], **mode)
        check(t.store.graphs.get(mine) == {"<a> <b> <c> ."}, "what was there is gone")
        t.store.update = update
        t.run(**mode)
        t.is_new()


@case("graph", "told")
def a_move_that_comes_twice_is_found(t):
    """Something between resends it: the target was right once, and is cleared before the run ends."""
    t.store.clears = True
    t.load_old()
    t.store.faults[:] = [Fault("UPDATE", "late", after=[0.1, 1], skip=1),
                         Fault("PUT", "status", skip=2, status=503, headers={"Retry-After": "2"})]
    t.run(expect=5, aside=True, says=["document/a", "the store counts 0 ", "3 sent + 0 unchanged + 1 not sent"])
    t.run(aside=True)
    t.is_new()


@case("staging", "told")
def what_is_left_behind_is_an_error(t):
    update = t.store.update
    t.store.update = lambda text: (403, "no") if text.startswith("DROP") else update(text)
    t.store.faults[:] = [Fault("PUT", "cut-after")]
    t.run(expect=5, aside=True, says=["4 sent + 0 unchanged + 0 not sent", "graphs urn:annograph:staging:... remain"])
    check(t.aside(), "nothing is left")
    t.is_new()


@case("staging", "graph")
def a_store_that_moves_half(t):
    """No transactions: what was moved is new, the rest old, and the state knows which."""
    t.load_old("--resume", t.folder / "state")
    t.store.faults[:] = [Fault("UPDATE", "changed", only=1, answer=(500, "half"))]
    t.run("--resume", t.folder / "state", staging=True, expect=5, says=["half", "1 sent + 2 unchanged + 1 not sent"])
    t.whole()
    t.run("--resume", t.folder / "state", staging=True, says="1 sent + 3 unchanged")
    t.is_new()


def record(folder):
    with open(os.path.join(folder, "push.tsv"), "a", encoding="utf-8") as file:
        for name, words in PROPERTIES.items():
            good, bad = done[name]
            file.write(f"push: {words}\tall\t{good} of {good + bad} cases\tctest --test-dir build -R '^push/'\n")


def attempt(entry):
    """Runs a case: its name, what is wrong with it, and the line that tells so."""
    properties, function = entry
    began, why = time.monotonic(), None
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(pathlib.Path(folder))
        try:
            function(trial)
        except (Wrong, subprocess.TimeoutExpired) as error:
            why = error
        finally:
            trial.store.close()
    said = f"{'FAIL' if why else 'ok'}  {function.__name__}  {time.monotonic() - began:.1f} s{f': {why}' if why else ''}"
    return properties, why is None, said


def main():
    passed = failed = 0
    only = sys.argv[2:]
    wanted = [c for c in cases if not only or c[1].__name__ in only]
    # They wait most of the time.
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for properties, good, said in pool.map(attempt, wanted):
            passed, failed = passed + good, failed + (not good)
            for name in properties:
                done[name][not good] += 1
            print(said)
    if os.environ.get("ANNO_TRUST") and not only:
        record(os.environ["ANNO_TRUST"])
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
