#!/usr/bin/env python3
"""cost.py [--check]: writes the last section of docs/scale.md anew from measurements.tsv, or fails if it differs.

No figure of that section is typed: each is one of measurements.tsv, or computed from them here.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parents[1] / 'docs' / 'scale.md'
HEAD = '## What 100 million documents cost\n'
DOCUMENTS = 100_000_000
HOUR, DAY = 3600, 86400
STORES = {'oxigraph': 'Oxigraph', 'jena': 'Jena', 'virtuoso': 'Virtuoso'}


def read():
    rows = (line.split('\t') for line in (HERE / 'measurements.tsv').read_text('utf-8').splitlines())
    return {name: value for name, value, _ in rows}


def figure(value):
    """Two significant digits, and blocks of three."""
    value = float(f'{value:.2g}')
    return f'{value:,.0f}' if value >= 10 else f'{value:g}'


def amount(value, unit):
    for prefix in ('', 'k', 'M', 'G', 'T', 'P'):
        if value < 999:
            return f'{figure(value)} {prefix}{unit}'
        value /= 1000
    return f'{figure(value)} E{unit}'


def size(value):
    return amount(value, 'B')


def table(head, rows):
    lines = [head, ['---'] + ['---:'] * (len(head) - 1)] + rows
    return ''.join('| ' + ' | '.join(line) + ' |\n' for line in lines)


class Costs:
    def __init__(self, measured):
        self.text = measured
        self.of = {}
        for name, value in measured.items():
            try:
                self.of[name] = float(value)
            except ValueError:
                pass

    def total(self, name):
        return self.of[name] * DOCUMENTS

    def export_hours(self, profile):
        return self.total(f'{profile} core') / HOUR

    def shares(self, profile):
        """So many that each takes a core an hour."""
        return max(1, round(self.export_hours(profile)))

    def merge_hours(self, profile):
        return self.total(f'{profile} bytes') * self.of['merge core'] / HOUR

    def sources_seconds(self):
        return self.total('source core')

    def lines(self, what, how):
        return [what] + [how(profile) for profile in ('dense', 'short')]

    def documents(self):
        of = self.of
        return table(['One document', 'dense', 'short'], [
            self.lines('input', lambda p: size(of[f'{p} characters'])),
            self.lines('triples', lambda p: figure(of[f'{p} triples'])),
            self.lines('N-Triples', lambda p: size(of[f'{p} bytes'])),
            self.lines('the same with gzip -6', lambda p: size(of[f'{p} bytes'] * of[f'{p} gzip'])),
            self.lines('core time', lambda p: f'{figure(of[f"{p} core"] * 1000)} ms'),
            self.lines('documents a second and core', lambda p: figure(1 / of[f'{p} core'])),
            self.lines('peak of memory of the run', lambda p: size(of[f'{p} memory'])),
        ])

    def hundred_million(self):
        of = self.of
        rows = [
            self.lines('triples', lambda p: amount(self.total(f'{p} triples'), '')),
            self.lines('export, core hours', lambda p: figure(self.export_hours(p))),
            self.lines('shares of one core hour', lambda p: figure(self.shares(p))),
            self.lines('N-Triples', lambda p: size(self.total(f'{p} bytes'))),
            self.lines('the same with gzip -6', lambda p: size(self.total(f'{p} bytes') * of[f'{p} gzip'])),
            self.lines('merge, core hours', lambda p: figure(self.merge_hours(p))),
            self.lines('merge, disk beside input and output', lambda p: size(self.total(f'{p} bytes') * of['merge disk'])),
        ]
        for store, name in STORES.items():
            rows.append(self.lines(f'{name}, core days to load',
                                   lambda p: figure(self.loaded(p) * of[f'{store} large core'] / DAY)))
            rows.append(self.lines(f'{name}, disk', lambda p: size(self.loaded(p) * of[f'{store} large disk'])))
        return table(['100 million documents', 'dense', 'short'], rows)

    def loaded(self, profile):
        return self.total(f'{profile} triples') * self.of['merge left']

    def stores(self):
        of = self.of

        def row(store):
            return [STORES[store], figure(1 / of[f'{store} small core']), figure(1 / of[f'{store} large core']),
                    figure(1 / of[f'{store} large clock']), size(of[f'{store} large disk']), size(of[f'{store} large memory'])]

        sizes = [amount(of[f'load {each} triples'], '') for each in ('small', 'large')]
        return table(['Triples', f'a core second, of {sizes[0]}', f'a core second, of {sizes[1]}', 'a second on the clock',
                      'disk a triple', 'peak of memory'], [row(store) for store in STORES])

    def section(self):
        of = self.of
        return f'''{HEAD}
Computed by `tests/scale/cost.py` from `tests/scale/measurements.tsv`, which `tests/scale/measure.py` measured on a machine
with {figure(of['machine cores'])} cores ({self.text['machine processor']}) and {size(of['machine memory'])} of memory, and other work beside it: so core time counts, of
the best run, and the clock is only told. Everything is taken as linear. "Dense" are the pieces of `data/us-russia-cyber`
in brat, with every word of weight annotated; "short" are their first 1,000 characters, with spans and relations only, as
JSON Lines in one file. Both are copied {figure(of['dense documents'] / 5)} and {figure(of['short documents'] / 5)} times, each copy with IDs of its own but the same words, which
stores keep once: of other texts they take more.

{self.documents()}
A merge takes a core second for {size(1 / of['merge core'])} and {size(of['merge memory'])} of memory, however large its files; {figure((1 - of['merge left']) * 100)} % of the lines
were said by several documents and remain once. The stores, loading the merged export of dense documents:

{self.stores()}
{self.hundred_million()}
### Where it breaks first

1. **The list of inputs.** Each run lists all files below its folder, also those of other shares: {figure(of['source memory'])} bytes of memory and
   {figure(of['source core'] * 1e6)} µs each. For 100 million files that is {size(self.total('source memory'))} and {figure(self.sources_seconds() / 60)} minutes of a core before the first document, in every
   share: {figure(self.sources_seconds() * self.shares('dense') / HOUR)} core hours for the {figure(self.shares('dense'))} shares of the dense corpus, which take {figure(self.export_hours('dense'))} themselves. This machine's memory ends
   at {amount(of['machine memory'] / of['source memory'], '')} files. What would be done: one folder, or one file of JSON Lines, for each job, each below the
   folder of `documents.ttl`, and no `--shard`: a job then knows of its own files alone.
2. **The merge's disk.** One merge of everything wants {size(self.total('dense bytes') * (1 + of['merge disk'] + of['merge left']))} for input, temporary file and output together. What would be
   done: none. A store takes a statement that it has already for nothing, so shares can be loaded as they are, or
   merged by the hundred; what a single merge is good for, comparing two exports byte by byte, is as good share by share.
3. **The store.** No store here is made for {amount(self.loaded('dense'), '')} triples on one machine; what it took to load {amount(of['load large triples'], '')} is a
   lower bound, since then the indexes still lay in memory. What would be done: a store for the documents of a topic or a
   year, whose shares alone are loaded, and for what goes beyond them only what is asked for, attributions without
   mentions and spans say, cut from the lines by predicate before the loading.
4. **Memory of a share** stays as it is: beside the list of inputs it does not grow with the number of documents. One file
   of JSON Lines of {size(of['short characters'] * of['short documents'])} took {size(of['short memory'])}.
'''


def main(check):
    page = PAGE.read_text('utf-8')
    wanted = page.partition(HEAD)[0].rstrip('\n') + '\n\n' + Costs(read()).section()
    if check:
        if page != wanted:
            print(f'{PAGE.name} is not what cost.py makes of measurements.tsv; run cost.py')
        return page != wanted
    PAGE.write_text(wanted, 'utf-8')
    return False


if __name__ == '__main__':
    sys.exit(main('--check' in sys.argv[1:]))
