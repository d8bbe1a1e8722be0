"""Checks with their count, and rows for the record of trust."""
import collections
import os
import pathlib
import threading


class Difference(Exception):
    pass


class Checks:
    def __init__(self):
        self.lock = threading.Lock()
        self.passed = 0
        self.failed = 0
        self.counts = collections.defaultdict(lambda: [0, 0])

    def check(self, what, subject, body, *arguments):
        """Runs the body; what it raises is the failure. subject: the property that it counts for."""
        try:
            body(*arguments)
            said, good = f'ok - {what}', True
        except Exception as error:  # a check that breaks off has failed
            kind = '' if isinstance(error, Difference) else f'{type(error).__name__}: '
            said, good = f'not ok - {what}\n    {kind}{str(error)[:1500]}', False
        with self.lock:
            self.passed += good
            self.failed += not good
            self.counts[subject][0] += good
            self.counts[subject][1] += 1
            print(said, flush=True)
        return good

    def record(self, how):
        folder = os.environ.get('ANNO_TRUST')
        if not folder:
            return
        with (pathlib.Path(folder) / 'stores.tsv').open('a', encoding='utf-8') as file:
            for subject, (good, all_) in sorted(self.counts.items()):
                print(subject, 'all', f'{good} of {all_}', how, sep='\t', file=file)


def listed(items):
    items = sorted(items)
    return '; '.join(item[:200] for item in items[:3]) + (f' … {len(items)} in all' if len(items) > 3 else '')


def same(got, wanted, what):
    """Both are multisets of strings."""
    got, wanted = collections.Counter(got), collections.Counter(wanted)
    missing, extra = wanted - got, got - wanted
    if missing or extra:
        parts = [f'missing: {listed(missing.elements())}'] * bool(missing) + [f'not expected: {listed(extra.elements())}'] * bool(extra)
        raise Difference(f'{what} differ; ' + '; '.join(parts))
