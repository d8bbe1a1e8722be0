"""Each system call of a run fails once, as on a full disk, a broken one, a closed pipe: exit status 0 only with the
right output, else every target as before or whole, and nothing left behind. Where the call is one that moves bytes of an
input or of an output there is no exit status 0. Usage: SHARE [JOB...]: one call in SHARE is tried, 1: all"""
import collections
import concurrent.futures
import random
import re
import sys

import calls
import jobs

ERRORS = {
    "write": "ENOSPC EIO EPIPE", "pwrite64": "ENOSPC EIO", "writev": "ENOSPC EIO EPIPE", "read": "EIO",
    "pread64": "EIO", "open": "EIO EMFILE", "openat": "EIO EMFILE ENOSPC", "fsync": "EIO ENOSPC", "close": "EIO",
    "linkat": "ENOSPC EIO", "renameat": "ENOSPC EIO", "rename": "ENOSPC EIO", "mmap": "ENOMEM", "flock": "ENOLCK",
    "fchmod": "EPERM", "fchown": "EPERM", "newfstatat": "EIO", "lseek": "EIO", "getdents64": "EIO",
    "mkdir": "ENOSPC EIO", "unlinkat": "EIO", "fcntl": "EMFILE", "fallocate": "EOPNOTSUPP ENOSPC", "pipe2": "EMFILE",
    "clone": "EAGAIN", "clone3": "EAGAIN", "getrandom": "EIO", "socketpair": "EMFILE", "vfork": "EAGAIN",
    "wait4": "ECHILD", "getcwd": "EIO", "readlink": "EIO", "ftruncate": "ENOSPC", "access": "EACCES",
    "poll": "ENOMEM", "rt_sigprocmask": "EIO",
}
MANY = 40
MOVES = re.compile(r"^(write|writev|pwrite64|read|pread64|fsync|linkat|renameat)$")
OURS = re.compile(r"#\d+|\(deleted\)|\.annograph-|corpus|stdout|story\.ttl|[ab]\.nt|/proc/self/fd|\bspilled\b")

# What fontconfig and Graphviz cannot read is not there for them, and they lay out with what is left: another picture.
OF_LIBRARIES = re.compile(r"/fonts\b|/fontconfig\b|/graphviz/")
NOT_RIGHT = "exit status 0, and not the right output"


def behind_start(every):
    """What the program does itself: not the loading of its libraries, which is the system's."""
    last = max((i for i, call in enumerate(every) if ".so" in call.about or "F_GETFD" in call.about), default=-1)
    return every[last + 1:]


def must_fail(job, call):
    # What is only read to see whether it is unchanged is read again if that fails.
    if job.changed and "read" in call.name:
        return False
    about = call.about if call.name in ("linkat", "renameat") else call.about.split(",")[0]
    return bool(MOVES.match(call.name) and OURS.search(about))


def main():
    share = int(sys.argv[1])
    names = sys.argv[2:] or None
    calls.strace_works()
    bench, tally, chance = jobs.Bench(names), jobs.Tally(), random.Random(1)
    tried, moved = collections.Counter(), 0

    def one(job, call, error):
        def after(folder, status, said):
            fault = jobs.wrong(job, folder, status, said)
            if fault and fault.startswith(NOT_RIGHT) and OF_LIBRARIES.search(call.about):
                fault = None
            if not fault and status < 0:
                fault = f"ended by signal {-status}"
            if not fault and status == 0 and must_fail(job, call):
                fault = "exit status 0"
            if not fault and status > 0 and not said:
                fault = f"exit status {status} without a word"
            return fault
        return calls.inject(job, bench, call, "error=" + error, after)

    def is_chosen(job, call):
        """All that move bytes, but of hundreds of a kind in one job a part; a share of the others."""
        of_many = kinds[job.name, call.name] > MANY
        odds = share if of_many or not must_fail(job, call) else 1
        return not chance.randrange(odds * (20 if job.slow else 1))

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        waiting, kinds = [], collections.Counter()
        for job in bench.jobs:
            every = behind_start(calls.of_run(job, bench))
            kinds.update((job.name, call.name) for call in every)
            for call in every:
                for error in ERRORS.get(call.name, "").split():
                    if not is_chosen(job, call):
                        continue
                    moved += must_fail(job, call)
                    waiting.append((job, call, error, pool.submit(one, job, call, error)))
        for job, call, error, future in waiting:
            tried[call.name] += 1
            tally.add(f"{job.name}: {error} at {call.name} {call.nth} ({call.about[:60]})", future.result())
    print(", ".join(f"{name} {number}" for name, number in tried.most_common()))
    print(f"{moved} at calls that move bytes of inputs and outputs")
    tally.trust("a system call fails: exit status 0 only with the right output, targets as before or whole", "all",
                f"{tally.passed} of {tally.passed + tally.failed}", f"python3 tests/machine/errors.py {share}")
    return tally.end()


sys.exit(main())
