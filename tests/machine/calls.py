"""The system calls of a run, and runs in which one of them fails or brings a signal."""
import collections
import re
import subprocess
import sys
import tempfile

import jobs

LINE = re.compile(r"^(\d+) +([a-z_0-9]+)\((.*)$")
Call = collections.namedtuple("Call", "name nth about process")


def strace_works():
    """A machine on which no program can be traced is a failure, for nothing would be tried."""
    done = subprocess.run(["strace", "-o", "/dev/null", "-e", "inject=getpid:error=EIO", "true"], capture_output=True,
                          text=True, check=False)
    if done.returncode:
        sys.exit(f"strace cannot trace here, so nothing is tried: {done.stderr.strip()}\n0 passed, 1 failed")


def of_run(job, bench, env=None):
    """The calls of a job's own process, and with threads of all of them: the n-th of a name counts by thread."""
    with bench.copy(job) as folder, tempfile.NamedTemporaryFile("r") as log:
        preload, env = jobs.under_strace(env)
        before = ["strace", "-f", "-y", *preload, "-o", log.name]
        status, said = jobs.run(job, folder, before, env)
        if status:
            sys.exit(f"{job.name}: exit status {status} under strace: {said}")
        counts, calls, first = collections.Counter(), [], None
        for line in log:
            match = LINE.match(line)
            if not match:
                continue
            process, name, about = match.groups()
            first = first or process
            counts[process, name] += 1
            if process == first or job.threads:
                calls.append(Call(name, counts[process, name], about.replace(str(folder) + "/", ""), process))
        return calls


def inject(job, bench, call, what, after, env=None):
    """A run in which the call has `what` (error=ENOSPC, signal=KILL). `after(folder, status)` looks at it."""
    follow = ["-f"] if job.threads else []
    with bench.copy(job) as folder:
        preload, env = jobs.under_strace(env)
        before = ["strace", *follow, *preload, "-o", "/dev/null", "-e", f"trace={call.name}",
                  "-e", f"inject={call.name}:{what}:when={call.nth}"]
        status, said = jobs.run(job, folder, before, env)
        return after(folder, status, said)
