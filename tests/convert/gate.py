"""Documents as GATE XML and bdocjs: spans with features, and in GATE XML relations between two of them."""
import json
from xml.sax.saxutils import escape, quoteattr

import brat_corpus


def annotations(document, offsets):
    """(id, type, begin, end, features) of each span; flags are true."""
    found = []
    for number, (name, (type_, places)) in enumerate(document.spans.items(), 1):
        ((begin, end),) = places
        found.append((number, type_, offsets[begin], offsets[end], dict(document.features.get(name, []))))
    return found


def features(values):
    for name, value in values.items():
        yield "<Feature>"
        yield f'  <Name className="java.lang.String">{escape(name)}</Name>'
        kind, text = ("Boolean", "true") if value is True else ("String", escape(value))
        yield f'  <Value className="java.lang.{kind}">{text}</Value>'
        yield "</Feature>"


def gate_xml(document):
    offsets = brat_corpus.utf16(document.text)
    found = annotations(document, offsets)
    nodes = {place for _, _, begin, end, _ in found for place in (begin, end)}
    text = "".join(
        (f'<Node id="{at}"/>' if at in nodes else "") + escape(character)
        for at, character in zip(offsets, [*document.text, ""])
    )
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<GateDocument version="3">', "<GateDocumentFeatures/>"]
    lines += [f"<TextWithNodes>{text}</TextWithNodes>", "<AnnotationSet>"]
    for number, type_, begin, end, values in found:
        lines.append(f'<Annotation Id="{number}" Type={quoteattr(type_)} StartNode="{begin}" EndNode="{end}">')
        lines += [*features(values), "</Annotation>"]
    lines += ["</AnnotationSet>", "<RelationSet>"]
    numbers = {name: number for number, name in enumerate(document.spans, 1)}
    for number, (type_, roles) in enumerate(document.relations.values(), len(numbers) + 1):
        members = ";".join(str(numbers[filler]) for _, filler in roles)
        lines.append(f'<Relation Id="{number}" Type={quoteattr(type_)} Members="{members}"><UserData/></Relation>')
    return "\n".join(lines + ["</RelationSet>", "</GateDocument>", ""])


def bdocjs(document):
    # Code points, which this format may count as well.
    found = [
        {"type": type_, "start": begin, "end": end, "id": number, "features": values}
        for number, type_, begin, end, values in annotations(document, range(len(document.text) + 1))
    ]
    sets = {"": {"name": "", "annotations": found, "next_annid": len(found) + 1}}
    whole = {"annotation_sets": sets, "text": document.text, "features": {}, "offset_type": "p", "name": ""}
    return json.dumps(whole, ensure_ascii=False) + "\n"


def write_xml(documents, folder):
    for document in documents:
        (folder / f"{document.name}.xml").write_bytes(gate_xml(document).encode("utf-8"))


def write_bdocjs(documents, folder):
    for document in documents:
        (folder / f"{document.name}.bdocjs").write_text(bdocjs(document), encoding="utf-8")
