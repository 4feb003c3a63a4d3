"""The deck of a plan in Chromium: its agendas, at every length."""

from pathlib import Path

import pytest

from askfirst.curriculum import read_modules
from askfirst.export.plan_deck import deck_plan
from askfirst.export.shelf import Shelf
from askfirst.plans import Entry, Plan, whole_curriculum
from tests.browser.deck_sheet import misfits, open_deck, show
from tests.browser.surface import OpenPage, axe

ROOT = Path(__file__).parents[2]
AGENDAS = """[...document.querySelectorAll("section.slide")]
  .map((slide, place) => (slide.classList.contains("agenda") ? place + 1 : 0)).filter(Boolean)"""


def longest(count: int) -> Plan:
    """Entries with the longest titles of the curriculum, over and over."""
    modules = read_modules(ROOT / "notebooks")
    titles = sorted((m.title for m in modules), key=len, reverse=True)[:4]
    entries = tuple(Entry(title=titles[n % 4], minutes=40) for n in range(count))
    return Plan(name="long", title="Long", minutes=40 * count, entries=entries)


@pytest.mark.parametrize("count", [3, 7, 8, 14, 40])
def test_an_agenda_fits_at_every_length(open_page: OpenPage, tmp_path: Path, count: int) -> None:
    """However many entries a plan has, no agenda overflows; axe finds nothing on it."""
    file = tmp_path / "deck.html"
    file.write_bytes(deck_plan(longest(count), Shelf()))
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    open_deck(page, file.as_uri())
    found = page.evaluate(AGENDAS)
    assert len(found) > count
    for place in found:
        show(page, place)
        assert misfits(page) == [], f"slide {place}"
    axe(page)


def test_the_whole_curriculum_is_one_deck(open_page: OpenPage, tmp_path: Path) -> None:
    """Twelve modules open as one deck from disk, and the last agenda marks the last of them."""
    plan = whole_curriculum(read_modules(ROOT / "notebooks"))
    file = tmp_path / "deck.html"
    file.write_bytes(deck_plan(plan, Shelf(data=ROOT / "data")))
    page = open_page(offline=True)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    open_deck(page, file.as_uri())
    helps = page.evaluate(AGENDAS.replace("agenda", "help"))
    assert len(helps) > 2
    for place in helps:  # more kinds of help than one slide holds
        show(page, place)
        assert misfits(page) == [], f"slide {place}"
        assert page.locator(".present .danger").count() == 1
    show(page, page.evaluate(AGENDAS)[-1])
    here = page.locator(".present [aria-current=step]")
    assert here.locator("span").first.inner_text() == plan.entries[-1].title
    assert said == []
