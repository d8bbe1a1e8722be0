"""No package registry and no place of one machine is named: every host in code, tests and tools is on this list."""
import re

import tree

HOSTS = set(
    """w3id.org www.w3.org purl.org schema.org xmlns.com persistence.uni-leipzig.org groundedannotationframework.org
    semanticweb.cs.vu.nl www.cidoc-crm.org creativecommons.org www.wikidata.org en.wikipedia.org dbpedia.org
    brat.nlplab.org raw.githubusercontent.com www.rfc-editor.org unicode.org www.unicode.org www.loc.gov shacl.org
    relaxng.org graphml.graphdrawing.org www.gexf.net
    www.omg.org uima.apache.org www.tei-c.org semweb.mmlab.be
    id.nlm.nih.gov identifiers.org purl.obolibrary.org purl.uniprot.org""".split()
)
# Reserved for examples (RFC 2606).
EXAMPLE = re.compile(r"(^|\.)(example\.(org|com|net)|example|test|invalid)$")
HOST = re.compile(r"\b(?:https?|ftp|git|ssh)://([A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+)")
MACHINE = re.compile(r"(?<![\w.}/$-])/(work|root|home|Users|mnt)/\w")
# A lock file tells whom to thank for each package; only where packages come from would name a registry.
LOCK = re.compile(r"package-lock\.json$")
# What others wrote: articles with their addresses, annotations of them, sources of facts.
GIVEN = re.compile(r"^(tests/conformance/w3c/|data/.*\.(txt|ann|ttl)|out/|tests/.*\.(ann|a1|a2|txt|nq|tsv|data)$|tests/.*/(input|expect)\.)")

faults = tree.Faults("files")
for path in tree.files():
    if GIVEN.match(tree.name(path)):
        continue
    try:
        content = tree.text(path)
    except UnicodeDecodeError:
        continue
    faults.looked_at += 1
    for number, line in enumerate(content.splitlines(), 1):
        if LOCK.search(tree.name(path)):
            if '"resolved"' in line:
                faults.add(path, number, "names a registry (set omit-lockfile-registry-resolved)")
            continue
        for host in HOST.findall(line):
            if host not in HOSTS and not EXAMPLE.search(host):
                faults.add(path, number, f"a host that is not on the list of tests/lint/hosts.py: {host}")
        if MACHINE.search(line):
            faults.add(path, number, "a path of one machine")
faults.end()
