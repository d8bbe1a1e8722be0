"""Runs that are killed or asked to end at one of their system calls: what they write is as before or whole, at most
one file is left that can be told by its name, and the next run makes what an undisturbed one makes. A quarter is tried
where files have names from the begin. Usage: COUNT [SEED]"""
import concurrent.futures
import random
import sys

import calls
import jobs

JOBS = "ttl packed manifest threads views merge spill picture".split()
PUTTING = {"linkat", "renameat", "fsync", "flock", "rt_sigprocmask", "unlinkat"}


def points(every, count, random_one):
    """Half of them where outputs are put in place, for that is where it matters; the rest anywhere."""
    near = [call for call in every if call.name in PUTTING]
    chosen = [random_one.choice(near) for _ in range(count // 2)]
    return chosen + [random_one.choice(every) for _ in range(count - len(chosen))]


def look(job, folder, status, said, may_be_left):
    fault = jobs.wrong(job, folder, status, said, killed=may_be_left)
    if fault:
        return fault
    again, said = jobs.run(job, folder)
    if again:
        return f"the next run: exit status {again}: {said}"
    fault = jobs.wrong(job, folder, again, said)
    return fault and f"the next run: {fault}"


def main():
    count = int(sys.argv[1])
    random_one = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    calls.strace_works()
    bench, tally = jobs.Bench(JOBS), jobs.Tally()
    tried, ended, good = ({"KILL": 0, "TERM": 0} for _ in range(3))

    def one(job, call, signal, env):
        def after(folder, status, said):
            return status, look(job, folder, status, said, signal == "KILL" or bool(env))
        return calls.inject(job, bench, call, "signal=" + signal, after, env)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        waiting = []
        for signal in tried:
            for i, job in enumerate(bench.jobs):
                share = count // len(bench.jobs) + (i < count % len(bench.jobs))
                for env, part in ((None, share - share // 4), (jobs.NAMED, share // 4)):
                    every = calls.of_run(job, bench, env)
                    for call in points(every, part, random_one):
                        waiting.append((job, call, signal, pool.submit(one, job, call, signal, env)))
        for job, call, signal, future in waiting:
            status, fault = future.result()
            tried[signal] += 1
            ended[signal] += status < 0
            good[signal] += not fault
            tally.add(f"{job.name}: SIG{signal} at {call.name} {call.nth}", fault)
    for signal, number in tried.items():
        # A signal that comes too late ends nothing, and shows nothing.
        if ended[signal] < number * 8 // 10:
            tally.add(f"SIG{signal}", f"only {ended[signal]} of {number} runs were ended by it")
        tally.trust(f"SIG{signal} at a random system call: outputs as before or whole, the next run clean and "
                    "byte-identical", "all", f"{good[signal]} of {number}", f"sh tests/machine/run.sh {count}")
        print(f"ended by SIG{signal}: {ended[signal]} of {number}")
    return tally.end()


sys.exit(main())
