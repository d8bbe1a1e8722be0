"""library.py pyoxigraph|rdflib FORMAT FILE: loads the file and answers each query that a line of the standard input names.

A line is ALL|NIL, the path of the query and, for rdflib, the seconds of the processor that it may take, with tabs between
them: ALL asks all graphs as one, NIL the default graph alone. For each line one line comes out: SPARQL results in JSON, or
"error" and why.
"""
import json
import signal
import sys


class Oxigraph:
    def __init__(self, form, path):
        import pyoxigraph
        self.json = pyoxigraph.QueryResultsFormat.JSON
        self.store = pyoxigraph.Store()
        formats = {'turtle': pyoxigraph.RdfFormat.TURTLE, 'trig': pyoxigraph.RdfFormat.TRIG, 'nquads': pyoxigraph.RdfFormat.N_QUADS}
        self.store.bulk_load(path=path, format=formats[form])

    def ask(self, query, union, limit):
        return self.store.query(query, use_default_graph_as_union=union).serialize(format=self.json)


class Rdflib:
    def __init__(self, form, path):
        import rdflib
        self.store = rdflib.Dataset()
        self.store.parse(path, format=form)

        def too_slow(*_):
            raise TimeoutError('takes too long')
        signal.signal(signal.SIGVTALRM, too_slow)

    def ask(self, query, union, limit):
        self.store.default_union = union
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)
        try:
            return self.store.query(query).serialize(format='json')
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def main(name, form, path):
    library = {'pyoxigraph': Oxigraph, 'rdflib': Rdflib}[name](form, path)
    for line in sys.stdin:
        scope, query, limit = line.rstrip('\n').split('\t')
        try:
            with open(query, encoding='utf-8') as file:
                print(json.dumps(json.loads(library.ask(file.read(), scope == 'ALL', float(limit)))), flush=True)
        except Exception as error:  # whatever it is, the table of differences knows it or not
            print('error', type(error).__name__, ' '.join(str(error).split()), flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
