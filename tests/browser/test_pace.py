"""Pace in Chromium: on phones beside a question, on the start page, the slide and in JupyterLab."""

import json
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from askfirst import Pace
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.activities.widget import _widget_js
from askfirst.opening.workshop import Workshop
from tests.browser.deck_sheet import READY, misfits
from tests.browser.leading import led_workshop, post
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe
from tests.opening.projects import POLL as WHICH
from tests.room.rooms import POLL, WORDS, Help, StoppedClock, make_room

PACE = Pace("00-pace", "How is the pace?")
HELP = [Help("emergency", number="112")]


@pytest.fixture
def served() -> Iterator[Served]:
    """A room with Pace and two questions."""
    with served_to_phones(make_room(activities=[PACE, POLL, WORDS]), services=HELP) as served:
        yield served


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A workshop whose signals come at once, led from its start page."""
    with led_workshop(tmp_path, [PACE, WHICH]) as made:
        yield made


def joined(served: Served, page: Page) -> None:
    page.goto(f"{served.url}#river")
    page.wait_for_url(served.url)


def unfold(page: Page) -> None:
    page.locator("aside summary", has_text="Pace").click()


def shown(served: Served) -> frozenset[str]:
    """Let what waits come, and return what stands there."""
    clock = served.room.clock
    assert isinstance(clock, StoppedClock)
    served.do(clock.take_all)
    return served.room.signals.shown(PACE.id)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("javascript", [False, True])
def test_beside_a_question_it_is_folded_and_takes_each_signal(
    served: Served, open_page: OpenPage, javascript: bool, dark: bool
) -> None:
    """On a phone Pace stands folded below the question, and each signal gets the same line."""
    served.do(served.room.open, PACE.id)
    served.do(served.room.open, POLL.id)
    page = open_page(Screen.PHONE, javascript=javascript, dark=dark)
    if javascript:
        joined(served, page)
    else:
        page.goto(served.url)
        page.get_by_label("The word on the screen").fill("river")
        page.get_by_role("button", name="Join").click()
    question = page.get_by_role("button", name="Send").bounding_box()
    line = page.locator("aside summary").bounding_box()
    assert question is not None
    assert line is not None
    assert line["y"] > question["y"] + question["height"]
    assert line["height"] >= 44
    expect(page.get_by_role("button", name="Slower")).to_have_count(0)
    axe(page)
    for signal in PACE.signals:
        if not page.get_by_role("button", name="Slower").count():
            unfold(page)
        button = page.get_by_role("button", name=signal.capitalize())
        assert {b["height"] for b in boxes(page)} == {52}
        button.click()
        expect(page.locator("aside").get_by_role("status")).to_have_text("That is on its way.")
        assert signal in shown(served)
        axe(page)
    assert page.locator("body").evaluate("b => b.scrollWidth <= innerWidth")


def boxes(page: Page) -> list[dict[str, float]]:
    found = [button.bounding_box() for button in page.locator("aside button").all()]
    assert len(found) == 3
    return [{"width": box["width"], "height": box["height"]} for box in found if box]


def test_it_is_fetched_once_there_is_any(served: Served, open_page: OpenPage) -> None:
    """Nothing of it is asked for before it opens; then two requests bring it, late or not."""
    page = open_page(Screen.PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    joined(served, page)
    expect(page.locator("h2")).to_have_text("Nothing to answer now")
    served.do(served.room.open, POLL.id)
    expect(page.get_by_label("Habit")).to_be_visible()
    assert set(asked) == {"/", "/events", "/join"}
    served.do(served.room.open, PACE.id)
    unfold(page)
    assert set(asked) == {"/", "/events", "/join", "/c/standing.js", "/standing"}
    late = open_page(Screen.PHONE)
    joined(served, late)
    unfold(late)
    late.get_by_role("button", name="Pause").click()
    expect(late.get_by_role("status").filter(has_text="on its way")).to_be_visible()
    assert shown(served) == {"pause"}


def test_the_question_and_what_is_typed_stay(served: Served, open_page: OpenPage) -> None:
    """Opening, signalling and closing Pace leaves what is half written where it is."""
    served.do(served.room.open, WORDS.id)
    page = open_page(Screen.PHONE)
    joined(served, page)
    field = page.get_by_label(WORDS.question)
    field.fill("Not n")
    served.do(served.room.open, PACE.id)
    expect(page.locator("aside summary")).to_be_visible()
    expect(field).to_be_focused()
    unfold(page)
    page.get_by_role("button", name="Fine").click()
    expect(page.locator("aside").get_by_role("status")).to_have_text("That is on its way.")
    served.do(served.room.close, PACE.id)
    expect(page.locator("aside")).to_contain_text("This is closed for now.")
    expect(field).to_have_value("Not n")
    unfold(page)
    served.do(served.room.open, PACE.id)
    expect(page.get_by_role("button", name="Fine")).to_have_count(0)


def test_by_keyboard_it_comes_after_the_question(served: Served, open_page: OpenPage) -> None:
    """Tab goes through the question first, then Pace; Enter unfolds it and Space signals."""
    served.do(served.room.open, PACE.id)
    served.do(served.room.open, POLL.id)
    page = open_page(Screen.PHONE)
    joined(served, page)
    expect(page.locator("aside summary")).to_be_visible()
    order = []
    for _ in range(6):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate("document.activeElement.textContent || document.activeElement.type")
        )
    assert order == [
        "Leave now",
        "radio",
        "Send",
        "Pace",
        "What happens to my answer",
        "HelpClose help",
    ]
    page.locator("aside summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Slower")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("aside").get_by_role("status")).to_have_text("That is on its way.")
    assert shown(served) == {"slower"}


def test_it_is_gone_with_the_seat_and_with_the_end(served: Served, open_page: OpenPage) -> None:
    """Before joining, after leaving, and after the end of the workshop there is nothing of it."""
    served.do(served.room.open, PACE.id)
    page, other = open_page(Screen.PHONE), open_page(Screen.PHONE)
    page.goto(served.url)
    expect(page.get_by_role("button", name="Join")).to_be_visible()
    expect(page.locator("aside summary")).to_have_count(0)
    for one in (page, other):
        joined(served, one)
        unfold(one)
    page.get_by_role("link", name="Leave now").click()
    expect(page.locator("h2")).to_have_text("You have left.")
    expect(page.locator("aside")).to_have_count(0)
    served.do(served.room.end)
    expect(other.locator("h2")).to_have_text("The workshop has ended")
    expect(other.locator("aside")).to_be_hidden()


def test_a_refusal_is_said_where_it_was_pressed(served: Served, open_page: OpenPage) -> None:
    """If it closed in the same moment, the line beside the buttons says so."""
    served.do(served.room.open, PACE.id)
    page = open_page(Screen.PHONE)
    joined(served, page)
    unfold(page)
    page.route("**/signal", lambda route: route.fulfill(
        status=409, json={"error": {"code": "closed", "message": "<b>Closed</b>."}}))  # fmt: skip
    page.get_by_role("button", name="Slower").click()
    expect(page.locator("aside").get_by_role("alert")).to_have_text("<b>Closed</b>.")


@pytest.mark.parametrize("dark", [False, True])
def test_the_start_page_shows_it_and_the_deck_does_not(
    workshop: Workshop, open_page: OpenPage, dark: bool
) -> None:
    """Beside an open question somebody asks: the start page says so, the slide stays as it was."""
    page, deck = open_page(dark=dark), open_page(Screen.PROJECTOR)
    page.goto(workshop.start_page)
    signals = page.get_by_role("region", name="What people signal")
    expect(signals).to_be_hidden()
    page.get_by_role("button", name="Open", exact=True).last.click()
    expect(signals).to_contain_text("nobody has asked")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator(".control[data-phase=open]")).to_be_visible()
    expect(page.locator(".is-open")).to_have_count(2)
    deck.goto(f"{workshop.local}/deck/05_small#k={workshop.room.host_key}")
    deck.wait_for_selector(READY)
    deck.keyboard.press("ArrowRight")
    deck.wait_for_selector('.present[data-phase="open"]')
    expect(deck.locator(".aria-status")).to_contain_text(PACE.question)  # said a moment later
    before = deck.content()
    height = signals.evaluate("s => s.offsetHeight")
    ticket = {"word": workshop.room.word, "ticket": secrets.token_hex(16)}
    seat = post(workshop, "/join", ticket)["seat"]
    post(workshop, "/signal", {"seat": seat, "activity": PACE.id, "signal": "slower"})
    expect(signals).to_contain_text("Someone asks for slower.")
    assert signals.evaluate("s => s.offsetHeight") == height
    axe(page)
    assert deck.content() == before
    page.get_by_role("button", name="Seen").click()
    expect(signals).to_contain_text("nobody has asked")
    expect(signals).to_be_focused()
    axe(page)
    page.keyboard.press("o")
    expect(page.locator(".control[data-phase=closed]")).to_be_visible()
    assert workshop.room.asked[PACE.id].phase == "open"
    (written,) = (workshop.root / "results").glob("*.json")
    assert PACE.id not in written.read_text()


def test_the_slide_opens_and_closes_it(workshop: Workshop, open_page: OpenPage) -> None:
    """On its slide Pace says what it is; O opens, closes and opens it, and nothing can be shown."""
    deck = open_page()
    deck.set_viewport_size({"width": 1280, "height": 720})
    deck.goto(f"{workshop.local}/deck/05_small#k={workshop.room.host_key}")
    deck.wait_for_selector(READY)
    deck.keyboard.press("ArrowRight")
    deck.locator(".present .act button").wait_for()
    for phase in ("draft", "open", "closed", "open"):
        deck.wait_for_selector(f'.present[data-phase="{phase}"]')
        expect(deck.locator(".present .stage")).to_contain_text("One is enough.")
        expect(deck.locator(".present .foot-said")).to_contain_text("no signal is shown here")
        assert misfits(deck) == []
        axe(deck)
        deck.keyboard.press("r")
        deck.keyboard.press("o")


STATES: Sequence[dict[str, Any]] = (
    {"phase": "open", "alone": True},
    {"phase": "draft", "lead": True},
    {"phase": "open", "lead": True, "signals": []},
    {"phase": "open", "lead": True, "signals": ["slower", "fine"]},
    {"phase": "closed", "lead": True, "signals": ["pause"]},
)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("way", ["ltr", "rtl"])
def test_alone_and_leading_axe_finds_nothing(
    open_page: OpenPage, tmp_path: Path, dark: bool, way: str
) -> None:
    """Alone it explains itself and holds no control; leading, each signal stands with its Seen."""
    page = open_page(dark=dark)
    data = json.dumps([(PACE.spec(), state) for state in STATES]).replace("<", "\\u003c")
    page.set_content(
        f'<!doctype html><html lang="en" dir="{way}"><meta charset="utf-8"><title>Pace</title>'
        f"<style>{component_css(*TYPES)} @media (prefers-color-scheme: dark) {{ body {{"
        "background: #10191d; color: #eceae2; --jp-layout-color0: #10191d; "
        "--jp-ui-font-color1: #eceae2 }}</style>"
        f'<body data-jp-theme-light="{str(not dark).lower()}"><main><h1>Pace</h1></main>'
        f'<script type="module">{component_source("pace")}\n'
        f"for (const [spec, state] of {data}) {{\n"
        "const view = document.createElement('askfirst-pace');\n"
        "Object.assign(view, { surface: 'lab', spec, state });\n"
        "document.querySelector('main').append(view); }\n"
        "document.body.dataset.drawn = 'all';</script>"
    )
    page.locator("body[data-drawn]").wait_for()
    views = page.locator("askfirst-pace")
    expect(views.nth(0).locator("button, input")).to_have_count(0)
    expect(views.nth(0)).to_contain_text("nothing is sent")
    expect(views.nth(2)).to_contain_text("Nobody has asked for anything.")
    expect(views.nth(3).get_by_role("button")).to_have_text(["Seen", "Seen", "Close"])
    expect(views.nth(4).get_by_role("button")).to_have_text(["Seen", "Open"])
    axe(page)


def test_in_a_kernel_signals_come_by_message(open_page: OpenPage) -> None:
    """The widget asks what stands there, is told by message, and says what was seen."""
    page = open_page()
    state = {"phase": "open", "lead": True}
    page.set_content(
        f"<!doctype html><title>Pace</title><body><div id='here'></div><script type=module>"
        f"{_widget_js('pace')}\n"
        f"const given = {json.dumps({'spec': PACE.spec(), 'state': state})};\n"
        "window.sent = []; const heard = {};\n"
        "const model = { get: (name) => given[name], send: (said) => sent.push(said),\n"
        "  on: (name, step) => (heard[name] = step), off: (name) => delete heard[name] };\n"
        "const leave = render({ model, el: document.getElementById('here') });\n"
        "window.tell = (said) => heard['msg:custom'](said);\n"
        "window.left = () => (leave(), Object.keys(heard));\n"
        "document.body.dataset.drawn = 'all';</script>"
    )
    page.locator("body[data-drawn]").wait_for()
    assert page.evaluate("sent") == [{"say": "look"}]
    page.evaluate("tell({ say: 'signals', signals: ['slower', 'pause'] })")
    expect(page.get_by_text("Someone asks for a pause.")).to_be_visible()
    page.get_by_role("button", name="Seen: Someone asks for slower.").click()
    assert page.evaluate("sent.at(-1)") == {"say": "seen", "signal": "slower"}
    page.evaluate("tell({ say: 'signals', signals: ['pause'] })")
    expect(page.get_by_text("Someone asks for slower.")).to_be_hidden()
    expect(page.get_by_text("Someone asks for a pause.")).to_be_visible()
    assert page.evaluate("left()") == []
