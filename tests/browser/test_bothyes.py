"""BothYes in Chromium: step by step, with nothing to enter."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from askfirst import BothYes
from tests.browser.deck_sheet import at, misfits, open_behind_title
from tests.browser.measured import BROKEN
from tests.browser.own import OwnPage
from tests.browser.surface import OpenPage, Screen, axe, tall
from tests.export.samples import asks, text

PAIR = BothYes(
    "06-both",
    names=("Noor", "Sam"),
    items={
        "hands": ("yes", "yes"),
        "feet": ("yes", "no"),
        "face and hair": ("maybe", "yes"),
        "being held": ("yes", "none"),
        "half-light": ("maybe", "maybe"),
        "a recording": ("no", "no"),
    },
)


def test_goes_step_by_step_by_keyboard(open_page: OpenPage, tmp_path: Path) -> None:
    """Next and Back go through six steps, the focus stays, and nothing leaves the page."""
    page = open_page()
    own = OwnPage(page, tmp_path, PAIR)
    told = page.get_by_role("status")
    expect(told).to_have_text("1 of 6: Two made-up maps")
    page.get_by_role("button", name="Next").focus()
    for step in range(2, 7):
        page.keyboard.press("Enter")
        expect(told).to_contain_text(f"{step} of 6")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("6 of 6: When not to compare")
    expect(page.get_by_role("button", name="Next")).to_be_focused()
    page.get_by_role("button", name="Back").press("Space")
    expect(told).to_contain_text("5 of 6: An all-yes map learns everything")
    assert page.locator("input, textarea, select, [contenteditable]").count() == 0
    assert own.left() == []


def test_rows_that_are_not_shared_look_the_same(open_page: OpenPage, tmp_path: Path) -> None:
    """In the comparison a maybe, a no and a not asked leave the same cells."""
    page = open_page()
    OwnPage(page, tmp_path, PAIR)
    page.get_by_role("button", name="Next").click()
    rows = page.eval_on_selector_all(
        "tbody tr",
        "rows => rows.slice(1).map(r => [...r.cells].slice(1).map(c => c.outerHTML).join())",
    )
    assert len(rows) == 5
    assert len(set(rows)) == 1


@pytest.mark.parametrize("surface", ["lab", "page", "phone"])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(open_page: OpenPage, tmp_path: Path, surface: str, dark: bool) -> None:
    """Axe finds nothing in any step, nothing runs off the side, and targets are 44 px."""
    page = open_page(Screen.PHONE, dark=dark)
    OwnPage(page, tmp_path, PAIR, surface=surface)
    for step in range(1, 7):
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if step < 6:
            page.get_by_role("button", name="Next").click()
    tall(page.get_by_role("button"))


@pytest.mark.parametrize(("width", "left_out"), [(390, set()), (320, {"a recording"})])
def test_no_word_is_broken_on_a_phone(
    open_page: OpenPage, tmp_path: Path, width: int, left_out: set[str]
) -> None:
    """Each step has room for its words, but for the longest on the narrowest phone."""
    page = open_page(Screen.PHONE)
    page.set_viewport_size({"width": width, "height": 844})
    items = [row for row in PAIR.rows if row[0] not in left_out]
    OwnPage(page, tmp_path, replace(PAIR, items=items))
    for step in range(1, 7):
        assert page.evaluate(BROKEN) == [], f"step {step}"
        if step < 6:
            page.get_by_role("button", name="Next").tap()


def test_every_step_fits_its_slide(open_page: OpenPage, tmp_path: Path) -> None:
    """A deck from disk shows every step on white within the slide, and on paper says them all."""
    page = open_page(offline=True)
    address = open_behind_title(page, tmp_path, asks(PAIR), text("## After"))
    for step in range(1, 7):
        expect(page.get_by_role("status").filter(has_text=f"{step} of 6")).to_be_visible()
        assert misfits(page) == [], f"step {step}"
        axe(page)
        page.get_by_role("button", name="Next").press("Space")
    at(page, 2)
    page.goto(f"{address}?print-pdf")
    expect(page.locator(".shown li")).to_have_count(6)
    axe(page)
