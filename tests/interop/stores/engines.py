"""The engines that answer SPARQL, behind one face: load() an export, ask() a query, close()."""
import json
import os
import pathlib
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
STORES = HERE.parents[1] / 'stores'
KEPT = STORES / 'venv'
PYTHON = KEPT / 'python' / 'bin' / 'python'
CORPUS = 'https://w3id.org/annograph/corpus'
TYPES = {'turtle': 'text/turtle', 'trig': 'application/trig', 'nquads': 'application/n-quads'}
# Seconds for one answer, before it counts as none.
PATIENCE = 150


class Refused(Exception):
    """The engine does not take the file, or does not answer the query; says why."""


class Process:
    """An engine that is a library: a process of its own for each export, a line for each query and each answer."""

    def __init__(self, name, *command):
        self.name = name
        self.command = command
        self.process = None

    def load(self, form, path, graphs):
        self.close()
        self.log = path.with_suffix(f'.{self.name}.log')
        with self.log.open('wb') as log:
            self.process = subprocess.Popen([*self.command, form, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=log, encoding='utf-8', errors='strict')

    def ask(self, query, union, limit=PATIENCE):
        watch = threading.Timer(PATIENCE, self.process.kill)
        watch.start()
        try:
            print('ALL' if union else 'NIL', query, limit, sep='\t', file=self.process.stdin, flush=True)
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ''
        finally:
            watch.cancel()
        if not line:
            raise Refused(self.log.read_text('utf-8', 'replace')[-2000:])
        if line.startswith('error '):
            raise Refused(line[6:].strip())
        return json.loads(line)

    def close(self):
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None


class Server:
    """An engine that is a daemon, started by a script of tests/stores with its files in folder."""

    def __init__(self, folder, *more):
        self.folder = folder
        self.script = STORES / f'{self.name}.sh'
        self.started = False
        self.http = None
        self.graphs = []
        self.more = more

    def start(self):
        """Once: what did not start does not later."""
        if self.http:
            return
        if self.started:
            raise Refused('has not started')
        self.started = True
        self.folder.mkdir()
        with (self.folder / 'start.log').open('wb') as log:
            done = subprocess.run(['sh', self.script, 'start', self.folder, *self.more], stdout=log, stderr=log, check=False)
        if done.returncode:
            raise Refused(f'does not start: {(self.folder / "start.log").read_text("utf-8", "replace")[-500:]}')
        self.http = (self.folder / 'http').read_text().strip()

    def send(self, method, path, body, kind):
        request = urllib.request.Request(f'http://{self.http}{path}', body, {'Content-Type': kind, 'Accept': 'application/sparql-results+json'}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            raise Refused(f'{error.code} {error.read().decode("utf-8", "replace")[:500]}') from error

    def post(self, path, fields):
        return self.send('POST', path, urllib.parse.urlencode(fields).encode(), 'application/x-www-form-urlencoded')

    def close(self):
        if self.started:
            subprocess.run(['sh', self.script, 'stop', self.folder], check=False)


class Fuseki(Server):
    name = 'fuseki'

    def load(self, form, path, graphs):
        self.start()
        self.post('/ds', [('update', 'CLEAR ALL')])
        self.send('PUT', '/ds?default' if form == 'turtle' else '/ds', path.read_bytes(), TYPES[form])

    def ask(self, query, union, limit=PATIENCE):
        scope = [('default-graph-uri', f'urn:x-arq:{name}') for name in ('UnionGraph', 'DefaultGraph')] if union else []
        return json.loads(self.post('/ds', [('query', query.read_text('utf-8')), *scope]))


class Virtuoso(Server):
    """Loads in bulk, as its users do. Without a default graph of its own: it is given one by name."""
    name = 'virtuoso'
    endings = {'turtle': 'ttl', 'trig': 'trig', 'nquads': 'nq'}

    def sql(self, command):
        address = (self.folder / 'sql').read_text().strip()
        done = subprocess.run(['isql-vt', address, 'dba', 'dba', 'ERRORS=stdout', 'VERBOSE=OFF', 'BANNER=OFF', 'PROMPT=OFF',
                               f'exec={command}'], stdout=subprocess.PIPE, check=True, encoding='utf-8', timeout=PATIENCE)
        return done.stdout.strip()

    def load(self, form, path, graphs):
        self.start()
        for graph in {CORPUS, *self.graphs}:
            self.sql(f'SPARQL CLEAR GRAPH <{graph}>;')
        self.graphs = graphs
        # Virtuoso tells formats by the ends of names.
        name = f'{path.name}.{self.endings[form]}'
        os.link(path, path.parent / name)
        self.sql(f"ld_dir('{path.parent}', '{name}', '{CORPUS}');")
        self.sql('rdf_loader_run();')
        failed = self.sql('SELECT ll_error FROM DB.DBA.load_list WHERE ll_state <> 2 OR ll_error IS NOT NULL;')
        self.sql('DELETE FROM DB.DBA.load_list;')
        if failed:
            raise Refused(failed)

    def ask(self, query, union, limit=PATIENCE):
        # Without the names of graphs GRAPH would also look into those of Virtuoso itself.
        scope = [('default-graph-uri', CORPUS)] + [('named-graph-uri', graph) for graph in self.graphs or [CORPUS]]
        if union:
            scope += [('default-graph-uri', graph) for graph in self.graphs]
        fields = [('query', query.read_text('utf-8')), ('format', 'application/sparql-results+json'), *scope]
        return json.loads(self.post('/sparql', fields))


def all_engines(work, data):
    """name: how to make it; each has its own folder below work and may read data."""
    jars = KEPT / 'rdf4j' / '*'
    return {
        'virtuoso': lambda: Virtuoso(work / 'virtuoso', data),
        'fuseki': lambda: Fuseki(work / 'fuseki'),
        'rdf4j': lambda: Process('rdf4j', 'java', '-Xmx1g', '-cp', str(jars), HERE / 'Rdf4j.java'),
        'rdflib': lambda: Process('rdflib', PYTHON, HERE / 'library.py', 'rdflib'),
        'pyoxigraph': lambda: Process('pyoxigraph', PYTHON, HERE / 'library.py', 'pyoxigraph'),
        'oxigraph': lambda: Process('oxigraph', 'node', HERE / 'ask.mjs'),
    }
