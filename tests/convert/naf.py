"""Documents as NAF 3.2: entities with references to databases, over words that begin and end where annotations do."""
import re
from xml.sax.saxutils import escape, quoteattr


def words(document):
    """(begin, end) of the words, cut where an annotation begins or ends."""
    cuts = {place for _, places in document.spans.values() for pair in places for place in pair}
    for match in re.finditer(r"\w+|[^\w\s]", document.text):
        begin = match.start()
        for cut in sorted(c for c in cuts if match.start() < c < match.end()):
            yield begin, cut
            begin = cut
        yield begin, match.end()


def naf(document):
    found = list(words(document))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<NAF xml:lang="en" version="3.2">']
    lines += [f"<raw>{escape(document.text)}</raw>", "<text>"]
    for number, (begin, end) in enumerate(found, 1):
        word = escape(document.text[begin:end])
        lines.append(f'<wf id="w{number}" sent="1" offset="{begin}" length="{end - begin}">{word}</wf>')
    lines += ["</text>", "<terms>"]
    for number in range(1, len(found) + 1):
        lines.append(f'<term id="t{number}"><span><target id="w{number}"/></span></term>')
    lines += ["</terms>", "<entities>"]
    for name, (type_, places) in document.spans.items():
        ((first, last),) = places
        covered = [n for n, (b, e) in enumerate(found, 1) if first <= b and e <= last]
        if not covered or (found[covered[0] - 1][0], found[covered[-1] - 1][1]) != (first, last):
            raise ValueError(f"{document.name}: {name} does not begin and end with words")
        targets = "".join(f'<target id="t{n}"/>' for n in covered)
        lines.append(f'<entity id="{name}" type="{type_}"><references><span>{targets}</span></references>')
        lines.append("<externalReferences>")
        for resource, value in document.features.get(name, []):
            lines.append(f"<externalRef resource={quoteattr(resource)} reference={quoteattr(value)}/>")
        lines.append("</externalReferences></entity>")
    return "\n".join(lines + ["</entities>", "</NAF>", ""])


def write(documents, folder):
    for document in documents:
        (folder / f"{document.name}.naf").write_text(naf(document), encoding="utf-8")
