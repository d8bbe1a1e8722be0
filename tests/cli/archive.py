"""archive.py OUT PART...: makes an archive of the kind that its name says, also such as no tool writes.

PART is NAME=TEXT (\\n and \\t as in C), NAME@FILE, NAME*BYTES (that many zeros), NAME>TARGET (a link),
or NAME!TEXT (marked as encrypted). Archives have no time in them: the same parts are the same bytes.
"""
import io
import re
import sys
import tarfile
import warnings
import zipfile

OUT, PARTS = sys.argv[1], sys.argv[2:]


def content(mark, rest):
    if mark == "@":
        return open(rest, "rb").read()
    if mark == "*":
        return bytes(int(rest))
    return rest.replace("\\n", "\n").replace("\\t", "\t").encode()


def write_zip(parts):
    warnings.simplefilter("ignore")  # names that occur twice are meant
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED) as out:
        for name, mark, rest in parts:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if mark == ">":
                info.external_attr = 0o120777 << 16
            out.writestr(info, content(mark, rest))
            info.flag_bits |= 1 if mark == "!" else 0
    encrypted = [name for name, mark, _ in parts if mark == "!"]
    if not encrypted:
        return
    # The flag has to stand in the local header too.
    data = bytearray(open(OUT, "rb").read())
    for name in encrypted:
        at = data.index(name.encode()) - 30
        data[at + 6] |= 1
    open(OUT, "wb").write(data)


def write_tar(parts):
    mode = "w:" + {"tgz": "gz", "gz": "gz", "xz": "xz", "bz2": "bz2"}.get(OUT.rsplit(".", 1)[1], "")
    with tarfile.open(OUT, mode) as out:
        for name, mark, rest in parts:
            info = tarfile.TarInfo(name)
            if mark == ">":
                info.type, info.linkname = tarfile.SYMTYPE, rest
                out.addfile(info)
                continue
            data = content(mark, rest)
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))


taken = [re.match(r"([^=@*>!]*)([=@*>!])(.*)", part, re.S).groups() for part in PARTS]
(write_zip if OUT.endswith(".zip") else write_tar)(taken)
