#!/usr/bin/env python3
"""Faults that are put in on purpose, each of which the checks of formats.py, others.py and table.py must tell.

For each format a file is copied with one annotation changed: the count of the file and the dump of the copy must differ,
those of the copy must not. So both the counting and the comparison see a single annotation.
"""
import collections
import os
import re
import shutil
import tempfile

import formats
import lib
import others
import table

INCEPTION = "inception-fixtures/inception-io-webanno-tsv/src/test/resources/tsv3-suite/"
DKPRO = "dkpro-fixtures/dkpro-core-io-%s-asl/src/test/resources/"
# Format -> file, what of it is replaced (once), by what.
SEEDS = {
    "bdocjs": ("gate-bdoc/docs/overview/ann-relations.bdocjs", r'"type": "Ann1"', '"type": "Other"'),
    "biocjson": ("bioc-samples/tests/bioc/everything.json", r'"annotation-infon-key"', '"other-key"'),
    "biocxml": (DKPRO % "bioc" + "bioc-suite/annotation-with-single-feature-typed/data.xml", r"(?s)<annotation .*?</annotation>", ""),
    "brat": ("bioc-samples/tests/brat/example1.ann", r"^T1\tProtein", "T1\tOther"),
    "conll": (DKPRO % "conll" + "conll/2003/en-orig.conll", r"I-PER", "O"),
    "conllu": (DKPRO % "conll" + "conll/u_v2/conllu-morphological_annotation.conllu", r"\tvara\tVERB", "\t_\tVERB"),
    "described": ("re3d/CENTCOM/entities.json", r'"type" : "Location"', '"type" : "Other"'),
    "doccano": ("doccano-samples/relation_extraction_import_example.jsonl", r'"foundedAt"', '"other"'),
    "gatexml": ("gate-bdoc/docs/testdocument1.xml", r"(?s)<Annotation .*?</Annotation>\n", ""),
    "jsoncas": ("cassis-fixtures/tests/test_files/json/fs_as_array/ser-ref/casExtendingDocumentAnnotation/data.json", r'"documentId" : "doc",', ""),
    "labelstudio": ("labelstudio-samples/tests/data/test_export_csv/csv_test_history.json", r'"from_name": "sentiment"', '"from_name": "other"'),
    "naf": ("naf-newsreader/enPM.naf", r'<entity id="e1" type="location"', '<entity id="e1" type="other"'),
    "prodigy": ("prodigy-rel/explosion_rel_component_first_record.jsonl", r'"label":"GGP"', '"label":"Other"'),
    "pubannotation": ("inception-fixtures/inception-external-search-pubannotation/src/test/resources/samplePubAnnotationProjectScoped.json", r'"obj": "Protein"', '"obj": "Other"'),
    "pubtator": ("bioc-samples/tests/pubtator/tmVar.Normalization.txt", r"(?m)^22051099\t327\t336.*\n", ""),
    "spacy": ("tests/read/spacy/to_json/x.json", r'"label": "ORG"', '"label": "OTHER"'),
    "tei": (DKPRO % "tei" + "reference/example2.xml", r'<rs type="person">', '<rs type="other">'),
    "webannotation": ("tests/read/webannotation/recogito/x.json", r'"value": "Place"', '"value": "Other"'),
    "webannotsv": (INCEPTION + "testMultiTokenSpanWithFeatureValue/reference.tsv", r"PERSON", "OTHER"),
    "xmi": ("cassis-fixtures/tests/test_files/xmi/small_cas.xmi", r' id="0" pos="NNP"', ' id="0"'),
}
# Where documents stand in another file than the annotation.
READ_BY = {"re3d/CENTCOM/entities.json": "documents.json"}


def copy_with_fault(path, pattern, replacement, folder):
    """A copy of the file's folder, files only, with one place changed."""
    for name in os.listdir(os.path.dirname(path)):
        if os.path.isfile(os.path.join(os.path.dirname(path), name)):
            shutil.copy(os.path.join(os.path.dirname(path), name), folder)
    copy = os.path.join(folder, os.path.basename(path))
    os.chmod(copy, 0o644)
    with open(copy, encoding="utf-8", newline="") as f:
        text = f.read()
    changed, times = re.subn(pattern, replacement, text, count=1)
    with open(copy, "w", encoding="utf-8", newline="") as f:
        f.write(changed)
    return copy, times


def check_format(name):
    path, pattern, replacement = SEEDS[name]
    whole = formats.where(path)
    with tempfile.TemporaryDirectory() as folder:
        copy, times = copy_with_fault(whole, pattern, replacement, folder)
        by = READ_BY.get(path, os.path.basename(path))
        read, original = os.path.join(folder, by), os.path.join(os.path.dirname(whole), by)
        dump = formats.dumped(lib.run("dump", "-q", read).stdout)
        told = formats.compare(name, formats.count(name, original), dump)
        same = formats.compare(name, formats.count(name, read), dump)
    problems = ["there is nothing to change in %s" % path] * (times == 0)
    problems += ["a changed annotation of %s is not told" % path] * (not told)
    lib.check("seeded fault in %s" % name, problems + ["the copy of %s: %s" % (path, p) for p in same])


def check_balance():
    path = os.path.join(lib.CORPORA, SEEDS["pubtator"][0])
    counted, run = formats.count("pubtator", path), lib.run("check", path)
    right = formats.compare_balance(counted, run)
    for key in ("read", "exported", "reported", "left_out", "skipped"):
        wrong = run._replace(balance={**run.balance, key: run.balance[key] + 1})
        lib.check("seeded fault in the balance: %s" % key, right + ["it is not told"] * (not formats.compare_balance(counted, wrong)))


def check_parse():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.ttl")
        for text, triples, why in (("<a:a> <a:b> 1 .\n", 1, ""), ("<a:a> <a:b> .\n", 1, "a syntax error"), ("<a:a> <a:b> 1 .\n", 2, "a triple too few")):
            with open(path, "w") as f:
                f.write(text)
            problems = formats.parse(path, triples)
            lib.check("seeded fault in Turtle: %s" % (why or "none"), (["it is not told"] if why and not problems else []) + ([] if why else problems))


def check_others():
    row = others.Row("NOT_READ=TCF", "x", "")
    wrong = {"another format": [("NOT_READ", "LIF")], "another answer": [("NO_DOCUMENT", "")], "no answer": []}
    lib.check("seeded fault in answers: none", filter(None, [others.wrong(row, "x", [("NOT_READ", "TCF")])]))
    for name, told in wrong.items():
        lib.check("seeded fault in answers: %s" % name, [] if others.wrong(row, "x", told) else ["it is not told"])
    known = {"a": ["the format x"], "b": [], "c": ["the format x", "the row y"]}
    lib.check("seeded fault: a file of no row, and one of two", [] if len(others.unknown(known)) == 2 else ["they are not told"])


def check_table():
    result = formats.Result("naf", "corpus/file")
    result.balance.update(collections.Counter(read=1, exported=1, documents=1, triples=9))
    text = table.text([result])
    result.balance["triples"] = 8
    lib.check("seeded fault in the table", ["the table differs from itself"] * bool(table.difference(text, text)) + ["it is not told"] * (not table.difference(text, table.text([result]))))


def main():
    lib.check("each format has a seeded fault", ["%s has none" % n for n in formats.names() if n not in SEEDS])
    for name in SEEDS:
        check_format(name)
    check_balance()
    check_parse()
    check_others()
    check_table()


if __name__ == "__main__":
    if os.path.isdir(lib.CORPORA):
        lib.main(main)
    else:
        lib.skip("seeded", "no folder " + lib.CORPORA)
