"""What spacy.py and webannotation.py count with: values of JSON as attributes, in an object by 'NAME.KEY', addresses as links."""
import re

from counted import Counted


class Said(Counted):
    def say(self, name, value):
        if isinstance(value, list):
            for v in value:
                self.say(name, v)
        elif isinstance(value, dict):
            for k, v in value.items():
                self.say(name + "." + k, v)
        elif value not in (None, ""):
            self.add("link" if re.match(r"https?://\S+\Z", str(value)) else "attribute", name)

    def rest(self, of, known):
        for k, v in of.items():
            if k not in known:
                self.say(k, v)
