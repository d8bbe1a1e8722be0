"""UIMA CAS as JSON 0.4: the members of %FEATURE_STRUCTURES; @NAME refers, ^NAME is a place, #NAME a number (uima-uimaj-io-jsoncas)."""
import json

import cas
import xmi

FILES = (
    "cassis-fixtures/**/*.json",
    "inception-fixtures/inception-project-initializers-*/**/data/*.json",
)


def text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def values(value):
    return [text(v) for v in (value if isinstance(value, list) else [value]) if v is not None]


def structure(fs):
    s = cas.Structure(str(fs["%ID"]), fs["%TYPE"])
    for key, value in fs.items():
        if key in ("%ID", "%TYPE", "%FLAGS"):
            continue
        name = "elements" if key == "%ELEMENTS" else key.lstrip("@^#")
        refers = key[0] == "@" or (key == "%ELEMENTS" and (s.type.endswith("[]") or not cas.held(s.type)))
        (s.refs if refers else s.values)[name] = values(value)
        s.order.append(name)
    s.order.sort()
    return s


def documents(path):
    with open(path, encoding="utf-8-sig") as f:
        data = json.load(f)
    types = cas.Types()
    for name, t in data.get("%TYPES", {}).items():
        features = [cas.Feature(k, v["%RANGE"], v.get("%ELEMENT_TYPE", ""), False) for k, v in t.items() if not k.startswith("%")]
        types.add(name, t.get("%SUPER_TYPE", ""), features)
    found = data.get("%FEATURE_STRUCTURES", [])
    found = found if isinstance(found, list) else [dict(v, **{"%ID": k}) for k, v in found.items()]
    sofas = {fs.get("sofaID"): fs for fs in found if fs["%TYPE"] == "uima.cas.Sofa"}
    structures = [structure(fs) for fs in found if fs["%TYPE"] != "uima.cas.Sofa"]
    if not types.complete(structures):
        xmi.read_types(xmi.KNOWN, types)
    for s in structures:
        s.placed = types.below(s.type, "uima.tcas.Annotation") if types.knows(s.type) else "begin" in s.values or "end" in s.values
    views = {}
    for name, v in data.get("%VIEWS", {}).items():
        sofa = sofas.get(name, {})
        views[str(sofa.get("%ID", v.get("%SOFA", name)))] = cas.View(name, sofa.get("sofaString"), [str(m) for m in v.get("%MEMBERS", [])])
    return cas.Cas(types, structures, views).count()
