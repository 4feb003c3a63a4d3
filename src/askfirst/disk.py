"""Files that are there in full or not at all, whatever happens while they are written."""

import os
import shutil
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes, *, sync: bool = True, served: bool = False) -> None:
    """Write a file so that its path holds the old content or the new one.

    Args:
        path: Where; its folder is made, and an existing file keeps its permissions.
        content: All of it.
        sync: Whether to wait for the disk, so that it is there even if the power fails now;
            what can be made again need not wait.
        served: Whether everybody on this computer may read it, as a web server must; else a new
            file is for its owner alone.

    Raises:
        OSError: The disk refused; then nothing has changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, draft)
        elif served:
            Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    if sync:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder, and syncs the name with the file
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
