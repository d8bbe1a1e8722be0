"""Files of at most 500 lines, functions of at most 60 (nine in ten at most 40) with at most five parameters.

A function begins with a line at the left margin that ends in "{" behind a parameter list, and ends with "}" there.
"""
import re

import tree

FILE, FUNCTION, MOST, PARAMETERS = 500, 60, 40, 5
# Callbacks whose parameters a library gives.
GIVEN = {("src/read/xml.c", "on_start"), ("src/read/xml.c", "on_declaration")}
HEAD = re.compile(r"^(?!typedef|struct|enum|union|#)[A-Za-z_][^;=]*?(\w+)\s*\(((?:[^{};])*)\)\s*\{", re.M)


def parameters(inside):
    depth, count = 0, 1
    for c in inside:
        depth += (c == "(") - (c == ")")
        count += c == "," and depth == 0
    return 0 if inside.strip() in ("", "void") else count


def functions(code):
    for match in HEAD.finditer(code):
        begin = code.count("\n", 0, match.start()) + 1
        line_end = code.find("\n", match.end())
        one_line = code[match.end() : line_end].rstrip().endswith("}")
        end = match.end() if one_line else code.find("\n}", match.end()) + 1
        yield match[1], begin, code.count("\n", 0, end) + 2 - begin, parameters(match[2])


faults = tree.Faults("functions")
lengths = []
for path in tree.files(".c", ".h", ".def", under="src"):
    source = tree.text(path)
    lines = source.count("\n")
    if lines > FILE:
        faults.add(path, 0, f"{lines} lines, more than {FILE}")
    for name, line, length, count in functions(tree.without_comments(source)):
        faults.looked_at += 1
        lengths.append(length)
        if length > FUNCTION:
            faults.add(path, line, f"{name} has {length} lines, more than {FUNCTION}")
        if count > PARAMETERS and (tree.name(path), name) not in GIVEN:
            faults.add(path, line, f"{name} has {count} parameters, more than {PARAMETERS}")
lengths.sort()
p90 = lengths[len(lengths) * 9 // 10]
print(f"median {lengths[len(lengths) // 2]}, nine in ten at most {p90}, longest {lengths[-1]}")
if p90 > MOST:
    faults.add(tree.ROOT / "src", 0, f"one function in ten has more than {MOST} lines")
faults.end()
