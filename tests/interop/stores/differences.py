"""differences.tsv: where an engine's answer is its own, and why. That it still is, run.py checks of each kind:

terms: it writes terms otherwise (old => new). refuses: does not read an export, and says so. ask: answers ASK with a table
of this column. slow: takes more seconds of the processor than these. sometimes: now and then leaves out rows, of 20
answers not of all. unasked: is asked nothing over an export, for the time it takes; nothing to check.
"""
import csv
import fnmatch
import pathlib
import re

TABLE = pathlib.Path(__file__).with_suffix('.tsv')


class Differences:
    def __init__(self):
        with TABLE.open(encoding='utf-8', newline='') as file:
            self.rows = list(csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE))
        for row in self.rows:
            row['met'] = False

    def of(self, engine, export, what, kind):
        """The pattern of the difference that the table has there, or None."""
        for row in self.rows:
            exports = row['export'].split(',')
            if row['engine'] == engine and row['kind'] == kind and row['what'] == what and any(fnmatch.fnmatch(export, one) for one in exports):
                row['met'] = True
                return row['pattern']
        return None

    def terms(self, engine, export):
        """How the engine writes a row or statement of ours: a function, or None if as we do."""
        pattern = self.of(engine, export, '*', 'terms')
        if not pattern:
            return None
        old, new = pattern.split(' => ')
        return lambda text: re.sub(old, new, text)
