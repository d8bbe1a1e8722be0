"""The shapes of ontology/ in pySHACL and Jena: data/ conforms, and each seeded fault is caught by its shape alone."""
import json
import subprocess

import engines
from checks import Difference, same

ONTOLOGY = engines.HERE.parents[2] / 'ontology'
CORE = ONTOLOGY / 'shapes.ttl'
SPARQL = ONTOLOGY / 'shapes-sparql.ttl'
SHACL = engines.KEPT / 'jena' / 'bin' / 'shacl'
JARS = engines.KEPT / 'jena' / 'lib' / '*'
ONE = 'us-russia-cyber/003_7941cccd6dcd4208.ann'


def reports(*command):
    """A validator's lines, one a file: the name of the file and the shapes that report, with tabs between them."""
    done = subprocess.run(command, stdout=subprocess.PIPE, timeout=300, check=True, encoding='utf-8')
    lines = [line.split('\t') for line in done.stdout.splitlines()]
    return {name: set(shapes) for name, *shapes in lines}


def with_pyshacl(shapes, files):
    return reports(engines.PYTHON, engines.HERE / 'pyshacl_shapes.py', ','.join(map(str, shapes)), *files)


def with_jena(shapes, files):
    return reports('java', '-Xmx1g', '-cp', JARS, engines.HERE / 'Shacl.java', ','.join(map(str, shapes)), *files)


def conforms(validate, shapes, path):
    found = validate(shapes, [path])
    same([f'{name}: {shape}' for name in found for shape in found[name]], [], 'shapes that report')
    if list(found) != [path.name]:
        raise Difference(f'no verdict on {path.name}')


def command_line(path, shapes, wanted):
    done = subprocess.run([SHACL, 'validate', '--text', '--shapes', shapes, '--data', path], stdout=subprocess.PIPE, timeout=300, check=False, encoding='utf-8')
    said = done.stdout.strip()
    if (said == 'Conforms') != wanted or not said:
        raise Difference(f'exit status {done.returncode}, said: {said[:300]}')


def run(checks, work, data, turtle, program):
    whole = work / 'whole.ttl'
    whole.symlink_to(turtle.path)
    one = work / 'one.ttl'
    subprocess.run([program, 'export', '--quiet', '-o', one, ONTOLOGY.parent / 'data' / ONE], check=True)
    both = work / 'shapes.ttl'
    both.write_text(CORE.read_text('utf-8') + SPARQL.read_text('utf-8'), 'utf-8')
    faults = json.loads((data / 'faults.json').read_text('utf-8'))

    checks.check('the export conforms to the Core shapes in pySHACL', 'pySHACL: conforms', conforms, with_pyshacl, [CORE], whole)
    # pySHACL asks a query for every focus node, which would take minutes for the five documents.
    checks.check('one document conforms to all shapes in pySHACL', 'pySHACL: conforms', conforms, with_pyshacl, [CORE, SPARQL], one)
    checks.check('the export conforms to all shapes in the shacl of Jena', 'Jena shacl: conforms', command_line, whole, both, True)
    checks.check('a seeded fault does not conform in the shacl of Jena', 'Jena shacl: seeded faults', command_line, data / faults[0]['file'], both, False)
    for name, validate in (('pySHACL', with_pyshacl), ('Jena', with_jena)):
        files = [data / 'excerpt.nt', *(data / fault['file'] for fault in faults)]
        found = validate([CORE, SPARQL], files)
        checks.check(f'the excerpt conforms in {name}', f'{name}: conforms', same, found.get('excerpt.nt', ['no verdict']), [], 'shapes that report')
        for fault in faults:
            checks.check(f'{fault["what"]} is caught by {" and ".join(fault["shapes"])} only, in {name}', f'{name}: seeded faults', same,
                         found.get(fault['file'], ['no verdict']), fault['shapes'], 'shapes that report')
