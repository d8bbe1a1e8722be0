#!/usr/bin/env python3
"""ask.py oxigraph|jena FOLDER, ask.py virtuoso ADDRESS: asks a store the questions of ontology/queries/questions.

Arguments behind choose questions. Prints those with another answer than the one expected, and fails if there are any.
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import urllib.parse
import urllib.request

QUESTIONS = pathlib.Path(__file__).resolve().parents[2] / 'ontology' / 'queries' / 'questions'
GRAPH = 'https://w3id.org/annograph/corpus'


def by_program(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=60).stdout.decode('utf-8')


def oxigraph(folder, query):
    return by_program('oxigraph', 'query', '--location', folder, '--results-format', 'csv', '--query-file', str(query))


def jena(folder, query):
    return by_program('tdb2.tdbquery', '--loc', folder, '--results=CSV', '--query', str(query))


def virtuoso(address, query):
    asked = urllib.parse.urlencode({'query': query.read_text('utf-8'), 'default-graph-uri': GRAPH, 'format': 'text/csv'})
    with urllib.request.urlopen(f'http://{address}/sparql?{asked}', timeout=60) as answer:
        return answer.read().decode('utf-8')


def rows(text, names):
    """The rows of a CSV answer, as a sorted list of the values of the expected variables in their order."""
    return sorted([row.get(name) for name in names] for row in csv.DictReader(io.StringIO(text)))


def main(store, where, chosen):
    queries = [path for path in sorted(QUESTIONS.glob('*.rq')) if not chosen or path.stem in chosen]
    wrong = []
    for query in queries:
        expected = json.loads(query.with_suffix('.expected.json').read_text('utf-8'))
        wanted = sorted([value or '' for value in row] for row in expected['rows'])
        given = rows({'oxigraph': oxigraph, 'jena': jena, 'virtuoso': virtuoso}[store](where, query), expected['vars'])
        if not wanted or given != wanted:
            wrong.append(query.stem)
    print(f'{len(queries)} questions' + (f', answered otherwise: {" ".join(wrong)}' if wrong else ''))
    return 1 if wrong or not queries else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
