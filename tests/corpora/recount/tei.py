"""TEI P5: elements of the text and beside it (TEI Guidelines, chapters 3.3, 13, 16, 17), of the kinds that the corpora have.

Counted are: elements of the text as spans, but for those that only order it or say what it looks like; speech as an event
with a span; entries of lists as spans without a place; relations of entries; spans of a spanGrp; notes as remarks. What
they say are attributes; @ref to one thing here is an equivalence, elsewhere a link; dates, @key and idno are links. What
the header says is said of the document, by the path of the elements that say it.
"""
import gzip
import re
import xml.etree.ElementTree as ET

from counted import Counted

FILES = (
    "dkpro-fixtures/dkpro-core-io-tei-asl/**/brown_tei*/*.xml",
    "dkpro-fixtures/dkpro-core-io-tei-asl/**/brown_tei*/*.xml.gz",
    "dkpro-fixtures/dkpro-core-io-tei-asl/**/digibib/*.xml",
    "dkpro-fixtures/dkpro-core-io-tei-asl/**/reference/*.xml",
    "dkpro-fixtures/dkpro-core-io-tei-asl/**/with_xml_id/*.xml",
    "dkpro-fixtures/**/webannotest_2100105761.xml",
    "inception-fixtures/**/webannotest_2100105761.xml",
    "tei-parlamint/*.xml",
)
DOCUMENTS = {"TEI", "teiCorpus"}
PLAIN = set("""TEI teiCorpus text front body back group floatingText div div1 div2 div3 div4 div5 div6 div7 p ab head l lg list item label table row
    cell lb pb cb gb milestone hi figure graphic anchor opener closer salute signed dateline byline docTitle titlePart titlePage trailer epigraph
    argument castList castItem castGroup sic orig corr reg lem rdg stage noteGrp ptr media formula""".split())
BESIDE = set("""teiHeader standOff facsimile sourceDoc xenoData note noteGrp desc figDesc fw index listPerson listOrg listPlace listEvent listObject
    listNym listRelation relation listAnnotation annotation annotationBlock spanGrp span interpGrp interp linkGrp link certainty precision respons
    alt altGrp join joinGrp timeline listChange listApp include""".split())
GROUPS = set("spanGrp linkGrp listAnnotation noteGrp interpGrp facsimile sourceDoc xenoData fw index".split())
NAMES = set("persName orgName placeName geogName name rs objectName eventName date time num measure".split())
ENTRIES = set("person personGrp persona org place event object nym interp".split())
LABELS = set("persName orgName placeName eventName objectName geogName name label head desc".split())
HOLDING = set("standOff interpGrp particDesc settingDesc personGrp org place event object".split())
DATES = ("when", "from", "to", "notBefore", "notAfter")
XML = "{http://www.w3.org/XML/1998/namespace}"
NOT_COUNTED = {"link", "certainty", "annotation"}


class Node:
    def __init__(self, element, parent):
        self.e, self.parent, self.name = element, parent, element.tag.rpartition("}")[2]
        self.children = [Node(c, self) for c in element if isinstance(c.tag, str)]
        self.in_text, self.kind, self.item = False, None, None

    def get(self, name):
        return self.e.get(name, "").strip()

    def attrs(self, known=()):
        for key, value in self.e.attrib.items():
            name = "xml:" + key[len(XML):] if key.startswith(XML) else key.rpartition("}")[2]
            if name not in known and name != "xml:id":
                yield name, value.strip()

    def words(self):
        return "".join(self.e.itertext()).strip()

    def has_own_words(self):
        return any((t or "").strip() for t in [self.e.text] + [c.tail for c in self.e])


def is_iri(value):
    return value.startswith(("http://", "https://"))


