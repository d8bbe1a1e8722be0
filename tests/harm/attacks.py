"""Inputs that try to have other files read, other hosts asked, or files written elsewhere: one folder each.

Files of tests/read/ with such things put in, so that the readers get as far as ever they do.
"""
import io
import json
import os
import pathlib
import re
import tarfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOST = "http://localhost:9"
ANNO = "https://w3id.org/annograph/ns#"
SECRET = "CANARY-5d41402a"

XML = {"xmi": "slots", "gatexml": "testdoc1", "biocxml": "everything", "naf": "attribution", "tei": "standoff"}
JSON = {
    "jsoncas": "span", "biocjson": "shapes", "bdocjs": "testdoc1", "labelstudio": "sample", "prodigy": "sample", "spacy": "lines",
    "doccano": "sample", "pubannotation": "several", "webannotation": "lines", "described": "text_beside",
}
LINES = {"conll": "conll_2003", "conllu": "entities", "webannotsv": "chain", "pubtator": "documents", "brat": "event"}
OTHER = ("expect.out", "expect.diag", "args", "README", "stdin")


def doctypes(secret):
    """What may stand before the root element."""
    return {
        "entity": f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>',
        "parameter": f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{HOST}/p.dtd"> %p;]>',
        "public": f'<!DOCTYPE x PUBLIC "-//W3C//DTD XHTML 1.0//EN" "{HOST}/x.dtd">',
        "dtd": f'<!DOCTYPE x SYSTEM "file://{secret}">',
        "stylesheet": f'<?xml-stylesheet type="text/xsl" href="{HOST}/x.xsl"?><?xml-model href="file://{secret}"?>',
        "include": "",
    }


def mutate_xml(text, kind, secret):
    head = re.match(r"\ufeff?(<\?xml[^>]*\?>)?\s*", text).end()
    body = text[head:]
    if kind == "entity":  # used in the first text there is
        body = re.sub(r">([^<>]*\w)", r">&e;\1", body, count=1)
    if kind == "include":
        schema = f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x {HOST}/x.xsd" xml:base="{HOST}/"'
        include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'
        body = re.sub(r"<([\w:]+)([^>]*[^/])?>", lambda m: f"<{m[1]}{schema}{m[2] or ''}>{include}", body, count=1)
    return text[:head] + doctypes(secret)[kind] + body


def poison(value, secret, depth=0):
    """The value with references put into each object of the upper levels."""
    if isinstance(value, list):
        return [poison(v, secret, depth) for v in value]
    if not isinstance(value, dict) or depth > 2:
        return value
    out = {k: poison(v, secret, depth + 1) for k, v in value.items()}
    for key, ref in {"url": HOST + "/u", "audio": HOST + "/a.wav", "image": f"file://{secret}", "$ref": f"{secret}#/x", "file": f"../{secret}",
                     "$schema": HOST + "/s", "@import": HOST + "/i", "include": secret, "text_file": secret, "meta": {"source": secret}}.items():
        out.setdefault(key, ref)
    if depth == 0 and "@context" in out:
        out["@context"] = [out["@context"], HOST + "/context.jsonld", f"file://{secret}"]
    return out


def mutate_json(text, secret):
    try:
        return json.dumps(poison(json.loads(text), secret))
    except ValueError:
        return "\n".join(json.dumps(poison(json.loads(line), secret)) for line in text.splitlines() if line.strip())


def sample(reader, case, to, change):
    """A copy of a folder of tests/read/, each file changed."""
    source = ROOT / "tests/read" / reader / case
    for path in sorted(source.rglob("*")):
        if not path.is_file() or path.name in OTHER:
            continue
        target = to / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        data = path.read_bytes()
        try:
            data = change(path, data.decode()).encode()
        except ValueError:  # files that are broken by themselves stay so
            pass
        target.write_bytes(data)


