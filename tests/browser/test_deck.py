"""The exported deck in Chromium, opened from disk."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from askfirst.curriculum import load_claims, load_services, read_module
from askfirst.export.deck import render_deck
from tests.browser.deck_sheet import READY, at, hidden_rows, misfits, open_deck, show, whole_deck
from tests.browser.surface import OpenPage, Screen, axe, tall
from tests.export.samples import CLAIMS, EMPTY, module, text

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
CLAIMED = "Going on needs two. Stopping needs one."
GALLERY = ROOT / "docs" / "gallery.ipynb"


@pytest.fixture
def deck(tmp_path: Path) -> str:
    """Address of a deck with one slide of each kind, on disk."""
    return whole_deck(tmp_path)


def test_it_opens_from_disk_with_the_network_off(open_page: OpenPage, deck: str) -> None:
    """The deck opens from disk without a network, and its policy stops nothing of its own."""
    page = open_page(offline=True)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    assert open_deck(page, deck) == 13
    assert page.evaluate("document.fonts.check('600 48px Literata')")
    assert said == []


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768)])
def test_every_kind_of_slide_fits(open_page: OpenPage, deck: str, size: tuple[int, int]) -> None:
    """No text leaves its slide's safe area or is under 22 px, at three sizes of screen."""
    page = open_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for slide in range(1, open_deck(page, deck) + 1):
        show(page, slide)
        assert misfits(page) == [], f"slide {slide}"


@pytest.mark.parametrize("path", [*MODULES, GALLERY], ids=lambda path: path.stem)
def test_every_slide_of_every_module_fits(open_page: OpenPage, tmp_path: Path, path: Path) -> None:
    """No slide of a module or of the gallery overflows or hides a row; services are empty slots."""
    claims = load_claims(ROOT / "data" / "claims.csv")
    services = load_services(ROOT / "data" / "services.csv")
    file = tmp_path / "deck.html"
    html = render_deck(read_module(path), claims=claims, services=services)
    file.write_text(html, encoding="utf-8")
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    wrong = {}
    for slide in range(1, open_deck(page, file.as_uri()) + 1):
        show(page, slide)
        if found := misfits(page) + hidden_rows(page):
            wrong[slide] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "title",
    [
        "Myths, and what holds up",
        "Words and contexts: what we mean",
        "Boundaries: yes, maybe, no, not asked",
        "At a distance: closeness and digital safety",
        "A module of somebody else, with a title that is far longer than any of ours should be",
    ],
)
def test_title_and_promise_stand_above_the_path(
    open_page: OpenPage, tmp_path: Path, title: str
) -> None:
    """However long a title is, it and a promise of two lines end before the path begins."""
    promise = "You will be able to say which touch you mean, and to leave a way out when you ask."
    file = tmp_path / "deck.html"
    asked = module(text(f"# {title}", tags=["header"]), title=title, promise=promise)
    file.write_text(render_deck(asked, services=EMPTY), encoding="utf-8")
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    open_deck(page, file.as_uri())
    promised, path = (
        page.locator(f".title {name}").bounding_box() for name in (".promise", ".path")
    )
    assert promised is not None
    assert path is not None
    assert promised["y"] + promised["height"] <= path["y"]


