"""pyshacl_shapes.py SHAPES,... FILE...: validates each file with pySHACL.

A line a file: its name and the node shapes that report, with tabs between them.
"""
import pathlib
import sys

import pyshacl
import rdflib

PREFIX = 'https://w3id.org/annograph/shapes#'
SH = rdflib.Namespace('http://www.w3.org/ns/shacl#')


def name_of(shapes, node):
    """A report names the property shape that failed, a blank node; the tests speak of the node shape around it."""
    while isinstance(node, rdflib.BNode):
        node = next(shapes.subjects(None, node))
    return str(node).removeprefix(PREFIX)


def main(shape_files, files):
    shapes = rdflib.Graph()
    for file in shape_files.split(','):
        shapes.parse(file)
    for file in files:
        data = rdflib.Graph().parse(file)
        verdict, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference='none')
        found = {name_of(shapes, shape) for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
                 for shape in report.objects(result, SH.sourceShape)}
        if verdict == bool(found):
            raise ValueError(f'{file}: verdict {verdict}, but reported: {found}')
        print(pathlib.Path(file).name, *sorted(found), sep='\t', flush=True)


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2:])
