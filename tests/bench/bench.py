"""bench.py PROGRAM BUILD [--quick | --full] [--only PART]...: measures, and writes RESULTS.md and raw.json.

--quick is for development and says little; --full takes an hour or two. With --only the results go to standard output.
"""
import argparse
import json
import os
import pathlib
import sys
import tempfile
import time

import growth
import measure
import memory
import profiles
import report
import speed
import users

HERE = pathlib.Path(__file__).resolve().parent
PARTS = {
    "speed": speed.speed,
    "users": users.users,
    "memory": memory.memory,
    "growth": growth.growth,
    "profile": profiles.profile,
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=os.path.abspath)
    parser.add_argument("build", type=pathlib.Path)
    level = parser.add_mutually_exclusive_group()
    level.add_argument("--quick", dest="level", action="store_const", const="quick", default="default")
    level.add_argument("--full", dest="level", action="store_const", const="full")
    parser.add_argument("--only", action="append", choices=PARTS)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="annograph-bench-") as work:
        suite = measure.Suite(options.program, options.build.resolve(), pathlib.Path(work), options.level)
        suite.machine, tables = report.machine(), []
        for name in options.only or PARTS:
            print(f"{time.monotonic() - began:6.0f} s  {name}", file=sys.stderr, flush=True)
            try:
                tables += PARTS[name](suite)
            except measure.Failed as failed:
                # The others are still worth their time; the page says it, and so does the exit status.
                suite.failures.append(f"{name}: {failed}")
        suite.machine.append(("minutes", f"{(time.monotonic() - began) / 60:.1f}"))
        folder = HERE if not options.only else suite.work
        raw, results = folder / "raw.json", folder / "RESULTS.md"
        raw.write_text(json.dumps(suite.raw, indent=1, sort_keys=True) + "\n")
        report.write(suite, tables, raw, results)
        print(results.read_text(encoding="utf-8"))
    print(*suite.failures, sep="\n", file=sys.stderr)
    sys.exit(bool(suite.failures))


if __name__ == "__main__":
    main()
