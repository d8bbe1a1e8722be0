"""Reads and writes that move few bytes and are interrupted every second time: the same output as ever."""
import sys

import jobs

PIECES = (1, 3, 7)


def main():
    bench, tally = jobs.Bench(), jobs.Tally()
    for job in bench.jobs:
        for most in PIECES if not job.slow else PIECES[-1:]:
            with bench.copy(job) as folder:
                env = {"LD_PRELOAD": jobs.SHIM, "MACHINE_SHORT": str(most)}
                status, said = jobs.run(job, folder, env=env)
                fault = jobs.wrong(job, folder, status, said)
                if not fault and (status or said):
                    fault = f"exit status {status}: {said}"
                tally.add(f"{job.name}: at most {most} bytes at once", fault)
    tally.trust("short and interrupted reads and writes: the same bytes", "all",
                f"{tally.passed} of {tally.passed + tally.failed}", "python3 tests/machine/short.py")
    return tally.end()


sys.exit(main())
