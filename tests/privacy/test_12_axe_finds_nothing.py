"""Proof 12: whoever sees, hears or reaches a page in another way finds nothing in the way.

What only one page has is tried beside its own tests: the phone's and the start page's screens, the
slides, the parts of a page and the pages of a site, each with the same function, `axe`.
"""

from pathlib import Path

import pytest

from askfirst.activities.registry import TYPES
from askfirst.export.deck import render_deck
from tests.browser.gathered import apart
from tests.browser.surface import OpenPage, Screen, axe
from tests.browser.test_every_state import DARK, SCREEN, SURFACES, draw
from tests.export.samples import asks, module, text
from tests.states import Seen, activities

BROWSER = Path(__file__).parents[1] / "browser"


@DARK
@pytest.mark.parametrize("surface", SURFACES)
def test_every_state_of_every_type(open_page: OpenPage, surface: str, dark: bool) -> None:
    """Every state of every type has its names, roles and contrasts, in light and in dark."""
    page = open_page(SCREEN.get(surface, Screen.LAPTOP), dark=dark)
    draw(page, surface)
    axe(page)


def printed(folder: Path) -> str:
    """Return the address of a deck with every activity in its print view."""
    shown = [
        apart(Seen(one, "deck", "", {}), place).activity
        for kind in TYPES
        for place, one in enumerate(activities(kind))
    ]
    file = folder / "deck.html"
    cells = [text("# Every activity"), *map(asks, shown)]
    file.write_text(render_deck(module(*cells, folder=folder)), encoding="utf-8")
    return f"{file.as_uri()}?print-pdf"


@DARK
def test_every_activity_on_paper(open_page: OpenPage, tmp_path: Path, dark: bool) -> None:
    """The printed form of every activity has its names, roles and contrasts."""
    page = open_page(dark=dark)
    page.goto(printed(tmp_path))
    page.locator("html.paper").wait_for()
    assert page.locator(".slide").count() > len(TYPES)
    axe(page)


@pytest.mark.parametrize(
    "name", ["phone", "start", "deck", "live_deck", "plan_deck", "page_looks", "site", "workshop"]
)
def test_every_page_is_tried_beside_its_own_tests(name: str) -> None:
    """The tests of each page ask axe about it."""
    assert "axe(" in (BROWSER / f"test_{name}.py").read_text(encoding="utf-8")