def test_a_headline_of_three_hundred_letters_leaves_room(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """Title and headlines that are paragraphs are set as text, and what stands below fits."""
    long = "So the useful question is not whether they said yes, but whether it is still yes. " * 4
    rows = "| A | B |\n|---|---|\n" + "| a | b |\n" * 3
    cells = (text(f"# {long}"), text(f"## {long}\n\nWords."), text(f"## {long}\n\n{rows}"))
    file = tmp_path / "deck.html"
    file.write_text(render_deck(module(*cells, title=long)), encoding="utf-8")
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    for slide in range(1, open_deck(page, file.as_uri()) + 1):
        show(page, slide)
        assert misfits(page) == [], f"slide {slide}"
    show(page, 1)
    title, path = (page.locator(f".title {name}").bounding_box() for name in ("h1", ".path"))
    assert title is not None
    assert path is not None
    assert title["y"] + title["height"] <= path["y"]


def test_type_has_its_true_widths(open_page: OpenPage, deck: str) -> None:
    """A line is as long as its letters are, so that it breaks and stands alike on every screen."""
    page = open_page()
    open_deck(page, deck)
    ratio = page.locator(".title .promise").evaluate("""(promise) => {
      const wide = (size) => {
        promise.style.cssText = `white-space: nowrap; max-width: none; width: fit-content;
          font-size: ${size}px`;
        return promise.offsetWidth / size;
      };
      return wide(32) / wide(320);
    }""")
    assert ratio == pytest.approx(1, abs=0.004)


def test_long_texts_go_on_to_further_slides(open_page: OpenPage, tmp_path: Path) -> None:
    """A cell that is far too long for one slide is spread over several that each fit."""
    words = "So the useful question is not whether they said yes, but whether it is still yes. "
    rows = "\n".join(f"| Row {n} | {words} | more |" for n in range(9))
    long = module(
        text("# Title"),
        text("## A claim that is long enough to need two lines on a slide\n\n" + words * 14),
        text("## Paragraphs\n\n" + f"{words}\n\n" * 9 + "> **Side**\n>\n> " + words),
        text("## List\n\n" + f"- {words}\n" * 14),
        text("## Table\n\n| A | B | C |\n|---|---|---|\n" + rows),
    )
    file = tmp_path / "deck.html"
    file.write_text(render_deck(long, services=EMPTY), encoding="utf-8")
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    slides = open_deck(page, file.as_uri())
    assert slides > 10
    for slide in range(1, slides + 1):
        show(page, slide)
        assert misfits(page) == [], f"slide {slide}"


def test_axe_finds_nothing_on_any_slide(open_page: OpenPage, deck: str) -> None:
    """Axe finds nothing on any kind of slide."""
    page = open_page()
    for slide in range(1, open_deck(page, deck) + 1):
        show(page, slide)
        axe(page)


def test_the_speaker_view_opens_from_disk(open_page: OpenPage, deck: str) -> None:
    """The key S opens a speaker view with notes, timer and both slides, under the policy."""
    page = open_page()
    open_deck(page, deck)
    with page.context.expect_page() as opened:
        page.keyboard.press("s")
    speaker = opened.value
    speaker.wait_for_selector(".speaker-controls-notes .value >> text=Minute 0")
    speaker.wait_for_selector("#askfirst-speaker", state="attached")
    speaker.wait_for_selector(".speaker-controls-time .pacing:visible")
    for frame in ("#current-slide", "#upcoming-slide"):
        inside = speaker.frame_locator(f"{frame} iframe")
        inside.locator("section.present h1, section.present h2").first.wait_for()
    speaker.keyboard.press("ArrowRight")
    at(page, 2)


def test_marks_lead_to_the_sources(open_page: OpenPage, deck: str) -> None:
    """A source mark leads to the slide that lists the source."""
    page = open_page()
    open_deck(page, deck)
    show(page, 4)
    page.locator(".present .body a.source-mark").click()
    page.wait_for_selector(".present #C19")


# How far what a key does stands from the name of the key, in px.
APART = """(row) => {
  const name = document.createRange();
  name.selectNodeContents(row.firstChild);
  return row.lastChild.getBoundingClientRect().left - name.getBoundingClientRect().right;
}"""


def listing(page: Page) -> Locator:
    """The list of slides, or of keys, over the slide."""
    return page.locator("dialog[open]")


def test_tab_reaches_what_is_on_the_slide_and_nothing_else(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """Links of the slides before and after, which nobody sees, take no focus."""
    claims = (text(f"## Claim {n}\n\nSo. [C19](#C19) And so. [C54](#C54)") for n in range(3))
    file = tmp_path / "deck.html"
    file.write_text(render_deck(module(text("# T"), *claims), claims=CLAIMS), encoding="utf-8")
    page = open_page()
    open_deck(page, file.as_uri())
    show(page, 3)
    slides = []
    for _ in range(6):
        page.keyboard.press("Tab")
        slides += page.evaluate(
            "[document.activeElement.closest('section')?.className ?? []].flat()"
        )
    assert slides
    assert all(name.endswith("present") for name in slides)


def test_a_list_of_slides_leads_to_each(open_page: OpenPage, deck: str) -> None:
    """G or Escape lists the slides by number and headline; words narrow it, Enter goes there."""
    page = open_page()
    open_deck(page, deck)
    show(page, 4)
    page.keyboard.press("g")
    rows = listing(page).locator("li:visible")
    expect(rows).to_have_count(13)
    expect(rows.nth(3)).to_have_text("05.4" + CLAIMED)
    expect(listing(page).locator("[aria-current]")).to_have_text("05.4" + CLAIMED)
    page.keyboard.type("GOING ON")
    expect(rows).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    at(page, 4)
    page.keyboard.press("Escape")
    expect(listing(page).get_by_label("Number or words")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    at(page, 2)
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    at(page, 3)


def test_a_number_and_enter_go_to_a_slide(open_page: OpenPage, deck: str) -> None:
    """Digits narrow the list to the slides that they begin, and Enter goes to the first."""
    page = open_page()
    open_deck(page, deck)
    page.keyboard.type("12")
    expect(listing(page).locator("li:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    at(page, 12)


def test_the_keys_are_listed_and_a_slide_stays_below_them(open_page: OpenPage, deck: str) -> None:
    """The question mark lists the keys that there are, and none that does nothing."""
    page = open_page()
    open_deck(page, deck)
    page.keyboard.press("?")
    named = listing(page).locator("dt").all_inner_texts()
    assert named == [
        "Right, Space, Page Down", "Left, Page Up", "Home, End", "G, Escape, a number",
        "B", "F", "S", "?",
    ]  # fmt: skip
    assert listing(page).locator("dl div").first.evaluate(APART) > 32
    page.keyboard.press("ArrowRight")
    at(page, 1)
    listing(page).get_by_role("button", name="Close").press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("o")
    expect(page.locator("dialog")).to_have_count(0)


def test_any_key_ends_the_black_screen(open_page: OpenPage, deck: str) -> None:
    """B blanks the screen; a clicker's next page brings the slide back, and the next goes on."""
    page = open_page()
    open_deck(page, deck)
    page.keyboard.press("b")
    assert page.evaluate("Reveal.isPaused()") is True
    page.keyboard.press("PageDown")
    assert page.evaluate("Reveal.isPaused()") is False
    at(page, 1)
    page.keyboard.press("PageDown")
    at(page, 2)


@pytest.mark.parametrize("screen", [Screen.LAPTOP, Screen.PHONE])
@pytest.mark.parametrize("key", ["?", "g"])
def test_axe_finds_nothing_in_what_stands_over_a_slide(
    open_page: OpenPage, deck: str, screen: Screen, key: str
) -> None:
    """Axe finds nothing in the list of keys and of slides, a thumb hits all."""
    page = open_page(screen)
    open_deck(page, deck)
    page.keyboard.press(key)
    box = listing(page).bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    assert min(box["x"], box["y"]) >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]
    assert listing(page).evaluate("one => one.scrollWidth - one.clientWidth") == 0
    tall(listing(page).locator("button:visible"))
    axe(page)


def test_the_private_line_shortens_in_steps(open_page: OpenPage, deck: str) -> None:
    """On a private slide a line shortens in eight steps over the minutes of its cell."""
    page = open_page()
    page.clock.install()
    page.goto(deck)
    page.clock.run_for(1000)
    page.wait_for_selector(READY)
    page.evaluate("Reveal.slide(9)")
    line = page.locator(".present .remaining")
    assert line.get_attribute("data-left") == "8"
    page.clock.run_for(2 * 60_000 * 3 // 8)
    assert line.get_attribute("data-left") == "5"
    page.clock.run_for(2 * 60_000)
    assert line.get_attribute("data-left") == "0"


def test_the_ground_goes_on_around_the_slide(open_page: OpenPage, deck: str) -> None:
    """Night fills the whole screen where the screen is higher than the slide."""
    page = open_page(Screen.LAPTOP)
    open_deck(page, deck)
    show(page, 10)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(16, 50, 60)"
