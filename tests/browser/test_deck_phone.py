"""The exported deck without a keyboard: on a phone, upright and turned, and under a finger."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from askfirst import Breath
from askfirst.curriculum import load_claims, read_module
from askfirst.export.deck import render_deck
from tests.browser.deck_sheet import READY, misfits, open_deck, whole_deck
from tests.browser.surface import SIZES, OpenPage, Screen, axe, tall
from tests.export.samples import FILLED, asks, module, text, whole_module

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
TURNED: ViewportSize = {"width": 844, "height": 390}
TABLET: ViewportSize = {"width": 1024, "height": 768}
SMALLEST = 13  # px on the phone, of source marks; what is read stands at 15 and more

# The page has been drawn where it stands, as it is before anybody can turn a phone.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# What stands out of a phone at the right, but for what scrolls by itself, and text that is small.
WRONG = """() => [...document.querySelectorAll(".frame *")].filter((one) => {
  if (!one.checkVisibility() || one.closest(".unseen, svg")) return false;
  const out = !one.parentElement.closest(".grid, .drawing, .formula, .markup, .tall") &&
    one.getBoundingClientRect().right > innerWidth + 1;
  const said = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const size = parseFloat(getComputedStyle(one).fontSize) * one.currentCSSZoom;
  return out || (said && size < SMALLEST);
}).map((one) => one.outerHTML.slice(0, 120))""".replace("SMALLEST", str(SMALLEST))


@pytest.fixture
def deck(tmp_path: Path) -> str:
    """Address of a deck with one slide of each kind, on disk."""
    return whole_deck(tmp_path)


def swipe(page: Page, start: Sequence[int], end: Sequence[int]) -> None:
    """Move a finger over the screen."""
    fingers = page.context.new_cdp_session(page)
    for kind, places in (("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])):
        points = [{"x": x, "y": y} for x, y in places]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def in_view(page: Page) -> int:
    """The number of the slide that stands at the upper part of the screen."""
    return int(
        page.evaluate("""() => Reveal.getSlides().findIndex((slide) => {
          const { top, bottom } = slide.getBoundingClientRect();
          return top <= innerHeight / 4 && bottom > innerHeight / 4;
        }) + 1""")
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_slide_of_every_module_is_read_on_an_upright_phone(
    open_page: OpenPage, tmp_path: Path, path: Path
) -> None:
    """Slides stand below each other, none is hidden, cut or small, and none is wider."""
    claims = load_claims(ROOT / "data" / "claims.csv")
    file = tmp_path / "deck.html"
    file.write_text(render_deck(read_module(path), claims=claims, services=FILLED), "utf-8")
    page = open_page(Screen.PHONE)
    slides = open_deck(page, file.as_uri())
    assert page.evaluate(WRONG) == []
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES[Screen.PHONE]["width"]
    frames = page.locator("section:not([hidden], [aria-hidden]) .frame")
    assert sum(frame.is_visible() for frame in frames.all()) == slides


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_on_an_upright_phone(open_page: OpenPage, deck: str, dark: bool) -> None:
    """All slides in one column keep every rule, and so does the list over them."""
    page = open_page(Screen.PHONE, dark=dark)
    open_deck(page, deck)
    axe(page)
    page.locator(".to-slides").tap()
    axe(page)


def test_a_phone_that_is_turned_goes_on_where_it_was(open_page: OpenPage, deck: str) -> None:
    """The slide that is read in the column is the one that is shown, and the other way round."""
    page = open_page(Screen.PHONE)
    open_deck(page, deck)
    page.locator("section").nth(6).evaluate("(slide) => slide.scrollIntoView()")
    assert in_view(page) == 7
    page.evaluate(DRAWN)
    page.set_viewport_size(TURNED)
    expect(page.locator("section.present .foot-number")).to_have_text("05.7")
    expect(page.locator("section:not([aria-hidden])")).to_have_count(1)
    assert misfits(page) == []
    page.evaluate("Reveal.slide(9)")
    page.set_viewport_size(SIZES[Screen.PHONE])
    expect(page.locator("html.column")).to_be_attached()
    assert in_view(page) == 10


def test_a_finger_finds_the_list_of_slides(open_page: OpenPage, deck: str) -> None:
    """A button opens it, and no keys of the phone cover it; with a mouse there is none."""
    for size in (SIZES[Screen.PHONE], TURNED, TABLET):
        page = open_page(Screen.PHONE)
        page.set_viewport_size(size)
        open_deck(page, deck)
        tall(page.locator(".to-slides"))
        page.locator(".to-slides").tap()
        expect(page.get_by_role("dialog")).to_have_count(1)
        expect(page.get_by_role("textbox")).not_to_be_focused()
        page.get_by_role("dialog").get_by_role("button").nth(5).tap()
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert page.evaluate("Reveal.getIndices().h") == 4
        assert size is not SIZES[Screen.PHONE] or in_view(page) == 5
    page = open_page()
    open_deck(page, deck)
    expect(page.locator(".to-slides")).to_be_hidden()


def test_a_thumb_hits_what_runs_in_a_column(open_page: OpenPage, tmp_path: Path) -> None:
    """The buttons of what people do for themselves are as high as any on a phone."""
    file = tmp_path / "deck.html"
    sample = module(text("# T"), asks(Breath("05-breath")))
    file.write_text(render_deck(sample), encoding="utf-8")
    page = open_page(Screen.PHONE)
    open_deck(page, file.as_uri())
    tall(page.locator(".own-stage button"))


def test_a_swipe_turns_a_slide_and_scrolls_a_column(open_page: OpenPage, deck: str) -> None:
    """To the side it goes on where slides are shown, and does nothing where they are read."""
    page = open_page(Screen.PHONE)
    page.set_viewport_size(TURNED)
    open_deck(page, deck)
    swipe(page, (600, 200), (300, 200))
    expect(page.locator("section.present .foot-number")).to_have_text("05.2")
    page.set_viewport_size(SIZES[Screen.PHONE])
    expect(page.locator("html.column")).to_be_attached()
    swipe(page, (300, 400), (100, 400))
    assert page.evaluate("Reveal.getIndices().h") == 1


def test_a_mark_leads_to_its_source_in_a_column(open_page: OpenPage, deck: str) -> None:
    """The source comes into view, and every other slide can still be read."""
    page = open_page(Screen.PHONE)
    slides = open_deck(page, deck)
    page.locator(".frame .source-mark").first.tap()
    expect(page.locator(".sources.slide").first).to_be_in_viewport()
    expect(page.locator("section:not([hidden], [aria-hidden])")).to_have_count(slides)


def test_a_column_is_printed_as_paper(open_page: OpenPage, deck: str) -> None:
    """Printing shows what it shows from any screen, and then the column again."""
    page = open_page(Screen.PHONE)
    open_deck(page, deck)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("html.paper:not(.column)")).to_be_attached()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("html.column:not(.paper)")).to_be_attached()
    page.goto(f"{deck}?print-pdf")
    expect(page.locator("html.paper:not(.column)")).to_be_attached()


def test_a_dark_phone_reads_in_the_dark_and_nothing_else_is(open_page: OpenPage, deck: str) -> None:
    """The column is dark; a slide, which may be projected, and paper are as white as ever."""
    ground = "getComputedStyle(document.body).backgroundColor"
    page = open_page(Screen.PHONE, dark=True)
    open_deck(page, deck)
    assert page.evaluate(ground) == "rgb(16, 25, 29)"
    page.set_viewport_size(TURNED)
    expect(page.locator("html.column")).to_have_count(0)
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.goto(f"{deck}?print-pdf")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_a_deck_that_leads_a_room_stays_slides(open_page: OpenPage, tmp_path: Path) -> None:
    """Upright it shows one slide, since what the room is asked goes on by slides."""
    file = tmp_path / "live.html"
    file.write_text(render_deck(whole_module(tmp_path), live=True, services=FILLED), "utf-8")
    page = open_page(Screen.PHONE)
    page.goto(file.as_uri())
    expect(page.locator(READY)).to_be_attached()
    expect(page.locator("section.present")).to_have_count(1)
    expect(page.locator("html.column")).to_have_count(0)
    expect(page.locator(".to-slides")).to_be_visible()
