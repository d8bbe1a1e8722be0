"""The files of the repository, and what lint checks share."""
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEFT_OUT = {".git", "node_modules", "venv", "__pycache__"}


def is_build(folder):
    return (folder / "CMakeCache.txt").exists()


def files(*endings, under=""):
    """Paths below the repository, sorted; build folders and what package managers leave are no part of it."""
    found = []
    for folder, folders, names in os.walk(ROOT / under):
        here = pathlib.Path(folder)
        folders[:] = sorted(f for f in folders if f not in LEFT_OUT and not is_build(here / f))
        found += [here / n for n in sorted(names) if not endings or n.endswith(endings)]
    return found


def name(path):
    return str(path.relative_to(ROOT))


def text(path):
    return path.read_text(encoding="utf-8")


class Faults:
    """Collects what is wrong; a check that looked at nothing is wrong too."""

    def __init__(self, what):
        self.what, self.count, self.looked_at = what, 0, 0

    def add(self, path, line, message):
        self.count += 1
        print(f"{name(path)}:{line}: {message}" if line else f"{name(path)}: {message}")

    def end(self):
        print(f"{self.what}: {self.looked_at} looked at, {self.count} faults")
        sys.exit(1 if self.count or not self.looked_at else 0)


def without_comments(source):
    """C text with comments and the insides of string literals blanked out; lines and columns stay."""
    out, i, state = [], 0, ""
    while i < len(source):
        c, two = source[i], source[i : i + 2]
        if not state and two in ("/*", "//"):
            state = two
            out.append("  ")
            i += 2
        elif state == "/*" and two == "*/":
            state = ""
            out.append("  ")
            i += 2
        elif not state and c in "\"'":
            state = c
            out.append(c)
            i += 1
        elif state in ('"', "'") and c == "\\":
            out.append("  ")
            i += 2
        elif (state == c and c in "\"'") or (state == "//" and c == "\n"):
            state = ""
            out.append(c)
            i += 1
        else:
            out.append(c if not state or c == "\n" else " ")
            i += 1
    return "".join(out)
