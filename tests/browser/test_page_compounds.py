"""What a component draws on a page breaks where the text of the page would, and nowhere else."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, expect

from askfirst.activities.poll import Poll
from askfirst.export.compounds import compounds
from askfirst.export.page import page_html
from tests.browser.alone import opened
from tests.browser.surface import OpenPage, Screen
from tests.export.samples import asks, module, text
from tests.stories import STORY

WORDS: Final = "Self-touch, 3-day Öl-Übung re-Θ a-b_c-d; water- or — 27–34 - "
MANY: Final = WORDS * 4
LONG: Final = "one-two-three-four-five"
LINES: Final = "(one) => one.getClientRects().length"


def whole(place: Locator) -> list[str]:
    """The compounds of a place, each of which stands on one line."""
    found = place.locator(".whole")
    assert {*found.evaluate_all(f"all => all.map({LINES})")} <= {1}
    return found.all_text_contents()


def test_what_is_asked_keeps_its_compounds(open_page: OpenPage, tmp_path: Path) -> None:
    """Each short compound of a question and its options is on one line, as in Python's HTML."""
    question = MANY + LONG
    asked = Poll("p", question, options=[f"{n} self-touch, re-test" for n in range(3)])
    file = tmp_path / "page.html"
    file.write_text(page_html(module(text("# T"), asks(asked))), encoding="utf-8")
    page = opened(open_page(Screen.PHONE), file.as_uri())
    legend = page.locator("askfirst-poll legend")
    expect(legend.locator(".whole").first).to_be_attached()
    assert legend.text_content() == question
    assert whole(legend) == compounds(question)
    assert LONG not in whole(legend)
    said = [text for option in asked.options for text in compounds(option)]
    assert whole(page.locator("askfirst-poll label")) == said


def test_a_story_keeps_its_compounds_as_it_goes_on(open_page: OpenPage, tmp_path: Path) -> None:
    """What is drawn after a choice is kept whole as well, and the way back draws the same again."""
    first, *rest = STORY.steps
    choice = replace(first.choices[0], consequence=MANY, why="A re-test of self-touch.")
    story = replace(
        STORY,
        setting=MANY,
        steps=(replace(first, choices=(choice, *first.choices[1:])), *rest),
    )
    file = tmp_path / "page.html"
    file.write_text(page_html(module(text("# T"), asks(story))), encoding="utf-8")
    page = opened(open_page(Screen.PHONE), file.as_uri())
    drawn = page.locator("askfirst-scenario")
    before = drawn.inner_html()
    assert whole(drawn) == [*compounds(MANY), "Made-up"]
    drawn.get_by_role("button", name=choice.text).click()
    outcome = drawn.locator(".askfirst-line")
    expect(outcome).to_be_focused()
    expect(outcome).to_have_text(MANY.strip())
    assert whole(outcome) == compounds(MANY)
    assert whole(drawn.locator(".askfirst-walk"))[-2:] == ["re-test", "self-touch"]
    drawn.get_by_role("button", name=story.texts()["show"]["back"]).click()
    assert drawn.inner_html() == before


def test_what_is_typed_stays_as_it_is(open_page: OpenPage, tmp_path: Path) -> None:
    """In a list to choose from, and where parts of a line stand apart, no text is divided."""
    file = tmp_path / "page.html"
    file.write_text(page_html(module(text("# T"), asks(STORY))), encoding="utf-8")
    page = opened(open_page(Screen.PHONE), file.as_uri())
    made = (
        "<select><option>self-touch</option></select><textarea>self-touch</textarea>"
        '<p style="display: flex; gap: 8px">no self-touch</p><p id="plain">no self-touch</p>'
    )
    view = page.locator("askfirst-scenario")
    view.evaluate("(view, made) => view.insertAdjacentHTML('beforeend', made)", made)
    expect(view.locator("#plain .whole")).to_have_text("self-touch")
    assert view.locator(":is(select, textarea, p[style]) .whole").count() == 0
    assert view.locator("p[style]").evaluate("(one) => one.childNodes.length") == 1
