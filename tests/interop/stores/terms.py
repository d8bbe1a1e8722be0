"""RDF terms as strings that are equal only for equal terms: those of N-Quads, written in one way."""
import json
import re

STRING = 'http://www.w3.org/2001/XMLSchema#string'
# The column of Virtuoso's answer to ASK.
ASKED = '__ASK_RETVAL'
TOKEN = re.compile(r'''\s*(?:(?P<iri><(?!<)[^>]*>)|(?P<blank>_:[\w.-]*\w)|(?P<open><<\()|(?P<close>\)>>)
    |"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<type>[^>]*)>)?|(?P<end>\.))''', re.VERBOSE)
ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))')
SHORT = {'t': '\t', 'b': '\b', 'n': '\n', 'r': '\r', 'f': '\f', '"': '"', "'": "'", '\\': '\\'}


def plain(text):
    return ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else SHORT[m[3]], text)


def literal(text, language, datatype):
    # Language tags are equal if they are without regard to case.
    tail = f'@{language.lower()}' if language else '' if datatype in (None, STRING) else f'^^<{datatype}>'
    return json.dumps(text, ensure_ascii=False) + tail


def statement(line):
    """The terms of a line of N-Quads; a triple term is one string."""
    stack, at = [[]], 0
    while True:
        token = TOKEN.match(line, at)
        if not token:
            raise ValueError(f'not N-Quads: {line[at:at + 60]}')
        at, kind = token.end(), token.lastgroup
        if kind == 'end':
            break
        if kind == 'open':
            stack.append([])
        elif kind == 'close':
            inner = stack.pop()
            stack[-1].append(f'<<( {" ".join(inner)} )>>')
        elif kind == 'iri':
            stack[-1].append(plain(token[0].strip()))
        elif kind == 'blank':
            stack[-1].append('_:')
        else:
            stack[-1].append(literal(plain(token['text']), token['language'], token['type']))
    if len(stack) != 1 or len(stack[0]) not in (3, 4) or line[at:].strip():
        raise ValueError(f'not N-Quads: {line}')
    return stack[0]


def statements(text):
    """The lines of N-Triples or N-Quads, in one form; a set."""
    # Not splitlines: it would break at characters that may stand in a literal.
    return {' '.join(statement(line)) for line in re.split(r'\r?\n', text) if line.strip() and not line.startswith('#')}


def term(value):
    """A term of SPARQL results in JSON."""
    kind = value['type']
    if kind == 'uri':
        return f'<{value["value"]}>'
    if kind == 'bnode':
        return '_:'
    if kind == 'triple':
        inner = value['value']
        parts = [inner['subject'], inner.get('predicate') or inner['property'], inner['object']]
        return f'<<( {" ".join(map(term, parts))} )>>'
    return literal(value['value'], value.get('xml:lang'), value.get('datatype'))


def rows(answer):
    """The rows of an answer, each as one string, sorted; an ASK has one row."""
    if 'boolean' in answer:
        return [str(answer['boolean']).lower()]
    bindings = answer['results']['bindings']
    if answer['head']['vars'] == [ASKED]:
        return [str(bool(bindings)).lower()]
    return sorted('  '.join(f'?{name} {term(row[name])}' for name in sorted(row) if row[name]) for row in bindings)
