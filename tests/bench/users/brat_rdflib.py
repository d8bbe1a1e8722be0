"""brat_rdflib.py FOLDER BASE OUT: a brat corpus as N-Triples, as one would write it with rdflib in an afternoon.

A node for each annotation, its type, what it leads to, and the words where it stands; no statements, no referents, no
checks. The places have annograph's IRIs, so that both can be compared.
"""
import pathlib
import sys

from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

ANNO = Namespace("https://w3id.org/annograph/ns#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
MY = Namespace("https://example.org/brat#")


class Document:
    def __init__(self, folder, path, base):
        self.name = path.relative_to(folder).with_suffix("").as_posix()
        self.text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        self.base, self.graph = base, Graph()
        for line in path.read_text(encoding="utf-8").splitlines():
            self._line(*line.split("\t"))

    def _node(self, name):
        return URIRef(f"{self.base}annotation/{self.name}#{name.replace('#', 'note')}")

    def _span(self, places, words):
        span = URIRef(f"{self.base}span/{self.name}:" + "_".join(f"{b}-{e}" for b, e in places))
        add = self.graph.add
        add((span, RDF.type, ANNO.Span))
        add((span, NIF.beginIndex, Literal(str(places[0][0]), datatype=XSD.nonNegativeInteger)))
        add((span, NIF.endIndex, Literal(str(places[-1][1]), datatype=XSD.nonNegativeInteger)))
        add((span, NIF.anchorOf, Literal(words)))
        add((span, NIF.referenceContext, URIRef(f"{self.base}document/{self.name}")))
        return span

    def _line(self, name, data, *rest):
        node, add, words = self._node(name), self.graph.add, data.split()
        add((node, ANNO.annotationId, Literal(name)))
        if name[0] == "T":
            places = [tuple(map(int, place.split())) for place in data.split(" ", 1)[1].split(";")]
            add((node, RDF.type, MY[words[0]]))
            add((node, RDFS.label, Literal(rest[0])))
            add((node, ANNO.span, self._span(places, rest[0])))
            if len(places) > 1:
                for begin, end in places:
                    self._span([(begin, end)], self.text[begin:end])
        elif name[0] in "ER":
            type_, *roles = (word.split(":", 1) for word in words)
            add((node, RDF.type, MY[type_[0]]))
            if len(type_) > 1:
                add((node, MY.trigger, self._node(type_[1])))
            for role, filler in roles:
                add((node, MY[role], self._node(filler)))
        elif name[0] == "A":
            add((self._node(words[1]), MY[words[0]], Literal(words[2] if len(words) > 2 else True)))
        else:
            value = words[2] if name[0] == "N" else rest[0]
            add((self._node(words[1]), MY[words[0]], Literal(value)))


def main():
    folder, base, out = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(out, "wb") as file:
        for path in sorted(folder.rglob("*.ann")):
            file.write(Document(folder, path, base).graph.serialize(format="nt", encoding="utf-8"))


main()
