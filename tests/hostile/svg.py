"""svg.py FILE...: what may run, refer or hide in pictures, one line each; nothing if all is well."""
import re
import sys
import xml.etree.ElementTree as ElementTree

SAFE = re.compile(r"(https?:|#)")

for path in sys.argv[1:]:
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        print(path, "is not well-formed:", error)
        continue
    for element in root.iter():
        name = element.tag.rpartition("}")[2].lower()
        if name in ("script", "image", "foreignobject", "iframe", "object", "embed", "use", "animate", "set"):
            print(path, "has an element", name)
        for attribute, value in element.attrib.items():
            local = attribute.rpartition("}")[2].lower()
            if local.startswith("on"):
                print(path, "has an attribute", local)
            if local in ("href", "src") and not SAFE.match(value):
                print(path, "refers to", value)
            if local != "title" and re.search(r"url\((?!#)|expression\(", value):
                print(path, "has", local, value)
        words = (element.text or "") + (element.tail or "")
        if re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\x00-\x08]", words):
            print(path, "hides:", ascii(words))
    print(path, "texts:", sum(element.tag.endswith("}text") for element in root.iter()) > 0)
