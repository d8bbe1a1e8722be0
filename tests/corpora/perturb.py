#!/usr/bin/env python3
"""Makes perturbed copies of an annotated folder, each in a folder of its own: perturb.py SOURCE TARGET [plain]

With 'plain' the metadata and the schema are left out, so that no rule set applies and the fallback exports all.
What of a copy must equal what of the original is said beside each perturbation, and checked by perturbed.py.
"""
import os
import random
import re
import shutil
import sys

BOM = "\ufeff"
SEED = 20170523
OFFSETS = re.compile(r"^(T\d+\t\S+ )([\d ;]+)(\t.*)$", re.S)


class Document:
    """Text and annotation lines of one document; the perturbations change these."""

    def __init__(self, name, text, lines):
        self.name, self.text, self.lines = name, text, lines
        self.files = None

    def move(self, offset_of):
        """All offsets of the annotations as `offset_of` has them."""
        def moved(line):
            m = OFFSETS.match(line)
            return m[1] + re.sub(r"\d+", lambda n: str(offset_of(int(n[0]))), m[2]) + m[3] if m else line
        self.lines = [moved(line) for line in self.lines]

    def annotations(self, end="\n", lines=None):
        return "".join(line + end for line in (self.lines if lines is None else lines))

    def write(self, folder):
        files = self.files or {".ann": self.annotations()}
        for ending, content in {".txt": self.text, **files}.items():
            if content is not None:
                with open(os.path.join(folder, self.name + ending), "w", encoding="utf-8", newline="") as f:
                    f.write(content)


def crlf_offset(text):
    """Where a character of `text` stands once each line feed has become two characters."""
    before = [0]
    for c in text:
        before.append(before[-1] + (c == "\n"))
    return lambda offset: offset + before[offset]


def bom_offset(text):
    """A byte order mark is a character for brat."""
    return lambda offset: offset + 1


# ---- Same graph: how the lines are written, in which order, in which files

def original(d):
    pass


def crlf_ann(d):
    d.files = {".ann": d.annotations("\r\n")}


def bom_ann(d):
    d.files = {".ann": BOM + d.annotations()}


def blank_lines(d):
    d.files = {".ann": "\n" + d.annotations("\n\n").rstrip("\n")}


def shuffled(d):
    random.Random(SEED).shuffle(d.lines)


def reversed_lines(d):
    d.lines.reverse()


def split_files(d, end="\n", start=""):
    """BioNLP: the spans given to a task in .a1, the answer in .a2."""
    triggers = {line.split("\t")[1].split(" ")[0].rpartition(":")[2] for line in d.lines if line.startswith("E")}
    given = [line for line in d.lines if line.startswith("T") and line.split("\t")[0] not in triggers]
    rest = [line for line in d.lines if line not in set(given)]
    d.files = {".a1": start + d.annotations(end, given), ".a2": start + d.annotations(end, rest)}


def a1_a2(d):
    split_files(d)


# ---- Discontinuous spans. fragments has the same graph with the fragments of each span in another order

def fragments(d):
    """Cuts the words of every third span apart at its blanks."""
    def cut(line, number):
        m = OFFSETS.match(line)
        if not m or ";" in m[2] or number % 3:
            return line
        begin, end = map(int, m[2].split())
        edges = [i for i in range(begin, end) if d.text[i] == " "]
        if not edges or d.text[begin:end] != m[3][1:] or any(b - a == 1 for a, b in zip(edges, edges[1:])):
            return line
        parts = zip([begin] + [e + 1 for e in edges], edges + [end])
        return m[1] + ";".join("%d %d" % p for p in parts) + m[3]
    d.lines = [cut(line, number) for number, line in enumerate(d.lines)]


def fragments_reversed(d, recorded=False):
    fragments(d)
    def turn(line):
        m = OFFSETS.match(line)
        if not m or ";" not in m[2]:
            return line
        parts = m[2].split(";")[::-1]
        words = " ".join(d.text[int(b):int(e)] for b, e in (p.split() for p in parts))
        return m[1] + ";".join(parts) + ("\t" + words if recorded else m[3])
    d.lines = [turn(line) for line in d.lines]


