"""Breath in Chromium: it moves when asked to, and stops at once."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from askfirst import Breath
from tests.browser.deck_sheet import at, misfits, open_behind_title
from tests.browser.own import OwnPage
from tests.browser.surface import OpenPage, Screen, axe
from tests.export.samples import asks, text

BREATH = Breath("07-breath")
CIRCLE = ".askfirst-breath-seen circle:last-child"
RADIUS = f"Number(document.querySelector('{CIRCLE}').getAttribute('r'))"


def opened(page: Page, folder: Path, surface: str = "lab") -> OwnPage:
    """Draw it under a clock that only the test moves."""
    page.clock.install()
    own = OwnPage(page, folder, BREATH, surface=surface)
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    return own


def test_it_moves_only_once_started_and_stops_at_once(open_page: OpenPage, tmp_path: Path) -> None:
    """The circle stands still until it is started, widens for four seconds, and stops at once."""
    page = open_page()
    opened(page, tmp_path)
    page.clock.run_for(5000)
    still = page.evaluate(RADIUS)
    page.get_by_role("button", name="Start").press("Enter")
    page.clock.run_for(3900)
    assert page.evaluate(RADIUS) > 90
    expect(page.locator(".askfirst-breath-seen")).to_contain_text("In")
    page.clock.run_for(6000)
    assert page.evaluate(RADIUS) < 42
    expect(page.locator(".askfirst-breath-seen")).to_contain_text("Out")
    page.get_by_role("button", name="Stop").press("Enter")
    assert page.evaluate(RADIUS) == still
    expect(page.get_by_role("status")).to_have_text("Stopped.")
    page.clock.run_for(5000)
    assert page.evaluate(RADIUS) == still


def test_nothing_leaves_it(open_page: OpenPage, tmp_path: Path) -> None:
    """No request, no message, not even to the kernel, and nothing kept, in any state."""
    page = open_page()
    own = OwnPage(page, tmp_path, BREATH)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Start").click()
    page.wait_for_function(f"{RADIUS} > 45")
    page.get_by_role("button", name="Stop").click()
    assert own.left() == []


def test_a_breath_takes_ten_seconds(open_page: OpenPage, tmp_path: Path) -> None:
    """Six breaths a minute: the word turns to "In" six times in the first minute."""
    page = open_page()
    opened(page, tmp_path)
    page.evaluate(
        "() => { globalThis.said = []; new MutationObserver(() => {"
        " const word = document.querySelector('.askfirst-breath-seen span').textContent;"
        " if (said.at(-1) !== word) said.push(word); }).observe("
        "document.querySelector('.askfirst-breath-seen'), { subtree: true, childList: true }); }"
    )
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(59_900)
    assert page.evaluate("said") == ["In", "Out"] * 6


def test_escape_stops_it(open_page: OpenPage, tmp_path: Path) -> None:
    """Escape stops it, and the focus stays where it was."""
    page = open_page()
    opened(page, tmp_path)
    page.get_by_role("button", name="Start").press("Space")
    page.clock.run_for(2000)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Start")).to_be_focused()
    expect(page.locator("askfirst-breath")).not_to_have_attribute("data-moving", "")


def test_it_ends_by_itself(open_page: OpenPage, tmp_path: Path) -> None:
    """After the minutes that were declared it stands still again."""
    page = open_page()
    opened(page, tmp_path)
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(120_100)
    expect(page.get_by_role("button", name="Start")).to_be_visible()


def test_the_stop_is_as_large_as_the_start(open_page: OpenPage, tmp_path: Path) -> None:
    """Stop stands where Start stood, of the same size, and at least 44 pixels high."""
    page = open_page(Screen.PHONE)
    opened(page, tmp_path)
    start = page.get_by_role("button", name="Start").bounding_box()
    page.get_by_role("button", name="Start").click()
    assert page.get_by_role("button", name="Stop").bounding_box() == start
    assert start is not None
    assert start["height"] >= 44


def test_with_reduced_motion_it_is_words_and_a_count(open_page: OpenPage, tmp_path: Path) -> None:
    """With reduced motion no circle is shown; "In" and "Out" stand there with a count."""
    page = open_page()
    page.emulate_media(reduced_motion="reduce")
    opened(page, tmp_path)
    page.get_by_role("button", name="Start").click()
    seen = page.locator(".askfirst-breath-seen")
    page.clock.run_for(2500)
    expect(seen.locator("svg")).to_be_hidden()
    expect(seen.locator("span")).to_have_text(["In", "3"])
    narrow = page.evaluate(RADIUS)
    page.clock.run_for(2000)
    expect(seen.locator("span")).to_have_text(["Out", "1"])
    assert page.evaluate(RADIUS) == narrow


def test_the_live_region_is_quiet_unless_asked(open_page: OpenPage, tmp_path: Path) -> None:
    """A screen reader hears of start and stop, and of each breath only where that is wanted."""
    page = open_page()
    opened(page, tmp_path)
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(8000)
    expect(page.get_by_role("status")).to_have_text("It moves now: wider for in, narrower for out.")
    page.get_by_role("checkbox").check()
    page.clock.run_for(4000)
    expect(page.get_by_role("status")).to_have_text("In")


@pytest.mark.parametrize("surface", ["lab", "page", "phone", "deck"])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(open_page: OpenPage, tmp_path: Path, surface: str, dark: bool) -> None:
    """Axe finds nothing, standing and moving, on every surface, in light and dark."""
    page = open_page(Screen.LAPTOP if surface == "deck" else Screen.PHONE, dark=dark)
    OwnPage(page, tmp_path, BREATH, surface=surface)
    axe(page)
    page.get_by_role("button", name="Start").click()
    axe(page)


def test_on_a_slide_it_starts_by_key_and_stops_when_left(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """A deck from disk runs it by keyboard, and leaving its slide stops it."""
    page = open_page(offline=True)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    address = open_behind_title(page, tmp_path, asks(BREATH), text("## After"))
    assert misfits(page) == []
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Space")
    expect(page.locator("askfirst-breath")).to_have_attribute("data-moving", "")
    assert misfits(page) == []
    axe(page)
    page.keyboard.press("ArrowRight")
    at(page, 3)
    expect(page.locator("askfirst-breath")).not_to_have_attribute("data-moving", "")
    assert said == []
    page.goto(f"{address}?print-pdf")
    assert page.locator(".private p").count() >= 3
    axe(page)
