#!/usr/bin/env python3
"""corpus.py brat|lines|short COPIES OUT: data/us-russia-cyber, COPIES times.

brat: a folder OUT with one folder for each copy, and its authority beside them. lines: a file OUT of JSON Lines as
doccano writes them, one document a line, each with an ID of its own. short: the same, cut to 1,000 characters.
Of each there is one document more, which has a span outside its text.
"""
import json
import pathlib
import shutil
import sys

DATA = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'us-russia-cyber'
DOCUMENTS = sorted(path.stem for path in DATA.glob('*.ann'))


def brat(copies, out):
    out.mkdir(parents=True)
    shutil.copy(DATA / 'authority.ttl', out)
    shutil.copy(DATA / 'documents.ttl', out)
    for copy in range(copies):
        folder = out / f'{copy:05}'
        folder.mkdir()
        for document in DOCUMENTS:
            for ending in ('.ann', '.txt'):
                shutil.copyfile(DATA / (document + ending), folder / (document + ending))
    (out / 'wrong.txt').write_text('Ada wins.')
    (out / 'wrong.ann').write_text('T1\tActor 0 99\tAda\n')


def as_line(document):
    """The spans of one piece and the relations between them; doccano has no others."""
    entities, relations = [], []
    for line in (DATA / f'{document}.ann').read_text('utf-8').splitlines():
        name, _, rest = line.partition('\t')
        words = rest.partition('\t')[0].split()
        if name[0] == 'T' and ';' not in rest.partition('\t')[0]:
            entities.append({'id': int(name[1:]), 'label': words[0],
                             'start_offset': int(words[1]), 'end_offset': int(words[2])})
        elif name[0] == 'R':
            ends = [int(word.partition(':T')[2]) for word in words[1:]]
            relations.append({'id': int(name[1:]), 'from_id': ends[0], 'to_id': ends[1], 'type': words[0]})
    placed = {entity['id'] for entity in entities}
    relations = [each for each in relations if each['from_id'] in placed and each['to_id'] in placed]
    text = (DATA / f'{document}.txt').read_bytes().decode('utf-8')
    return {'text': text, 'entities': entities, 'relations': relations}


def cut(document):
    """Its first 1,000 characters and what lies in them."""
    text = document['text'][:1000]
    entities = [each for each in document['entities'] if each['end_offset'] <= len(text)]
    placed = {each['id'] for each in entities}
    relations = [each for each in document['relations'] if each['from_id'] in placed and each['to_id'] in placed]
    return {'text': text, 'entities': entities, 'relations': relations}


def write_lines(documents, copies, out):
    with out.open('w', encoding='utf-8') as file:
        for copy in range(copies):
            for number, document in enumerate(documents):
                line = {'id': copy * len(documents) + number + 1} | document
                file.write(json.dumps(line, ensure_ascii=False) + '\n')
        wrong = {'id': 0, 'text': 'Ada wins.', 'entities': [{'id': 1, 'label': 'Actor', 'start_offset': 0, 'end_offset': 99}]}
        file.write(json.dumps(wrong) + '\n')


def lines(copies, out):
    write_lines([as_line(document) for document in DOCUMENTS], copies, out)


def short(copies, out):
    write_lines([cut(as_line(document)) for document in DOCUMENTS], copies, out)


if __name__ == '__main__':
    {'brat': brat, 'lines': lines, 'short': short}[sys.argv[1]](int(sys.argv[2]), pathlib.Path(sys.argv[3]))
