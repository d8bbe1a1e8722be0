"""Functions that overflow, forget errors, depend on the locale, or are not reentrant do not occur in src/."""
import re

import tree

BANNED = set(
    """strcpy strcat sprintf vsprintf strncpy strncat gets strtok atoi atol atof sscanf fscanf scanf system popen setlocale
    localtime gmtime asctime ctime rand srand alloca toupper tolower isalpha isdigit isalnum isspace isupper islower ispunct
    isxdigit isprint strcasecmp strcoll qsort_r""".split()
)
ONLY_CLI = {"printf", "puts", "putchar", "fputs", "fprintf"}
CALL = re.compile(r"(?<![\w.>])(\w+)\s*\(")

faults = tree.Faults("calls")
for path in tree.files(".c", ".h", under="src"):
    cli = tree.name(path).startswith("src/cli/")
    for number, line in enumerate(tree.without_comments(tree.text(path)).splitlines(), 1):
        for called in CALL.findall(line):
            faults.looked_at += 1
            if called in BANNED:
                faults.add(path, number, f"{called} is banned")
            elif called in ONLY_CLI and not cli and "format(" not in line:
                faults.add(path, number, f"{called} is for src/cli/")
faults.end()
