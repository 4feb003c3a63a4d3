"""Pulse in Chromium: what a phone keeps and when it forgets, and what slides say of both halves."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from askfirst import Pulse
from askfirst.activities.base import Activity, Totals
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.export.deck import render_deck
from askfirst.room.pages import component, phone_style
from tests.browser import fake_room
from tests.browser.deck_sheet import misfits, show
from tests.browser.fake_room import FakeRoom, deck_led_by
from tests.browser.own import OwnPage
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe
from tests.export.samples import asks, module
from tests.room.rooms import POLL, make_room

PULSE = Pulse(
    "05-pulse",
    "Some ways of being close count more than others.",
    options=["Agree strongly", "Agree", "In between", "Disagree", "Disagree strongly"],
)
AFTER = PULSE.after()
MOVED = [0, 0, 12, 0, 0, 3, *[0] * 18, 8]  # two steps on, one step back, and no change
RESULT = AFTER.release(Totals(counts=MOVED, answered=23)).to_json()
HIDDEN = AFTER.release(Totals(counts=[5, *[0] * 24], answered=5)).to_json()
LOCKED = AFTER.release(Totals(counts=[4, *[0] * 24], answered=4)).to_json()
OPEN = {"phase": "open"}
ALONE = {**OPEN, "alone": True}
FIRST_STATES: Sequence[dict[str, Any]] = (
    OPEN,
    ALONE,
    *({"phase": phase, "lead": True, "progress": None} for phase in ("draft", "open", "closed")),
)
SECOND_STATES: Sequence[dict[str, Any]] = (
    OPEN,
    ALONE,
    {**OPEN, "sent": True},
    {"phase": "closed"},
    {**OPEN, "lead": True, "progress": {"pips": 2, "words": "about half"}},
    *({"phase": "released", "lead": True, "release": r} for r in (RESULT, HIDDEN, LOCKED)),
)
GROUND = """body { background: #fff }
@media (prefers-color-scheme: dark) {
  body { background: #10191d; color: #eceae2;
    --jp-layout-color0: #10191d; --jp-ui-font-color1: #eceae2 } }"""


@pytest.fixture
def served() -> Iterator[Served]:
    """A room that asks both halves and a poll in between."""
    with served_to_phones(make_room(activities=[PULSE, POLL, AFTER])) as served:
        yield served


def in_the_room(served: Served, page: Page) -> None:
    page.goto(f"{served.url}#river")
    page.wait_for_url(served.url)


def step(page: Page, label: str, *, which: int = 0) -> Any:
    """A row by its label, and which of them where there are two."""
    return page.get_by_label(label, exact=True).nth(which)


def keep(page: Page, label: str) -> None:
    """Make the first choice on this phone."""
    step(page, label).check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Thank you. Nothing was sent.")).to_be_visible()


def first_half(served: Served, choices: Sequence[tuple[Page, str]]) -> None:
    """Open the first half, let these phones choose, and close it."""
    served.do(served.room.open, PULSE.id)
    for page, label in choices:
        keep(page, label)
    served.do(served.room.close, PULSE.id)
    for page, _ in choices:
        expect(page.get_by_role("heading", name="This question is closed")).to_be_visible()


def send(page: Page) -> None:
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you. That is in.")).to_be_visible()


def asks_both(page: Page) -> None:
    """The page asks for both, and nothing is chosen."""
    expect(page.get_by_role("radiogroup", name="Before today")).to_be_visible()
    expect(page.get_by_role("radiogroup", name="Now")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(11)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def asks_once(page: Page) -> None:
    """The page asks for the second choice alone, and nothing is chosen."""
    expect(page.get_by_text("Your first choice is still here")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(6)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def cells(served: Served) -> dict[int, int]:
    """The counters of the second half that are not zero."""
    return {i: n for i, n in enumerate(served.room.asked[AFTER.id].tally.counts) if n}


def test_the_first_choice_is_sent_only_in_a_pair(served: Served, open_page: OpenPage) -> None:
    """Choosing first makes no request and leaves no trace; the second choice takes it along."""
    page = open_page(Screen.PHONE)
    in_the_room(served, page)
    served.do(served.room.open, PULSE.id)
    step(page, "Disagree").check()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(f"{request.method} {urlsplit(request.url).path}")

    page.on("request", note)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Thank you. Nothing was sent.")).to_be_visible()
    axe(page)
    served.do(served.room.close, PULSE.id)
    expect(page.get_by_role("heading", name="This question is closed")).to_be_visible()
    served.do(served.room.open, AFTER.id)
    asks_once(page)
    axe(page)
    assert asked == []
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]
    step(page, "Agree").check()
    send(page)
    assert asked == ["POST /answer"]
    assert cells(served) == {3 * 5 + 1: 1}
    page.get_by_role("button", name="Take it back").click()
    asks_once(page)
    assert cells(served) == {}


def test_who_answers_the_first_half_only_sends_nothing(served: Served, open_page: OpenPage) -> None:
    """A phone that kept a choice and does nothing more has made no request, to the very end."""
    page = open_page(Screen.PHONE)
    in_the_room(served, page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    first_half(served, [(page, "Agree")])
    served.do(served.room.open, AFTER.id)
    asks_once(page)
    served.do(served.room.close, AFTER.id)
    served.do(served.room.release, AFTER.id)
    served.do(served.room.end)
    expect(page.get_by_role("heading", name="The workshop has ended")).to_be_visible()
    assert sent == []


def test_kept_looks_the_same_for_every_choice(served: Served, open_page: OpenPage) -> None:
    """What a phone shows of a kept choice is the same for every step and for a pass."""
    served.do(served.room.open, PULSE.id)
    page = open_page(Screen.PHONE)
    in_the_room(served, page)
    seen = set()
    for label in (*PULSE.options, "Pass"):
        keep(page, label)
        expect(page.get_by_text("Thank you. Nothing was sent.")).to_be_focused()
        seen.add(page.locator("main").inner_html())
        page.get_by_role("button", name="Choose again").click()
        expect(step(page, "Agree strongly")).to_be_focused()
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    assert len(seen) == 1


def test_a_phone_that_kept_nothing_is_asked_for_both(served: Served, open_page: OpenPage) -> None:
    """Reloaded, passed or late: the phone asks for both, and says what is missing."""
    reloaded, passed, late = (open_page(Screen.PHONE) for _ in range(3))
    for page in (reloaded, passed):
        in_the_room(served, page)
    first_half(served, [(reloaded, "Agree"), (passed, "Pass")])
    reloaded.reload()
    served.do(served.room.open, AFTER.id)
    in_the_room(served, late)
    for page in (reloaded, passed, late):
        asks_both(page)
        step(page, "Disagree strongly", which=0).check()
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert").first).to_have_text(
            "A choice is missing. Choose, or Pass."
        )
        axe(page)
        step(page, "In between", which=1).check()
        send(page)
    assert cells(served) == {4 * 5 + 2: 3}


def test_a_pass_is_offered_with_both_and_with_one(served: Served, open_page: OpenPage) -> None:
    """Pass takes the place of the pair, whatever was chosen beside it or kept before."""
    kept, late = open_page(Screen.PHONE), open_page(Screen.PHONE)
    for page in (kept, late):
        in_the_room(served, page)
    first_half(served, [(kept, "Agree")])
    served.do(served.room.open, AFTER.id)
    asks_once(kept)
    asks_both(late)
    step(late, "Agree", which=0).check()
    for page in (kept, late):
        step(page, "Pass").check()
        send(page)
    tally = served.room.asked[AFTER.id].tally
    assert (cells(served), len(tally.used)) == ({}, 2)


def test_a_first_half_that_opens_again_has_kept(served: Served, open_page: OpenPage) -> None:
    """Closing and opening the first half loses nothing; a choice can be made anew."""
    page = open_page(Screen.PHONE)
    in_the_room(served, page)
    first_half(served, [(page, "Disagree strongly")])
    served.do(served.room.open, PULSE.id)
    expect(page.get_by_text("Thank you. Nothing was sent.")).to_be_visible()
    page.get_by_role("button", name="Choose again").click()
    keep(page, "Agree strongly")
    served.do(served.room.close, PULSE.id)
    served.do(served.room.open, POLL.id)
    expect(step(page, "Habit")).to_be_enabled()
    served.do(served.room.close, POLL.id)
    served.do(served.room.open, AFTER.id)
    asks_once(page)
    step(page, "Disagree").check()
    send(page)
    assert cells(served) == {0 * 5 + 3: 1}


def test_both_can_be_chosen_again(served: Served, open_page: OpenPage) -> None:
    """Who does not stand by the first choice any more drops it, and is asked for both."""
    page = open_page(Screen.PHONE)
    in_the_room(served, page)
    first_half(served, [(page, "Agree")])
    served.do(served.room.open, AFTER.id)
    asks_once(page)
    page.get_by_role("button", name="Choose both again").click()
    asks_both(page)
    expect(step(page, "Agree strongly", which=0)).to_be_focused()
    expect(page.get_by_role("button", name="Choose both again")).to_have_count(0)


def test_by_keyboard_alone(served: Served, open_page: OpenPage) -> None:
    """Tab, arrows, space and Enter lead through both halves."""
    page = open_page(Screen.LAPTOP)
    in_the_room(served, page)
    served.do(served.room.open, PULSE.id)
    step(page, "Agree strongly").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Thank you. Nothing was sent.")).to_be_focused()
    served.do(served.room.close, PULSE.id)
    served.do(served.room.open, AFTER.id)
    asks_once(page)
    page.get_by_role("button", name="Choose both again").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Thank you. That is in.")).to_be_focused()
    assert cells(served) == {1 * 5 + 4: 1}


def test_without_javascript_both_are_a_form(served: Served, open_page: OpenPage) -> None:
    """Without JavaScript the first half is read, and the second asks for both."""
    page = open_page(Screen.PHONE, javascript=False)
    page.goto(served.url)
    page.get_by_label("The word on the screen").fill("river")
    page.get_by_role("button", name="Join").click()
    served.do(served.room.open, PULSE.id)
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_text("This page cannot keep a choice")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    axe(page)
    served.do(served.room.close, PULSE.id)
    served.do(served.room.open, AFTER.id)
    page.get_by_role("button", name="Look again").click()
    asks_both(page)
    axe(page)
    step(page, "Agree", which=0).check()
    step(page, "Disagree", which=1).check()
    send(page)
    assert cells(served) == {1 * 5 + 3: 1}


# The component by itself


def draw(page: Page, views: Sequence[tuple[str, Activity, dict[str, Any]]]) -> None:
    """Draw components on an otherwise empty page, which notes every choice that is sent.

    Their script stands there twice, as JupyterLab loads it once for each cell.
    """
    phone = views[0][0] == "phone"
    style = phone_style() if phone else component_css(*TYPES)
    script = component("pulse") if phone else component_source("pulse")
    data = json.dumps([(where, half.spec(), state) for where, half, state in views])
    page.set_content(
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Pulse</title><style>{style}{GROUND}</style><body><main><h1>Pulse</h1></main>"
        f'<script type="module">{script}</script>'
        f'<script type="module">{script}\nwindow.sent = [];\n'
        "const dark = matchMedia('(prefers-color-scheme: dark)').matches;\n"
        "document.body.dataset.jpThemeLight = String(!dark);\n"
        f"for (const [surface, spec, state] of {data.replace('<', chr(92) + 'u003c')}) {{\n"
        "const view = document.createElement('askfirst-pulse');\n"
        "Object.assign(view, { surface, spec, state });\n"
        "view.addEventListener('askfirst-answer', (e) => window.sent.push(e.detail.choice));\n"
        "document.querySelector('main').append(view); }\n"
        "document.body.dataset.drawn = 'all';</script>"
    )
    page.locator("body[data-drawn]").wait_for()


PairPage = tuple[Page, Locator, Locator]


@pytest.fixture
def pair(open_page: OpenPage) -> PairPage:
    """Both halves on one page, the first choice made."""
    page = open_page()
    draw(page, [("page", PULSE, ALONE), ("page", AFTER, ALONE)])
    first, second = (page.locator("askfirst-pulse").nth(i) for i in (0, 1))
    first.get_by_label("In between").check()
    first.get_by_role("button", name="Keep it").click()
    second.evaluate("view => { view.spec = view.spec; }")
    expect(second.get_by_role("radio")).to_have_count(6)
    return page, first, second


def test_alone_the_pair_is_made_in_the_page(pair: PairPage) -> None:
    """Alone the first half tells its surface nothing, and the second tells it the pair."""
    page, _, second = pair
    assert page.evaluate("window.sent") == []
    second.get_by_label("Agree", exact=True).check()
    second.get_by_role("button", name="Answer").click()
    assert page.evaluate("window.sent") == ["2>1"]


def test_leaving_the_page_forgets(pair: PairPage) -> None:
    """When the page is left, what it kept is gone, also if the browser brings the page back."""
    _, _, second = pair
    second.evaluate("view => { dispatchEvent(new Event('pagehide')); view.spec = view.spec; }")
    expect(second.get_by_role("radio")).to_have_count(11)


@pytest.mark.parametrize(("sent", "radios"), [(True, 11), (False, 6)])
def test_once_the_pair_is_in_the_page_forgets(pair: PairPage, sent: bool, radios: int) -> None:
    """What was kept goes with the question it was sent for, and stays while it was not sent."""
    _, _, second = pair
    second.evaluate(
        """(view, state) => { const main = view.parentElement; view.state = state; view.remove();
        view.state = { phase: "open" }; view.drawn = ""; main.append(view); }""",
        {"phase": "open", "sent": sent},
    )
    expect(second.get_by_role("radio")).to_have_count(radios)


def test_nothing_leaves_the_page_of_a_first_half(open_page: OpenPage, tmp_path: Path) -> None:
    """Alone in JupyterLab the first half reaches no network, no storage and no kernel."""
    page = open_page()
    own = OwnPage(page, tmp_path, PULSE)
    page.get_by_label("Agree", exact=True).check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Thank you. Nothing was sent.")).to_be_visible()
    page.get_by_role("button", name="Choose again").click()
    assert own.left() == []


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_any_state(open_page: OpenPage, dark: bool) -> None:
    """Both halves in every state, on phone, lab and page: axe finds nothing."""
    page = open_page(dark=dark)
    halves = ((PULSE, FIRST_STATES), (AFTER, SECOND_STATES))
    for half, states in halves:
        for where in ("phone", "lab", "page"):
            draw(page, [(where, half, state) for state in states])
            axe(page)


def test_a_result_has_three_rows_with_the_words_of_the_ends(open_page: OpenPage) -> None:
    """The rows of a result name the ends, and hold no more than the release."""
    page = open_page()
    draw(page, [("lab", AFTER, {"phase": "released", "release": RESULT})])
    rows = page.locator(".askfirst-bars li")
    expect(rows).to_contain_text(
        ["Towards “Agree strongly”0 to 4", "No change5 to 9", "Towards “Disagree strongly”10 to 14"]
    )


# Slides


@pytest.fixture
def deck(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Page, FakeRoom]]:
    """A live deck with both halves, at the first."""
    monkeypatch.setattr(fake_room, "RELEASE", RESULT)
    asked = module(asks(PULSE), asks(AFTER), folder=tmp_path)
    room = FakeRoom(render_deck(asked, live=True), {h.id: h.spec() for h in (PULSE, AFTER)})
    with deck_led_by(room, open_page) as page:
        page.wait_for_selector(".present .act button")
        room.asked[PULSE.id]["progress"] = None
        yield page, room


def test_the_slide_of_a_first_half_opens_and_closes(deck: tuple[Page, FakeRoom]) -> None:
    """A first half has a slide that opens and closes, says where choices are, and has no result."""
    page, room = deck
    present = page.locator(".present")
    for phase, key in (("draft", "o"), ("open", "o"), ("closed", "r")):
        page.wait_for_selector(f'.present[data-phase="{phase}"]')
        assert misfits(page) == [], phase
        axe(page)
        page.keyboard.press(key)
    expect(present.locator(".act button")).to_have_count(0)
    expect(present.locator(".state")).to_contain_text("the choices stay on the phones")
    expect(present.locator(".foot-said")).to_contain_text("nothing is ever sent")
    page.keyboard.press("o")
    assert room.steps == ["05-pulse/open", "05-pulse/close"]


def test_the_slide_of_a_second_half_shows_three_rows(deck: tuple[Page, FakeRoom]) -> None:
    """A second half has the steps and Pass on its slide, and three rows once it is shown."""
    page, _ = deck
    show(page, 3)
    page.wait_for_selector(".present .act button")
    for phase, key in (("draft", "o"), ("open", "o"), ("closed", "r"), ("released", "r")):
        page.wait_for_selector(f'.present[data-phase="{phase}"]')
        assert misfits(page) == [], phase
        axe(page)
        if phase != "released":
            expect(page.locator(".present .askfirst ol li")).to_have_count(6)
            page.keyboard.press(key)
    expect(page.locator(".present .askfirst-bars li")).to_have_count(3)
    expect(page.locator(".present .askfirst-letter:visible")).to_have_count(0)
