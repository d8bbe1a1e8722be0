"""run.py [PART...]: loads the export of data/ into the stores and compares what they hold and answer.

PARTs: the engines of engines.py, parsers, shapes; without one, all. ANNOGRAPH is the program. Where engines differ of
their own stands in differences.tsv. The last line counts: "# N passed, N failed, 0 skipped".
"""
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import engines
import parsers
import shapes
import terms
from checks import Checks, Difference, same
from differences import Differences

ROOT = pathlib.Path(__file__).resolve().parents[3]
DATA = ROOT / 'data' / 'us-russia-cyber'
QUERIES = ROOT / 'ontology' / 'queries'
OVERALL = sorted(QUERIES.glob('*.rq'))
QUESTIONS = sorted((QUERIES / 'questions').glob('*.rq'))
HOW = 'sh tests/interop/run.sh stores'
# The engine whose answers the others are compared with: it has no row in differences.tsv.
REFERENCE = 'fuseki'
REIFIES = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies'


@dataclasses.dataclass
class Export:
    name: str
    form: str
    options: list
    queries: list
    union: bool = False
    path: pathlib.Path = None
    statements: set = None
    lines: int = 0
    graphs: list = None

    def make(self, folder):
        self.path = folder / self.name
        program = [os.environ['ANNOGRAPH'], 'export', '--quiet', *self.options]
        subprocess.run([*program, '--to', self.form, '-o', self.path, DATA], check=True)
        text = subprocess.run([*program, '--to', 'nquads', '-o', '-', DATA], check=True, stdout=subprocess.PIPE).stdout.decode('utf-8')
        self.know(text)

    def know(self, text):
        self.lines = text.count('\n')
        self.statements = terms.statements(text)
        self.graphs = sorted({parts[3][1:-1] for parts in map(terms.statement, filter(None, text.split('\n'))) if len(parts) == 4})


def all_exports(folder):
    everything = OVERALL + QUESTIONS
    reifies = folder / 'reifies.rq'
    reifies.write_text(f'SELECT ?p ?s ?predicate ?o {{ ?p <{REIFIES}> <<( ?s ?predicate ?o )>> }}')
    document = ['--graphs', 'document']
    exports = [
        Export('turtle', 'turtle', [], everything),
        Export('trig', 'trig', document, everything, True),
        Export('nquads', 'nquads', document, [], True),
        Export('rdf12', 'turtle', ['--claims', 'rdf12'], [*OVERALL, reifies]),
        Export('rdf12-quads', 'nquads', ['--claims', 'rdf12', *document], [], True),
    ]
    for export in exports:
        export.make(folder)
    return exports


def seeded(folder):
    """A small excerpt with a blank node and what the guard must find: also asked where the whole takes too long."""
    subprocess.run(['node', engines.HERE / 'seed.mjs', folder], check=True)
    export = Export('seeded', 'turtle', [], OVERALL + QUESTIONS, path=folder / 'seeded.nt')
    export.know(export.path.read_text('utf-8'))
    return export


