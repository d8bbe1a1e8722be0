"""brat standoff: the lines of each .ann, as the other corpus tests read them (tests/corpora/brat.py)."""
import os

import archives
import brat
from counted import Counted

FILES = (
    "bioc-samples/**/*.ann",
    "brat-tutorials/**/*.ann",
    "dkpro-fixtures/**/*.ann",
    "inception-fixtures/**/*.ann",
    "inception-fixtures/inception-io-brat/**/*.zip",
    "litbank-brat/**/*.ann",
    # Nothing is annotated in these, so that their lines are in no other format.
    "litbank-quotations/1023_bleak_house_brat.ann",
    "litbank-quotations/105_persuasion_brat.ann",
    "litbank-quotations/1064_the_masque_of_the_red_death_brat.ann",
    "litbank-quotations/1327_elizabeth_and_her_german_garden_brat.ann",
)
KINDS = {"T": "span", "E": "event", "R": "relation", "*": "equivalence", "A": "attribute", "N": "link", "#": "remark"}


def documents(path):
    if path.endswith(".zip"):
        with archives.unpacked(path) as members:
            return [c for name, copy in members if name.endswith(".ann") for c in documents(copy)]
    found = brat.document(os.path.dirname(path), path, [path])
    counted = Counted(found.annotator)
    for a in found.annotations:
        counted.add(KINDS[a.kind], a.type)
    return [counted]
