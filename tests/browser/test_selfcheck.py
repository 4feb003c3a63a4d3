"""SelfCheck in Chromium: for oneself, and gone when cleared."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from askfirst import SelfCheck
from tests.browser.deck_sheet import misfits, open_behind_title
from tests.browser.own import OwnPage
from tests.browser.surface import OpenPage, Screen, axe, tall
from tests.export.samples import asks

CARE = {"Yes": "go on talking", "Not sure": "find support", "No": "find support"}
PULL = {"Pulled": "go on talking", "A bit of both": "not now", "Pushed": "find support"}
CHECK = SelfCheck(
    "10-selfcheck",
    "How is it for me, before anything starts?",
    questions={
        "Do I feel safe and respected?": CARE,
        "Is it fine with me if nothing comes of it?": {"Yes": "go on talking", "No": "not now"},
        "Is this mine, or something I owe?": {"Mine": "go on talking", "Owed": "find support"},
        "Could I say stop and be heard?": CARE,
        "Do I know how I would stop?": {"Yes": "go on talking", "Not yet": "not now"},
        "Am I pulled, or pushed?": PULL,
    },
)
OUTCOMES = [
    (["Pulled"], "Go on talking"),
    (["Pulled", "Not yet"], "Not now"),
    (["Not yet", "Pushed"], "Find support"),
    (["Owed", "Pulled"], "Find support"),
    ([], "All blank"),
]


@pytest.mark.parametrize(("marked", "outcome"), OUTCOMES)
def test_the_most_careful_outcome_is_shown(
    open_page: OpenPage, tmp_path: Path, marked: list[str], outcome: str
) -> None:
    """The most careful place that an answer leads to is shown, and nothing leaves the page."""
    page = open_page(Screen.PHONE)
    own = OwnPage(page, tmp_path, CHECK)
    for answer in marked:
        page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Where this leads").click()
    expect(page.locator(".askfirst-selfcheck-name")).to_have_text(outcome)
    assert own.left() == []


def test_works_by_keyboard_alone(open_page: OpenPage, tmp_path: Path) -> None:
    """Arrows choose, Tab goes on, Space shows; a changed answer takes the outcome away."""
    page = open_page()
    OwnPage(page, tmp_path, CHECK)
    page.get_by_label("Yes").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Not sure").first).to_be_checked()
    page.get_by_role("button", name="Where this leads").press("Space")
    expect(page.get_by_role("status")).to_contain_text("Find support")
    page.get_by_label("Yes").first.press("Space")
    expect(page.get_by_role("status")).to_be_empty()


def test_clearing_leaves_no_trace(open_page: OpenPage, tmp_path: Path) -> None:
    """Clear takes away every mark and the outcome."""
    page = open_page()
    own = OwnPage(page, tmp_path, CHECK)
    page.get_by_label("Pushed").check()
    page.get_by_role("button", name="Where this leads").click()
    page.get_by_role("button", name="Clear everything").click()
    assert page.locator("input:checked").count() == 0
    expect(page.get_by_text("Find support", exact=True)).to_have_count(0)
    page.reload()
    assert page.locator("input:checked").count() == 0
    assert own.page.url.endswith("own.html")


@pytest.mark.parametrize("screen", [Screen.PHONE, Screen.LAPTOP])
def test_the_outcomes_look_alike(open_page: OpenPage, tmp_path: Path, screen: Screen) -> None:
    """From a chair away the outcomes are one: the same height, ground and colour."""
    page = open_page(screen)
    OwnPage(page, tmp_path, CHECK)
    looks = set()
    for answer in ("Pulled", "A bit of both", "Pushed"):
        page.get_by_label(answer, exact=True).check()
        page.get_by_role("button", name="Where this leads").click()
        shown = page.locator(".askfirst-selfcheck-shown")
        looks.add(
            shown.evaluate(
                "e => [e.offsetHeight, ...[...e.children].map(c => getComputedStyle(c).color"
                " + getComputedStyle(c).backgroundColor)].join()"
            )
        )
    assert len(looks) == 1


def test_help_is_one_tap_away(open_page: OpenPage, tmp_path: Path) -> None:
    """One tap on Help shows who could help, before and after anything is marked."""
    page = open_page(Screen.PHONE)
    OwnPage(page, tmp_path, CHECK)
    page.locator("summary", has_text="Help").click()
    expect(page.get_by_text("In danger now")).to_be_visible()


@pytest.mark.parametrize("surface", ["lab", "page", "phone"])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(open_page: OpenPage, tmp_path: Path, surface: str, dark: bool) -> None:
    """Axe finds nothing, blank, marked and with everything unfolded, and targets are 44 px."""
    page = open_page(Screen.PHONE, dark=dark)
    OwnPage(page, tmp_path, CHECK, surface=surface)
    axe(page)
    page.get_by_label("Pushed").check()
    page.get_by_role("button", name="Where this leads").click()
    for summary in page.locator("summary").all():
        summary.click()
    axe(page)
    tall(page.locator("askfirst-selfcheck :is(button, summary, label)"))


def test_on_a_slide_nobody_answers(open_page: OpenPage, tmp_path: Path) -> None:
    """A slide shows the questions on night, with nothing to press."""
    page = open_page(offline=True)
    open_behind_title(page, tmp_path, asks(CHECK))
    assert misfits(page) == []
    assert page.locator(".present :is(input, button)").count() == 0
    expect(page.locator(".present li")).to_have_count(6)
    axe(page)
