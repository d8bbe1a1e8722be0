"""xmi_cassis_rdflib.py FOLDER BASE OUT: a corpus of CAS as N-Triples, with dkpro-cassis and rdflib.

A node for each annotation with its type and its features; no statements, no referents, no checks. The places have
annograph's IRIs, so that both can be compared.
"""
import pathlib
import sys

from cassis import load_cas_from_xmi, load_typesystem
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

ANNO = Namespace("https://w3id.org/annograph/ns#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
MY = Namespace("https://example.org/uima#")
PLACES = ("begin", "end", "sofa")


def elements(value):
    return value.elements if hasattr(value, "elements") else value if isinstance(value, list) else [value]


def document_graph(cas, name, base):
    graph, document = Graph(), URIRef(f"{base}document/{name}")

    def node(structure):
        return URIRef(f"{base}annotation/{name}#{structure.xmiID}")

    def place(annotation):
        span = URIRef(f"{base}span/{name}:{annotation.begin}-{annotation.end}")
        graph.add((span, RDF.type, ANNO.Span))
        graph.add((span, NIF.beginIndex, Literal(str(annotation.begin), datatype=XSD.nonNegativeInteger)))
        graph.add((span, NIF.endIndex, Literal(str(annotation.end), datatype=XSD.nonNegativeInteger)))
        graph.add((span, NIF.anchorOf, Literal(annotation.get_covered_text())))
        graph.add((span, NIF.referenceContext, document))
        return span

    def features(structure):
        graph.add((node(structure), RDF.type, MY[structure.type.name]))
        for feature in structure.type.all_features:
            value = getattr(structure, feature.name, None)
            if value is None or feature.name in PLACES:
                continue
            for one in elements(value):
                graph.add((node(structure), MY[feature.name], node(one) if hasattr(one, "xmiID") else Literal(one)))
                if hasattr(one, "xmiID") and not hasattr(one, "begin"):
                    features(one)

    for annotation in cas.select("uima.tcas.Annotation"):
        graph.add((node(annotation), ANNO.span, place(annotation)))
        features(annotation)
    return graph


def main():
    folder, base, out = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(next(folder.rglob("TypeSystem.xml")), "rb") as file:
        types = load_typesystem(file)
    with open(out, "wb") as file:
        for path in sorted(folder.rglob("*.xmi")):
            with open(path, "rb") as xmi:
                cas = load_cas_from_xmi(xmi, typesystem=types)
            graph = document_graph(cas, path.relative_to(folder).with_suffix("").as_posix(), base)
            file.write(graph.serialize(format="nt", encoding="utf-8"))


main()
