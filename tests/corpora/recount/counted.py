"""What a recount tells of one document: annotations by kind and type, and what no annotation can hold."""
import collections


class Counted:
    """`items`: (kind, type) -> how many the document must have; `lost`: why -> how many must be reported instead."""

    def __init__(self, annotator=""):
        self.annotator = annotator
        self.items = collections.Counter()
        self.lost = collections.Counter()
        self.faulty = False  # the file breaks its own format here: the document must be skipped, and all of it reported

    def add(self, kind, type_, count=1):
        self.items[kind, type_] += count

    def lose(self, why, count=1):
        self.lost[why] += count

    @property
    def read(self):
        return sum(self.items.values()) + sum(self.lost.values())
