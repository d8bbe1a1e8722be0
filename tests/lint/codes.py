"""Each finding of codes.def is used in src/ and has a case in tests/cli/codes/ that expects it, with its place."""
import re

import tree

# No input brings these about; they are tried from within.
FROM_WITHIN = {"UNBALANCED": "tests/cli/test_run.c", "OUT_OF_MEMORY": "tests/fail/fail_read.c",
               "LAYOUT_BY_SFDP": "tests/cli/test_draw.c"}
# Of the command line or the file system: no place in an input.
WITHOUT_PLACE = {"CANNOT_READ", "BAD_ARCHIVE", "BAD_MEMBER", "LATE_FILE", "CURATED", "NOT_READ", "NO_DOCUMENT",
                 "UNKNOWN_RULES", "NO_LAYOUT", "BAD_MANIFEST", "CANNOT_WRITE", "CANNOT_SAY", "NOT_PUSHED", "COUNT_DIFFERS", "FLAT_CLAIMS", "LAYOUT_FAILED", "LAYOUT_BY_SFDP", "UNKNOWN_ACTOR", "UNKNOWN_DOCUMENT"}

table = tree.ROOT / "src/base/codes.def"
cases = tree.ROOT / "tests/cli/codes"
sources = [tree.text(p) for p in tree.files(".c", under="src")]
codes = re.findall(r"^ANNO_CODE\((\w+),", tree.text(table), re.M)
faults = tree.Faults("codes")

for code in codes:
    faults.looked_at += 1
    if not any(re.search(rf"\bANNO_{code}\b", s) for s in sources):
        faults.add(table, 0, f"{code} is used nowhere in src/")
    if code in FROM_WITHIN:
        test = tree.ROOT / FROM_WITHIN[code]
        if not re.search(rf"\bANNO_(EXIT_)?({code}|NO_MEMORY)\b", tree.text(test)):
            faults.add(test, 0, f"does not try {code}")
        continue
    expected = [tree.text(cases / code / f) for f in ("expect.diag", "expect.out") if (cases / code / f).exists()]
    lines = [line for text in expected for line in text.splitlines() if f"[{code}]" in line]
    if not lines:
        faults.add(cases / code, 0, f"no case expects {code}")
    elif code not in WITHOUT_PLACE and not all(re.match(r"[^ ]+:[0-9]+:[0-9]+: ", line) for line in lines):
        faults.add(cases / code, 0, "a finding without line and column")
for folder in sorted(p.name for p in cases.iterdir()):
    if folder not in codes:
        faults.add(cases / folder, 0, "no such code")
faults.end()
