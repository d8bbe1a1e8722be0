"""draw.py NAME LEAST FOLDER INPUT [OPTION...]: draws the six views of INPUT with $ANNOGRAPH into FOLDER, as SVG, DOT and CSV.

One line per picture: what the whole run took (seconds and peak memory, reading included) and what the layout took, as the
program says. A picture that dot could not lay out, or with more nodes than the limit or less than LEAST
(everything folded into one card says nothing), has failed; slowness has not.
"""

import csv
import os
import re
import subprocess
import sys
import tempfile
import time

VIEWS = ["actors", "agreements", "accusations", "statements", "timeline", "conflicts"]
PROGRAM = os.environ.get("ANNOGRAPH", "annograph")
MOST_NODES = 60  # the program's own default
LAYOUT = re.compile(r"; (dot|sfdp|none) ([\d.]+) s, (\d+) MB")


def run(arguments):
    """(exit status, standard error, seconds, peak in MB)."""
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        child = subprocess.Popen([PROGRAM, "draw", *arguments], stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        said.seek(0)
        return child.returncode, said.read().decode("utf-8", "replace"), seconds, usage.ru_maxrss // 1024


def nodes_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return sum(row["record"] == "node" for row in csv.DictReader(file))


def draw(view, least, folder, source, options):
    """(problems, what is told)."""
    path = os.path.join(folder, view)
    status, said, seconds, peak = run([view, source, "-o", path + ".svg", "--table", path + ".csv", *options])
    if status != 0:
        return ["exit %d: %s" % (status, " ".join(said.split())[-300:])], ""
    layout = LAYOUT.search(said)
    if not layout:
        return ["does not tell how it was laid out: " + said[-200:]], ""
    problems = []
    status, said_too, _, _ = run([view, source, "-q", "-o", path + ".dot", *options])
    if status != 0:
        problems.append("as DOT: exit %d: %s" % (status, " ".join(said_too.split())[-300:]))
    if layout[1] != "dot":
        problems.append("laid out by %s: %s" % (layout[1], " ".join(said.split())[:200]))
    nodes = nodes_of(path + ".csv")
    if nodes > MOST_NODES:
        problems.append("%d nodes, more than %d" % (nodes, MOST_NODES))
    if nodes < least:
        problems.append("%d nodes, fewer than %d" % (nodes, least))
    slow = " (more than the 5 s we want)" if float(layout[2]) > 5 else ""
    return problems, "%d nodes; layout %s s, %s MB%s; all %.1f s, %d MB" % (
        nodes,
        layout[2],
        layout[3],
        slow,
        seconds,
        peak,
    )


def main(name, least, folder, source, *options):
    os.makedirs(folder, exist_ok=True)
    for view in VIEWS:
        problems, told = draw(view, int(least), folder, source, options)
        if problems:
            print("FAILED draw %s %s: %s (%s)" % (name, view, "; ".join(problems), told), flush=True)
        else:
            print("ok draw %s %s: %s" % (name, view, told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