def make_xml(folder, secret):
    for reader, case in XML.items():
        for kind in doctypes(secret):
            sample(reader, case, folder / f"{reader}-{kind}",
                   lambda path, text, kind=kind: mutate_xml(text, kind, secret) if path.suffix in (".xml", ".xmi", ".naf") else text)
    types = folder / "xmi-import/TypeSystem.xml"
    sample("xmi", "slots", types.parent, lambda path, text: text)
    text = types.read_text()
    imports = f'<imports><import location="file://{secret}"/><import location="{HOST}/t.xml"/><import name="..secret.t"/></imports>'
    types.write_text(re.sub(r"<types>", imports + "<types>", text, count=1))


def make_json(folder, secret):
    for reader, case in JSON.items():
        sample(reader, case, folder / f"{reader}-references",
               lambda path, text: mutate_json(text, secret) if path.suffix.startswith(".json") or path.suffix == ".bdocjs" else text)
    sources = [f"file://{secret}", secret, "../secret/t.txt", "..", HOST + "/t.txt", "//localhost/t.txt"]
    notes = [{"@context": HOST + "/anno.jsonld", "id": f"{HOST}/{i}", "type": "Annotation", "body": {"value": "x"},
              "target": {"source": s, "selector": {"type": "TextPositionSelector", "start": 0, "end": 3}}} for i, s in enumerate(sources)]
    (folder / "webannotation-sources").mkdir()
    (folder / "webannotation-sources/x.jsonld").write_text(json.dumps(notes))


def make_lines(folder, secret):
    comment = f"# newdoc id = ../../{secret}\n# global.columns = file://{secret}\n"
    for reader, case in LINES.items():
        sample(reader, case, folder / f"{reader}-comment", lambda path, text: comment + text if path.suffix == ".conllu" else text)
    brat = folder / "brat-conf"
    brat.mkdir()
    (brat / "a.txt").write_text("Bob said.\n")
    (brat / "a.ann").write_text(f"T1\tPerson 0 3\tBob\nN1\tReference T1 File:{secret}\tBob\n#1\tAnnotatorNotes T1\t<img src=\"{HOST}/x\">\n")
    (brat / "annotation.conf").write_text(f"[include]\n{secret}\n!include {secret}\n[entities]\n../secret/t\nPerson Arg:<{secret}>\n[tools]\nurl:{HOST}\n")
    (brat / "visual.conf").write_text(f"[labels]\nPerson | file://{secret}\n[drawing]\nPerson fgColor:url({HOST})\n!include {secret}\n")
    (brat / "tools.conf").write_text(f"[normalization]\nWiki DB:{secret}, <URL>:{HOST}\n")


def make_rdf(folder, secret):
    rules = [HOST + "/r.ttl", f"file://{secret}", secret, "../../secret/t.txt", "sub/../../../secret/t.txt"]
    for i, rule in enumerate(rules):
        corpus = folder / f"rules-{i}"
        corpus.mkdir()
        (corpus / "a.txt").write_text("Bob said.\n")
        (corpus / "a.ann").write_text("T1\tPerson 0 3\tBob\n")
        (corpus / "documents.ttl").write_text(
            f"@base <{HOST}/base/> .\n@prefix anno: <{ANNO}> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
            f'<http://example.org/c/> a anno:Corpus ; anno:rules "{rule}" ; owl:imports <{HOST}/o.ttl>, <file://{secret}> .\n<a> owl:imports <b> .\n')
        (corpus / "authority.ttl").write_text(f"@base <file://{secret}> .\n<#x> <{HOST}/p> <../t> .\n")
    graphs = folder / "graphs"
    graphs.mkdir()
    xml = ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xml:base="%s/"><rdf:Description rdf:about="#x">'
           '<x xmlns="urn:x">%%s</x></rdf:Description></rdf:RDF>' % HOST)
    for kind, doctype in doctypes(secret).items():
        (graphs / f"{kind}.rdf").write_text(doctype + xml % ("&e;" if kind == "entity" else "y"))
    (graphs / "base.ttl").write_text(f"@base <{HOST}/> .\n@prefix : <file://{secret}#> .\n:x <http://www.w3.org/2002/07/owl#imports> <o.ttl>, :y .\n")
    (graphs / "list.trig").write_text(f"@base <{HOST}/> .\n<g> {{ <a> <b> <{HOST}/c> }}\n")


