"""same.py OURS THEIRS PREDICATE...: whether two exports have the same triples on spans, with these predicates.

Of ours those are taken that have a span as subject and one of the predicates; theirs must be these and no others.
Lines are compared as terms: a reader of N-Triples would see the same, but for escapes, which are undone.
"""
import re
import sys

LINE = re.compile(r"(<[^>]*>)\s*(<[^>]*>)\s*(.*?)\s*\.\s*$")
ESCAPE = re.compile(r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)')
SHORT = {"n": "\n", "r": "\r", "t": "\t"}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def plain(match):
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else SHORT.get(code, code)


def triples(path, predicates):
    found, lines_all = set(), 0
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            lines_all += 1
            match = LINE.match(line)
            if not match or "/span/" not in match[1] or match[2][1:-1] not in predicates:
                continue
            object_ = ESCAPE.sub(plain, match[3])
            # More precise classes are ours alone.
            if match[2][1:-1] == TYPE and not object_.endswith("#Span>"):
                continue
            found.add((match[1], match[2], object_))
    return found, lines_all


def main():
    (ours, all_ours), (theirs, all_theirs) = (triples(path, set(sys.argv[3:])) for path in sys.argv[1:3])
    # How many are compared, how many differ, how many there are in all.
    print(len(ours), len(ours ^ theirs), all_ours, all_theirs)
    for mark, only in (("-", ours - theirs), ("+", theirs - ours)):
        for triple in sorted(only)[:3]:
            print(mark, *triple, file=sys.stderr)
    sys.exit(not ours or ours != theirs)


if __name__ == "__main__":
    main()