class Document:
    def __init__(self, root):
        self.root, self.counted, self.whole = root, Counted(), False
        self.by_id, self.away = {}, set()
        self.find_text(root)
        self.plan(root, False, False)

    # ---- What each element becomes

    def find_text(self, node):
        other = node.parent and node.parent.name in ("choice", "app") and node.name in ("corr", "expan", "reg", "rdg") and node.parent.children[0] is not node
        if node.name in BESIDE or other:
            return
        node.in_text = True
        for c in node.children:
            if c.name not in DOCUMENTS:
                self.find_text(c)

    def kind(self, node, header, note):
        above = node.parent
        if node.name in ("teiHeader", "standOff"):
            return "header"
        if node.name in ENTRIES and (above is None or above.name.startswith("list") or above.name in HOLDING):
            return "entry"
        if node.name == "relation":
            return "relation"
        if node.in_text:
            if node.name in ("u", "said", "sp") or (node.name in ("q", "quote") and "who" in node.e.attrib):
                return "speech"
            return None if node.name in PLAIN else "mention"
        if node.name in NOT_COUNTED:
            raise NotImplementedError(node.name)
        if node.name == "span":
            return "span"
        if note and node.name in NAMES:
            return "mention"
        return "note" if node.name == "note" and (not header or node.get("target")) else None

    def plan(self, node, header, note):
        node.kind = self.kind(node, header, note)
        node.item = node if node.kind not in (None, "header") else None
        if node.get(XML + "id"):
            self.by_id.setdefault(node.get(XML + "id"), node)
        for c in node.children:
            if c.name not in DOCUMENTS:
                self.plan(c, header or node.kind in ("header", "entry"), node.kind == "note" or (note and not (node.name.startswith("list") or node.name == "spanGrp")))

    # ---- Saying

    def of(self, owner):
        """Makes the span of the document if something is said of it."""
        if owner is None and not self.whole:
            self.whole = True
            self.counted.add("span", "Document")

    def say(self, owner, kind, name):
        self.of(owner)
        self.counted.add(kind, name)

    def refer(self, owner, name, value):
        pointers = value.split()
        target = self.by_id.get(pointers[0][1:]) if len(pointers) == 1 and value.startswith("#") else None
        if target is not None and target.item and target is not owner:
            self.counted.add("equivalence", name)
            return
        for p in pointers:
            if len(pointers) == 1 and target is None:
                self.say(owner, "link", self.database(name, p))
            else:
                self.say(owner, "link" if is_iri(p) else "attribute", name)

    @staticmethod
    def database(name, pointer):
        scheme, colon, _ = pointer.partition(":")
        if is_iri(pointer) or not colon:
            return "xml:id" if pointer.startswith("#") else name
        return "Wikidata" if scheme == "wd" else scheme

    def attrs(self, owner, node, known=()):
        for name, value in node.attrs(known):
            if name in ("ref", "sameAs"):
                self.refer(owner, name, value)
            elif name == "key" or (is_iri(value) and " " not in value):
                self.say(owner, "link", name)
            elif value:
                self.say(owner, "attribute", name)

    def plain_attrs(self, node, known):
        for key, value in node.e.attrib.items():
            if not key.startswith("{") and key not in known and value.strip():
                self.counted.add("attribute", key)

    def tell(self, owner, node, path=""):
        """An element that is no annotation itself, and what is in it."""
        if node.kind is not None or node.name in GROUPS:
            return
        path += node.name
        if node.has_own_words():
            self.say(owner, "attribute", path)
        for name, value in node.attrs():
            if value:
                self.say(owner, "attribute", path + "@" + name)
        if node.get(XML + "id"):
            self.say(owner, "attribute", path + "@xml:id")
        for c in node.children:
            self.tell(owner, c, path + "/")

    def when(self, node):
        found = [node.get("when"), node.get("from") or node.get("to"), node.get("notBefore") or node.get("notAfter")]
        for name, there in zip(("when", "from/to", "notBefore/notAfter"), found):
            if there:
                self.counted.add("link", name)

    def date(self, node):
        if any(node.get(d) for d in DATES):
            self.counted.add("span", "date")
            self.when(node)

    def fillers(self, pointers):
        for p in pointers.split():
            target = self.by_id.get(p[1:]) if p.startswith("#") else None
            if not (target and target.item) and p not in self.away:
                self.away.add(p)
                self.counted.add("span", "pointer")
                self.counted.add("link", self.database("ref", p))

    # ---- Annotations

    def mention(self, node):
        general = node.name in ("name", "rs", "seg")
        self.counted.add("span", general and node.get("type") or node.name)
        if node.name in ("date", "time"):
            self.when(node)
            self.attrs(node, node, DATES + ("join",))
        else:
            self.attrs(node, node, ("type", "join") if general else ("join",))

    def speech(self, node):
        self.counted.add("span", node.name)
        self.counted.add("event", node.name)
        self.fillers(node.get("who"))
        self.fillers(node.get("toWhom"))
        self.attrs(node, node, ("who", "toWhom", "join"))

    def entry(self, node):
        self.counted.add("span", node.name == "interp" and node.get("type") or node.name)
        if node.get(XML + "id") and not any(n.in_text and n.has_own_words() for n in self.all(self.root)):
            self.counted.add("link", "xml:id")
        self.attrs(node, node)
        for c in node.children:
            if c.name == "idno":
                self.counted.items["link", c.get("subtype") or c.get("type") or c.name] += c.words() != ""
            elif c.kind is None and c.name not in LABELS and "#" in c.get("ref") and not c.get("ref").startswith("http"):
                self.tie(c)
            else:
                self.tell(node, c)
        above = node.parent
        if above and above.kind != "entry" and above.name.startswith("list"):
            above = above.parent
        if above and above.kind == "entry":
            self.counted.add("relation", node.name if above is node.parent else node.parent.name)

    def tie(self, node):
        self.counted.add("relation", node.name)
        self.fillers(node.get("ref"))
        self.date(node)
        self.plain_attrs(node, ("ref",) + DATES)
        self.counted.items["attribute", "words"] += node.words() != ""

    def relation(self, node):
        roles = [node.get(r) for r in ("active", "passive", "mutual")]
        if not any(roles):
            self.counted.lose("no ends")
            return
        ref = re.split("[#/:]", node.get("ref"))[-1]
        self.counted.add("relation", node.get("name") or ref or node.get("type") or node.name)
        for pointers in roles:
            self.fillers(pointers)
        self.date(node)
        self.plain_attrs(node, ("active", "passive", "mutual", "name") + DATES)
        for c in node.children:
            self.tell(node, c)

    def span(self, node):
        self.counted.add("span", node.get("type") or node.get("motivation") or (node.parent.get("type") if node.parent else "") or node.name)
        self.attrs(node, node, ("from", "to", "target", "type", "motivation"))
        if node.words():
            self.counted.add("attribute", node.name)

    def note(self, node):
        owner = self.by_id.get(node.get("target")[1:]) if node.get("target").startswith("#") else None
        owner = owner.item if owner else None
        above = node.parent
        while owner is None and above is not None:
            owner = above.item if above.kind != "note" else None
            above = above.parent
        self.say(owner, "remark", node.get("type") or node.name)

    def make(self, node):
        if node.kind == "header":
            for c in node.children:
                self.tell(None, c)
        elif node.kind:
            getattr(self, node.kind)(node)
        elif not node.in_text and node.parent and node.parent.in_text:
            above = node.parent
            while above and not above.item:
                above = above.parent
            self.tell(above, node)

    def all(self, node):
        yield node
        for c in node.children:
            if c.name not in DOCUMENTS:
                yield from self.all(c)

    def count(self):
        for node in self.all(self.root):
            self.make(node)
        self.counted.items = +self.counted.items
        return self.counted


def trees(node):
    """The documents of a corpus, and of corpora in it; a corpus is one itself if it has a part of its own."""
    if node.name != "teiCorpus" or any(c.name not in DOCUMENTS for c in node.children):
        yield node
    for c in node.children:
        if c.name in DOCUMENTS:
            yield from trees(c)


def documents(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as f:
        root = Node(ET.parse(f).getroot(), None)
    for tree in trees(root):
        yield Document(tree).count()
