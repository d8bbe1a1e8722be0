"""results.py JOBS JOB COMMAND SECONDS PASSED FAILED: puts a job's last result into RESULTS.md, and that of each fuzz
target. JOBS names all that there are; rows of jobs and targets that are no more go."""
import datetime
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RESULTS = os.path.join(ROOT, "tests/nightly/RESULTS.md")
HEAD = "# The last result of what runs at night\n\nMade by `tests/nightly/run.sh`, which says what each job does.\n"
JOBS = "\n| job | command | date | seconds | passed | failed |\n| --- | --- | --- | ---: | ---: | ---: |\n"
TARGETS = ("\n## Fuzz targets\n\nWith AddressSanitizer and UndefinedBehaviorSanitizer; edges: of the program, covered by the "
           "seeds and at the end.\n\n| target | seconds | executions | edges at first | edges | result |\n"
           "| --- | ---: | ---: | ---: | ---: | --- |\n")


def rows_of(text, head):
    """The rows of a table by their first cell."""
    body = text.split(head, 1)[1] if head in text else ""
    lines = re.match(r"(\|.*\n)*", body)[0].splitlines()
    return {line.split("|")[1].strip(): line for line in lines}


def targets_of_now():
    """As the fuzzer has them: a target for each reader, and its own."""
    names = set()
    for path, macro in ("src/read/readers.def", "ANNO_READER"), ("tests/fuzz/targets.def", "FUZZ_TARGET"):
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            names |= set(re.findall(rf"^{macro}\((\w+)", file.read(), re.M))
    return names


def row(*cells):
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


names, job, command, seconds, passed, failed = sys.argv[1:]
text = ""
if os.path.exists(RESULTS):
    with open(RESULTS, encoding="utf-8") as file:
        text = file.read()
jobs, targets = rows_of(text, JOBS), rows_of(text, TARGETS)
command = command.replace('"$SECONDS_EACH"', os.environ.get("SECONDS_EACH", ""))
jobs[job] = row(job, f"`{command}`", datetime.date.today().isoformat(), seconds, passed, failed)
if job == "fuzz":
    build = os.environ.get("FUZZ_BUILD", os.path.join(ROOT, "build-fuzz"))
    with open(os.path.join(build, "findings/table.tsv"), encoding="utf-8") as file:
        for line in file.read().splitlines():
            name, took, runs, edges, first, result = line.split("\t")
            targets[name] = row(name, took, runs, first, edges, result)
jobs = {name: line for name, line in jobs.items() if name in names.split()}
targets = {name: line for name, line in targets.items() if name in targets_of_now()}
with open(RESULTS, "w", encoding="utf-8") as file:
    file.write(HEAD + JOBS + "".join(line + "\n" for line in jobs.values()))
    if targets:
        file.write(TARGETS + "".join(line + "\n" for line in targets.values()))
