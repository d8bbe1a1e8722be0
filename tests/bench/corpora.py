"""corpora.py FORMAT FOLDER COPIES: a corpus of any size, the same bytes each time. Standard library only.

The documents of data/us-russia-cyber and some of other people (ANNOGRAPH_CORPORA) are written COPIES times, in the
format FORMAT: brat, xmi, jsoncas, jsonl (doccano) or naf. Nothing can be copied from one copy to the next: each name in
a text gets an ending of its copy, and so do the notes; endings have LENGTHS lengths, so that offsets shift; documents
have names of their own. Copies 0 to n-1 of a larger corpus are those of a smaller one.

A document is converted once for each length of an ending, with MARK in its place; a copy is that with its ending set in.
"""
import bisect
import json
import os
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests/convert"))

import brat_corpus  # noqa: E402
import cas  # noqa: E402
import naf  # noqa: E402

CORPUS = ROOT / "data/us-russia-cyber"
CORPORA = pathlib.Path(os.environ.get("ANNOGRAPH_CORPORA", ROOT / "../shared/corpora"))
OTHERS = sorted(("1023_bleak_house_brat", "105_persuasion_brat", "1064_the_masque_of_the_red_death_brat"))
# A letter that no document has, one unit of every encoding that offsets count in.
MARK = "\u2c7b"
NUMBER = "@NUMBER@"
LENGTHS = range(3, 19)
PER_FOLDER = 10


def ending(copy):
    """Letters that no other copy has; three tell the copy, the rest fills up."""
    length, letters = LENGTHS[copy % len(LENGTHS)], ""
    left, state = copy, copy * 2654435761 + 12345
    for place in range(length):
        if place < 3:
            letters += chr(97 + left % 26)
            left //= 26
        else:
            state = (state * 1103515245 + 12345) % 2**31
            letters += chr(97 + (state >> 16) % 26)
    return letters


# ---- Documents with MARK


def originals():
    paths = sorted(CORPUS.glob("*.ann")) + [CORPORA / f"litbank-brat/entities/{name}.ann" for name in OTHERS]
    return [brat_corpus.Document(path) for path in paths if path.exists()]


def name_ends(document):
    """Where a marked name ends: behind a word with a capital letter, at the end of a span."""
    text, found = document.text, set()
    for _, places in document.spans.values():
        for begin, end in places:
            whole = end == len(text) or not text[end].isalnum()
            if whole and text[end - 1].isalpha() and any(c.isupper() for c in text[begin:end]):
                found.add(end)
    return sorted(found)


def marked(document, length):
    """The document with an ending of that length behind each name."""
    ends, mark = name_ends(document), MARK * length

    def moved(place):
        return place + length * bisect.bisect_right(ends, place)

    pieces = [document.text[b:e] for b, e in zip([0, *ends], [*ends, len(document.text)])]
    document.text = mark.join(pieces)
    for span in document.spans.values():
        # What begins where a name ends begins behind its ending.
        span[1] = [(moved(begin), moved(end)) for begin, end in span[1]]
    for features in document.features.values():
        for at, (name, value) in enumerate(features):
            if name in brat_corpus.NOTES:
                features[at] = (name, f"{value} ({mark})")
    return document


def marked_naf(text, length):
    """Words of a NAF document, each with its offset; those with a capital letter get the ending."""
    shift = 0

    def word(match):
        nonlocal shift
        before, offset, middle, size, after, form = match.groups()
        offset, size = int(offset) + shift, int(size)
        if form[:1].isupper() and form.isalpha():
            form, size, shift = form + MARK * length, size + length, shift + length
        return f"{before}{offset}{middle}{size}{after}{form}<"

    return re.sub(r'(<wf [^>]*offset=")(\d+)(" length=")(\d+)("[^>]*>)([^<]*)<', word, text)


# ---- Formats: files of one document as (ending of the name, text), and what lies beside them in each folder


def brat_files(document, _):
    return [(".txt", document.text), (".ann", brat_corpus.standoff(document))]


def xmi_files(document, _):
    return [(".xmi", cas.xmi(document))]


def jsoncas_files(document, types):
    return [(".json", cas.json_cas(document, types))]


def naf_files(document, _):
    return [(".naf", naf.naf(document))]


