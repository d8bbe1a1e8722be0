#!/usr/bin/env python3
"""measure.py [STEP...]: measures what cost.py computes with, and writes it to measurements.tsv. STEPs: export sources
merge load; without one, all, which takes some twenty minutes. Rows of other steps stay as they are.

Core seconds are those of the processes (user and system), the least of the runs, so other work on the machine counts
little; seconds on the clock are given beside them. ANNOGRAPH is the program; run.sh has installed the stores.
"""
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zlib

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE / 'measurements.tsv'
PROGRAM = os.environ.get('ANNOGRAPH', 'annograph')
KEPT = HERE / 'venv'
STORES = HERE.parent / 'stores'
PROFILES = {'dense': ('brat', 120, []), 'short': ('short', 2000, ['--from', 'doccano'])}
RUNS = 3


class Run:
    """A finished command: seconds on the clock, core seconds and the peak of memory of it and all it started.

    That peak counts what this process has in memory when it starts another, so it must stay small.
    """

    def __init__(self, *command, allowed=(0,), watched=False):
        began = time.monotonic()
        child = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL)
        watcher = Watched(child.pid) if watched else None
        self.out = child.stdout.read().decode('utf-8')
        _, status, used = os.wait4(child.pid, 0)
        self.unnamed = watcher.most if watcher else 0
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in allowed:
            raise SystemExit(f'{command[0]} {command[1]}: exit status {child.returncode}')
        self.clock, self.core, self.memory = time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def size(path):
    """Bytes on the disk, so that files with holes count as what they take."""
    path = pathlib.Path(path)
    files = [path] if path.is_file() else [each for each in path.rglob('*') if each.is_file() and not each.is_symlink()]
    total = 0
    for each in files:
        try:
            total += each.stat().st_blocks * 512
        except FileNotFoundError:
            pass
    return total


def count_lines(path):
    with open(path, 'rb') as file:
        return sum(block.count(b'\n') for block in iter(lambda: file.read(1 << 20), b''))


def compressed(path):
    """The share of its bytes that gzip leaves of the first 100 MB, a block at a time: see Run."""
    squeeze, given, left = zlib.compressobj(6, zlib.DEFLATED, 31), 0, 0
    with open(path, 'rb') as file:
        while given < 100_000_000 and (block := file.read(1 << 20)):
            given += len(block)
            left += len(squeeze.compress(block))
    return (left + len(squeeze.flush())) / given


def corpus(work, profile, copies=None):
    kind, usual, _ = PROFILES[profile]
    out = work / f'{profile}-{copies or usual}'
    if not out.exists():
        subprocess.run([sys.executable, HERE / 'corpus.py', kind, str(copies or usual), out], check=True)
    return out, 5 * (copies or usual)


def exported(work, profile, copies=None):
    """The export of a corpus: the file, the number of documents and the best run."""
    given, documents = corpus(work, profile, copies)
    out = work / f'{given.name}.nt'
    runs = [Run(PROGRAM, 'export', '-j', '1', '--quiet', *PROFILES[profile][2], '-o', out, given, allowed=(6,))
            for _ in range(RUNS if copies is None else 1)]
    return given, out, documents, min(runs, key=lambda run: run.core)


def export(work):
    for profile in PROFILES:
        given, out, documents, run = exported(work, profile)
        read = sum(each.stat().st_size for each in ([given] if given.is_file() else given.rglob('*.*')))
        yield f'{profile} documents', documents, 'documents'
        yield f'{profile} characters', read / documents, 'bytes of input a document'
        yield f'{profile} triples', count_lines(out) / documents, 'triples a document'
        yield f'{profile} bytes', out.stat().st_size / documents, 'bytes of N-Triples a document'
        yield f'{profile} gzip', compressed(out), 'of the bytes, with gzip -6'
        yield f'{profile} core', run.core / documents, 'core seconds a document'
        yield f'{profile} clock', run.clock / documents, 'seconds a document, as it was'
        yield f'{profile} memory', run.memory, 'bytes, peak of the run'


