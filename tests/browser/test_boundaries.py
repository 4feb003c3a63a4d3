"""Boundaries in Chromium: a map of one's own, which only its owner can take along."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from askfirst import Boundaries
from tests.browser.deck_sheet import misfits, open_behind_title
from tests.browser.own import OwnPage
from tests.browser.surface import OpenPage, Screen, axe, tall
from tests.export.samples import asks

# Where the words in each element end, and where it begins.
ENDS: Final = """all => all.map((node) => {
  const words = document.createRange();
  words.selectNodeContents(node);
  const { right } = words.getBoundingClientRect();
  return { left: node.getBoundingClientRect().left, right };
})"""
MAP = Boundaries(
    "06-map",
    items={
        "Touch": ["hands", "feet", "being held"],
        "Seeing and recording": ["being seen in half-light", "a recording of me"],
        "Words": ["words used for me", "</script><b>מילים</b>"],
    },
    start_no=["a recording of me"],
)


def test_everything_starts_at_not_asked(open_page: OpenPage, tmp_path: Path) -> None:
    """Each item starts at "not asked", but for what the author lets start at no."""
    page = open_page()
    OwnPage(page, tmp_path, MAP)
    values = page.eval_on_selector_all("input:checked", "boxes => boxes.map(b => b.value)")
    assert values == ["none", "none", "none", "none", "no", "none", "none"]


def test_each_mark_keeps_its_distance(open_page: OpenPage, tmp_path: Path) -> None:
    """On a screen of any width the word of a mark ends well before the next mark begins."""
    page = open_page()
    OwnPage(page, tmp_path, MAP)
    hands = page.get_by_role("group", name="hands")
    for width in range(320, 800, 12):
        page.set_viewport_size({"width": width, "height": 800})
        words = hands.locator("label > span").evaluate_all(ENDS)
        marks = hands.locator("label > input").evaluate_all(ENDS)
        assert len(words) == len(marks) == 4
        pairs = zip(words, marks[1:], strict=False)
        assert min(mark["left"] - word["right"] for word, mark in pairs) >= 8, width


def test_works_by_keyboard_and_shows_the_map(open_page: OpenPage, tmp_path: Path) -> None:
    """Arrows move through the marks of an item; the overview follows in the author's order."""
    page = open_page()
    own = OwnPage(page, tmp_path, MAP)
    feet = page.get_by_role("group", name="feet")
    feet.get_by_label("Not asked").focus()
    page.keyboard.press("ArrowRight")
    expect(feet.get_by_label("Yes", exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.get_by_role("group", name="hands").get_by_label("Yes", exact=True).check()
    glance = page.locator("dd")
    expect(glance.nth(0)).to_have_text("hands, feet")
    expect(glance.nth(2)).to_have_text("being held, a recording of me")
    expect(glance.nth(1)).to_have_text("Nothing")
    assert own.left() == []


def test_a_file_is_saved_only_on_request(open_page: OpenPage, tmp_path: Path) -> None:
    """Save makes a plain text file with a neutral name, without a request, and says where it is."""
    page = open_page()
    own = OwnPage(page, tmp_path, MAP)
    page.get_by_role("group", name="hands").get_by_label("Maybe").check()
    page.get_by_role("textbox").fill("Ask me in words.")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as a file").click()
    assert waiting.value.suggested_filename == "notes.txt"
    file = tmp_path / "saved.txt"
    waiting.value.save_as(file)
    said = file.read_text(encoding="utf-8")
    assert "Maybe: hands\n" in said
    assert "Yes: Nothing\n" in said
    assert "Ask me in words." in said
    expect(page.get_by_role("status")).to_contain_text("notes.txt")
    assert own.left() == []


def test_paper_holds_the_map_and_nothing_else(open_page: OpenPage, tmp_path: Path) -> None:
    """Print sends the map alone to the printer, without a request; Clear takes that page away."""
    page = open_page()
    own = OwnPage(page, tmp_path, MAP)
    page.evaluate(
        "() => { const plain = HTMLElement.prototype.append; HTMLElement.prototype.append ="
        " function (...parts) { plain.apply(this, parts); for (const part of parts)"
        " if (part instanceof HTMLIFrameElement) part.contentWindow.print ="
        " () => { globalThis.paper = part.contentDocument.body.innerText; }; }; }"
    )
    page.get_by_role("group", name="feet").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Print").click()
    paper = page.evaluate("paper")
    assert "No: feet, a recording of me" in paper
    assert "Save" not in paper
    page.get_by_role("button", name="Clear everything").click()
    assert page.locator("iframe").count() == 0
    assert own.left() == []


def test_clearing_and_reloading_leave_no_trace(open_page: OpenPage, tmp_path: Path) -> None:
    """Clear, and a reload, bring the map back to where it began, notes gone."""
    page = open_page()
    OwnPage(page, tmp_path, MAP)
    page.get_by_role("group", name="feet").get_by_label("Yes", exact=True).check()
    page.get_by_role("textbox").fill("mine")
    page.get_by_role("button", name="Clear everything").click()
    expect(page.locator("dd").first).to_have_text("Nothing")
    expect(page.get_by_role("textbox")).to_have_value("")
    page.get_by_role("group", name="feet").get_by_label("Yes", exact=True).check()
    page.get_by_role("textbox").fill("mine")
    page.reload()
    expect(page.locator("dd").first).to_have_text("Nothing")
    expect(page.get_by_role("textbox")).to_have_value("")


@pytest.mark.parametrize("surface", ["lab", "page", "phone"])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(open_page: OpenPage, tmp_path: Path, surface: str, dark: bool) -> None:
    """Axe finds nothing, at first and with a map made, and targets are 44 px."""
    page = open_page(Screen.PHONE, dark=dark)
    OwnPage(page, tmp_path, MAP, surface=surface)
    axe(page)
    page.get_by_role("group", name="feet").get_by_label("Maybe").check()
    page.get_by_role("button", name="Clear everything").click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tall(page.locator("askfirst-boundaries :is(button, summary, label)"))


def test_on_a_slide_are_only_the_marks(open_page: OpenPage, tmp_path: Path) -> None:
    """A slide shows the four marks with their words, and no item and no control."""
    page = open_page(offline=True)
    open_behind_title(page, tmp_path, asks(MAP))
    assert misfits(page) == []
    assert page.locator(".present :is(input, button)").count() == 0
    expect(page.locator(".present li")).to_have_text(["Yes", "Maybe", "No", "Not asked"])
    axe(page)
