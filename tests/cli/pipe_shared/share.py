"""share.py PROGRAM: four exports at once into one pipe, which is read slowly at first: their lines, whole."""
import collections
import os
import subprocess
import sys
import time

WRITERS, SPANS = 4, 3000

for i in range(WRITERS):
    with open(f"{i}.txt", "w") as text, open(f"{i}.ann", "w") as ann:
        for k in range(SPANS):
            text.write(f"{i}{k:06}\n")
            ann.write(f"T{k}\tNumber {k * 8} {k * 8 + 7}\t{i}{k:06}\n")

for form in "ntriples", "nquads":
    command = [sys.argv[1], "export", "-q", "-t", form]
    expected = collections.Counter()
    for i in range(WRITERS):
        expected.update(subprocess.run([*command, f"{i}.ann"], capture_output=True, check=True).stdout.splitlines(True))
    reading, writing = os.pipe()
    # With --strict the output is held back first.
    writers = [subprocess.Popen([*command, f"{i}.ann", *["--strict"][i % 2 :]], stdout=writing) for i in range(WRITERS)]
    os.close(writing)
    time.sleep(0.3)  # the pipe is full now
    with os.fdopen(reading, "rb") as pipe:
        got = collections.Counter(pipe.read().splitlines(True))
    assert all(writer.wait() == 0 for writer in writers)
    print(form, "whole lines" if got == expected else f"{sum((got - expected).values())} lines are divided")
    # Of a file that all append to each write is whole.
    with open("all", "ab") as file:
        for writer in [subprocess.Popen([*command, f"{i}.ann"], stdout=file) for i in range(WRITERS)]:
            assert writer.wait() == 0
    got = collections.Counter(open("all", "rb").read().splitlines(True))
    print(form, "whole lines" if got == expected else f"{sum((got - expected).values())} lines are divided")
    os.remove("all")
