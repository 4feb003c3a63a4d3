"""A deck in Arabic or Hebrew in Chromium: it stands as one in English does, from the other side."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from askfirst.export.deck import render_deck
from askfirst.export.plan_deck import deck_plan
from askfirst.export.shelf import Shelf
from askfirst.export.texts import DECK
from askfirst.plans import Entry, Plan
from tests.browser.deck_sheet import READY, at, hidden_rows, misfits, open_deck, show
from tests.browser.fake_room import KEY, FakeRoom, serving
from tests.browser.surface import SIZES, OpenPage, Screen, axe
from tests.browser.test_deck_phone import TURNED, WRONG, swipe
from tests.export.arabic import SERVICES, arabic_module
from tests.export.samples import CLAIMS, FILLED, module, text, whole_module

WIDE: Final = 1280
PLACES: Final = (
    ".title h1, .promise, .wordmark, .top .label, .path circle, .foot-number, .foot,"
    " .body, .side, .grid, .drawing, .conclusion, th, td, .danger, .own, .thought, .only .ring,"
    " .leave, .remaining span, .asked h2, .stage, .sources dt, .sources dd,"
    " .foot-said"
)
MEASURE: Final = """(places) => [...Reveal.getCurrentSlide().querySelectorAll(places)]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.tagName.toLowerCase(), one.getBoundingClientRect()])
  .map(([name, box]) => [name, Math.round(box.left), Math.round(box.right), Math.round(box.top)])"""
"""Each with its left, right and top."""

SAID: Final = {"private": "לך בלבד.", "danger": "סכנה?"}
"""What would stand at the left if it were English, in a deck from the right as well."""


def slides(page: Page, html: str, folder: Path, places: str = PLACES) -> list[Any]:
    """Where everything stands on each slide of a deck."""
    file = folder / "deck.html"
    file.write_text(html, encoding="utf-8")
    page.set_viewport_size({"width": WIDE, "height": 720})
    found = []
    for slide in range(1, open_deck(page, file.as_uri()) + 1):
        show(page, slide)
        found.append(page.evaluate(MEASURE, places))
    return found


def mirrored(places: list[Any]) -> list[Any]:
    return [[name, WIDE - right, WIDE - left, top] for name, left, right, top in places]


def apart(one: list[Any], other: list[Any]) -> list[Any]:
    """Which things of a slide do not stand where those of another do, to the pixel."""
    names = [[name for name, *_ in places] for places in (one, other)]
    assert names[0] == names[1]
    return [
        (a, b)
        for a, b in zip(one, other, strict=True)
        if max(abs(x - y) for x, y in zip(a[1:], b[1:], strict=True)) > 1
    ]


def test_everything_stands_as_in_a_mirror(open_page: OpenPage, tmp_path: Path) -> None:
    """The same words in a deck from the right: each thing where it was, from the other side."""
    page, texts = open_page(), {**DECK, **SAID}
    made = replace(whole_module(tmp_path), among=(4, 12))
    both = [
        slides(page, render_deck(each, claims=CLAIMS, services=FILLED, texts=texts), tmp_path)
        for each in (made, replace(made, language="he"))
    ]
    wrong = {
        place: found
        for place, (one, other) in enumerate(zip(*both, strict=True), 1)
        if (found := apart(mirrored(one), other))
    }
    assert [name for name, *_ in both[0][0]].count("circle") == 12
    assert wrong == {}


def test_the_agendas_of_a_plan_stand_so_too(open_page: OpenPage, tmp_path: Path) -> None:
    """Rings at the right and minutes at the left, in one column and in two."""
    made = arabic_module(tmp_path)
    for count in (3, 9):
        found = []
        for language in ("en", "ar"):
            entries = (
                Entry(title=made.title, minutes=45, module=replace(made, language=language)),
                *(Entry(title=f"جزء {n}", minutes=n, say="أهلا") for n in range(1, count)),
            )
            minutes = sum(entry.minutes for entry in entries)
            plan = Plan(name="p", title="أمسية", minutes=minutes, entries=entries)
            html = deck_plan(plan, Shelf()).decode()
            found.append(slides(open_page(), html, tmp_path, ".agenda :is(li, .ring, .long)"))
        assert sum(map(bool, found[0])) > count
        for one, other in zip(*found, strict=True):
            assert apart(mirrored(one), other) == []


@pytest.fixture
def deck(tmp_path: Path) -> str:
    """Address of a deck in Arabic with one slide of each kind, on disk."""
    file = tmp_path / "deck.html"
    made = render_deck(arabic_module(tmp_path), claims=CLAIMS, services=SERVICES)
    file.write_text(made, encoding="utf-8")
    return file.as_uri()


def test_every_slide_fits_and_axe_finds_nothing(open_page: OpenPage, deck: str) -> None:
    """In Arabic no text leaves its slide, no row is hidden, and no rule is broken."""
    page = open_page()
    page.set_viewport_size({"width": WIDE, "height": 720})
    for slide in range(1, open_deck(page, deck) + 1):
        show(page, slide)
        assert misfits(page) + hidden_rows(page) == [], f"slide {slide}"
        axe(page)
    page.keyboard.press("g")
    axe(page)


def test_the_left_arrow_goes_on(open_page: OpenPage, deck: str) -> None:
    """As in reading; Page Down goes on everywhere, and the list of keys says which arrow does."""
    page = open_page()
    open_deck(page, deck)
    page.keyboard.press("ArrowLeft")
    at(page, 2)
    page.keyboard.press("PageDown")
    at(page, 3)
    page.keyboard.press("ArrowRight")
    at(page, 2)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog").locator("dt").first).to_contain_text("Left")


def test_a_swipe_to_the_right_goes_on(open_page: OpenPage, deck: str) -> None:
    """The next slide lies at the left, and is pulled in from there."""
    page = open_page(Screen.PHONE)
    page.set_viewport_size(TURNED)
    open_deck(page, deck)
    swipe(page, (300, 200), (600, 200))
    expect(page.locator("section.present .foot-number")).to_have_text("05.2")


FIRST_AND_LAST: Final = """(one) => {
  const text = document.createTreeWalker(one, NodeFilter.SHOW_TEXT).nextNode();
  const at = (place) => {
    const range = document.createRange();
    range.setStart(text, place); range.setEnd(text, place + 1);
    return range.getBoundingClientRect().left;
  };
  const said = text.textContent.trimEnd();
  return [at(0), at(said.length - 1)];
}"""


@pytest.mark.parametrize(("said", "from_left"), [
    ("05", True),  # in the path, which is turned
    ("+44 1632 960 118", True),  # turned round it would reach somebody else
    ("01632 960042", True),
    ("9–17", False),
    ("3–5", False),
    ("FRIES طريقة لتذكر ذلك", False),
    ("Said in English, to its full stop.", True),
    ("code(1)", True),
])  # fmt: skip
def test_each_text_reads_in_its_own_direction(
    open_page: OpenPage, deck: str, said: str, from_left: bool
) -> None:
    """Numbers to call, code and English from the left; ranges and Arabic from the right."""
    page = open_page()
    slides = open_deck(page, deck)
    for slide in range(1, slides + 1):
        show(page, slide)
        found = page.locator(".present .frame").get_by_text(said, exact=True)
        if found.count():
            break
    first, last = found.first.evaluate(FIRST_AND_LAST)
    assert (first < last) is from_left


@pytest.mark.parametrize(("said", "side", "margin"), [
    ("للموافقة أجزاء", "right", 1200), ("Said in English", "left", 80),
])  # fmt: skip
def test_a_headline_begins_at_the_margin_of_its_language(
    open_page: OpenPage, tmp_path: Path, said: str, side: str, margin: int
) -> None:
    """One in Arabic at the right; one of ours, which is English, at the left."""
    cells = (text("# أهلا"), text(f"## {said}\n\nنعم."))
    file = tmp_path / "deck.html"
    file.write_text(render_deck(module(*cells, language="ar")), encoding="utf-8")
    page = open_page()
    page.set_viewport_size({"width": WIDE, "height": 720})
    open_deck(page, file.as_uri())
    show(page, 2)
    edge = page.locator(".present h2").evaluate(
        """(one, side) => {
          const words = document.createRange();
          words.selectNodeContents(one);
          return words.getBoundingClientRect()[side];
        }""",
        side,
    )
    assert edge == pytest.approx(margin, abs=3)


def test_lists_begin_where_their_words_do(open_page: OpenPage, deck: str) -> None:
    """A list in Arabic is drawn in from the right, one in English from the left."""
    page = open_page()
    open_deck(page, deck)
    sides = page.locator(".body ul").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).direction)"
    )
    assert sides == ["rtl", "ltr"]


def test_it_is_read_on_an_upright_phone(open_page: OpenPage, deck: str) -> None:
    """In a column nothing stands out at either side, and axe finds nothing."""
    page = open_page(Screen.PHONE)
    open_deck(page, deck)
    outside = WRONG.replace("getBoundingClientRect().right > innerWidth + 1",
                            "getBoundingClientRect().left < -1")  # fmt: skip
    assert "left < -1" in outside
    wrong = page.evaluate(WRONG) + page.evaluate(outside)
    assert [one for one in wrong if not one.startswith(("<pre", "<code"))] == []  # small there
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES[Screen.PHONE]["width"]
    axe(page)


def test_on_paper_notes_run_from_the_right(open_page: OpenPage, deck: str) -> None:
    """Slides stay within the sheet, and notes begin at its right."""
    page = open_page()
    page.goto(f"{deck}?print-pdf")
    slide, note = (page.locator(name).first.bounding_box() for name in (".frame", "aside.notes li"))
    assert slide is not None
    assert note is not None
    assert note["x"] + note["width"] < slide["x"] + slide["width"] - 8


def test_a_room_is_led_from_the_right(open_page: OpenPage, tmp_path: Path) -> None:
    """The code stands at the left and its address reads from the left; bands are not turned."""
    made = arabic_module(tmp_path)
    html = render_deck(made, claims=CLAIMS, services=SERVICES, live=True)
    room = FakeRoom(html, {asked.id: asked.spec() for asked in made.activities})
    with serving(room) as base:
        page = open_page()
        page.set_viewport_size({"width": WIDE, "height": 720})
        page.goto(f"{base}/deck/05_consent#k={KEY}")
        page.wait_for_selector(READY)
        show(page, 3)
        page.wait_for_selector(".present .act button")
        page.keyboard.press("o")
        code = page.locator(".present .join .qr")
        code.wait_for()
        box = code.bounding_box()
        assert box is not None
        assert box["x"] == 80
        axe(page)
        page.keyboard.press("q")
        large = page.locator(".code .qr").bounding_box()
        assert large is not None
        assert large["x"] > WIDE / 2 - 80
        address = page.locator(".code strong").first
        assert address.inner_text() == "192.168.1.20:8080"
        first, last = address.evaluate(FIRST_AND_LAST)
        assert first < last
        page.keyboard.press("q")
        page.keyboard.press("o")
        page.wait_for_selector('.present[data-phase="closed"]')
        page.keyboard.press("r")
        amount = page.locator(".present .askfirst-amount").first
        expect(amount).to_have_text("10 to 14")
        first, last = amount.evaluate(FIRST_AND_LAST)
        assert first < last
        letter, bar = (
            page.locator(f".present .askfirst-{name}").first.bounding_box()
            for name in ("letter", "bar")
        )
        assert letter is not None
        assert bar is not None
        assert letter["x"] > bar["x"] + bar["width"]
        assert misfits(page) == []
        axe(page)
