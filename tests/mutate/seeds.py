"""Seeded faults: the tables of faults/, the files they make, and the place where each fault stands.

A row is: file, operator, level, code, place, edit, and a note (may be missing). The edit shows the fault in the words
around it, "T1\\tState ‹0→9› 6": the text before the arrow becomes the one behind it, and what stands outside is there
to find it by; it stands once in the file, or "2 " in front names the second one. A dots sign before the arrow is all
the rest of the file.

Nothing here asks the program: a place is worked out from the edit, by one rule for each word. Where the place is
"mark", the sign ‸ stands at it; where it is "elsewhere" the note names file and words, and where it is "none" what the
finding names instead of a place. A note that begins with "also" says that more is told: what follows from the fault,
and, with "also 6", is an error beside a warning. A file whose level is "valid" is one: its note says why.
"""
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = os.path.join(HERE, "base")
FAULTS = os.path.join(HERE, "faults")
# Valid files that are made when they are needed: format and folder.
MADE = {}
ESCAPES = {"t": b"\t", "n": b"\n", "r": b"\r", "\\": b"\\"}


def unescape(text):
    """The bytes of a table's cell: \\t \\n \\r \\\\ and \\xHH are escapes."""
    out = b""
    for part in re.split(r"(\\x[0-9A-F]{2}|\\[tnr\\])", text):
        if part.startswith("\\x"):
            out += bytes([int(part[2:], 16)])
        elif part.startswith("\\"):
            out += ESCAPES[part[1]]
        else:
            out += part.encode()
    return out


class Fault:
    """One row of a table."""

    def __init__(self, format, number, cells):
        self.format, self.name = format, "%s:%d" % (format, number)
        self.file, self.operator, self.level, self.code, self.place, edit = cells[:6]
        self.note = cells[6] if len(cells) > 6 else ""
        self.elsewhere = self.note.split(": ", 1) if self.place == "elsewhere" else None
        nth = re.match(r"(\d) ", edit)
        self.nth = int(nth.group(1)) if nth else 1
        edit = edit[nth.end():] if nth else edit
        before, middle = edit.split("‹")
        middle, after = middle.split("›")
        old, new = middle.split("→")
        self.mark = None
        for i, part in enumerate((before, new, after)):
            if "‸" in part:
                self.mark = (i, len(unescape(part.split("‸")[0])))
        before, new, after = (unescape(part.replace("‸", "")) for part in (before, new, after))
        self.before, self.new, self.after, self.rest = before, new, after, old == "…"
        self.old = b"" if self.rest else unescape(old)

    def where(self, text):
        """Offsets in `text` of what the edit replaces."""
        wanted = self.before + self.old + self.after
        found = [m.start() for m in re.finditer(b"(?=" + re.escape(wanted) + b")", text)]
        if len(found) < self.nth or (self.nth == 1 and len(found) > 1 and not self.rest):
            raise ValueError("%s: stands %d times in %s" % (self.name, len(found), self.file))
        begin = found[self.nth - 1] + len(self.before)
        return begin, len(text) if self.rest else begin + len(self.old)

    def apply(self, text):
        """The file with the fault, and the offset of the place to be named."""
        begin, end = self.where(text)
        changed = text[:begin] + self.new + text[end:]
        return changed, place(self, text, changed, begin)


def place(fault, text, changed, begin):
    """The offset in `changed` that the rule of the fault's place names; `text` is the file before."""
    head = text[:begin]
    if fault.place in ("edit", "none", "-"): return begin
    if fault.place == "end": return len(changed)
    if fault.place == "file": return 0
    if fault.place == "line": return head.rfind(b"\n") + 1
    if fault.place == "indent": return re.compile(rb"[ \t]*").match(changed, head.rfind(b"\n") + 1).end()
    if fault.place == "next-line": return re.compile(rb"[ \t]*").match(changed, changed.index(b"\n", begin) + 1).end()
    if fault.place == "field": return max(head.rfind(b"\n"), head.rfind(b"\t")) + 1
    if fault.place == "word": return max(head.rfind(b"\n"), head.rfind(b"\t"), head.rfind(b" ")) + 1
    if fault.place == "after": return begin + len(fault.new)
    if fault.place == "next": return re.compile(rb"[ \t]*").match(changed, begin).end()
    if fault.place == "tag-end": return re.compile(rb"/?>").search(changed, begin).start()
    if fault.place == "elsewhere": return 0
    if fault.place == "mark":
        part, offset = fault.mark
        return begin + (offset - len(fault.before) if part == 0 else offset if part == 1 else len(fault.new) + offset)
    return (xml_place if is_xml(text) else json_place)(fault.place, head)


def is_xml(text):
    return text.lstrip().startswith(b"<")


def json_place(what, head):
    """In JSON: the begin of the value or key that holds the end of `head`, or of the object or array around it."""
    open_at, token = [], None
    for m in re.finditer(rb'"(?:[^"\\]|\\.)*("?)|[^\s{}\[\],:"]+|[{}\[\],:]', head, re.S):
        c = m.group()[:1]
        token = None
        if c in b"{[": open_at.append(m.start())
        elif c in b"}]": open_at.pop()
        elif c not in b",:" and m.end() == len(head) and m.group(1) != b'"': token = m.start()
    if what == "value": return len(head) if token is None else token
    if what == "inside": return token + 1
    if what == "outer": open_at.pop()
    if what == "outer2": open_at[-2:] = []
    return open_at[-1]


def xml_place(what, head):
    """In XML: the begin of the attribute's value, or of the element with the end of `head` or the one around it."""
    if what == "value": return head.rfind(b'="') + 2
    open_at = []
    for m in re.finditer(rb"<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)[^>]*(>?)", head, re.S):
        if m.group(1) is None: continue
        if m.group(1): open_at.pop()
        elif not m.group().endswith(b"/>"): open_at.append(m.start())
    if what == "outer": open_at.pop()
    if what == "outer2": open_at[-2:] = []
    return open_at[-1]


def line_and_column(text, offset):
    """From 1, the column in code points."""
    begin = text.rfind(b"\n", 0, offset) + 1
    return text.count(b"\n", 0, offset) + 1, 1 + sum(byte & 0xC0 != 0x80 for byte in text[begin:offset])


def named_place(fault, files, at):
    """Line and column of the offset `at` in the changed file, or of the place in another one that the note names."""
    if fault.level == "valid": return 0, 0
    if fault.place == "none": return None, None
    if not fault.elsewhere: return line_and_column(files[fault.file], at)
    before, after = (unescape(part) for part in fault.elsewhere[1].split("‸"))
    return line_and_column(files[fault.elsewhere[0]], files[fault.elsewhere[0]].index(before + after) + len(before))


def files_of(format):
    """The valid files of a format: name and bytes."""
    folder = MADE.get(format) or os.path.join(BASE, format)
    return {name: open(os.path.join(folder, name), "rb").read() for name in sorted(os.listdir(folder))}


def faults_of(format):
    rows = []
    for number, line in enumerate(open(os.path.join(FAULTS, format + ".tsv"), encoding="utf-8"), 1):
        if not line.startswith("#") and line.strip():
            rows.append(Fault(format, number, line.rstrip("\n").split("\t")))
    return rows


def formats():
    return sorted(name[:-4] for name in os.listdir(FAULTS))
