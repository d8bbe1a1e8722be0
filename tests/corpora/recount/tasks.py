"""What labelstudio.py, doccano.py and prodigy.py count with: tasks in JSON or JSON Lines, and values as attributes.

Each value is an attribute, in an object by 'NAME.KEY'; null, empty strings, arrays and objects say nothing. On a span what
begins with http(s):// or names an entry of Wikidata is a link.
"""
import json
import re

from counted import Counted

LINK = re.compile(r"https?://\S+\Z|(wd|[Ww]ikidata):Q\d+\Z")


def load(path):
    """All tasks, whether they stand in an array, one a line, or one after the other."""
    with open(path, encoding="utf-8-sig") as f:
        text = f.read()
    at, decoder, found = 0, json.JSONDecoder(), []
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        value, at = decoder.raw_decode(text, at)
        found += value if isinstance(value, list) else [value]
    return found


class Task(Counted):
    """Also knows whether there is a span of the whole document."""

    whole = False

    def about(self):
        if not self.whole:
            self.add("span", "document")
        self.whole = True

    def say(self, name, value, on_span=False):
        if value is None or value == "":
            return
        if not on_span:
            self.about()
        if isinstance(value, list):
            for v in value:
                self.say(name, v, on_span)
        elif isinstance(value, dict):
            for k, v in value.items():
                self.say(name + "." + k if name else k, v, on_span)
        else:
            self.add("link" if on_span and LINK.match(str(value)) else "attribute", name)