def make_archives(folder, secret):
    names = ["../../escape.ann", "/" + secret.strip("/") + ".ann", "a/../../../escape.ann", "C:\\escape.ann", "..\\escape.ann", "ok.ann"]
    (folder / "archives").mkdir()
    with zipfile.ZipFile(folder / "archives/x.zip", "w") as out:
        for name in names:
            out.writestr(name, "T1\tPerson 0 3\tBob\n")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        out.writestr(link, secret)
    with tarfile.open(folder / "archives/x.tar", "w") as out:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = 18
            out.addfile(info, io.BytesIO(b"T1\tPerson 0 3\tBob\n"))
        for kind, name in ((tarfile.SYMTYPE, "ok.txt"), (tarfile.LNKTYPE, "hard.txt"), (tarfile.CHRTYPE, "device.ann"), (tarfile.FIFOTYPE, "pipe.ann")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, secret
            out.addfile(info)


def make_links(folder, secret):
    """Links out of the folder, to a file and to a folder with a document."""
    (folder / "links/sub").mkdir(parents=True)
    for name in ("links/a", "links/sub/a"):
        (folder / f"{name}.ann").write_text("T1\tPerson 0 3\tBob\n")
    (folder / "links/a.txt").symlink_to(secret)
    (folder / "links/sub/a.txt").symlink_to("../../../secret/t.txt")
    (folder / "links/elsewhere").symlink_to(os.path.dirname(secret))
    (folder / "links/annotation.conf").symlink_to(secret)


def make_labels(folder, secret):
    """What Graphviz, SVG and fonts could take for references, as names of speakers and in what they say."""
    strings = [f'<IMG SRC="{secret}"/>', f'" image="{secret}', f'"; graph [stylesheet="{HOST}/x.css", fontpath="{secret}", imagepath="/etc"]; "',
               f"</TD><TD><IMG SRC='{secret}'/>", f'<image href="file://{secret}"/>', f"url({HOST}/x)", f'" shapefile="{secret}" fontname="{secret}',
               f'<?xml-stylesheet href="{HOST}/x.css"?>', f"<font face='{secret}'>", f'" URL="file://{secret}" target="x', "\\N\\G", "&e;"]
    corpus = folder / "labels"
    corpus.mkdir()
    text, notes = "", []
    for i, speaker in enumerate(strings):
        spans = []
        for word in (speaker, "says", "that", "spied", strings[i - 1]):
            spans.append((len(text), len(text) + len(word), word))
            text += word + " "
        text += ".\n"
        for k, (kind, (begin, end, word)) in enumerate(zip(("Person", "Statement", "Person", "Spy", "Person"), spans)):
            notes.append(f"T{5 * i + k + 1}\t{kind} {begin} {end}\t{word}")
        notes.append(f"E{2 * i + 1}\tSpy:T{5 * i + 4} Subject:T{5 * i + 1} Object:T{5 * i + 5}")
        notes.append(f"E{2 * i + 2}\tStatement:T{5 * i + 2} Source:T{5 * i + 1} Content:E{2 * i + 1}")
    (corpus / "a.txt").write_text(text)
    (corpus / "a.ann").write_text("\n".join(notes) + "\n")
    (corpus / "documents.ttl").write_text(f'@prefix anno: <{ANNO}> .\n<http://example.org/c/> a anno:Corpus ; anno:rules "brat" .\n')


def make(folder, secret):
    """All of them below `folder`; their names. Each may only be read itself."""
    for one in (make_xml, make_json, make_lines, make_rdf, make_archives, make_links, make_labels):
        one(folder, secret)
    return sorted(os.listdir(folder))
