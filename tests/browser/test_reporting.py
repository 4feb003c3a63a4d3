"""Findings as slides in Chromium: they fit, nothing is found by axe, and charts stay visible."""

from pathlib import Path

import pytest

from askfirst.evaluation import read_results
from askfirst.reporting.account import Sets, account
from askfirst.reporting.deck import deck
from tests.browser.deck_sheet import misfits, open_deck, show
from tests.browser.surface import OpenPage, Screen, axe
from tests.reporting.made import EXAMPLE, small

COMPARED = Sets("evening-120", "full-day-450", False)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the slides of the generated example, on disk."""
    page = tmp_path_factory.mktemp("told") / "deck.html"
    page.write_bytes(deck(account(read_results(EXAMPLE), COMPARED)))
    return page.as_uri()


def test_every_slide_fits_and_asks_for_nothing(open_page: OpenPage, told: str) -> None:
    """No text leaves its slide or is too small, without a network and without a complaint."""
    page = open_page(offline=True)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": 1280, "height": 720})
    wrong = {}
    for slide in range(1, open_deck(page, told) + 1):
        show(page, slide)
        if found := misfits(page):
            wrong[slide] = found
    assert wrong == {}
    assert said == []


def test_a_single_small_workshop_fits(open_page: OpenPage, tmp_path: Path) -> None:
    """Slides of a workshop of which almost nothing is reported fit, too."""
    file = tmp_path / "deck.html"
    file.write_bytes(deck(account(small(tmp_path / "results", 9))))
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    for slide in range(1, open_deck(page, file.as_uri()) + 1):
        show(page, slide)
        assert misfits(page) == [], f"slide {slide}"


@pytest.mark.parametrize("screen", [Screen.LAPTOP, Screen.PHONE])
def test_axe_finds_nothing(open_page: OpenPage, told: str, screen: Screen) -> None:
    """No slide with a chart, a table or words breaks a rule of accessibility."""
    page = open_page(screen)
    for slide in range(1, open_deck(page, told) + 1):
        show(page, slide)
        axe(page)


def test_charts_are_seen_in_forced_colours(open_page: OpenPage, told: str) -> None:
    """Where a person chose their own colours, bars and words of a chart take the one for text."""
    page = open_page()
    page.emulate_media(forced_colors="active", color_scheme="dark")
    count = open_deck(page, told)
    chart = page.locator("section.present .drawing svg")
    for slide in range(1, count + 1):
        show(page, slide)
        if chart.count():
            break
    inks = chart.locator("text, rect").evaluate_all(
        "them => them.map(one => getComputedStyle(one).fill)"
    )
    ground = page.locator("section.present").evaluate("one => getComputedStyle(one).color")
    assert inks
    assert {*inks} == {ground}
