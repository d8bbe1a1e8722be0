"""Each folder of src/ includes its own layer and those below it; libraries are seen by the files named here only."""
import re

import tree

SEES = {
    "base": set(),
    "model": {"base"},
    "read": {"base", "model"},
    "rdf": {"base"},
    "map": {"base", "model", "rdf"},
    "write": {"base", "rdf"},
    "draw": {"base", "rdf"},
    "push": {"base"},
    "cli": {"base", "model", "read", "rdf", "map", "write", "draw", "push"},
}
LIBRARIES = {
    "archive.h": {"src/base/archive.c", "src/base/out_pack.c"},
    "archive_entry.h": {"src/base/archive.c", "src/base/out_pack.c"},
    "curl/curl.h": {"src/push/http.c", "src/push/url.c"},
    "raptor2/raptor2.h": {"src/rdf/load.c", "src/rdf/parse.c", "src/write/write_rdfxml.c"},
    "nettle/sha2.h": {"src/map/mint.c", "src/base/digest.c"},
    "utf8proc.h": {"src/map/mint.c", "src/draw/shown.c", "src/model/fold.c"},
    "graphviz/gvc.h": {"src/draw/canvas.c"},
    "libxml/parser.h": {"src/draw/svg.c", "src/read/xml.c"},
    "libxml/tree.h": {"src/draw/svg.c"},
    "link.h": {"src/cli/confine.c"},
    "sys/syscall.h": {"src/cli/confine.c"},
    "yajl/yajl_parse.h": {"src/read/json.c"},
}
SYSTEM = set(
    "dirent errno fcntl getopt iconv limits locale malloc poll pthread sched signal spawn stdarg stdbool stddef stdint stdio stdlib string "
    "sys/auxv sys/file sys/ioctl sys/prctl sys/random sys/resource sys/socket sys/stat sys/wait time unistd".split()
)
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')

faults = tree.Faults("includes")
for path in tree.files(".c", ".h", ".def", under="src"):
    layer = path.relative_to(tree.ROOT / "src").parts[0]
    if layer not in SEES:
        faults.add(path, 0, f"a folder that has no place among the layers: {layer}")
        continue
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        faults.looked_at += 1
        own, system = match.groups()
        if own and not (tree.ROOT / "src" / own).exists():
            faults.add(path, number, f"not relative to src/: {own}")
        elif own and own.split("/")[0] not in SEES[layer] | {layer}:
            faults.add(path, number, f"{layer}/ may not see {own}")
        elif system in LIBRARIES and tree.name(path) not in LIBRARIES[system]:
            faults.add(path, number, f"<{system}> is for {', '.join(sorted(LIBRARIES[system]))} only")
        elif system and system not in LIBRARIES and system.removesuffix(".h") not in SYSTEM:
            faults.add(path, number, f"<{system}> is neither a system header nor a library that has its file")
faults.end()
