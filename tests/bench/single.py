"""single.py FORMAT FOLDER COPIES: a corpus of one document, as large as that many copies of corpora.py together."""
import pathlib
import re
import sys

import corpora  # first: it tells where the others are

import brat_corpus
import cas
import naf

GAP = "\n\n"


def parts(format_, copies):
    """The documents of each copy, with its endings in them."""
    made = {}
    for number in range(copies):
        word = corpora.ending(number)
        if len(word) not in made:
            made[len(word)] = corpora.lessened(format_, len(word))
        for document in made[len(word)]:
            yield document, corpora.MARK * len(word), word


class Merged:
    """One document of many: IDs and places go on where those of the one before end."""

    def __init__(self, format_, copies):
        self.name, self.spans, self.events, self.relations = "single", {}, {}, {}
        self.features, self.link_names = {}, {}
        self.texts, self.shift, self.next = [], 0, 0
        for document, mark, word in parts(format_, copies):
            self._take(document, mark, word)
        self.text = GAP.join(self.texts)

    triggers = brat_corpus.Document.triggers

    def _take(self, document, mark, word):
        shift, first, last = self.shift, self.next, self.next

        def renamed(name):
            return f"{name[0]}{int(name[1:]) + first}"

        def fillers(roles):
            return [(role, renamed(filler)) for role, filler in roles]

        for own, group, make in (
            (self.spans, document.spans, lambda type_, places: [type_, [(b + shift, e + shift) for b, e in places]]),
            (self.events, document.events, lambda type_, at, roles: [type_, renamed(at), fillers(roles)]),
            (self.relations, document.relations, lambda type_, roles: [type_, fillers(roles)]),
        ):
            for name, value in group.items():
                own[renamed(name)] = make(*value)
                last = max(last, int(name[1:]) + first)
        for name, features in document.features.items():
            self.features[renamed(name)] = [
                (feature, value.replace(mark, word) if isinstance(value, str) else value) for feature, value in features
            ]
        for (name, feature, value), text in document.link_names.items():
            self.link_names[(renamed(name), feature, value)] = text
        self.texts.append(document.text.replace(mark, word))
        self.shift += len(document.text) + len(GAP)
        self.next = last


# ---- NAF is put together from its sections: its words take long to find


SECTIONS = ("text", "terms", "entities")


def naf_sections(format_, copies):
    """(raw text, {section: lines}) of each document, numbered on."""
    rendered, shift, words, entities = {}, 0, 0, 0
    for document, mark, word in parts(format_, copies):
        key = (document.name, len(mark))
        if key not in rendered:
            rendered[key] = naf.naf(document)
        text = rendered[key].replace(mark, word)
        raw = re.search(r"<raw>(.*?)</raw>", text, re.S).group(1)
        found = {name: re.search(rf"<{name}>\n(.*?)</{name}>", text, re.S).group(1) for name in SECTIONS}
        found["text"] = re.sub(
            r'id="w(\d+)" sent="1" offset="(\d+)"',
            lambda m: f'id="w{int(m[1]) + words}" sent="1" offset="{int(m[2]) + shift}"', found["text"])
        for name in ("terms", "entities"):
            found[name] = re.sub(r'id="([wt])(\d+)"', lambda m: f'id="{m[1]}{int(m[2]) + words}"', found[name])
        found["entities"] = re.sub(
            r'<entity id="T(\d+)"', lambda m: f'<entity id="T{int(m[1]) + entities}"', found["entities"])
        yield raw, found
        shift += len(document.text) + len(GAP)
        words += found["text"].count("<wf ")
        entities += 10000


def write_naf(path, copies):
    """Section by section to files of their own, which are then joined."""
    pieces = {name: open(path.with_suffix(f".{name}"), "w+", encoding="utf-8") for name in ("raw", *SECTIONS)}
    for number, (raw, found) in enumerate(naf_sections("naf", copies)):
        pieces["raw"].write((GAP if number else "") + raw)
        for name in SECTIONS:
            pieces[name].write(found[name])
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<NAF xml:lang="en" version="3.2">\n')
        for name, piece in pieces.items():
            piece.seek(0)
            out.write(f"<{name}>" + ("" if name == "raw" else "\n"))
            while block := piece.read(1 << 20):
                out.write(block)
            out.write(f"</{name}>\n")
            piece.close()
            path.with_suffix(f".{name}").unlink()
        out.write("</NAF>\n")


def generate(format_, folder, copies):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    corpora.beside(folder)
    if format_ == "naf":
        write_naf(folder / "single.naf", copies)
        return
    document = Merged(format_, copies)
    types = cas.system([document]) if format_ in ("xmi", "jsoncas") else None
    if format_ == "xmi":
        (folder / "TypeSystem.xml").write_text(cas.type_system(types), encoding="utf-8")
    for suffix, text in corpora.FILES[format_](document, types):
        path = folder / f"single{suffix or '.jsonl'}"
        path.write_text(text.replace(corpora.NUMBER, "1"), encoding="utf-8")


if __name__ == "__main__":
    generate(sys.argv[1], sys.argv[2], int(sys.argv[3]))