class Run:
    def __init__(self, work):
        self.work = work
        self.checks = Checks()
        self.differences = Differences()
        self.default = work / 'default.rq'
        self.default.write_text('SELECT ?s ?p ?o { ?s ?p ?o }')
        self.named = work / 'named.rq'
        self.named.write_text('SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }')
        self.reified = set()
        # (engine, export, query): rows, or why there are none
        self.answers = {}

    def held(self, engine, export):
        """What the engine holds, as statements."""
        found = [' '.join(terms.term(row[name]) for name in 'spo') for row in engine.ask(self.default, False)['results']['bindings']]
        if export.graphs:
            found += [' '.join(terms.term(row[name]) for name in 'spog') for row in engine.ask(self.named, False)['results']['bindings']]
        return found

    def holds(self, name, engine, export):
        engine.load(export.form, export.path, export.graphs)
        found = self.held(engine, export)
        change = self.differences.terms(name, export.name)
        wanted = {change(one) for one in export.statements} if change else export.statements
        if change and wanted == export.statements:
            raise Difference('nothing here to which the row of differences.tsv could apply')
        same(found, wanted, 'statements')

    def refuses(self, name, engine, export, pattern):
        try:
            engine.load(export.form, export.path, export.graphs)
            engine.ask(self.default, False)
        except engines.Refused as error:
            if not re.search(pattern, str(error)):
                raise Difference(f'refused otherwise: {error}') from error
        else:
            raise Difference('is read now: take the row out of differences.tsv')

    def engine(self, name, make, exports):
        engine = make()
        try:
            for export in exports:
                pattern = self.differences.of(name, export.name, 'load', 'refuses')
                if pattern:
                    self.checks.check(f'{name} still refuses {export.name}', f'{name}: refusals', self.refuses, name, engine, export, pattern)
                elif self.checks.check(f'{name} holds all of {export.name} and no more', f'{name}: exports held', self.holds, name, engine, export):
                    for query in self.asked(name, export):
                        self.answers[name, export.name, query] = self.ask(name, engine, export, query)
        finally:
            engine.close()

    def asked(self, name, export):
        return [] if self.differences.of(name, export.name, '*', 'unasked') else export.queries

    def ask(self, name, engine, export, query):
        """The rows, or the exception; what the table says of asking is checked here."""
        slow = self.differences.of(name, export.name, query.name, 'slow')
        if slow:
            self.checks.check(f'{name} is still too slow for {query.name} over {export.name}', f'{name}: slow queries', self.slow, engine, export, query, int(slow))
            return None
        try:
            answer = engine.ask(query, export.union)
            ask = self.differences.of(name, export.name, query.name, 'ask')
            if ask and answer['head'].get('vars') != [ask]:
                raise Difference(f'{ask} does not come any more: take the row out of differences.tsv')
            rows = terms.rows(answer)
            if self.differences.of(name, export.name, query.name, 'sometimes'):
                return [rows, *(terms.rows(engine.ask(query, export.union)) for _ in range(19))]
            return rows
        except (engines.Refused, Difference, OSError, ValueError, KeyError) as error:
            return error

    def slow(self, engine, export, query, limit):
        try:
            engine.ask(query, export.union, limit)
        except engines.Refused as error:
            if 'TimeoutError' not in str(error):
                raise
        else:
            raise Difference('answers in time now: take the row out of differences.tsv')

    def compare(self):
        for (name, export, query), got in self.answers.items():
            if name != REFERENCE and got is not None:
                self.checks.check(f'{name} answers {query.stem} over {export} as {REFERENCE} does', f'{name}: answers as {REFERENCE}',
                                  self.equal, name, export, query, got)
        for export in ('turtle', 'trig', 'rdf12'):
            for query in OVERALL + QUESTIONS if export != 'rdf12' else OVERALL:
                self.checks.check(f'{REFERENCE} answers {query.stem} over {export} as it should', f'{REFERENCE}: right answers', self.right, export, query)
        self.checks.check(f'{REFERENCE} finds each triple term', f'{REFERENCE}: right answers', self.finds_terms)
        self.checks.check('the guard finds what is seeded', 'guard in the stores', self.finds_seeded)

    def equal(self, name, export, query, got):
        if isinstance(got, Exception):
            raise got
        wanted = self.answers[REFERENCE, export, query]
        change = self.differences.terms(name, export)
        if change:
            wanted = [change(row) for row in wanted]
        if self.differences.of(name, export, query.name, 'sometimes'):
            if sorted(wanted) not in got:
                raise Difference('not once the right answer')
            for rows in got:
                same([row for row in rows if row not in wanted], [], 'rows')
        else:
            same(got, wanted, 'rows')

    def right(self, export, query):
        """The whole export in one graph, in many and with RDF 1.2 says the same, and that is what is expected."""
        got = self.answers[REFERENCE, export, query]
        if isinstance(got, Exception):
            raise got
        if query in QUESTIONS:
            expected = json.loads(query.with_suffix('.expected.json').read_text('utf-8'))
            values = [dict(re.findall(r'\?(\w+) (?:<|")(.*?)(?:>|"(?:@[\w-]+|\^\^<[^>]*>)?)(?=  \?|$)', row)) for row in got]
            rows = [json.dumps([json.loads(f'"{row[name]}"') if name in row else None for name in expected['vars']]) for row in values]
            same(set(rows), {json.dumps(row) for row in expected['rows']}, 'rows')
        elif query.stem == 'guard':
            same(got, [], 'rows')
        elif query.stem == 'no-blank-nodes':
            same(got, ['false'], 'rows')
        elif not got:
            raise Difference('no row')
        same(got, self.answers[REFERENCE, 'turtle', query], 'rows')

    def finds_terms(self):
        """What the program wrote with rdf:reifies is matched by its parts."""
        found = [answer for (name, export, query), answer in self.answers.items() if (name, query.stem) == (REFERENCE, 'reifies')]
        written = [one for one in self.reified if f'<{REIFIES}>' in one]
        if not written or not found or isinstance(found[0], Exception) or len(found[0]) != len(written):
            raise Difference(f'{found[0] if found and isinstance(found[0], Exception) else [len(rows) for rows in found]} of {len(written)}')

    def finds_seeded(self):
        found = self.answers[REFERENCE, 'seeded', QUERIES / 'guard.rq']
        if isinstance(found, Exception) or not any('rel#hack' in row for row in found):
            raise Difference(f'the guard finds {found}')
        same(self.answers[REFERENCE, 'seeded', QUERIES / 'no-blank-nodes.rq'], ['true'], 'rows')


def main(parts):
    with tempfile.TemporaryDirectory(prefix='stores.') as folder:
        work = pathlib.Path(folder)
        # Virtuoso's process may be another user's.
        work.chmod(0o755)
        data = work / 'data'
        data.mkdir()
        run = Run(work)
        exports = all_exports(data)
        run.reified = exports[3].statements
        exports.append(seeded(data))
        known = engines.all_engines(work, data)
        jobs = {name: lambda name=name: run.engine(name, known[name], exports) for name in known}
        jobs['parsers'] = lambda: parsers.run(run, exports)
        jobs['shapes'] = lambda: shapes.run(run.checks, work, data, exports[0], os.environ['ANNOGRAPH'])
        strange = [part for part in parts if part not in jobs]
        wanted = [name for name in jobs if not parts or name in parts or (name == REFERENCE and set(parts) & set(known))]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            pending = {pool.submit(jobs[name]): name for name in wanted}
            for done in concurrent.futures.as_completed(pending):
                run.checks.check(f'{pending[done]} has come to its end', 'parts that ended', done.result)
        if REFERENCE in wanted:
            run.compare()
        if not parts:
            unmet = [f'{row["engine"]} {row["export"]} {row["what"]}' for row in run.differences.rows if not row['met']]
            run.checks.check('each row of differences.tsv has been looked at', 'differences looked at', same, unmet, [], 'rows')
        if strange:
            run.checks.check(f'there are parts of the name {" ".join(strange)}', 'parts that ended', same, strange, [], 'names')
        run.checks.record(HOW)
        print(f'# {run.checks.passed} passed, {run.checks.failed} failed, 0 skipped')
        return 1 if run.checks.failed or not run.checks.passed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
