"""Office files without the time at which they were made, so that equal input gives equal bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def dateless(made: BytesIO) -> bytes:
    """Return a zip file again without the time at which it was made."""
    written = BytesIO()
    with ZipFile(made) as old, ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return written.getvalue()
