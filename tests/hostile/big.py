"""big.py WHAT [NUMBER]: writes an input that is too big to be kept to standard output."""
import itertools
import random
import struct
import sys

KINDS = {}


def kind(function):
    KINDS[function.__name__] = function
    return function


@kind
def line(n):
    """A text of one line."""
    yield from (b"Ada " * 250000 for _ in range(n))
    yield b"\n"


@kind
def jsonl_line(n):
    """One line of JSON Lines of n MB."""
    yield b'{"text":"Ada '
    yield from (b"word " * 200000 for _ in range(n))
    yield b'","label":[[0,3,"Person"]]}\n'


@kind
def xmi_text(n):
    """A CAS whose text, an attribute, has n MB."""
    yield b'<?xml version="1.0"?>\n<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore">\n'
    yield b'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="'
    yield from (b"word " * 200000 for _ in range(n))
    yield b'"/>\n<cas:View sofa="1" members=""/>\n</xmi:XMI>\n'


@kind
def deep_arrays(n):
    yield b'{"text":"Ada","label":' + b"[" * n + b"]" * n + b"}\n"


@kind
def deep_objects(n):
    yield b'{"text":"Ada","label":[],"x":' + b'{"a":' * n + b"1" + b"}" * n + b"}\n"


@kind
def open_arrays(n):
    yield b"[" * n


@kind
def long_key(n):
    yield b'{"text":"Ada","label":[[0,3,"Person"]],"' + b"k" * n + b'":1}\n'


@kind
def many_keys(n):
    yield b'{"text":"Ada","label":[[0,3,"Person"]]'
    yield from (b',"k%d":0' % i for i in range(n))
    yield b"}\n"


@kind
def deep_elements(n):
    yield TEI + b"<hi>" * n + b"Ada" + b"</hi>" * n + END


@kind
def attributes(n):
    yield TEI + b"<hi " + b" ".join(b'a%d="1"' % i for i in range(n)) + b">Ada</hi>" + END


@kind
def long_attribute(n):
    yield TEI + b'<hi rend="' + b"x" * n + b'">Ada</hi>' + END


@kind
def long_name(n):
    yield TEI + b"<" + b"n" * n + b">Ada</" + b"n" * n + b">" + END


@kind
def laughs(n):
    """Ten times ten times ... n times, in content."""
    yield b'<?xml version="1.0"?>\n<!DOCTYPE TEI [\n<!ENTITY e0 "ha">\n'
    yield from (b'<!ENTITY e%d "%s">\n' % (i, b"&e%d;" % (i - 1) * 10) for i in range(1, n))
    yield b']>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><p>&e%d;</p></text></TEI>\n' % (n - 1)


@kind
def laughs_in_attribute(n):
    yield b"".join(laughs(n)).replace(b"<p>", b'<p n="').replace(b"</p>", b'"/>')


@kind
def quadratic(n):
    """One entity of n bytes, n times over ten."""
    yield b'<?xml version="1.0"?>\n<!DOCTYPE TEI [\n<!ENTITY a "' + b"a" * n + b'">\n]>\n'
    yield b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><p>' + b"&a;" * (n // 10) + b"</p></text></TEI>\n"


@kind
def late_fault(n):
    """A fault on line n, behind as many lines."""
    yield TEI[:-3] + b"\n" * (n - 2) + b"<p>A &nowhere; b</p>" + END[4:]


@kind
def one_place(n):
    """n keys of 64 bytes that the multiplicative hash without a secret, which the tables once had, takes for one."""
    odd, mask = 0x9E3779B97F4A7C15, (1 << 64) - 1
    signs = bytes(c for c in range(0x21, 0x7F) if c not in b'"\\')
    random.seed(1)

    def step(state, word):
        state = (state ^ word) * odd & mask
        return state ^ state >> 32

    state, blocks = 64 * odd & mask, []
    for _ in range(4):
        # Pairs of words of which the second makes up for the first: 18 in each of four places.
        one, pairs = step(0, int.from_bytes(random.choices(signs, k=8), "little")), []
        while len(pairs) < 18:
            first = bytes(random.choices(signs, k=8))
            second = (step(state, int.from_bytes(first, "little")) ^ one).to_bytes(8, "little")
            if set(second) <= set(signs):
                pairs.append(first + second)
        blocks.append(pairs)
        state = step(0, one)
    yield b'{"text":"Ada","label":[[0,3,"Person"]]'
    yield from (b',"%s":0' % b"".join(key) for key in itertools.islice(itertools.product(*blocks), n))
    yield b"}\n"


@kind
def zip_members(n):
    """A ZIP64 of n empty members."""
    def member(sign, i, more):
        return sign + b"\x14\0" + bytes(20) + struct.pack("<HH", 11, 0) + more + b"%07d.ann" % i
    own, listed = len(member(b"PK\3\4", 0, b"")), len(member(b"PK\1\2\x14\0", 0, bytes(14)))
    yield from (member(b"PK\3\4", i, b"") for i in range(n))
    yield from (member(b"PK\1\2\x14\0", i, bytes(10) + struct.pack("<I", i * own)) for i in range(n))
    yield b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, n, n, n * listed, n * own)
    yield b"PK\6\7" + struct.pack("<IQI", 0, n * (own + listed), 1)
    yield b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


TEI = b'<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><p>'
END = b"</p></text></TEI>\n"

if __name__ == "__main__":
    for part in KINDS[sys.argv[1]](int(sys.argv[2]) if len(sys.argv) > 2 else 0):
        sys.stdout.buffer.write(part)
