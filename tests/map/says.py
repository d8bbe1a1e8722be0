"""says.py SAYS TURTLE NQUADS: checks what a file says of a graph.

Each line of SAYS is a number and a pattern: how many solutions the pattern has. A pattern is a list of statements
with variables, as in SPARQL: `1 ?s a anno:Denial . ?s anno:negates ?p`. Names are shortened by the prefixes that
TURTLE declares; a literal is written as in Turtle, on one line; `*` fits any term. Lines with # are comments.
"""
import re
import sys

RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LITERAL = r'"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?'
TERM = re.compile(r"\s*(<<\(.*\)>>|<[^>]*>|" + LITERAL + r")")
TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^\S+)?|<[^>]*>|\S+)')


def read_graph(path):
    statements = set()
    for line in open(path, encoding="utf-8"):
        terms, at = [], 0
        while (match := TERM.match(line, at)) and len(terms) < 3:
            terms.append(match[1])
            at = match.end()
        if len(terms) != 3:
            sys.exit(f"{path}: not understood: {line}")
        statements.add(tuple(terms))
    return statements


def read_prefixes(path):
    return dict(re.findall(r"^@prefix (\w*): <([^>]*)> \.$", open(path, encoding="utf-8").read(), re.M))


def expand(token, prefixes):
    """A name, literal or variable of a pattern as N-Triples writes it."""
    if token == "a":
        return RDF_TYPE
    if token[0] in "?*<":
        return token
    if token[0] == '"':
        body, _, datatype = token.rpartition("^^")
        return f"{body}^^{expand(datatype, prefixes)}" if body else token
    prefix, colon, local = token.partition(":")
    if not colon or prefix not in prefixes:
        sys.exit(f"no such prefix: {token}")
    return f"<{prefixes[prefix]}{local}>"


def read_pattern(text, prefixes):
    tokens = [expand(t, prefixes) if t != "." else t for t in TOKEN.findall(text)]
    while tokens and tokens[-1] == ".":
        tokens.pop()
    pattern = [tokens[i : i + 3] for i in range(0, len(tokens), 4)]
    dots = tokens[3::4]
    if any(len(p) != 3 for p in pattern) or any(d != "." for d in dots):
        sys.exit(f"not a pattern: {text}")
    return pattern


def fits(pattern, statement, binding):
    found = dict(binding)
    for want, have in zip(pattern, statement):
        if want.startswith("?"):
            if found.setdefault(want, have) != have:
                return None
        elif want not in ("*", have):
            return None
    return found


def solutions(patterns, graph):
    bindings = [{}]
    for pattern in patterns:
        found = []
        for binding in bindings:
            for statement in graph:
                fit = fits(pattern, statement, binding)
                if fit is not None and fit not in found:
                    found.append(fit)
        bindings = found
    return bindings


def main(says, turtle, nquads):
    graph, prefixes = read_graph(nquads), read_prefixes(turtle)
    prefixes["rule"] = "https://w3id.org/annograph/rule#"
    bad = checked = 0
    for number, line in enumerate(open(says, encoding="utf-8"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        want, _, text = line.partition(" ")
        found = solutions(read_pattern(text, prefixes), graph)
        checked += 1
        if len(found) != int(want):
            bad += 1
            print(f"{says}:{number}: {line}\n  expected {want} solutions, got {len(found)}")
            for binding in found[:5]:
                print("   ", " ".join(f"{k}={v}" for k, v in binding.items()))
    if not checked:
        sys.exit(f"{says}: nothing is said")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
