"""BioC as XML, version 1 or 2."""
import xml.etree.ElementTree as ET

import bioc

FILES = (
    "bioc-samples/tests/bioc/*.xml",
    "dkpro-fixtures/dkpro-core-io-bioc-asl/**/bioc*/**/*.xml",
    "inception-fixtures/inception-io-bioc/**/bioc*/**/*.xml",
)


def infons(e):
    return [(i.get("key"), i.text or "") for i in e.findall("infon")]


def documents(path):
    root = ET.parse(path).getroot()
    collection = [(e.tag, e.text or "") for e in root if e.tag in ("source", "date", "key")] + infons(root)
    for d in root.findall("document"):
        things = [bioc.Thing(e.tag, infons(e)) for e in d.iter() if e.tag in ("passage", "sentence", "annotation", "relation")]
        if d.find("text") is not None:
            things.append(bioc.Thing("passage", []))
        yield bioc.count(collection, infons(d), things)
