from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from askfirst.export import fonts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    fonts.literata(folder)
    return folder


def test_the_subset_is_small_and_has_what_a_deck_writes(folder: Path) -> None:
    """About 43 KB of woff2 with our axes, Latin letters and the punctuation of the prose."""
    made = fonts.literata(folder)
    assert 30_000 < len(made) < 50_000
    font = TTFont(BytesIO(made))
    axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes}
    assert axes == {"wght": (400, 650)}
    assert set(map(ord, "AzéŁő“”‘’–—…€")) <= set(font.getBestCmap() or {})
    assert "fpgm" not in font


def test_it_is_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it comes from the cache, whole, and nothing else is left there."""
    monkeypatch.setattr(fonts, "make", lambda: pytest.fail("made twice"))
    assert fonts.literata(folder)[:4] == b"wOF2"
    assert [path.name for path in (folder / "fonts").iterdir()] == [
        f"literata-{fonts.recipe()}.woff2"
    ]


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the cache folder cannot be made the font is made anew each time."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(fonts, "make", lambda: b"made")
    assert fonts.literata(tmp_path / "file") == b"made"
