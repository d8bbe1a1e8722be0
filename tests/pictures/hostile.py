"""hostile.py FOLDER: a small corpus whose names, titles, links and colours try to break pictures of it.

Each string stands as a label in the authority, and in the text where the format allows it. Accusations go round, to the
accuser itself and both ways; nothing of what a string says may act, and all of it must be read as it stands.
"""

import os
import sys

from brat import Document, Entry, write_authority, write_documents

STRINGS = [
    # what Graphviz takes for its own
    r"\N \G \L \E \T \l \r \n",
    "AT&amp;T &eacute; &#x41; &lt;",
    "&#1; &#xD800; &#xFFFE;",
    "| { } < > <p> record",
    "a:b:c -> d -- e",
    "digraph { a -> b }",
    '"]; x [label="y',
    "trailing \\",
    "%s %n %d %08x",
    # what XML takes for its own
    "<b>bold</b> <table><tr><td>",
    "</td></tr></table>>",
    "]]> <![CDATA[ x",
    "--> <!-- x",
    "<?xml version='2'?>",
    "&",
    "<",
    '"',
    "'",
    # what browsers run
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "</text></svg><svg onload=alert(1)>",
    "url(http://example.org/x)",
    # what spreadsheets and shells run
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|'/c calc'!A0",
    "$(id) `id` ${HOME}",
    "../../../etc/passwd",
    'comma, "quote", semicolon;',
    # what hides or reorders
    "left\u202egnp.exe",
    "zero\u200bwidth\u2060joined\ufeff",
    "\u2066isolated\u2069 \u200fmark",
    "soft\u00adhyphen",
    "nb\u00a0sp",
    # scripts
    "محمد بن سلمان (الرياض)",
    "שלום world 123",
    "中华人民共和国外交部发言人办公室主任",
    "대한민국 외교부",
    "Мария Захарова",
    "ไทยแลนด์ สวัสดี",
    "हिन्दी संस्थान",
    "e\u0301a\u0308o\u0302",
    "Z\u0351\u036b\u0343a\u0322\u0335l\u0321\u034eg\u0322o",
    "👩‍👩‍👧‍👦 🇷🇺 🇺🇸 👍🏽",
    # lengths
    "w" * 500,
    "long " * 4000,
    "漢" * 300,
    "i",
    " ",
    "Nul\u0001 \u0007 \u001b[31m",
    "line\nbreak\ttab\rreturn",
]
LINKS = [
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "http://example.org/?a=1&b='2'",
    "https://example.org/%3Cscript%3E",
    "vbscript:x",
]
COLOURS = ["#ffffff", "red", "#12", "url(#x)", '" onload="alert(1)', "#000000"]


def entries():
    kinds = ["Person", "Organization", "State", "Group"]
    found = []
    for i, text in enumerate(STRINGS):
        more = {}
        kind = kinds[i % 4]
        key = "h%02d" % i
        if kind == "State":
            more = {"side": key, "tag": text.strip()[:12] or "?", "colour": COLOURS[i // 4 % len(COLOURS)]}
        elif kind == "Person":
            more = {"body": "h%02d" % ((i + 1) % len(STRINGS))}
        elif kind == "Organization":
            more = {"side": "h%02d" % min(i + 1, len(STRINGS) - 1)}
        found.append(Entry(key, kind, text, LINKS[i % len(LINKS)], **more))
    for i in range(6):
        found.append(Entry("deal%d" % i, "Agreement", "Deal " + STRINGS[5 * i], LINKS[i]))
    return found


def in_text(text):
    """As it can stand in a line of an annotation; only so much of it."""
    return "".join(c if c >= " " else " " for c in text[:600]).strip() or "nothing"


def sentence(doc, source, kind, verb, subject, other):
    roles = [("Source", doc.mention(source, in_text(source.label)))]
    doc.say(" ")
    cue = doc.mark(kind, "said")
    doc.say(" ")
    begin = doc.length
    who = doc.mention(subject, in_text(subject.label))
    doc.say(" ")
    trigger = doc.mark(verb, "did")
    doc.say(" ")
    whom = doc.mention(other, in_text(other.label))
    passage = doc.cover("Passage", begin)
    event = doc.event(verb, trigger, [("Subject", who), ("Object", whom)])
    accused = [("Accused", who)] if kind == "Accusation" else []
    doc.say(".\n")
    return doc.event(kind, cue, roles + [("Content", event), ("Passage", passage)] + accused)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    known = entries()
    actors, deals = known[: len(STRINGS)], known[len(STRINGS) :]
    listed = []
    for i, actor in enumerate(actors):
        other, third = actors[(i + 1) % len(actors)], actors[(i + 7) % len(actors)]
        doc = Document()
        sentence(doc, actor, "Accusation", "Attack", other, third)
        sentence(doc, other, "Denial", "Attack", other, third)
        sentence(doc, other, "Accusation", "Attack", actor, third)
        sentence(doc, third, "Statement", "Support", third, deals[i % len(deals)])
        if i % 9 == 0:
            sentence(doc, actor, "Accusation", "Harm", actor, actor)
        if i % 8 == 0:
            sentence(doc, third, "Statement", "BelongTo", actor, other)
        if i < len(deals):
            span = doc.mention(deals[i], in_text(deals[i].label))
            doc.say(" between ")
            doc.relation("Party", span, doc.mention(actor, in_text(actor.label)))
            doc.say(".\n")
        doc.write(os.path.join(folder, "x%02d" % i))
        listed.append(
            (
                "x%02d" % i,
                actor.label,
                actor.name if i % 2 else None,
                "%04d-01-01" % (1 if i == 3 else 9999 if i == 4 else 1990 + i),
            )
        )
    write_authority(folder, "hostile", known)
    write_documents(folder, "hostile", "<script>alert(1)</script>", listed)


if __name__ == "__main__":
    main(sys.argv[1])
