"""Two runs with one output at the same time: both end well, the output is whole, and neither takes the other's file for
one that was left behind; also while one of them stands still in between. Usage: COUNT"""
import concurrent.futures
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

import calls
import jobs

JOBS = "ttl packed spill".split()
STOPPED = re.compile(r"^(\d+) +--- stopped by SIGSTOP", re.M)


def at_once(job, folder, env):
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        ended = [pool.submit(jobs.run, job, folder, (), env) for _ in range(3)]
        bad = [run.result() for run in ended if run.result()[0]]
    return str(bad) if bad else jobs.wrong(job, folder, 0)


def wait_for_stop(log):
    for _ in range(1500):
        log.seek(0)
        match = STOPPED.search(log.read())
        if match:
            return int(match.group(1))
        time.sleep(0.02)
    return None


def over_a_stopped(job, folder, env, call):
    """One run stops at a call, another one comes and ends, the first goes on."""
    preload, env = jobs.under_strace(env)
    with tempfile.NamedTemporaryFile("r") as log:
        first = subprocess.Popen(
            ["strace", "-f", *preload, "-o", log.name, "-e", "trace=" + call, "-e", f"inject={call}:signal=STOP:when=1",
             jobs.PROGRAM, *job.argv], cwd=folder, env=jobs.environment(job, env), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process = wait_for_stop(log)
        status, said = jobs.run(job, folder)
        if process:
            os.kill(process, signal.SIGCONT)
        ended = first.wait(jobs.TIMEOUT)
    if not process:
        return "the first run never stopped"
    if status or ended:
        return f"exit status {ended}, and {status} of the second run: {said}"
    return jobs.wrong(job, folder, 0)


def main():
    count = int(sys.argv[1])
    calls.strace_works()
    bench, tally = jobs.Bench(JOBS), jobs.Tally()
    for job in bench.jobs:
        for env in (None, jobs.NAMED):
            where = "files have names" if env else "files without names"
            for i in range(count):
                with bench.copy(job) as folder:
                    tally.add(f"{job.name}: {where}, at once {i}", at_once(job, folder, env))
            for call in ("fsync", "renameat"):
                with bench.copy(job) as folder:
                    tally.add(f"{job.name}: {where}, one stopped at {call}", over_a_stopped(job, folder, env, call))
    tally.trust("two runs with one output at the same time: both end well, the output is whole", "all",
                f"{tally.passed} of {tally.passed + tally.failed}", f"python3 tests/machine/twice.py {count}")
    return tally.end()


sys.exit(main())
