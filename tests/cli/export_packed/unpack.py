"""unpack.py FILE.gz: what FILE.gz holds; it has one member, without a time and a name in it."""
import gzip
import sys

data = open(sys.argv[1], "rb").read()
assert data[:4] == b"\x1f\x8b\x08\0", "no plain header"
assert data[4:8] == bytes(4), "a time"
sys.stdout.buffer.write(gzip.decompress(data))
