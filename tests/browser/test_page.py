"""The self-paced page in Chromium: opened from disk, used alone, and read on paper."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from askfirst.activities.registry import TYPES
from askfirst.export.texts import PAGE
from tests.browser.alone import (
    GALLERY,
    KEPT,
    NOTHING,
    made_page,
    note,
    opened,
    show_gallery,
    small_page,
)
from tests.browser.surface import OpenPage, Screen, axe
from tests.states import activities

PRINT: Final = "globalThis.print = () => { document.body.dataset.printed = 'yes'; };"
ANSWERED: Final = tuple(
    kind
    for kind in TYPES
    if kind
    not in {
        "note",
        "breath",
        "selfcheck",
        "boundaries",
        "bothyes",
        "scenario",
        "pace",
        "questionbox",
    }
)


@pytest.fixture
def small(tmp_path: Path) -> str:
    """The name of a page with one cell of each kind."""
    return small_page(tmp_path)


def test_it_opens_from_disk_with_the_network_off(
    open_page: OpenPage, tmp_path: Path, small: str
) -> None:
    """Without a network the page opens with its typeface, and its policy stops nothing."""
    page = open_page(offline=True)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    opened(page, (tmp_path / small).as_uri())
    assert page.evaluate("document.fonts.check('600 36px Literata')")
    assert said == []


def act(control: Locator, page: Page) -> bool:
    """Do with the keyboard what a control is for; whether an answer is given now."""
    kind = control.evaluate("(node) => node.type ?? ''")
    if control.get_attribute("class") == "askfirst-main":
        page.keyboard.press("Enter")
        return True
    if control.get_attribute("value") == "pass" or kind == "submit":
        return False
    if kind in {"text", "textarea"}:
        page.keyboard.type("Slower")
    elif kind in {"radio", "checkbox"}:
        page.keyboard.press("Space")
    elif kind == "select-one":
        page.keyboard.press("ArrowDown")
    return False


@pytest.mark.parametrize("kind", ANSWERED)
def test_every_question_is_answered_by_keyboard(
    open_page: OpenPage, tmp_path: Path, kind: str
) -> None:
    """With Tab and the keys of each control an answer is given, thanked for, and taken back."""
    page = show_gallery(open_page(), tmp_path)
    count = page.locator(f".activity > askfirst-{kind}").count()
    assert count
    for number in range(count):
        view = page.locator(f".activity > askfirst-{kind}").nth(number)
        view.locator("xpath=ancestor::section").locator("h2, [tabindex]").first.evaluate(
            "(node) => { node.tabIndex = -1; node.focus(); }"
        )
        for _ in range(60):
            page.keyboard.press("Tab")
            if view.locator(":focus").count() and act(page.locator(":focus"), page):
                break
        expect(view.locator("form")).to_have_count(0)
        assert page.locator(":focus").evaluate(
            "(node, view) => view.contains(node)", view.element_handle()
        )
        assert "total" not in view.inner_text()
        while page.locator(":focus").evaluate("(node) => node.tagName") != "BUTTON":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(view.locator("form")).to_have_count(1)
        assert view.locator(":focus").count() == 1
        assert view.locator(":checked:not(option)").count() == 0
    assert page.evaluate(KEPT) == NOTHING


def test_a_quiz_explains_itself_at_once(open_page: OpenPage, tmp_path: Path) -> None:
    """After an answer every option is explained, and the words say that it stays here."""
    page = show_gallery(open_page(), tmp_path)
    quiz = page.locator("askfirst-quiz").first
    quiz.locator("[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(quiz.locator(".askfirst-after li")).to_have_count(
        len(activities("quiz")[0].slide_rows()) - 1
    )
    expect(quiz).to_contain_text(PAGE["alone"])


def test_a_story_is_walked_by_keyboard(open_page: OpenPage, tmp_path: Path) -> None:
    """In a scenario Enter takes a way, and the way back leads to the choice again."""
    page = show_gallery(open_page(), tmp_path)
    story = page.locator("askfirst-scenario").first
    story.locator("button").first.focus()
    line = story.locator(".askfirst-line").inner_text()
    page.keyboard.press("Enter")
    expect(story.locator(".askfirst-line")).not_to_have_text(line)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(story.locator(".askfirst-line")).to_have_text(line)


def test_what_is_private_is_used_by_keyboard(open_page: OpenPage, tmp_path: Path) -> None:
    """Note, map, self-check, breath and the two maps are used by keys, and nothing is kept."""
    page = show_gallery(open_page(), tmp_path)
    keys = page.keyboard
    note(page).focus()
    keys.type("Red")
    page.locator("askfirst-boundaries [type=radio]").nth(3).focus()
    keys.press("ArrowLeft")
    expect(page.locator("askfirst-boundaries dd").nth(2)).not_to_have_text("Nothing")
    page.locator("askfirst-selfcheck [type=radio]").first.focus()
    keys.press("Space")
    page.locator("askfirst-selfcheck button").first.focus()
    keys.press("Enter")
    expect(page.locator(".askfirst-selfcheck-name")).not_to_be_empty()
    page.locator("askfirst-breath button").first.focus()
    keys.press("Enter")
    expect(page.locator("askfirst-breath[data-moving]")).to_have_count(1)
    keys.press("Escape")
    expect(page.locator("askfirst-breath[data-moving]")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    page.locator("askfirst-bothyes button").nth(1).focus()
    keys.press("Enter")
    expect(page.locator("askfirst-bothyes button").first).to_have_attribute(
        "aria-disabled", "false"
    )
    assert page.evaluate(KEPT) == NOTHING


@pytest.mark.parametrize("kind", ["pace", "questionbox", "agreement"])
def test_what_is_for_a_room_says_what_to_do_alone(
    open_page: OpenPage, tmp_path: Path, kind: str
) -> None:
    """What needs a group says what it is for, and what one can do alone."""
    page = show_gallery(open_page(), tmp_path)
    here = page.locator(".part", has=page.locator(f"askfirst-{kind}"))
    expect(here).to_contain_text(PAGE[f"instead_{kind}"])


def test_no_total_is_ever_shown(open_page: OpenPage, tmp_path: Path) -> None:
    """Of an answer given alone there is neither a bar nor a number of anything."""
    page = show_gallery(open_page(), tmp_path)
    assert page.locator(".askfirst-bars, .askfirst-release, .askfirst-host").count() == 0


def test_notes_are_printed_alone(open_page: OpenPage, tmp_path: Path) -> None:
    """Print my notes prints what was written with its prompts, and nothing else of the page."""
    page = open_page()
    page.add_init_script(PRINT)
    show_gallery(page, tmp_path)
    button = page.get_by_role("button", name=PAGE["notes_print"])
    button.click()
    expect(page.get_by_text(PAGE["notes_none"])).to_be_visible()
    note(page).fill("My word is red")
    page.locator("askfirst-boundaries [type=radio]").first.check()
    button.click()
    expect(page.locator("body[data-printed]")).to_be_attached()
    page.emulate_media(media="print")
    said = page.locator("body").inner_text()
    assert said.startswith(PAGE["notes"])
    assert "My word is red" in said
    assert page.locator("askfirst-boundaries").evaluate("(view) => view.spec.question") in said
    assert page.locator("main").is_hidden()
    # The rule below an answer of many lines stands apart from its last.
    below = "(answer) => parseFloat(getComputedStyle(answer).paddingBottom)"
    assert page.locator(".own-sheet dd").first.evaluate(below) > 4
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".own-sheet")).to_have_count(0)


def test_notes_are_saved_as_a_file_of_ones_own(open_page: OpenPage, tmp_path: Path) -> None:
    """Save makes one plain text file with a neutral name, of what was written and its prompts."""
    page = show_gallery(open_page(), tmp_path)
    note(page).fill("My word is red")
    with page.expect_download() as coming:
        page.get_by_role("button", name=PAGE["notes_save"]).click()
    assert coming.value.suggested_filename == PAGE["notes_file"]
    lines = Path(coming.value.path()).read_text(encoding="utf-8").splitlines()
    first = activities("note")[0]
    assert lines[:4] == [first.question, "", first.spec()["prompts"][0], "My word is red"]
    expect(page.locator("#notes-said")).to_contain_text(PAGE["notes_file"])


def test_the_map_is_printed_and_saved_from_the_page(open_page: OpenPage, tmp_path: Path) -> None:
    """The policy of the page lets a map be printed and saved by its own buttons."""
    page = open_page()
    page.add_init_script(PRINT)  # a browser without windows would have printed it, and be done
    show_gallery(page, tmp_path)
    view = page.locator("askfirst-boundaries")
    view.get_by_role("button", name="Print").click()
    frame = view.locator("iframe").element_handle().content_frame()
    assert frame is not None
    assert "Not asked" in frame.locator("body").inner_text()
    with page.expect_download() as coming:
        view.get_by_role("button", name="Save").click()
    assert coming.value.suggested_filename == "notes.txt"


def test_the_whole_page_prints_to_be_read(open_page: OpenPage, tmp_path: Path) -> None:
    """On paper all is unfolded, questions stand as forms, and no note of one's own is there."""
    page = show_gallery(open_page(dark=True), tmp_path)
    note(page).fill("Private words")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details:not([open])").count() == 0
    assert page.locator("button:visible, .bar:visible, .activity > .askfirst:visible").count() == 0
    assert page.locator(".still:visible").count() == page.locator(".activity").count()
    grounds = page.locator("body, main *").evaluate_all(
        "all => [...new Set(all.filter((n) => n.checkVisibility())"
        ".map((n) => getComputedStyle(n).backgroundColor))]"
    )
    assert set(grounds) <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    assert page.locator("textarea:visible").evaluate_all("all => all.every((f) => !f.value)")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]:not(.askfirst *)").count() <= 1


def test_without_javascript_everything_can_be_read(open_page: OpenPage, tmp_path: Path) -> None:
    """Without scripts forms stand there, none can be sent, and a sentence says what is missing."""
    page = open_page(Screen.PHONE, javascript=False)
    file = tmp_path / "gallery.html"
    file.write_bytes(made_page(GALLERY))
    page.goto(file.as_uri())
    expect(page.get_by_text(PAGE["no_script"])).to_be_visible()
    assert page.locator(".still:visible").count() == page.locator(".activity").count()
    assert page.locator("form, button:visible, #keeping:visible").count() == 0
    field = page.locator(".still [type=text]").first
    field.fill("Ann")
    field.press("Enter")
    assert page.url == file.as_uri()
    axe(page)
