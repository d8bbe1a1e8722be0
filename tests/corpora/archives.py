"""The members of an archive as files."""
import contextlib
import os
import tempfile
import zipfile


@contextlib.contextmanager
def unpacked(path):
    """(name, path of a copy) of each member of a ZIP archive, in the order of names."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as z:
        z.extractall(folder)
        names = sorted(i.filename for i in z.infolist() if not i.is_dir())
        yield [(name, os.path.join(folder, name)) for name in names]
