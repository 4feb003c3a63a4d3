"""How the self-paced page looks and is reached: for everybody, at any size, in either direction."""

import re
from pathlib import Path
from typing import Final

import pypdfium2
import pytest
from playwright.sync_api import expect

from askfirst import Poll
from askfirst.export.page import page_html
from askfirst.export.texts import PAGE
from tests.browser.alone import (
    GALLERY,
    MODULES,
    made_page,
    note,
    opened,
    show_gallery,
    skipped_to,
    small_page,
)
from tests.browser.measured import CONTROLS, MOVING, OVERFLOW, TARGETS, UNBORDERED, UNFOCUSED
from tests.browser.surface import OpenPage, Screen, axe
from tests.export.samples import EMPTY, NOTE, asks, module, text

DARK: Final = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])

# Where a letter of an element is.
PLACE: Final = """(one, at) => {
  const range = document.createRange();
  range.setStart(one.firstChild, at);
  range.setEnd(one.firstChild, at + 1);
  return range.getBoundingClientRect().x;
}"""


@pytest.fixture
def small(tmp_path: Path) -> str:
    """The name of a page with one cell of each kind."""
    return small_page(tmp_path)


@DARK
@pytest.mark.parametrize("path", [*MODULES, GALLERY], ids=lambda path: path.stem)
def test_axe_finds_nothing(open_page: OpenPage, tmp_path: Path, path: Path, dark: bool) -> None:
    """No page of a module breaks a rule, folded and unfolded, in light and in dark."""
    file = tmp_path / "page.html"
    file.write_bytes(made_page(path))
    page = opened(open_page(dark=dark), file.as_uri())
    page.locator("details").evaluate_all("all => all.forEach((part) => (part.open = true))")
    axe(page)


@pytest.mark.parametrize("path", [*MODULES, GALLERY], ids=lambda path: path.stem)
def test_a_narrow_page_does_not_scroll_sideways(
    open_page: OpenPage, tmp_path: Path, path: Path
) -> None:
    """At 320 px only a table or a picture scrolls, in a frame of its own, from either side."""
    file = tmp_path / "page.html"
    file.write_bytes(made_page(path))
    page = open_page(Screen.PHONE)
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, file.as_uri())
    page.locator("details").evaluate_all("all => all.forEach((part) => (part.open = true))")
    for way in ("ltr", "rtl"):
        page.evaluate(f"document.documentElement.dir = '{way}'")
        page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
        assert [one for one in page.evaluate(OVERFLOW) if "unseen" not in one] == []


def test_a_field_grows_with_what_is_written(
    open_page: OpenPage, tmp_path: Path, small: str
) -> None:
    """Of a long note every line is in sight, and an empty field has room for two."""
    page = opened(open_page(Screen.PHONE), (tmp_path / small).as_uri())
    field = note(page)
    empty = field.evaluate("(field) => field.clientHeight")
    line = field.evaluate("(field) => parseFloat(getComputedStyle(field).lineHeight)")
    assert empty >= 2 * line
    field.fill("Some words that go on. " * 12)
    assert field.evaluate("(field) => field.scrollHeight - field.clientHeight") <= 1
    assert page.evaluate(OVERFLOW) == []


def test_what_is_cut_off_says_so(open_page: OpenPage, tmp_path: Path, small: str) -> None:
    """Above a picture that is wider than a phone stands that there is more, and only there."""
    page = opened(open_page(Screen.PHONE), (tmp_path / small).as_uri())
    hint = page.locator(".aside:has(+ .drawing)")
    expect(hint).to_have_text(PAGE["aside"])
    expect(hint).to_be_visible()
    page.set_viewport_size({"width": 1000, "height": 700})
    expect(hint).to_be_hidden()


def test_what_is_seen_whole_stands_apart(open_page: OpenPage, tmp_path: Path) -> None:
    """A picture or a table that fits its frame is as far below what precedes it as other parts."""
    file = tmp_path / "page.html"
    file.write_bytes(made_page(MODULES[5]))
    page = opened(open_page(Screen.LAPTOP), file.as_uri())
    frames = page.locator(".aside[hidden] + .frame")
    expect(frames.and_(page.locator(".drawing")).first).to_be_visible()
    gaps = frames.evaluate_all(
        "all => all.map((one) => parseFloat(getComputedStyle(one).marginTop))"
    )
    assert min(gaps) >= 16


