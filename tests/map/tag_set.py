"""tag_set.py ROOT: one tag set, said in several languages.

The layers for INCEpTION, the configuration for brat, the corpus's own, and the rules for both say the same names: each
tag of a layer has a rule, each rule a tag, each role and attribute of a layer is one of brat's.
"""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(sys.argv[1])
PREFIX = "webanno.custom."
# What INCEpTION's import takes for granted.
LAYER = {
    "name", "features", "uiName", "type", "description", "enabled", "built_in", "readonly", "attach_type",
    "attach_feature", "allow_stacking", "cross_sentence", "show_hover", "anchoring_mode", "overlap_mode",
    "validation_mode", "lock_to_token_offset", "multiple_tokens", "linked_list_behavior",
    "on_click_javascript_action", "traits",
}  # fmt: skip
FEATURE = {
    "name", "tag_set", "uiName", "type", "enabled", "visible", "include_in_hover", "required", "remember",
    "hideUnconstraintFeature", "description", "multi_value_mode", "link_mode", "link_type_name",
    "link_type_role_feature_name", "link_type_target_feature_name", "traits", "curatable", "rank",
}  # fmt: skip
faults = []


def same(what, one, other):
    for name in sorted(set(one) ^ set(other)):
        faults.append(f"{what}: {name} is only in {'the first' if name in one else 'the second'}")


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def plain(conf):
    return [line for line in conf.splitlines() if line and not line.startswith("#")]


def rules(turtle, kinds):
    """Type, or value, of each rule of the classes -> what else it says."""
    found = {}
    for kind, body in re.findall(r"a rule:(\w+) ;((?:[^\"\n]|\"[^\"]*\"|\n(?=\s))*) \.", turtle):
        if kind not in kinds:
            continue
        layer = re.search(r'rule:type "([^"]*)"', body).group(1)
        value = re.search(r'rule:value "([^"]*)"', body)
        rest = re.sub(r'rule:(type|attribute|value) "[^"]*"( ;)?', "", body)
        name = (layer, value.group(1)) if value else (layer, None)
        found[name] = sorted(part.strip() for part in rest.split(";") if part.strip())
    return found


def check_rules(layers, brat, inception):
    kinds = {
        "Mention": {"EntityRule", "TimeRule", "LiteralRule", "TextRule"},
        "Statement": {"AttributionRule"},
        "Proposition": {"PropositionRule"},
        "Tie": {"RelationRule"},
    }
    for layer, classes in kinds.items():
        own = {value: rest for (name, value), rest in rules(inception, classes).items() if value}
        theirs = {name: rest for (name, _), rest in rules(brat, classes).items()}
        tags = next(f for f in layers[layer]["features"] if f["name"] in ("kind", "act", "predicate"))["tag_set"]["tags"]
        same(f"{layer}: layers and rules", [tag["tag_name"] for tag in tags], own)
        same(f"{layer}: rules for INCEpTION and for brat", own, theirs)
        faults.extend(f"{name}: another rule than in brat.ttl" for name in own if own[name] != theirs.get(name))


def check_roles(layers, brat):
    roles = {
        "Statement": set(re.findall(r'AttributionRule ; rule:role "(\w+)"', brat)) | {"Cue"},
        "Proposition": set(re.findall(r'PropositionRule ; rule:role "(\w+)"', brat)),
    }
    for layer, expected in roles.items():
        tags = next(f for f in layers[layer]["features"] if f["name"] == "roles")["tag_set"]["tags"]
        same(f"{layer}: roles of layers and rules", [tag["tag_name"] for tag in tags], expected)
    attributes = set(re.findall(r'rule:attribute "(\w+)"', brat))
    links = set(re.findall(r'"(\w+)"', " ".join(re.findall(r"rule:database ([^;]*)", brat))))
    for layer in layers.values():
        for feature in layer["features"]:
            if feature["name"][0].isupper() and feature["name"] not in attributes | links:
                faults.append(f"{layer['name']}: {feature['name']} is no attribute or database of brat.ttl")


def check_form(layers, system):
    types = {
        t.findtext("{*}name"): {f.findtext("{*}name") for f in t.iter("{http://uima.apache.org/resourceSpecifier}featureDescription")}
        for t in ET.fromstring(system).iter("{http://uima.apache.org/resourceSpecifier}typeDescription")
    }
    for layer in layers.values():
        same(f"{layer['name']}: keys", layer, LAYER)
        names = {feature["name"] for feature in layer["features"]}
        ends = {"Governor", "Dependent"} if layer["type"] == "relation" else set()
        same(f"{layer['name']}: features of layer and type", names | ends, types.get(layer["name"], set()))
        for feature in layer["features"]:
            same(f"{layer['name']}:{feature['name']}: keys", feature, FEATURE)
            link = feature["link_type_name"]
            if link and types.get(link) != {"role", "target"}:
                faults.append(f"{link}: not in the type system")
        attached = layer["attach_type"]
        if attached and attached["name"].removeprefix(PREFIX) not in layers:
            faults.append(f"{layer['name']}: attached to a layer that is not there")


layers = {layer["name"].removeprefix(PREFIX): layer for layer in json.loads(read("ontology/inception/annograph-layers.json"))}
brat, inception = read("ontology/rules/brat.ttl"), read("ontology/rules/inception.ttl")
for conf in ("annotation.conf", "visual.conf"):
    same(conf, plain(read(f"ontology/brat/{conf}")), plain(read(f"data/us-russia-cyber/{conf}")))
check_rules(layers, brat, inception)
check_roles(layers, brat)
check_form(layers, read("tests/map/inception/TypeSystem.xml"))
print(*faults, sep="\n")
print(f"{len(layers)} layers, {len(faults)} faults")
sys.exit(bool(faults))
