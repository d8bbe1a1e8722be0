"""Text files end in one line break and have no blanks at line ends, no tabs in code and no carriage returns."""
import re

import tree

CODE = (".c", ".h", ".def", ".py", ".sh", ".mjs", ".cmake", ".ttl", ".rq", ".md", "CMakeLists.txt", "run", "cmd")
# Inputs and expected outputs of tests are what they are.
CASES = re.compile(r"^(data/.*\.(txt|ann)|tests/conformance/w3c/.*/|tests/(rdf|read|write)/.*/[^/]*\.(ttl|nq)|tests/.*/(input|expect)\.|out/)")

faults = tree.Faults("files")
for path in tree.files(*CODE):
    if CASES.match(tree.name(path)):
        continue
    content = path.read_bytes().decode("utf-8")
    faults.looked_at += 1
    for number, line in enumerate(content.split("\n"), 1):
        if line != line.rstrip():
            faults.add(path, number, "blanks at the end of the line")
        if "\t" in line and path.suffix in (".c", ".h", ".def", ".py"):
            faults.add(path, number, "a tab")
    if content and (not content.endswith("\n") or content.endswith("\n\n")):
        faults.add(path, 0, "does not end in one line break")
faults.end()