@pytest.mark.parametrize("path", [MODULES[2], MODULES[4]], ids=lambda path: path.stem)
def test_no_label_is_cut_at_the_edge_of_its_drawing(
    open_page: OpenPage, tmp_path: Path, path: Path
) -> None:
    """Labels are as long as they were drawn, also where letters of text are set on whole pixels."""
    file = tmp_path / "page.html"
    file.write_bytes(made_page(path))
    page = opened(open_page(Screen.LAPTOP), file.as_uri())
    labels = page.locator(".drawing text")
    past = labels.evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().right"
        " - one.ownerSVGElement.getBoundingClientRect().right)"
    )
    assert len(past) > 1
    assert max(past) <= 0


def test_targets_focus_and_borders(open_page: OpenPage, tmp_path: Path) -> None:
    """What is pressed is 44 px high, shows the focus, keeps its border, and nothing moves."""
    page = show_gallery(open_page(), tmp_path)
    page.locator("details").evaluate_all("all => all.forEach((part) => (part.open = true))")
    inline = "p a, td a, th a, li > a:not(.contents *), h2 a, h3 a"
    targets = page.locator("main").locator(f":is({CONTROLS}):not({inline})").evaluate_all(TARGETS)
    heights = page.locator(".bar a").evaluate_all("all => all.map((link) => link.offsetHeight)")
    assert min(heights) >= 44
    small = [one for one in targets if one["height"] < 44 or one["width"] < 44]
    assert small == []
    assert page.locator(f"{CONTROLS}, [tabindex='0']").evaluate_all(UNFOCUSED) == []
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert page.evaluate(UNBORDERED) == []
    assert page.evaluate(MOVING) == []


def test_in_forced_colours_each_ground_is_one_frame(open_page: OpenPage, tmp_path: Path) -> None:
    """What asks has one solid frame, and what is for oneself alone has one of dots."""
    page = open_page()
    page.emulate_media(forced_colors="active")
    show_gallery(page, tmp_path)
    asks = page.locator(".activity .askfirst[data-asking]")
    inside = asks.locator("legend, [role=heading]")
    style = "all => all.map((one) => getComputedStyle(one).borderTopStyle)"
    assert {*asks.evaluate_all(style)} == {"solid"}
    assert {*inside.evaluate_all(style)} == {"none"}
    assert {*page.locator(".private, .askfirst-night").evaluate_all(style)} == {"dotted"}


@pytest.mark.parametrize("width", [390, 320])
def test_an_empty_slot_of_a_table_keeps_to_a_line(
    open_page: OpenPage, tmp_path: Path, width: int
) -> None:
    """On a phone no row of the table on law breaks what says that nothing is filled in."""
    file = tmp_path / "page.html"
    file.write_bytes(made_page(MODULES[5]))
    page = open_page(Screen.PHONE)
    page.set_viewport_size({"width": width, "height": 844})
    opened(page, file.as_uri())
    lines = page.locator("td .slot").evaluate_all(
        "all => all.map((s) => s.getClientRects().length)"
    )
    assert len(lines) > 4
    assert {*lines} == {1}


