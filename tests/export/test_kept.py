"""What takes long is made once."""

from pathlib import Path

import pytest

from askfirst.export import raster
from askfirst.export.kept import kept
from askfirst.export.pictures import Picture
from tests.export.samples import DRAWING


def test_it_is_made_once_under_a_name(tmp_path: Path) -> None:
    """The second time it comes from the folder; another name is made anew."""
    assert kept("a/b.bin", lambda: b"first", folder=tmp_path) == b"first"
    assert kept("a/b.bin", lambda: b"second", folder=tmp_path) == b"first"
    assert kept("a/c.bin", lambda: b"second", folder=tmp_path) == b"second"


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    """Where nothing can be kept it is made each time."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert kept("a", lambda: b"first", folder=tmp_path / "file") == b"first"
    assert kept("a", lambda: b"second", folder=tmp_path / "file") == b"second"


def test_a_drawing_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing that was drawn before has the same pixels, and a changed one is drawn anew."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    picture = Picture(kind="image/svg+xml", content=DRAWING.encode(), alt="")
    raster._bitmap.cache_clear()
    first = raster.bitmap(picture)
    assert raster._opened(first.content) == first
    raster._bitmap.cache_clear()
    drew: list[bytes] = []
    real = raster.drawn

    def draw(svg: bytes, *, points: int) -> bytes:
        drew.append(svg)
        return real(svg, points=points)

    monkeypatch.setattr(raster, "drawn", draw)
    assert raster.bitmap(picture) == first
    changed = DRAWING.replace("<svg ", '<svg data-x="1" ').encode()
    raster.bitmap(Picture(kind="image/svg+xml", content=changed, alt=""))
    raster._bitmap.cache_clear()
    assert drew == [changed]
