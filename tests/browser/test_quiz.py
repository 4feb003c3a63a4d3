"""A knowledge check on every surface, by keyboard and by pointer."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from askfirst import Option, Quiz
from askfirst.activities.component import component_css, component_source
from askfirst.export.deck import render_deck
from askfirst.release import Tier, release_counts
from tests.browser.deck_sheet import misfits
from tests.browser.fake_room import FakeRoom, deck_led_by
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe, tall
from tests.export.samples import CLAIMS, asks, module, note, text
from tests.room.rooms import make_room

QUIZ = Quiz(
    "05-check-1",
    "Sam goes still and does not answer Alex. What holds up?",
    options=[
        Option("Alex waits for a clear no", "Freezing is automatic, and never a yes.", "C19 C54"),
        Option("Alex stops, and says so", "Stillness means stop.", "C54", holds=True),
        Option("<b>Alex</b> asks again", "</script>Asking is kind; it comes too early."),
    ],
    headline="Stop first, then say that you have",
)
RESULT = release_counts([9, 4, 2], tier=Tier.OPEN).to_json()
# What the lab's kernel does when there is no room: an answer is kept, and given back.
KERNEL = """
view.addEventListener("askfirst-answer", (e) => {
  document.body.dataset.choice = e.detail.choice;
  view.state = { ...view.state, sent: true };
});
view.addEventListener("askfirst-take-back", () => { view.state = { ...view.state, sent: false }; });
"""


def draw(page: Page, folder: Path, surface: str, state: dict[str, Any]) -> None:
    """Draw the component on a page of its own."""
    spec = json.dumps(QUIZ.spec()).replace("<", "\\u003c")
    file = folder / "quiz.html"
    file.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Workshop</title>'
        '<meta name="viewport" content="width=device-width"><style>'
        "@media (prefers-color-scheme:dark){body{background:#10191d;color:#eceae2}}"
        f"{component_css('quiz')}</style><main><h1>Workshop</h1></main>"
        f'<script type="module">{component_source("quiz")}\n'
        "const view = document.createElement('askfirst-quiz');\n"
        f"view.surface = '{surface}'; view.spec = {spec}; view.state = {json.dumps(state)};\n"
        f"{KERNEL}document.querySelector('main').append(view);</script></html>",
        encoding="utf-8",
    )
    page.goto(file.as_uri())
    page.locator("askfirst-quiz .askfirst-question").wait_for()


@pytest.mark.parametrize("surface", ["lab", "page"])
def test_alone_by_keyboard(open_page: OpenPage, tmp_path: Path, surface: str) -> None:
    """Alone, an answer brings every explanation with the focus on them, and can be given again."""
    page = open_page()
    draw(page, tmp_path, surface, {"phase": "open", "alone": True})
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=QUIZ.headline)).to_be_focused()
    assert page.locator("body").get_attribute("data-choice") == "1"
    rows = page.locator(".askfirst-after li")
    expect(rows).to_have_count(3)
    assert [row.split("\n")[0] for row in rows.all_inner_texts()] == list(QUIZ.labels())
    verdicts = page.locator(".askfirst-verdict").all_inner_texts()
    assert verdicts == ["Does not hold up", "Holds up", "Does not hold up"]
    marks = page.locator("a.source-mark")
    expect(marks).to_have_count(3 if surface == "page" else 0)
    for mark in marks.all():
        page.keyboard.press("Tab")
        expect(mark).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Answer again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Alex waits")).to_be_focused()
    expect(page.locator("input:checked")).to_have_count(0)


@pytest.mark.parametrize("choice", ["Alex waits", "Alex stops", "Pass"])
def test_alone_no_choice_is_marked(open_page: OpenPage, tmp_path: Path, choice: str) -> None:
    """The explanations are the same in every byte, whatever was chosen, and after a pass."""
    page = open_page()
    draw(page, tmp_path, "lab", {"phase": "open", "alone": True, "sent": True})
    same = page.locator("askfirst-quiz").inner_html()
    draw(page, tmp_path, "lab", {"phase": "open", "alone": True})
    page.get_by_label(choice).check()
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Holds up", exact=True)).to_be_visible()
    assert page.locator("askfirst-quiz").inner_html() == same


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("surface", "state"),
    [
        ("lab", {"phase": "open", "alone": True}),
        ("page", {"phase": "open", "alone": True, "sent": True}),
        ("page", {"phase": "released", "release": RESULT}),
        ("lab", {"phase": "released", "release": RESULT, "lead": True}),
        ("phone", {"phase": "open"}),
        ("phone", {"phase": "open", "sent": True}),
    ],
)
def test_axe_finds_nothing(
    open_page: OpenPage, tmp_path: Path, surface: str, state: dict[str, Any], dark: bool
) -> None:
    """Axe finds nothing in any state, in light and dark, and every target is 44 px high."""
    page = open_page(Screen.PHONE, dark=dark and surface != "lab")
    draw(page, tmp_path, surface, state)
    assert page.locator("askfirst-quiz b b, askfirst-quiz script").count() == 0
    if (targets := page.locator("button, label")).count():  # where it is shown there are none
        tall(targets)
    axe(page)


def test_explanations_come_with_the_result(open_page: OpenPage, tmp_path: Path) -> None:
    """Whoever leads sees bars and then explanations, and before the result neither."""
    page = open_page()
    draw(page, tmp_path, "lab", {"phase": "closed", "lead": True})
    expect(page.locator(".askfirst-after")).to_have_count(0)
    draw(page, tmp_path, "lab", {"phase": "released", "release": RESULT, "lead": True})
    expect(page.locator(".askfirst-bars li")).to_have_count(3)
    expect(page.locator(".askfirst-bars ~ .askfirst-after, .askfirst-after li")).to_have_count(3)


@pytest.fixture
def served() -> Iterator[Served]:
    """A room that asks the quiz."""
    with served_to_phones(make_room(activities=[QUIZ])) as served:
        yield served


@pytest.mark.parametrize("javascript", [True, False])
def test_a_phone_answers_and_is_thanked(
    open_page: OpenPage, served: Served, javascript: bool
) -> None:
    """A phone gets the question and the thank-you, with and without JavaScript, and no reason."""
    served.do(served.room.open, QUIZ.id)
    page = open_page(Screen.PHONE, javascript=javascript)
    page.goto(f"{served.url}{'#river' if javascript else ''}")
    if not javascript:
        page.get_by_role("textbox").fill("river")
        page.get_by_role("button", name="Join").click()
    page.get_by_label("Alex stops").check()
    axe(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you. That is in.")).to_be_visible()
    assert served.room.asked[QUIZ.id].tally.counts == [0, 1, 0]
    seen = page.content()
    assert "Stillness means stop" not in seen
    assert QUIZ.headline not in seen
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_label("Alex stops")).to_be_visible()
    assert served.room.asked[QUIZ.id].tally.counts == [0, 0, 0]


def test_deck_asks_then_explains(open_page: OpenPage) -> None:
    """The slide asks and shows the bars; the next slide explains, with rings and sources."""
    shown = module(text("# Title"), asks(QUIZ), note("While asking."), note("While explaining."))
    deck = render_deck(shown, claims=CLAIMS, live=True)
    room = FakeRoom(deck, {QUIZ.id: QUIZ.spec()})
    with deck_led_by(room, open_page) as page:
        page.wait_for_selector('.present[data-phase="draft"]')
        for key, phase in (("o", "open"), ("o", "closed"), ("r", "released")):
            page.keyboard.press(key)
            page.wait_for_selector(f'.present[data-phase="{phase}"]')
            assert page.locator(".present .askfirst-after, .present .verdict").count() == 0
            assert misfits(page) == []
            axe(page)
        expect(page.locator(".present .askfirst-bars li")).to_have_count(3)
        expect(page.locator(".present aside.notes")).to_have_text("While asking.")
        page.keyboard.press("ArrowRight")
        page.wait_for_selector("section.slide:nth-of-type(3).present")
        expect(page.locator(".present h2")).to_have_text(QUIZ.headline)
        verdicts = page.locator(".present .verdict").all_inner_texts()
        assert [v.strip() for v in verdicts] == ["Does not hold up", "Holds up", "Does not hold up"]
        expect(page.locator(".present .foot-said")).to_contain_text("What is consent?")
        expect(page.locator(".present aside.notes")).to_have_text("While explaining.")
        assert misfits(page) == []
        axe(page)
