"""keep.py TARGET FOLDER: packs what FOLDER holds beside seeds of cases as corpus/TARGET.tar.xz, the smallest inputs first,
as many as the archive has room for."""
import io
import lzma
import os
import sys
import tarfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOM = 24 * 1024
LONGEST = 4096
MOST = 400


def pack(inputs):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for number, data in enumerate(inputs):
            info = tarfile.TarInfo(str(number))
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return lzma.compress(out.getvalue(), preset=6)


target, folder = sys.argv[1:]
inputs = []
for name in os.listdir(folder):
    if not name.startswith("seed-"):
        with open(os.path.join(folder, name), "rb") as file:
            inputs.append(file.read())
inputs = [data for data in set(inputs) if len(data) <= LONGEST or target == "draw"]
inputs.sort(key=lambda data: (len(data), data))
low, high = 0, min(len(inputs), MOST)
while low < high:
    middle = (low + high + 1) // 2
    if len(pack(inputs[:middle])) <= ROOM:
        low = middle
    else:
        high = middle - 1
if low:
    with open(os.path.join(HERE, "corpus", target + ".tar.xz"), "wb") as file:
        file.write(pack(inputs[:low]))
print(f"{target}: {low} of {len(inputs)} kept")