def fragments_reversed_words(d):
    """The recorded words in the order of the file, as some tools write them."""
    fragments_reversed(d, True)


# ---- Same graph once offsets are mapped back: what the text is made of

def crlf_txt(d):
    d.move(crlf_offset(d.text))
    d.text = d.text.replace("\n", "\r\n")


def bom_txt(d):
    d.move(bom_offset(d.text))
    d.text = BOM + d.text


def crlf_bom_txt(d):
    crlf_txt(d)
    bom_txt(d)


def newline_text(d):
    """Line breaks in the text within spans, which brat records as blanks. Same graph once they are blanks again."""
    text = list(d.text)
    for number, line in enumerate(d.lines):
        m = OFFSETS.match(line)
        if m and number % 5 == 0 and ";" not in m[2] and " " in m[3].strip():
            begin, end = map(int, m[2].split())
            at = d.text.find(" ", begin, end)
            if at >= 0:
                text[at] = "\n"
    d.text = "".join(text)


def newline_raw(d, end="\n"):
    """As newline_text, but the recorded words hold the line break itself, so that a line falls apart."""
    newline_text(d)
    def broken(line):
        m = OFFSETS.match(line)
        if not m or ";" in m[2]:
            return line
        begin, stop = map(int, m[2].split())
        return m[1] + m[2] + "\t" + d.text[begin:stop].replace("\n", end)
    d.lines = [broken(line) for line in d.lines]


def no_text(d):
    """Same graph but for the words, which are those recorded."""
    d.text = None


# ---- Two annotators: each one's share of the graph is the whole of the original

def renumbered(lines, shift):
    """All IDs moved on, so that whose they are can be told. IDs stand behind the letter, a colon or a blank."""
    def row(line):
        head, _, rest = line.partition("\t")
        data, tab, text = rest.partition("\t")
        add = lambda m: m[1] + str(int(m[2]) + shift)
        data = re.sub(r"((?<=[: ])[TERAMN])(\d+)(?= |$)", add, data) if not head.startswith("T") else data
        return re.sub(r"^([TERAMN#])(\d+)$", add, head) + "\t" + data + tab + text
    return [row(line) for line in lines]


def annotators(d, end="\n", start=""):
    other = renumbered(d.lines, 5000)
    random.Random(SEED).shuffle(other)
    d.files = {".alice.ann": start + d.annotations(end), ".bob.ann": start + d.annotations(end, other)}


# ---- All at once

def combined(d):
    crlf_bom_txt(d)
    shuffled(d)
    split_files(d, "\r\n", BOM)


def combined_annotators(d):
    crlf_bom_txt(d)
    shuffled(d)
    annotators(d, "\r\n", BOM)


def combined_newline(d):
    newline_raw(d)
    d.move(crlf_offset(d.text))
    d.text = d.text.replace("\n", "\r\n")
    d.files = {".ann": BOM + d.annotations().replace("\n", "\r\n")}


PERTURBATIONS = (original, crlf_ann, bom_ann, blank_lines, shuffled, reversed_lines, a1_a2, fragments, fragments_reversed,
                 fragments_reversed_words, crlf_txt, bom_txt, crlf_bom_txt, newline_text, newline_raw, no_text, annotators,
                 combined, combined_annotators, combined_newline)


def load(source):
    for name in sorted(os.listdir(source)):
        if name.endswith(".ann"):
            stem = name[:-len(".ann")]
            with open(os.path.join(source, stem + ".txt"), encoding="utf-8", newline="") as f:
                text = f.read()
            with open(os.path.join(source, name), encoding="utf-8", newline="") as f:
                yield Document(stem, text, f.read().rstrip("\n").split("\n"))


def make(source, target, plain):
    """Writes all copies; the names of their folders are those of the functions."""
    for perturb in PERTURBATIONS:
        folder = os.path.join(target, perturb.__name__)
        os.makedirs(folder)
        for name in os.listdir(source):
            if name.endswith((".ttl", ".conf")) and not plain:
                shutil.copy(os.path.join(source, name), folder)
        for document in load(source):
            perturb(document)
            document.write(folder)


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2], sys.argv[3:] == ["plain"])