def doccano_line(document, _):
    """Spans, and a relation for each role of an event."""
    numbers = {name: number for number, name in enumerate(document.spans, 1)}
    numbers.update({name: numbers[trigger] for name, (_, trigger, _) in document.events.items()})
    entities = [
        {"id": numbers[name], "label": type_, "start_offset": places[0][0], "end_offset": places[-1][1]}
        for name, (type_, places) in document.spans.items()
    ]
    ends = [(role, trigger, filler) for _, trigger, roles in document.events.values() for role, filler in roles]
    ends += [(type_, roles[0][1], roles[1][1]) for type_, roles in document.relations.values()]
    relations = [
        {"id": number, "from_id": numbers[a], "to_id": numbers[b], "type": type_}
        for number, (type_, a, b) in enumerate(ends, 1)
    ]
    whole = {"id": NUMBER, "text": document.text, "entities": entities, "relations": relations, "Comments": []}
    return [("", json.dumps(whole, ensure_ascii=False).replace(f'"{NUMBER}"', NUMBER) + "\n")]


LOSSES = {
    "brat": (),
    "xmi": (brat_corpus.join_fragments, brat_corpus.forget_link_names),
    "jsoncas": (brat_corpus.join_fragments, brat_corpus.forget_link_names),
    "naf": tuple(
        getattr(brat_corpus, n)
        for n in ("join_fragments", "forget_link_names", "drop_events", "drop_relations", "drop_notes")
    ),
    "jsonl": (),
}
FILES = {"brat": brat_files, "xmi": xmi_files, "jsoncas": jsoncas_files, "naf": naf_files, "jsonl": doccano_line}


class Templates:
    """For a length: [(name of the document, [(ending of the file, text with MARK)])], made when first asked for."""

    def __init__(self, format_):
        self.format, self.beside, self.made = format_, {}, {}

    def of(self, length):
        if length not in self.made:
            self.made[length] = self._make(length)
        return self.made[length]

    def _make(self, length):
        documents = lessened(self.format, length)
        types = cas.system(documents) if self.format in ("xmi", "jsoncas") else None
        if self.format == "xmi":
            self.beside["TypeSystem.xml"] = cas.type_system(types)
        found = [(document.name, FILES[self.format](document, types)) for document in documents]
        other = CORPORA / "naf-newsreader/enPM.naf"
        if self.format == "naf" and other.exists():
            text = marked_naf(other.read_text(encoding="utf-8"), length)
            found.append((other.stem, [(".naf", text)]))
        return found


def lessened(format_, length):
    """The documents with endings of that length, without what the format cannot say."""
    documents = [marked(document, length) for document in originals()]
    for loss in LOSSES[format_]:
        for document in documents:
            loss(document)
    return documents


# ---- Writing


def put(path, text, total):
    content = text.encode("utf-8")
    with open(path, "ab" if path.suffix == ".jsonl" else "wb") as file:
        file.write(content)
    total[0] += 1
    total[1] += len(content)


def beside(folder):
    """What is known of the corpus, not of each document, and its authority."""
    metadata = (CORPUS / "documents.ttl").read_text(encoding="utf-8").split("\n\n")
    (folder / "documents.ttl").write_text("\n\n".join(metadata[:2]) + "\n", encoding="utf-8")
    (folder / "authority.ttl").write_bytes((CORPUS / "authority.ttl").read_bytes())


def generate(format_, folder, copies):
    """Writes the corpus; its documents and bytes."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    beside(folder)
    templates, documents, total = Templates(format_), 0, [0, 0]
    for copy in range(copies):
        word = ending(copy)
        group = f"{copy // PER_FOLDER:03d}"
        found = templates.of(len(word))
        if format_ != "jsonl" and copy % PER_FOLDER == 0:
            (folder / group).mkdir()
            for name, text in templates.beside.items():
                put(folder / group / name, text, total)
        for name, files in found:
            documents += 1
            for suffix, text in files:
                text = text.replace(MARK * len(word), word)
                if format_ == "jsonl":
                    put(folder / f"{group}.jsonl", text.replace(NUMBER, str(documents)), total)
                else:
                    put(folder / group / f"{name}-{copy}{suffix}", text, total)
    return documents, total[1]


def main():
    format_, folder, copies = sys.argv[1:]
    print("%d documents, %d bytes" % generate(format_, folder, int(copies)))


if __name__ == "__main__":
    main()
