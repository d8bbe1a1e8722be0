"""terminal.py PROGRAM: exports JSON Lines that come slowly, with standard error on a terminal, and tells what is seen."""
import json
import os
import pty
import re
import subprocess
import sys
import threading
import time
import tty
from concurrent.futures import ThreadPoolExecutor

COMMAND = [sys.argv[1], "export", "-t", "ntriples", "--from", "doccano", "-"]
SHOWN = re.compile(rb"\r\x1b\[K([^\r\n]*)")
STATE = re.compile(rb"[\d,]+ documents, [\d.]+ MB, [\d.,]+( [kM])? triples/s, [\d,]+ findings?$")


def line(i, end=3):
    return json.dumps({"id": i, "text": "Ada met Bob. " * 20, "label": [[0, end, "Person"]]}).encode() + b"\n"


# More than what is looked at to recognise it; then two faults, the first while progress is shown.
LINES = [b"".join(line(i) for i in range(300))]
LINES += [line(1000 + i) for i in range(9)] + [line(2000, 9999)] + [line(1100 + i) for i in range(3)] + [line(2001, 9999)]


def feed(to, pause):
    for part in LINES:
        to.write(part)
        to.flush()
        time.sleep(pause)
    to.close()


def run(terminal, **more):
    environment = {**os.environ, "TERM": "xterm", **more}
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    child = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
                             stderr=theirs if terminal else subprocess.PIPE)
    os.close(theirs)
    seen = []

    def watch():
        try:
            while part := os.read(ours if terminal else child.stderr.fileno(), 65536):
                seen.append(part)
        except OSError:  # the terminal is closed
            pass

    feeder = threading.Thread(target=feed, args=(child.stdin, 0.25 if terminal else 0))
    watcher = threading.Thread(target=watch)
    feeder.start()
    watcher.start()
    out = child.stdout.read()
    child.wait()
    feeder.join()
    watcher.join()
    os.close(ours)
    return out, b"".join(seen)


plain_out, plain = run(False)
sys.stdout.write(plain.decode())
cases = [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}]
with ThreadPoolExecutor() as pool:
    results = list(pool.map(lambda more: run(True, **more), cases))
for more, (out, seen) in zip(cases, results):
    states = [s for s in SHOWN.findall(seen) if STATE.match(s)]
    print(more, "the same output" if out == plain_out else "another output",
          "and findings," if SHOWN.sub(lambda m: b"" if STATE.match(m[1]) else m[1], seen) == plain else repr(seen),
          "progress" if len(states) > 2 else f"{len(states)} times progress",
          "and colours" if re.search(rb"\x1b\[[\d;]*m", seen) else "")