def sources(work):
    """What a run does about files that belong to other shards, from two folders of files with one annotation each."""
    runs = {}
    for number in (50_000, 150_000):
        folder = work / f'sources-{number}'
        for part in range(number // 1000):
            (folder / f'{part:05}').mkdir(parents=True)
            for each in range(1000):
                (folder / f'{part:05}' / f'{each:05}.ann').write_text('T1\tActor 0 3\tAda\n')
        runs[number] = min((Run(PROGRAM, 'stats', '--quiet', '--shard', '1/100000', folder, allowed=(0, 3, 6))
                            for _ in range(RUNS)), key=lambda run: run.core)
        shutil.rmtree(folder)
    few, many = runs[50_000], runs[150_000]
    yield 'source memory', (many.memory - few.memory) / 100_000, 'bytes a source'
    yield 'source core', (many.core - few.core) / 100_000, 'core seconds a source'


class Watched(threading.Thread):
    """Looks how much a process has in files without a name."""

    def __init__(self, process):
        super().__init__()
        self.folder, self.most = pathlib.Path(f'/proc/{process}/fd'), 0
        self.start()

    def now(self):
        opened = [each for each in self.folder.iterdir() if os.readlink(each).endswith(' (deleted)')]
        return sum(each.stat().st_blocks * 512 for each in opened)

    def run(self):
        while True:
            try:
                self.most = max(self.most, self.now())
            except OSError:
                if not self.folder.exists() or not os.access(self.folder, os.R_OK):
                    return
            time.sleep(0.02)


def merge(work):
    _, out, _, _ = exported(work, 'dense', PROFILES['dense'][1])
    merged = work / 'merged.nt'
    runs = [Run(PROGRAM, 'merge', '-o', merged, out, watched=True) for _ in range(RUNS)]
    best = min(runs, key=lambda run: run.core)
    given = out.stat().st_size
    yield 'merge bytes', given, 'bytes merged'
    yield 'merge core', best.core / given, 'core seconds a byte'
    yield 'merge clock', best.clock / given, 'seconds a byte, as it was'
    yield 'merge memory', best.memory, 'bytes, peak of the run'
    yield 'merge disk', best.unnamed / given, 'of the bytes, beside input and output'
    yield 'merge left', count_lines(merged) / count_lines(out), 'of the lines are left'


def load_oxigraph(folder, data):
    run = Run(KEPT / 'bin/oxigraph', 'load', '--location', folder, '--file', data)
    counted = Run(KEPT / 'bin/oxigraph', 'query', '--location', folder, '--results-format', 'csv', '--query',
                  'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }').out
    return run.clock, run.core, run.memory, size(folder), counted


def load_jena(folder, data):
    run = Run(STORES / 'venv/jena/bin/tdb2.xloader', '--loc', folder, data)
    counted = Run(STORES / 'venv/jena/bin/tdb2.tdbquery', '--loc', folder, '--results=CSV',
                  'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }').out
    return run.clock, run.core, run.memory, size(folder), counted


def load_virtuoso(folder, data):
    subprocess.run(['sh', STORES / 'virtuoso.sh', 'start', folder, data.parent], check=True, stdout=subprocess.DEVNULL,
                   env=os.environ | {'VIRTUOSO_BUFFERS': '170000'})
    process = pathlib.Path('/proc') / (folder / 'pid').read_text().strip()
    address = (folder / 'sql').read_text().strip()

    def sql(command):
        return Run('isql-vt', address, 'dba', 'dba', 'ERRORS=stdout', 'VERBOSE=OFF', 'BANNER=OFF', 'PROMPT=OFF',
                   f'exec={command}').out

    def core():
        words = (process / 'stat').read_text().rpartition(')')[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf('SC_CLK_TCK')

    try:
        sql(f"ld_dir('{data.parent}', '{data.name}', 'https://w3id.org/annograph/corpus');")
        began, before = time.monotonic(), core()
        sql('rdf_loader_run();')
        sql('checkpoint;')
        clock, used = time.monotonic() - began, core() - before
        memory = int(re.search(r'VmHWM:\s*(\d+)', (process / 'status').read_text())[1]) * 1024
        counted = sql('SPARQL SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/annograph/corpus> { ?s ?p ?o };')
        return clock, used, memory, size(folder), counted
    finally:
        subprocess.run(['sh', STORES / 'virtuoso.sh', 'stop', folder], check=False)


def load(work):
    stores = {'oxigraph': load_oxigraph, 'jena': load_jena, 'virtuoso': load_virtuoso}
    for name, copies in (('small', 12), ('large', PROFILES['dense'][1])):
        _, out, _, _ = exported(work, 'dense', copies)
        place = work / name
        place.mkdir()
        data = place / 'all.nt'
        Run(PROGRAM, 'merge', '-o', data, out)
        triples = count_lines(data)
        yield f'load {name} triples', triples, 'triples'
        for store, how in stores.items():
            clock, core, memory, disk, counted = how(work / f'{store}-{name}', data)
            if re.findall(r'\d+', counted)[-1] != str(triples):
                raise SystemExit(f'{store} has other than {triples} triples: {counted}')
            yield f'{store} {name} core', core / triples, 'core seconds a triple'
            yield f'{store} {name} clock', clock / triples, 'seconds a triple, as it was'
            yield f'{store} {name} memory', memory, 'bytes, peak of the largest process'
            yield f'{store} {name} disk', disk / triples, 'bytes a triple on disk'
            shutil.rmtree(work / f'{store}-{name}')


def machine():
    model = re.search(r'model name\s*:\s*(.*)', pathlib.Path('/proc/cpuinfo').read_text())
    yield 'machine processor', model[1] if model else platform.machine(), 'as it calls itself'
    yield 'machine cores', os.cpu_count(), 'cores'
    yield 'machine memory', os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE'), 'bytes'
    yield 'machine program', Run(PROGRAM, '--version').out.splitlines()[0], 'version'


def main(wanted):
    steps = {'machine': lambda work: machine(), 'export': export, 'sources': sources, 'merge': merge, 'load': load}
    rows = {}
    if TABLE.exists():
        for line in TABLE.read_text('utf-8').splitlines():
            name, value, unit = line.split('\t')
            rows[name] = (value, unit)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for step in wanted or steps:
            for name, value, unit in steps[step](pathlib.Path(folder)):
                rows[name] = (f'{value:.4g}' if isinstance(value, float) else str(value), unit)
                print(name, *rows[name], sep='\t', flush=True)
            TABLE.write_text(''.join(f'{name}\t{value}\t{unit}\n' for name, (value, unit) in rows.items()), 'utf-8')


if __name__ == '__main__':
    main(sys.argv[1:])
