"""The tools that only parse: each converts an export to N-Quads by itself, and nothing is lost or added."""
import re
import subprocess

import engines
import terms
from checks import Difference, same

RIOT = engines.KEPT / 'jena' / 'bin' / 'riot'
TOOLS = {
    'rapper': lambda form, path: ['rapper', '-q', '-i', form, '-o', 'nquads', path],
    'serdi': lambda form, path: ['serdi', '-i', form, '-o', 'nquads', path],
    'riot': lambda form, path: [RIOT, f'--syntax={form}', '--strict', '--output=nquads', path],
    'n3': lambda form, path: ['node', engines.HERE / 'convert.mjs', form, path],
}


def convert(tool, export):
    command = TOOLS[tool](export.form, export.path)
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=engines.PATIENCE, check=False)


def converts(tool, export):
    done = convert(tool, export)
    said = done.stderr.decode('utf-8', 'replace').strip()
    if done.returncode or said:
        raise Difference(f'exit status {done.returncode}: {said[:500]}')
    text = done.stdout.decode('utf-8')
    same(terms.statements(text), export.statements, 'statements')
    lines = text.count('\n')
    if lines != export.lines:
        raise Difference(f'{lines} statements of {export.lines}')


def refuses(tool, export, pattern):
    done = convert(tool, export)
    said = done.stderr.decode('utf-8', 'replace')
    if not done.returncode:
        raise Difference('is read now: take the row out of differences.tsv')
    if not re.search(pattern, said):
        raise Difference(f'refused otherwise: {said[:500]}')


def run(whole, exports):
    for tool in TOOLS:
        for export in exports:
            pattern = whole.differences.of(tool, export.name, 'load', 'refuses')
            if pattern:
                whole.checks.check(f'{tool} still refuses {export.name}', f'{tool}: refusals', refuses, tool, export, pattern)
            else:
                whole.checks.check(f'{tool} parses all of {export.name} and no more', f'{tool}: exports parsed', converts, tool, export)
