"""Every type, in every state, on every surface: what holds for all of them, in both schemes."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.browser.browsers import BROWSERS
from tests.browser.conftest import pages_opened
from tests.browser.gathered import gather, gather_controls, gather_slides, settle
from tests.browser.gathered_forms import gather_forms
from tests.browser.measured import (
    CONTROLS,
    FAINT,
    MOVING,
    OVERFLOW,
    TARGETS,
    UNBORDERED,
    UNFOCUSED,
)
from tests.browser.surface import SIZES, Screen
from tests.states import everything

SCREEN: Final = {"phone": Screen.PHONE, "form": Screen.PHONE}
SURFACES: Final = ("phone", "form", "page", "lab", "start", "deck")
NARROW: Final = ("phone", "form", "page", "lab", "start")
DARK: Final = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def draw(page: Page, surface: str) -> None:
    """Draw everything there is on one surface."""
    match surface:
        case "form":
            gather_forms(page)
        case "deck":
            gather_slides(page, everything(surface))
        case "start":
            gather_controls(page, everything(surface))
        case _:
            gather(page, everything(surface), press=surface != "phone")
    # What scrolls is marked as reachable once it was drawn, and drawn again.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


@pytest.fixture(scope="module")
def kept(chromium_path: str) -> Iterator[Callable[[str, bool], Page]]:
    """Everything there is on one surface, drawn once: that takes longer than to look at it."""
    outside: list[str] = []
    with pages_opened(BROWSERS.open(chromium_path), outside) as open_page:

        @cache
        def opened(surface: str, dark: bool) -> Page:
            page = open_page(SCREEN.get(surface, Screen.LAPTOP), dark=dark)
            draw(page, surface)
            return page

        yield opened
    assert outside == []


@pytest.fixture
def drawn(kept: Callable[[str, bool], Page]) -> Iterator[Callable[..., Page]]:
    """A page with everything there is on one surface; what a test does to it is undone."""
    lent: list[tuple[Page, str]] = []

    def opened(surface: str, *, dark: bool = False) -> Page:
        page = kept(surface, dark)
        lent.append((page, surface))
        return page

    yield opened
    for page, surface in lent:
        page.set_viewport_size(SIZES[SCREEN.get(surface, Screen.LAPTOP)])
        page.emulate_media(reduced_motion="null", forced_colors="null")
        page.evaluate("document.documentElement.dir = 'ltr'; document.activeElement.blur()")
        settle(page)


@pytest.mark.parametrize("surface", SURFACES)
def test_no_id_stands_twice(drawn: Callable[..., Page], surface: str) -> None:
    """However many activities stand on one page, each name that a label refers to is there once."""
    named = drawn(surface).locator("[id]").evaluate_all("all => all.map((node) => node.id)")
    assert [name for name, times in Counter(named).items() if times > 1] == []


@pytest.mark.parametrize("surface", SURFACES)
def test_every_target_is_large_enough(drawn: Callable[..., Page], surface: str) -> None:
    """What can be pressed is 44 px or more both ways; on phones options 56 and buttons 52."""
    targets = drawn(surface).locator(CONTROLS).evaluate_all(TARGETS)
    assert targets
    small = []
    for one in targets:
        least = 44
        if surface in SCREEN:
            least = {"BUTTON": 52, "SUMMARY": 44, "A": 44}.get(one["kind"].split()[0], 56)
        if one["height"] < least or one["width"] < 44:
            small.append(f"{one['kind']} {one['width']:.0f} x {one['height']:.0f}: {one['where']}")
    assert not small, "\n".join(small)


@pytest.mark.parametrize("way", ["ltr", "rtl"])
@pytest.mark.parametrize("surface", NARROW)
def test_nothing_overflows_a_narrow_page(
    drawn: Callable[..., Page], surface: str, way: str
) -> None:
    """At 320 px nothing stands out of the page, with texts as long as may be and no space."""
    page = drawn(surface)
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(f"document.documentElement.dir = '{way}'")
    settle(page)
    found = page.evaluate(OVERFLOW)
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("surface", SURFACES)
def test_nothing_moves_where_that_is_asked(drawn: Callable[..., Page], surface: str) -> None:
    """With reduced motion no state of any type runs an animation, or would."""
    page = drawn(surface)
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("surface", SURFACES)
def test_borders_are_seen_in_forced_colours(drawn: Callable[..., Page], surface: str) -> None:
    """Where the system chooses the colours, controls and what asks have a border."""
    page = drawn(surface)
    page.emulate_media(forced_colors="active")
    found = page.evaluate(UNBORDERED)
    assert not found, "\n".join(found[:20])


@DARK
@pytest.mark.parametrize("surface", SURFACES)
def test_borders_stand_out(drawn: Callable[..., Page], surface: str, dark: bool) -> None:
    """The border of each control has a contrast of 3 or more with its ground."""
    found = drawn(surface, dark=dark).evaluate(FAINT)
    assert not found, "\n".join(f"{ratio:.2f} {node}" for ratio, node in found[:20])


@pytest.mark.parametrize("surface", SURFACES)
def test_the_focus_is_seen(drawn: Callable[..., Page], surface: str) -> None:
    """Whatever the keyboard reaches shows it with an outline of 3 px."""
    page = drawn(surface)
    found = page.locator(f"{CONTROLS}, [tabindex='0']").evaluate_all(UNFOCUSED)
    assert not found, "\n".join(found[:20])
