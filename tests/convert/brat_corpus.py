"""brat standoff as plain data, and what other formats cannot say of it."""
import pathlib
import re


class Document:
    """One text with its annotations, by ID, in the order of the file."""

    def __init__(self, path):
        self.path, self.name = path, path.stem
        self.text = read(path.with_suffix(".txt"))
        self.spans = {}  # T: [type, [(begin, end), ...]]
        self.events = {}  # E: [type, trigger, [(role, filler), ...]]
        self.relations = {}  # R: the same, without a trigger
        self.features = {}  # ID of a span or event: [(name, value), ...], True for a flag
        self.link_names = {}  # what a link calls its entry, by (ID, name, value)
        for line in read(path).splitlines():
            self._add(*line.split("\t"))

    def _add(self, name, data, *rest):
        words = data.split(" ")
        if name[0] == "T":
            type_, places = data.split(" ", 1)
            self.spans[name] = [type_, [tuple(map(int, p.split())) for p in places.split(";")]]
        elif name[0] == "E":
            (type_, trigger), *roles = (word.split(":", 1) for word in words if word)
            self.events[name] = [type_, trigger, [tuple(role) for role in roles]]
        elif name[0] == "R":
            self.relations[name] = [words[0], [tuple(word.split(":", 1)) for word in words[1:] if word]]
        elif name[0] == "A":
            self._feature(words[1], words[0], words[2] if len(words) > 2 else True)
        elif name[0] == "N":
            link = (words[1], *data.split(" ", 2)[2].split(":", 1))
            self._feature(*link)
            if rest and rest[0]:
                self.link_names[link] = rest[0]
        elif name[0] == "#":
            self._feature(words[1], words[0], rest[0])
        else:
            raise ValueError(f"{self.name}: a line that is not converted: {name}")

    def _feature(self, target, name, value):
        self.features.setdefault(target, []).append((name, value))

    def triggers(self):
        return {trigger for _, trigger, _ in self.events.values()}


def read(path):
    return path.read_bytes().decode("utf-8")


def corpus(folder):
    return [Document(path) for path in sorted(pathlib.Path(folder).glob("*.ann"))]


def standoff(document):
    """The document as brat has it, with what is left of it after the losses."""
    lines, counts = [], {}

    def put(letter, rest):
        counts[letter] = counts.get(letter, 0) + 1
        lines.append(f"{letter}{counts[letter]}\t{rest}")

    for name, (type_, places) in document.spans.items():
        words = " ".join(document.text[b:e] for b, e in places)
        lines.append(f"{name}\t{type_} {';'.join(f'{b} {e}' for b, e in places)}\t{words}")
    for name, (type_, trigger, roles) in document.events.items():
        lines.append(f"{name}\t" + " ".join([f"{type_}:{trigger}"] + [f"{r}:{f}" for r, f in roles]))
    for name, (type_, roles) in document.relations.items():
        lines.append(f"{name}\t" + " ".join([type_] + [f"{r}:{f}" for r, f in roles]))
    for target, features in document.features.items():
        for name, value in features:
            if value is True:
                put("A", f"{name} {target}")
            elif name in NOTES:
                put("#", f"{name} {target}\t{value}")
            elif name in LINKS:
                put("N", f"Reference {target} {name}:{value}\t{document.link_names.get((target, name, value), '')}")
            else:
                put("A", f"{name} {target} {value}")
    return "\n".join(lines) + "\n"


NOTES = {"Gloss", "AnnotatorNotes"}
LINKS = {"Authority", "Date", "DateInferred", "Number"}


# ---- Losses: each takes from a document what a format cannot say, and returns how often it did


def join_fragments(document):
    """A span with gaps becomes one from its first character to its last."""
    count = 0
    for span in document.spans.values():
        places = span[1]
        if len(places) > 1:
            span[1] = [(min(b for b, _ in places), max(e for _, e in places))]
            count += 1
    return count


def forget_gaps(document):
    """What stands between two lines is a line end and blanks."""
    count = 0

    def flat(match):
        nonlocal count
        gap = "\n" + " " * (len(match.group()) - 1)
        count += gap != match.group()
        return gap

    document.text = re.sub(r"[ \t]*\n\s*", flat, document.text)
    return count


def forget_link_names(document):
    """A link has an entry and no name."""
    count = len(document.link_names)
    document.link_names = {}
    return count


def drop_events(document):
    """No roles: events go, with their triggers, and with them what is said of them."""
    count = len(document.events)
    for name in document.triggers():
        del document.spans[name]
    for name in document.events:
        document.features.pop(name, None)
    document.events = {}
    return count


def drop_relations(document):
    """Nothing leads from one annotation to another."""
    count = len(document.relations)
    document.relations = {}
    return count


def drop_notes(document):
    """No remarks."""
    count = 0
    for target, features in document.features.items():
        document.features[target] = [(name, value) for name, value in features if name not in NOTES]
        count += len(features) - len(document.features[target])
    return count


ALL_LOSSES = (join_fragments, forget_link_names, forget_gaps, drop_events, drop_relations, drop_notes)
LOSSES = {loss.__name__: loss for loss in ALL_LOSSES}


def utf16(text):
    """The offset in UTF-16 units of each character, and of the end."""
    offsets, at = [], 0
    for character in text:
        offsets.append(at)
        at += 2 if ord(character) > 0xFFFF else 1
    return offsets + [at]


def type_names(documents):
    """Types of spans that are no triggers, of events, of relations, each with the names of its features."""
    spans, events, relations = {}, {}, {}
    for document in documents:
        triggers = document.triggers()
        for name, (type_, _) in document.spans.items():
            if name not in triggers:
                spans.setdefault(type_, {}).update(document.features.get(name, []))
        for name, (type_, _, _) in document.events.items():
            events.setdefault(type_, {}).update(document.features.get(name, []))
        for type_, _ in document.relations.values():
            relations.setdefault(type_, {})
    clash = (spans.keys() & events.keys()) | (spans.keys() & relations.keys()) | (events.keys() & relations.keys())
    if clash:
        raise ValueError(f"types of two kinds: {sorted(clash)}")
    return spans, events, relations
