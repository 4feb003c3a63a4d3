"""What the self-paced page keeps and what is left of it: nothing, but a place if one asks."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from askfirst.export.texts import PAGE
from tests.browser.alone import KEPT, NOTHING, note, opened, small_page
from tests.browser.own import TRAPS
from tests.browser.surface import MAPPED_HOST, OpenPage
from tests.serving import folder_served

FORGOTTEN: Final = "() => localStorage.getItem('workshop')"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a plain-http site with the folder of this test."""
    with folder_served(tmp_path, MAPPED_HOST) as address:
        yield f"{address}/"


@pytest.fixture(params=["disk", "site"])
def place(request: pytest.FixtureRequest, tmp_path: Path, site: str) -> Callable[[str], str]:
    """The address of a file of this test, from disk and from a site."""
    return lambda name: site + name if request.param == "site" else (tmp_path / name).as_uri()


@pytest.fixture
def small(tmp_path: Path) -> str:
    """The name of a page with one cell of each kind."""
    return small_page(tmp_path)


def test_nothing_leaves_and_nothing_is_kept(
    open_page: OpenPage, place: Callable[[str], str], small: str
) -> None:
    """Whatever is chosen or written, no way out is used, and the browser stores nothing."""
    page = open_page()
    page.add_init_script(f"const given = {{}}; {TRAPS}")
    requests: list[str] = []
    opened(page, place(small))
    page.on("request", lambda request: requests.append(request.url))
    asked = ".activity > .askfirst"
    for box in page.locator(f"{asked} :is([type=radio], [type=checkbox]):not([value=pass])").all():
        box.check()
    for field in page.locator(f"{asked} :is(textarea, [type=text])").all():
        field.fill("Ann")
    sending = page.locator(f"{asked} form .askfirst-main")
    for _ in range(sending.count()):
        sending.first.click()
    page.mouse.wheel(0, 20_000)
    leaks = set(page.evaluate("leaks")) - {"askfirst-answer"}  # it ends in this page
    assert (leaks, requests, page.evaluate(KEPT)) == (set(), [], NOTHING)


@pytest.mark.parametrize("way", ["reload", "back", "another page and back"])
def test_what_was_typed_does_not_come_back(
    open_page: OpenPage, place: Callable[[str], str], tmp_path: Path, small: str, way: str
) -> None:
    """After a reload, or after leaving and coming back, every field is empty and nothing chosen."""
    (tmp_path / "other.html").write_text("<title>Other</title>", encoding="utf-8")
    page = open_page()
    page.goto(place("other.html"))
    opened(page, place(small))
    note(page).fill("Private words")
    page.locator("askfirst-poll [type=radio]").first.check()
    page.locator("askfirst-words [type=text]").fill("Private words")
    if way == "reload":
        page.reload()
    elif way == "back":
        page.go_back()
        page.go_forward()
    else:
        page.goto(place("other.html"))
        page.go_back()
    page.locator("html.live-page").wait_for()
    expect(page.locator("askfirst-note")).to_have_count(1)
    assert (
        page.locator("textarea, [type=text]").evaluate_all(
            "all => all.map((f) => f.value).join('')"
        )
        == ""
    )
    assert page.locator(":checked:not(option)").count() == 0


def keep(page: Page) -> Locator:
    """The switch that keeps one's place, unfolded."""
    page.get_by_text(PAGE["keep_more"], exact=True).click()
    return page.get_by_label(PAGE["keep"])


def read_first(page: Page) -> str:
    """Read the first part to its end; return its name."""
    end = page.locator("[data-ends]").first
    end.scroll_into_view_if_needed()
    name = end.get_attribute("data-ends") or ""
    expect(page.locator(f'[data-part="{name}"][data-read]')).to_have_count(1)
    return name


def test_a_place_is_kept_only_if_asked(
    open_page: OpenPage, place: Callable[[str], str], small: str
) -> None:
    """Once asked for, names of parts are kept and nothing else, until they are forgotten."""
    page = opened(open_page(), place(small))
    name = read_first(page)
    assert page.evaluate(KEPT) == NOTHING
    keep(page).check()
    note(page).fill("Private words")
    expect(page.get_by_text(PAGE["keep_on"])).to_be_visible()
    kept = page.evaluate(FORGOTTEN)
    assert set(re.findall(r'"(.*?)"', kept)) - {"05_consent"} <= set(
        page.locator(".part").evaluate_all("all => all.map((part) => part.id)")
    )
    assert name in kept
    assert "Private" not in kept
    page.reload()
    page.locator("html.live-page").wait_for()
    expect(page.locator("#resume a")).to_be_visible()
    assert note(page).input_value() == ""
    expect(keep(page)).to_be_checked()
    page.get_by_role("button", name=PAGE["forget"]).click()
    expect(page.get_by_text(PAGE["keep_off"])).to_be_visible()
    expect(page.get_by_label(PAGE["keep"])).to_be_focused()
    page.locator("[data-ends]").nth(3).scroll_into_view_if_needed()
    assert page.evaluate(KEPT) == NOTHING
    page.reload()
    page.locator("html.live-page").wait_for()
    expect(page.locator("#resume")).to_be_hidden()


def test_forgetting_in_one_window_holds_in_another(
    open_page: OpenPage, site: str, small: str
) -> None:
    """A page that is still open elsewhere does not store again what was forgotten."""
    page = opened(open_page(), site + small)
    keep(page).check()
    other = opened(page.context.new_page(), site + small)
    keep(other).uncheck()
    page.bring_to_front()
    page.locator("[data-ends]").nth(5).scroll_into_view_if_needed()
    expect(page.locator("[data-read]").first).to_be_attached()
    assert page.evaluate(FORGOTTEN) is None


def test_a_browser_that_keeps_nothing_says_so(
    open_page: OpenPage, place: Callable[[str], str], small: str
) -> None:
    """Where storage is blocked the switch is off for good, and the page works all the same."""
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    opened(page, place(small))
    expect(keep(page)).to_be_disabled()
    expect(page.get_by_text(PAGE["keep_blocked"])).to_be_visible()
    read_first(page)


@pytest.mark.parametrize("way", ["button", "keys"])
def test_leaving_empties_the_page_for_good(
    open_page: OpenPage, place: Callable[[str], str], tmp_path: Path, small: str, way: str
) -> None:
    """Leave now, or Escape twice, opens an empty page, forgets all, and Back finds no way here."""
    (tmp_path / "other.html").write_text("<title>Other</title>", encoding="utf-8")
    page = open_page()
    page.goto(place("other.html"))
    opened(page, place(small))
    keep(page).check()
    page.get_by_role("link", name=PAGE["bar_help"], exact=True).click()
    page.locator("a.source-mark").first.click()
    note(page).fill("Private words")
    if way == "button":
        page.get_by_role("link", name=PAGE["leave"]).click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.type("a")
        page.keyboard.press("Escape")
        expect(note(page)).to_have_value("Private wordsa")
        page.keyboard.press("Escape")
    page.wait_for_url("about:blank")
    assert page.title() == ""
    page.go_back()
    expect(page).to_have_title("Other")
    opened(page, place(small))
    assert page.evaluate(KEPT) == NOTHING