def test_paper_does_not_say_how_far_somebody_read(
    open_page: OpenPage, tmp_path: Path, small: str
) -> None:
    """A place that was kept is on the screen when the page is opened again, and on no print."""
    page = opened(open_page(), (tmp_path / small).as_uri())
    page.locator("#keeping summary").click()
    page.locator("#keep").check()
    page.locator(".part-end").last.scroll_into_view_if_needed()
    expect(page.locator(".contents li[data-read]").first).to_be_attached()
    page.reload()
    expect(page.locator("#resume")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#resume")).to_be_hidden()


def test_a_compound_changes_no_weight(open_page: OpenPage, tmp_path: Path) -> None:
    """What heads a row of a table is as strong with a compound in it as without."""
    file = tmp_path / "page.html"
    table = "| A | B |\n|---|---|\n| Self-touch | one |\n| Massage | two |\n| `code` | three |"
    file.write_text(page_html(module(text("# T"), text(f"## S\n\n{table}"))), encoding="utf-8")
    page = opened(open_page(Screen.PHONE), file.as_uri())
    heads = page.locator("th[scope=row]")
    assert heads.locator(".whole").count() == 1
    weights = heads.evaluate_all("all => all.map((one) => getComputedStyle(one).fontWeight)")
    assert weights == ["600", "600", "400"]


def test_no_option_ends_in_a_word_alone(open_page: OpenPage, tmp_path: Path) -> None:
    """The last word of one that takes two lines has another beside it."""
    file = tmp_path / "page.html"
    option = "Jo asks; unscented unless both want it"
    asked = Poll("07-oil", "Jo would like to use oil.", options=[option, "Pure"])
    file.write_text(page_html(module(text("# T"), asks(asked))), encoding="utf-8")
    page = opened(open_page(Screen.PHONE), file.as_uri())
    shown = page.locator("askfirst-poll label span").get_by_text(option, exact=True)
    lines = shown.evaluate(
        """(one) => [...one.textContent.matchAll(/\\S+/g)].map((word) => {
          const range = document.createRange();
          range.setStart(one.firstChild, word.index);
          range.setEnd(one.firstChild, word.index + word[0].length);
          return range.getBoundingClientRect().bottom;
        })"""
    )
    assert len({*lines}) == 2
    assert lines[-1] == lines[-2]


def test_no_bracket_is_left_behind_by_its_code(open_page: OpenPage, tmp_path: Path) -> None:
    """Wherever the line ends, code stands on it with the bracket before and the stop after it."""
    file = tmp_path / "page.html"
    said = " ".join(f"{'x' * n} (`askfirst run`)." for n in range(1, 40))
    file.write_text(page_html(module(text("# T"), text(f"## S\n\n{said}"))), encoding="utf-8")
    page = opened(open_page(Screen.PHONE), file.as_uri())
    apart = page.locator(".part code").evaluate_all(
        """all => all.filter((code) => {
          const near = document.createRange();
          const bottom = (text, place) => {
            near.setStart(text, place);
            near.setEnd(text, place + 1);
            return near.getBoundingClientRect().bottom;
          };
          const before = bottom(code.previousSibling, code.previousSibling.length - 1);
          return before !== bottom(code.nextSibling, 1);
        }).length"""
    )
    assert page.locator(".part code").count() == 39
    assert apart == 0


def test_on_paper_no_label_is_larger_than_what_it_stands_beside(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """Nor has a list the room there that a finger needs on a screen."""
    file = tmp_path / "page.html"
    file.write_bytes(made_page(MODULES[1]))
    page = opened(open_page(), file.as_uri())
    links = page.locator(".services a")
    height = "all => Math.max(...all.map((one) => one.offsetHeight))"
    size = "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
    assert links.evaluate_all(height) >= 44
    page.emulate_media(media="print")
    small = page.locator(
        ".services :is(a, span:not(.whole)), .label, .slot, thead th"
    ).evaluate_all(size)
    assert len(small) > 40
    assert max(small) < page.locator(".part > p:not([class])").first.evaluate(
        "(one) => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert links.first.evaluate("(one) => one.offsetHeight") < 24


def test_no_source_is_torn_over_two_sheets(open_page: OpenPage, tmp_path: Path) -> None:
    """On paper each stands whole, so that no sheet holds but its last word."""
    file = tmp_path / "page.html"
    file.write_bytes(made_page(MODULES[1]))
    page = opened(open_page(), file.as_uri())
    page.emulate_media(media="print")
    page.locator(".source li").evaluate_all(
        "all => all.forEach((one, at) => (one.prepend(`first${at}.`), one.append(`.last${at}.`)))"
    )
    with pypdfium2.PdfDocument(page.pdf()) as sheets:
        said = [sheet.get_textpage().get_text_bounded() for sheet in sheets]
    begun = [re.findall(r"first(\d+)\.", text) for text in said]
    assert sum(map(len, begun)) > 20
    assert [re.findall(r"last(\d+)\.", text) for text in said] == begun


def test_what_is_the_same_in_every_language_keeps_its_order(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """On a page read from the right, a mark heads its sources there; dates and drawings stay."""
    file = tmp_path / "page.html"
    file.write_bytes(made_page(MODULES[5]))
    page = opened(open_page(Screen.LAPTOP), file.as_uri())
    labels = page.locator(".drawing text").first
    inside = (
        "(one) => one.getBoundingClientRect().x - one.ownerSVGElement.getBoundingClientRect().x"
    )
    before = labels.evaluate(inside)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert labels.evaluate(inside) == before
    ends = """(one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return one.getBoundingClientRect().right - range.getBoundingClientRect().right;
    }"""
    assert abs(page.locator(".source h3").first.evaluate(ends)) < 1
    date = page.locator(".date").first
    first, last = (date.evaluate(PLACE, at) for at in (0, 5))
    assert first < last


@DARK
def test_marks_are_seen_in_forced_colours(open_page: OpenPage, tmp_path: Path, dark: bool) -> None:
    """Where the system chooses the colours, the outline of every mark is that of the text."""
    page = open_page(dark=dark)
    page.emulate_media(forced_colors="active")
    show_gallery(page, tmp_path)
    marks = page.locator("svg.askfirst-mark")
    assert marks.count() > 8
    colours = marks.evaluate_all("all => all.map((mark) => getComputedStyle(mark).color)")
    assert {*colours} == {page.locator("main").evaluate("(main) => getComputedStyle(main).color")}


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_stop_of_the_keyboard_leads_past_the_bar(
    open_page: OpenPage, tmp_path: Path, language: str, javascript: bool
) -> None:
    """Tab shows a link that was out of sight; Enter leads past the bar, without a script, too."""
    file = tmp_path / "page.html"
    file.write_text(page_html(module(text("# T"), asks(NOTE), language=language)), "utf-8")
    page = open_page(Screen.PHONE, javascript=javascript)
    page.goto(file.as_uri())
    page.wait_for_load_state()
    assert page.locator(".skip").evaluate("(link) => getComputedStyle(link).clipPath") != "none"
    skipped_to(page, page.locator("#leave"))


def test_a_focused_part_is_not_behind_the_bar(
    open_page: OpenPage, tmp_path: Path, small: str
) -> None:
    """A link in the contents leads to a heading that stands below the bar."""
    page = opened(open_page(Screen.PHONE), (tmp_path / small).as_uri())
    page.locator("#contents summary").click()
    page.locator("#contents a").nth(2).click()
    bar = page.locator(".bar").bounding_box()
    heading = page.locator(":target h2").bounding_box()
    assert bar is not None
    assert heading is not None
    assert heading["y"] >= bar["y"] + bar["height"]


def test_the_way_back_from_a_source_leads_to_where_one_was(
    open_page: OpenPage, tmp_path: Path, small: str
) -> None:
    """After the second mark of a claim the source leads back to that mark, not to the first."""
    page = opened(open_page(), (tmp_path / small).as_uri())
    marks = page.locator('a.source-mark[href="#C19"]')
    second = marks.nth(1).get_attribute("id")
    marks.nth(1).click()
    page.locator("#C19 a.back").click()
    assert page.evaluate("location.hash") == f"#{second}"


def test_what_explains_an_answer_leads_to_its_sources_and_back(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """After an answer each mark leads to its source, and from there back to the question."""
    file = tmp_path / "page.html"
    file.write_bytes(made_page(MODULES[9]))
    page = opened(open_page(), file.as_uri())
    quiz = page.locator("askfirst-quiz").first
    quiz.locator("[type=radio]").first.check()
    quiz.locator(".askfirst-main").click()
    mark = quiz.locator("a.source-mark").first
    claim = mark.inner_text()
    mark.focus()
    page.keyboard.press("Enter")
    source = page.locator(f"#{claim}")
    expect(source).to_be_in_viewport()
    assert page.evaluate("location.hash") == f"#{claim}"
    source.locator("a.back").click()
    part = quiz.locator("xpath=ancestor::section")
    assert page.evaluate("location.hash") == f"#{part.get_attribute('id')}"
    expect(quiz).to_be_in_viewport()


def test_it_reads_from_right_to_left(open_page: OpenPage, tmp_path: Path) -> None:
    """A module in Arabic runs from right to left, and axe finds nothing on its page."""
    file = tmp_path / "page.html"
    cells = [text("# موافقة"), text("## سؤال\n\nنص\n\n| أ | ب |\n|---|---|\n| ج | د |"), asks(NOTE)]
    file.write_text(page_html(module(*cells, language="ar"), services=EMPTY), encoding="utf-8")
    page = opened(open_page(), file.as_uri())
    assert page.locator("h2").first.evaluate("(node) => getComputedStyle(node).direction") == "rtl"
    axe(page)
