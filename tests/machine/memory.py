"""Single allocations of a run fail: those of the program's own code, with an arena that asks for each thing by itself,
and those of the libraries. Exit status 0 only with the right output, else every target as before or whole; no signal
ends a run. Usage: COUNT [JOB...]: so many of each command and kind are tried, evenly spread; 0: all of our own, and
MANY of the libraries'"""
import collections
import concurrent.futures
import re
import sys

import jobs

SMALL = str(jobs.BUILT / "annograph_small")
MANY = 1500
EXCEPTED = "excepted: "
KINDS = {"own": SMALL, "library": jobs.PROGRAM}
# Faults of libraries that only they can mend, as the shim names the place.
EXCEPTIONS = {
    "libraptor2.so.0": "its Turtle lexer jumps back into a function that has ended when it has no memory",
    "libxml2.so.2": "it goes on with a buffer or a node that it could not allocate",
}
CRASH = re.compile(r"^machine: crashed in (.+)$", re.M)
REFUSED = re.compile(r"^machine: no memory for (.+)$", re.M)


def allocations(bench, job, kind):
    with bench.copy(job) as folder:
        count = bench.top / f"{job.name}.{kind}"
        env = {"LD_PRELOAD": jobs.SHIM, "MACHINE_FROM": kind, "MACHINE_COUNT": str(count)}
        status, said = jobs.run(job, folder, env=env, program=KINDS[kind])
        fault = jobs.wrong(job, folder, status, said)
        if status or fault:
            sys.exit(f"{job.name}, {kind}: {fault or said}")
        # A child ends before the one that waits for it.
        return int(count.read_text().split()[-1])


def one(bench, job, kind, nth):
    with bench.copy(job) as folder:
        env = {"LD_PRELOAD": jobs.SHIM, "MACHINE_FROM": kind, "MACHINE_FAIL": str(nth)}
        status, said = jobs.run(job, folder, env=env, program=KINDS[kind])
        fault = jobs.wrong(job, folder, status, said)
        place = CRASH.search(said) or REFUSED.search(said)
        if status < 0 and not fault and place and place.group(1) in EXCEPTIONS:
            return EXCEPTED + place.group(1)
        if status < 0:
            return f"ended by signal {-status} in {place.group(1) if place else 'something'}; {fault}"
        if not fault and status and not said:
            return f"exit status {status} without a word"
        return fault


def choose(every, count, job):
    count = (count or every) // (10 if job.slow else 1) or 1
    return range(1, every + 1) if count >= every else [1 + i * every // count for i in range(count)]


def main():
    count = int(sys.argv[1])
    bench, tally, excepted = jobs.Bench(sys.argv[2:] or None), jobs.Tally(), collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for kind in KINDS:
            good, waiting, there, crashed = 0, [], 0, sum(excepted.values())
            for job in bench.jobs:
                every = allocations(bench, job, kind)
                there += every
                chosen = choose(every, count or (0 if kind == "own" else MANY), job)
                for nth in chosen:
                    waiting.append((job, nth, pool.submit(one, bench, job, kind, nth)))
            for job, nth, future in waiting:
                fault = future.result()
                if fault.startswith(EXCEPTED):
                    excepted[fault[len(EXCEPTED):]] += 1
                    fault = ""
                good += not fault
                tally.add(f"{job.name}: {kind} allocation {nth}", fault)
            print(f"{kind}: {len(waiting)} of {there} allocations failed, one at a time", flush=True)
            crashed = sum(excepted.values()) - crashed
            listed = f", {crashed} of them exceptions: a signal inside of a library" if crashed else ""
            what = "of the program's own code" if kind == "own" else "of a library"
            tally.trust(f"an allocation {what} fails: the right output, or none and an exit status that says so",
                        "all tried but listed exceptions", f"{good} of {len(waiting)}{listed}",
                        f"python3 tests/machine/memory.py {count}")
    for library, number in excepted.items():
        print(f"{number} ended by a signal in {library}: {EXCEPTIONS[library]}")
    return tally.end()


sys.exit(main())
