"""crowd.py FOLDER [ACTORS [ACCUSERS]]: a corpus in which ACCUSERS of ACTORS accuse one of them."""
import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pictures"))
from brat import Document, Entry, write_authority, write_documents  # noqa: E402


def accuse(doc, source, accused):
    """SOURCE says that ACCUSED attacked."""
    who = doc.mention(source)
    doc.say(" says that ")
    begin = doc.length - len("says that ")
    cue = doc.cover("Accusation", begin)
    doer = doc.mention(accused)
    doc.say(" ")
    deed = doc.event("Attack", doc.mark("Attack", "attacked"), [("Subject", doer)])
    doc.event("Accusation", cue, [("Source", who), ("Content", deed), ("Accused", doer)])
    doc.say(".\n")


def main(folder, actors=10000, accusers=5000):
    os.mkdir(folder)
    people = [Entry("p%d" % i, "Person", "Person %d" % i) for i in range(int(actors))]
    doc = Document()
    for person in people[: int(accusers)]:
        accuse(doc, person, people[-1])
    for person in people[int(accusers):]:
        doc.mention(person)
        doc.say(". ")
    doc.write(os.path.join(folder, "x"))
    write_authority(folder, "crowd", people)
    write_documents(folder, "crowd", "a crowd", [("x", "a crowd", None, "2017-01-01")])


if __name__ == "__main__":
    main(*sys.argv[1:])
