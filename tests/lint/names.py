"""No type, role, attribute, database or note name of any tag set stands in src/: mapping is data, not C."""
import re

import tree
import turtle

PREDICATES = ["rule:" + p for p in ("type", "role", "attribute", "value", "database", "note", "onType")]
# The first half of the names of rule classes, as the skeleton writes them: "Link" + "Rule"; the ends of a triple.
OTHER_MEANING = {("src/cli/cmd_rules.c", "Link"), ("src/map/claims.c", "subject"), ("src/map/claims.c", "object"),
                 ("src/cli/cmd_stats.c", "event"), ("src/cli/options.def", "DATE"), ("src/draw/actors_words.c", "person"),
                 ("src/draw/phrase.c", "place"), ("src/draw/statement_cards.c", "event"), ("src/model/dump.c", "event"),
                 ("src/read/concept.c", "-1"), ("src/read/conllu_rows.c", "MISC"), ("src/read/tsv_items.c", "Link")}
# What a format itself is made of: its reader makes it, and its rules leave it out.
DKPRO = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
OF_FORMAT = {"src/read/conll_doc.c": {"Sentence", "Token"}, "src/read/conll_2012.c": {"Argument"},
             "src/read/conllu_rows.c": {"Document", "Sentence", "Token", "MultiwordToken", "EmptyNode", "Dependency"},
             "src/read/naf_events.c": {"predicate"},
             "src/read/read_gatexml.c": {"GateDocument", "Value", "Annotation"}, "src/read/gate_to_doc.c": {"GateDocument"},
             "src/read/conllu_entity.c": {"Wikipedia"}, "src/read/said.c": {"Wikidata"},
             "src/read/bioc_to_doc.c": {"passage", "sentence"}, "src/read/read_biocxml.c": {"passage", "sentence"},
             "src/read/concept.h": {"identifier"}, "src/read/read_pubtator.c": {"passage", "Arg1", "Arg2"},
             "src/read/read_pubannotation.c": {"denotation", "subj", "obj", "uri"},
             "src/read/labelstudio_items.c": {"Paragraphs", "Paragraphs.author", "Paragraphs.text"},
             "src/read/task_items.c": {"Wikidata"},
             "src/read/spacy_doc.c": {"Document", "Sentence", "Token", "Dependency", "kb_id"},
             "src/read/spacy_training.c": {"Sentence", "Token"}, "src/read/tei_said.c": {"Document"},
             "src/read/spacy_training.c": {"Sentence", "Token", "Bracketing"}, "src/read/tei_said.c": {"Document", "Wikidata"},
             "src/read/webannotation_items.c": {"Annotation", "tagging", "classifying", "replying", "target1", "target2",
                                                "uri"},
             "src/read/webannotation_find.c": {"Annotation", "uri"},
             "src/read/tsv_layers.h": {DKPRO + "Token", DKPRO + "Sentence", "uima.tcas.DocumentAnnotation"}}
# The ends of a relation of INCEpTION, in every layer.
for name in ("read/cas_names.def", "read/cas_shape.c", "read/cas_to_doc.c", "read/tsv_layers.c"):
    OF_FORMAT["src/" + name] = OF_FORMAT.get("src/" + name, set()) | {"Governor", "Dependent"}
OTHER_MEANING |= {(file, name) for file, own in OF_FORMAT.items() for name in own}
# The words of a format, as its definition declares them, that its reader gives as types, roles and attributes.
OF_DEFINITION = {"ontology/rules/naf.ttl": set(
    """NAF KAF wf subtoken tunit term component mw dep chunk tree nt t entity coref mark property location date timex3
    predicate role opinion opinion_holder opinion_target opinion_expression statement statement_source statement_cue
    statement_target factuality factvalue predicateAnchor tlink clink beginPoint endPoint anchorTime anchorTimeID from to
    value prediction uri""".split())}
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


def conf_names(text):
    """Types and roles of an annotation.conf: the first word of a line, and NAME: in what follows."""
    found = set()
    for line in text.splitlines():
        if not line.strip() or line.strip()[0] in "#[<-":
            continue
        head, *rest = line.strip().split(None, 1)
        found.add(head.lstrip("!"))
        found |= {r for r in re.findall(r"([A-Za-z][\w-]*)[?*+]?(?:\{[^}]*\})?:", rest[0] if rest else "")}
    return found


# The elements and attributes of TEI are the format itself: its reader knows which of them are words, notes, lists.
FORMATS = {"ontology/rules/tei.ttl"}

names = set()
for path in tree.files(".ttl", under="ontology/rules"):
    if tree.name(path) in FORMATS:
        continue
    for predicate in PREDICATES:
        names |= set(turtle.strings(tree.text(path), predicate)) - OF_DEFINITION.get(tree.name(path), set())
for path in tree.files("annotation.conf", under="data"):
    names |= conf_names(tree.text(path))
names -= {"true", "false", "value"}  # words of JSON, XML and Turtle

faults = tree.Faults(f"string literals, against {len(names)} names")
if len(names) < 50:
    faults.add(tree.ROOT / "ontology", 0, "hardly any names were found")
for path in tree.files(".c", ".h", ".def", under="src"):
    source = tree.text(path)
    code = tree.without_comments(source)
    # The vocabulary's own classes may be called like the tags of a corpus; these are the ends of IRIs.
    if tree.name(path) == "src/rdf/vocab.def":
        continue
    for match in LITERAL.finditer(source):
        if code[match.start()] != '"':
            continue
        faults.looked_at += 1
        if match[1] in names and (tree.name(path), match[1]) not in OTHER_MEANING:
            faults.add(path, turtle.line_of(source, match.start()), f"a name of a tag set: {match[0]}")
faults.end()
