"""Files that are there in full or not at all."""

import os
from pathlib import Path

import pytest

from askfirst.disk import write_whole


def test_file_and_folder_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is synced before it takes the name, and the name after that."""
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def noting_sync(handle: int) -> None:
        steps.append("sync")
        sync(handle)

    def noting_rename(path: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", noting_sync)
    monkeypatch.setattr(Path, "replace", noting_rename)
    write_whole(tmp_path / "a.json", b"{}")
    assert steps == ["sync", "rename", *(["sync"] if os.name != "nt" else [])]


def test_a_refused_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses, the old content stays and no draft lies beside it."""
    path = tmp_path / "folder" / "a.txt"
    write_whole(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="permissions are another thing there")
def test_permissions_stay(tmp_path: Path) -> None:
    """A file that others may read stays one."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_whole(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o644
