"""What is left to `make test-long` by rule has a shorter form that stays."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.longer import takes_longer

HERE = Path(__file__).parent


def item(path: str, name: str, **params: object) -> Any:
    """A test of this folder with the values that it is called with."""
    return SimpleNamespace(path=HERE / path, callspec=SimpleNamespace(id=name, params=params))


@pytest.mark.parametrize("path", ["browser/test_deck.py", "export/test_cards.py"])
def test_two_modules_and_the_gallery_show_what_is_made_of_each(path: str) -> None:
    """Of what is made or drawn of each module, two stay, and the gallery; the others are long."""
    names = ("00_welcome-a4", "a4-05_consent", "gallery-light", "06_boundaries", "a4-11_closing")
    assert [takes_longer(item(path, name)) for name in names] == [False] * 3 + [True] * 2


def test_dark_is_looked_at_where_every_state_is() -> None:
    """What one page is looked at in both ways stays in light; all states together stay in both."""
    for dark in (False, True):
        assert takes_longer(item("browser/test_page_looks.py", "x", dark=dark)) is dark
        assert not takes_longer(item("browser/test_every_state.py", "x", dark=dark))


def test_what_is_read_of_each_module_is_never_long() -> None:
    """What a module says is checked of each, and so is every proof of the promise."""
    for path in ("test_notebooks.py", "planning/test_short.py", "privacy/test_04_open.py"):
        assert not takes_longer(item(path, "06_boundaries", dark=True))
    assert not takes_longer(SimpleNamespace(path=HERE / "browser" / "test_deck.py"))  # type: ignore[arg-type]
