"""A card whose size is known without measuring it is the card that measuring would give."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from askfirst.curriculum import module_paths, read_module
from askfirst.export import cards
from askfirst.export.cardfit import NARROWER, WIDER, bounds, sizes
from askfirst.export.cards import cards_file
from askfirst.export.cardsets import Card, CardSet, Side
from askfirst.export.fonts import source
from askfirst.export.measure import BOLD, LISTED, REGULAR, Widths
from askfirst.export.shelf import Shelf

ROOT = Path(__file__).parents[2]
MODULES = module_paths(ROOT / "notebooks")
Measured = Callable[[], None]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Iterator[Measured]:
    """Lets nothing be known beforehand from now on, so that every card is measured."""

    def measure_all() -> None:
        cards._side.cache_clear()
        monkeypatch.setattr(cards, "bounds", lambda _: [])
        monkeypatch.setattr(cards, "is_small", lambda _: False)

    cards._side.cache_clear()
    yield measure_all
    cards._side.cache_clear()


@pytest.mark.parametrize("path", MODULES, ids=[path.stem for path in MODULES])
def test_no_module_has_another_card_than_measuring_gives(path: Path, measured: Measured) -> None:
    """The cards of each module are the same bytes, whether or not all of them are measured."""
    shelf = Shelf(data=ROOT / "data")
    known = cards_file(read_module(path), shelf)
    measured()
    assert cards_file(read_module(path), shelf) == known


def test_no_text_has_another_size_than_measuring_gives(
    measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts of every length, with rows and without, and of letters that are not listed."""
    chance = Random(7)
    letters = sorted(LISTED - {" "})

    def words(count: int) -> str:
        return " ".join(
            "".join(chance.choices(letters, k=chance.randint(1, 9))) for _ in range(count)
        )

    sides = [Side(words=words(count), label="A", note="B") for count in range(1, 48)]
    sides += [
        Side(words=words(n), rows=((words(1), words(n)), ("", words(n)))) for n in range(1, 8)
    ]
    sides += [Side(rows=((words(3), words(n)),), label=words(8)) for n in range(1, 20)]
    sides += [Side(words="first\nsecond " * n) for n in range(1, 4)]
    sides += [
        Side(words="mmmmmmmmmmmmmmmmmm " * 3),
        Side(words="Да, нет. " * 9),
        Side(words="Yes", large=True),
    ]
    made = CardSet(title="T", cards=tuple(Card(name="c", front=s, back=s) for s in sides))
    monkeypatch.setattr(cards, "module_sets", lambda *_: [made])
    module, shelf = read_module(MODULES[0]), Shelf()
    known = cards_file(module, shelf)
    assert any(bounds(side)[-1][1] is not None for side in sides)
    assert any(len(bounds(side)) == len(sizes(side)) for side in sides)
    measured()
    assert cards_file(module, shelf) == known


@pytest.mark.parametrize("shape", [12, 36])
@pytest.mark.parametrize(("weight", "widths"), [(400, REGULAR), (600, BOLD)])
def test_the_typeface_is_as_wide_as_the_bounds_say(shape: int, weight: int, widths: Widths) -> None:
    """No listed letter is wider or narrower than the bounds, in the shapes a card is set in."""
    font: Any = TTFont(source())
    names, shapes = font.getBestCmap(), font.getGlyphSet(location={"opsz": shape, "wght": weight})
    for letter in LISTED:
        wide = round(shapes[names[ord(letter)]].width) / font["head"].unitsPerEm
        assert wide <= WIDER * widths[letter], letter
        assert wide >= NARROWER * widths[letter], letter
