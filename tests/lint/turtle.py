"""Just enough of Turtle and SPARQL for lint checks: the prefixed names of a file, and those that are subjects."""
import re

TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#[^\n]*|([A-Za-z][\w-]*:[\w%-]+(?:\.[\w%-]+)*)',
    re.S,
)


def names(text):
    """(offset, name) of each prefixed name that is not inside a string, an IRI or a comment."""
    return [(m.start(), m[1]) for m in TOKEN.finditer(text) if m[1]]


def subjects(text):
    """Names at the left margin: there each block begins."""
    return {name for at, name in names(text) if at == 0 or text[at - 1] == "\n"}


def strings(text, predicate):
    """The string objects of a predicate: `predicate "a", "b"`."""
    found = []
    for match in re.finditer(re.escape(predicate) + r'\s+("(?:[^"\\]|\\.)*"(?:\s*,\s*"(?:[^"\\]|\\.)*")*)', text):
        found += re.findall(r'"((?:[^"\\]|\\.)*)"', match[1])
    return found


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1
