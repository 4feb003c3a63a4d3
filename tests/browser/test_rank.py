"""Rank in Chromium: ticked in order on a phone, moved on larger screens, and its result."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Dialog, Locator, Page, Request, expect

from askfirst import Rank
from askfirst.activities.base import Totals
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.export.deck import render_deck
from askfirst.room.pages import component, phone_style
from tests.browser import fake_room
from tests.browser.deck_sheet import misfits, show
from tests.browser.fake_room import FakeRoom, deck_led_by
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe
from tests.export.samples import asks, module
from tests.room.rooms import POLL, client, make_room

RANK = Rank(
    "02-rank",
    "What comes first in an evening together? Put your guesses in order.",
    items=[
        "Being close with nothing to achieve",
        "Learning what the other enjoys",
        "Living apart",
        "A reason of somebody else’s",
        "Leading to something else",
        "Lower risk",
    ],
)
LONG = Rank("02-long", RANK.question, items=[f"{'Long words ' * 7}{i}" for i in range(7)])
OPEN: dict[str, Any] = {"phase": "open", "alone": True}
GROUND = """body { background: #fff }
@media (prefers-color-scheme: dark) {
  body { background: #10191d; color: #eceae2;
    --jp-layout-color0: #10191d; --jp-ui-font-color1: #eceae2 } }"""


def result(above: Sequence[int], answered: int, activity: Rank = RANK) -> dict[str, Any]:
    release = activity.release(Totals(counts=above, answered=answered)).to_json()
    return {"phase": "released", "release": release}


RESULT = result([12, 20, 3, 12, 1, 23], 25)
LATER: list[dict[str, Any]] = [
    {"phase": "open", "sent": True, "alone": True},
    {"phase": "closed"},
    {"phase": "draft", "lead": True},
    RESULT,
    result([1] * 6, 25),
    result([1] * 6, 6),
    result([1] * 6, 4),
]


def draw(
    page: Page,
    surface: str,
    state: dict[str, Any],
    *,
    activity: Rank = RANK,
    direction: str = "ltr",
) -> None:
    """Draw a component on an otherwise empty page, which notes every choice that is sent."""
    phone = surface == "phone"
    style = phone_style() if phone else component_css(*TYPES)
    script = component("rank") if phone else component_source("rank")
    data = json.dumps([surface, activity.spec(), state]).replace("<", "\\u003c")
    page.set_content(
        f'<!doctype html><html lang="en" dir="{direction}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Rank</title><style>{style}{GROUND}</style><body><main><h1>Rank</h1></main>"
        f'<script type="module">{script}\nwindow.sent = [];\n'
        "const dark = matchMedia('(prefers-color-scheme: dark)').matches;\n"
        "document.body.dataset.jpThemeLight = String(!dark);\n"
        f"const [surface, spec, state] = {data};\n"
        "const view = document.createElement('askfirst-rank');\n"
        "Object.assign(view, { surface, spec, state });\n"
        "view.addEventListener('askfirst-answer', (e) => window.sent.push(e.detail));\n"
        "document.querySelector('main').append(view);\n"
        "document.body.dataset.drawn = 'all';</script>"
    )
    page.locator("body[data-drawn]").wait_for()


def send(page: Page, label: str = "Answer") -> str:
    """Send, and return the choice, which is all there is in the event."""
    page.get_by_role("button", name=label).click()
    detail = page.evaluate("window.sent.at(-1)")
    assert list(detail) == ["choice"]
    return str(detail["choice"])


def listed(page: Page) -> list[str]:
    """The rows of the list, items by letter and the line as a dash."""
    labels = page.locator(".askfirst-ranking .askfirst-label").all_inner_texts()
    letters = {label: "ABCDEFG"[i] for i, label in enumerate(RANK.items)}
    return [letters.get(label, "-") for label in labels]


def row(page: Page, label: str) -> Locator:
    return page.locator(".askfirst-ranking li").filter(has_text=label)


@pytest.fixture
def ranking() -> Iterator[Served]:
    """A room that is being served, which asks a poll and a Rank."""
    with served_to_phones(make_room(activities=[POLL, RANK])) as served:
        yield served


def test_in_a_room_only_what_is_above_the_line_is_sent(
    ranking: Served, open_page: OpenPage
) -> None:
    """Two phones tick the same items in another order, and send the same but for their numbers."""
    room = ranking.room
    ranking.do(room.open, POLL.id)
    bodies: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.url.endswith("/answer"):
            bodies.append(json.loads(request.post_data or ""))

    for order in (["Lower risk", "Living apart"], ["Living apart", "Lower risk"]):
        page = open_page(Screen.PHONE)
        page.on("request", note)
        page.goto(f"{ranking.url}#river")
        if room.asked[POLL.id].phase == "open":
            expect(page.get_by_label("Habit")).to_be_enabled()
            ranking.do(room.close, POLL.id)
            ranking.do(room.open, RANK.id)
        for label in order:
            page.get_by_label(label).check()
        axe(page)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Thank you. That is in.")).to_be_visible()
    own = {"seat", "nonce"}
    first, second = ({k: v for k, v in body.items() if k not in own} for body in bodies)
    assert first == second
    assert first["choice"] == "+2,5"
    tally = room.asked[RANK.id].tally
    assert (tally.counts, tally.answered) == ([0, 0, 2, 0, 0, 2], 2)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_label("Lower risk")).not_to_be_checked()
    assert (tally.counts, tally.answered) == ([0, 0, 1, 0, 0, 1], 1)


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_ticks_are_numbered_in_their_order(open_page: OpenPage, dark: bool) -> None:
    """Nothing is ticked at first; ticks carry their place, and rows stay where they are."""
    page = open_page(Screen.PHONE, dark=dark)
    draw(page, "phone", {"phase": "open"})
    assert send(page, "Send") == "+"
    places = page.locator("label b")
    before = page.locator("label").evaluate_all("all => all.map((l) => l.offsetTop)")
    for label in ("Lower risk", "Living apart", "Being close"):
        page.get_by_label(label).check()
    assert places.all_inner_texts() == ["3", "", "2", "", "", "1", ""]
    assert page.locator("label").evaluate_all("all => all.map((l) => l.offsetTop)") == before
    page.get_by_label("Living apart").uncheck()
    assert places.all_inner_texts() == ["2", "", "", "", "", "1", ""]
    axe(page)
    assert send(page, "Send") == "+0,5"
    page.get_by_label("Pass").check()
    assert places.all_inner_texts() == [""] * 7
    assert send(page, "Send") == "pass"
    page.get_by_label("Living apart").check()
    expect(page.get_by_label("Pass")).not_to_be_checked()
    assert places.all_inner_texts() == ["", "", "1", "", "", "", ""]
    heights = page.locator("label").evaluate_all("all => all.map((l) => l.offsetHeight)")
    assert min(heights) >= 44


def test_taking_back_forgets_the_order(open_page: OpenPage) -> None:
    """After an answer was taken back nothing is ticked, and the numbers begin anew."""
    page = open_page(Screen.PHONE)
    draw(page, "phone", {"phase": "open"})
    page.get_by_label("Lower risk").check()
    states = ({"phase": "open", "sent": True}, {"phase": "open"})
    for state in states:
        page.locator("askfirst-rank").evaluate("(view, state) => (view.state = state)", state)
    page.get_by_label("Living apart").check()
    assert page.locator("label b").all_inner_texts() == ["", "", "1", "", "", "", ""]


def test_without_javascript_the_form_answers(open_page: OpenPage) -> None:
    """A phone without JavaScript gets a box for each item; axe finds nothing on it."""
    room = make_room(activities=[RANK])
    room.open(RANK.id)
    web = client(room)
    page = open_page(Screen.PHONE, javascript=False)
    page.set_content(web.post("/join", data={"word": "river"}).text)
    expect(page.get_by_text("Your order is never sent.")).to_be_visible()
    page.get_by_label("Lower risk").check()
    page.get_by_label("Living apart").check()
    axe(page)
    pairs = page.locator("[name]:not(meta, [type=checkbox]), [name=choice]:checked").evaluate_all(
        "all => all.map((f) => [f.name, f.value])"
    )
    fields: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        fields[name].append(value)
    assert "Thank you. That is in." in web.post("/answer", data=fields).text
    assert room.asked[RANK.id].tally.counts == [0, 0, 1, 0, 0, 1]


def test_arrow_keys_move_an_item_and_the_line(open_page: OpenPage) -> None:
    """Up and down move a row by one, keep the focus on it and say where it lies."""
    page = open_page()
    draw(page, "lab", OPEN)
    assert listed(page) == list("-ABCDEF")
    button = page.get_by_role("button", name="Up: Living apart")
    button.focus()
    for said in ("2 of 6, below", "1 of 6, below", "1 of 6, above"):
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("status")).to_have_text(f"Living apart: {said} the line")
    page.keyboard.press("ArrowUp")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-disabled", "true")
    assert listed(page) == list("C-ABDEF")
    page.get_by_role("button", name="Down: Your line").press("ArrowDown")
    expect(page.get_by_role("status")).to_have_text("Your line: 2 above it")
    assert listed(page) == list("CA-BDEF")
    assert send(page) == "+0,2"
    for _ in range(2):
        page.get_by_role("button", name="Up: Your line").press("ArrowUp")
    expect(page.get_by_role("status")).to_have_text("Your line: nothing above it")
    assert send(page) == "+"


def test_keyboard_alone_reaches_everything(open_page: OpenPage) -> None:
    """By Tab one comes to each row's buttons, to Pass and to the answer; Enter moves a row too."""
    page = open_page()
    draw(page, "page", OPEN)
    names = []
    for _ in range(15):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.ariaLabel ?? ''"))
        if names[-1] in ("Down: Your line", "Up: Lower risk"):
            page.keyboard.press("Enter")
    assert listed(page) == list("A-BCDFE")
    assert {"Up: Your line", "Down: Your line", "Up: Lower risk", "Down: Lower risk"} <= set(names)
    expect(page.get_by_label("Pass")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("window.sent.at(-1)") == {"choice": "+0"}


def test_buttons_move_a_row(open_page: OpenPage) -> None:
    """Each row has two buttons of 44 px or more; Pass wins over what is above the line."""
    page = open_page()
    draw(page, "page", OPEN)
    page.get_by_role("button", name="Up: Being close").click()
    page.get_by_role("button", name="Down: Leading to").click()
    assert listed(page) == list("A-BCDFE")
    sizes = page.locator(".askfirst-ranking button").evaluate_all(
        "all => all.flatMap((b) => [b.offsetWidth, b.offsetHeight])"
    )
    assert min(sizes) >= 44
    assert send(page) == "+0"
    page.get_by_label("Pass").check()
    assert send(page) == "pass"


def test_other_orders_of_the_same_choice_are_the_same(open_page: OpenPage) -> None:
    """Whatever the order above and below the line, what is sent is in the author's order."""
    page = open_page()
    draw(page, "lab", OPEN)
    for _ in range(2):
        page.get_by_role("button", name="Down: Your line").click()
    assert listed(page) == list("AB-CDEF")
    first = send(page)
    page.get_by_role("button", name="Down: Being close").click()
    page.get_by_role("button", name="Down: Living apart").click()
    assert listed(page) == list("BA-DCEF")
    assert send(page) == first == "+0,1"


def carry(page: Page, label: str, past: str, *, end: str = "drop") -> None:
    """Drag a row with the mouse to the top of another row, and drop it or let it go back."""
    grip = row(page, label).locator(".askfirst-grip")
    grip.hover()
    page.mouse.down()
    box = row(page, past).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 4, steps=4)
    expect(page.locator("[style*=translate]")).to_have_count(1)
    if end == "escape":
        page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator("[style*=translate]")).to_have_count(0)


def test_a_mouse_carries_an_item_and_the_line(open_page: OpenPage) -> None:
    """A row goes where the mouse drops it, and Escape leaves it where it was."""
    page = open_page()
    draw(page, "lab", OPEN)
    carry(page, "Lower risk", "Your line")
    expect(page.get_by_role("status")).to_have_text("Lower risk: 1 of 6, above the line")
    assert listed(page) == list("F-ABCDE")
    carry(page, "Your line", "Living apart")
    expect(page.get_by_role("status")).to_have_text("Your line: 3 above it")
    carry(page, "Living apart", "Lower risk", end="escape")
    assert listed(page) == list("FAB-CDE")
    row(page, "Lower risk").locator(".askfirst-grip").click()
    assert send(page) == "+0,1,5"
    row(page, "Lower risk").locator(".askfirst-grip").hover()
    page.mouse.down()
    page.mouse.move(100, 790)
    page.mouse.up()
    assert listed(page) == list("AB-CDEF")


def test_a_finger_carries_a_row_by_its_grip_only(open_page: OpenPage) -> None:
    """On the grip a finger drags; anywhere else on a row it scrolls the page."""
    page = open_page(Screen.PHONE)
    draw(page, "page", OPEN)
    finger = page.context.new_cdp_session(page)

    def swipe(on: Locator, to: Locator) -> None:
        start, end = on.bounding_box(), to.bounding_box()
        assert start is not None
        assert end is not None
        x, y = start["x"] + 10, start["y"] + start["height"] / 2
        spots = [(x, y), (x, (y + end["y"]) / 2), (x, end["y"] + 4)]
        for kind, spot in zip(("touchStart", "touchMove", "touchMove"), spots, strict=True):
            points = [{"x": spot[0], "y": spot[1]}]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(row(page, "Leading to").locator(".askfirst-label"), row(page, "Learning"))
    assert listed(page) == list("-ABCDEF")
    page.evaluate("scrollTo(0, 0)")
    swipe(row(page, "Living apart").locator(".askfirst-grip"), row(page, "Your line"))
    assert listed(page) == list("C-ABDEF")
    assert send(page) == "+2"


def test_news_does_not_wipe_an_order(open_page: OpenPage) -> None:
    """A new state of the same view leaves the list as it is."""
    page = open_page()
    draw(page, "lab", OPEN)
    page.get_by_role("button", name="Up: Being close").click()
    page.locator("askfirst-rank").evaluate(
        "view => (view.state = { phase: 'open', alone: true, error: 'Say it again.' })"
    )
    expect(page.get_by_role("alert")).to_have_text("Say it again.")
    assert listed(page) == list("A-BCDEF")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_any_state(open_page: OpenPage, dark: bool, direction: str) -> None:
    """Asked, sent, closed, led and released, on lab and page: axe finds nothing."""
    page = open_page(dark=dark)
    for where in ("lab", "page"):
        for state in (OPEN, *LATER):
            draw(page, where, state, direction=direction)
            axe(page)


def order_of(page: Page) -> list[list[str]]:
    """The room's order as it is drawn: the names of the letters of each place."""
    return [
        [str(item.get_attribute("aria-label")) for item in place.get_by_role("img").all()]
        for place in page.locator("div.askfirst-order li").all()
    ]


def test_the_result_keeps_its_rows_and_says_the_order_below(open_page: OpenPage) -> None:
    """Rows stay in the author's order; below them stands the order that the release holds."""
    page = open_page()
    draw(page, "lab", RESULT)
    labels = page.locator(".askfirst-bars .askfirst-label").all_inner_texts()
    assert labels == list(RANK.items)
    items = RANK.items
    expected = [[items[i] for i in place] for place in RESULT["release"]["order"]]
    assert order_of(page) == expected
    assert [len(place) for place in expected] == [1, 1, 2, 2]
    expect(page.get_by_text("Side by side: the numbers shown do not tell")).to_be_visible()
    draw(page, "lab", result([12, 20, 3, 11, 8, 23], 25))
    assert [len(place) for place in order_of(page)] == [1] * 6
    expect(page.get_by_text("Side by side")).to_have_count(0)


def test_no_order_is_said_where_none_is_proven(open_page: OpenPage) -> None:
    """Where numbers tell nothing apart it says so; where nothing is shown there is no order."""
    page = open_page()
    draw(page, "lab", result([1, 2, 3, 0, 4, 1], 25))
    expect(page.get_by_text("The numbers shown do not tell which items")).to_be_visible()
    assert order_of(page) == []
    for answered in (4, 6):
        draw(page, "lab", result([1, 2, 3, 0, 4, 1], answered))
        expect(page.locator(".askfirst-order")).to_have_count(0)


def test_text_stays_text(open_page: OpenPage) -> None:
    """Items that look like a program are text in the list, its messages, the rows and the order."""
    hostile = Rank("02-x", "<b>Which?</b>", items=["<img src=x onerror=alert(1)>", "{item} <b>x"])
    page = open_page()
    ran: list[str] = []

    def note(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    draw(page, "lab", OPEN, activity=hostile)
    page.get_by_role("button", name="Up: {item}").click()
    expect(page.get_by_role("status")).to_have_text("{item} <b>x: 1 of 2, below the line")
    assert page.locator("askfirst-rank :is(img, b:not(:empty))").count() == 0
    draw(page, "lab", result([9, 14], 20, hostile), activity=hostile)
    assert order_of(page) == [[hostile.items[1]], [hostile.items[0]]]
    assert page.locator("askfirst-rank :is(img, b)").count() == 0
    assert ran == []


@pytest.fixture
def deck(open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A live deck with a Rank of six items, and one of seven items of 78 characters."""
    monkeypatch.setattr(fake_room, "RELEASE", RESULT["release"])
    asked = module(asks(RANK), asks(LONG), folder=tmp_path)
    room = FakeRoom(render_deck(asked, live=True), {a.id: a.spec() for a in (RANK, LONG)})
    with deck_led_by(room, open_page) as page:
        page.wait_for_selector(".present .act button")
        yield page


def test_a_slide_holds_six_items_in_every_state(deck: Page) -> None:
    """Six items fit the slide before and after, with the order below; axe finds nothing."""
    for phase, key in {"draft": "o", "open": "o", "closed": "r", "released": "r"}.items():
        deck.wait_for_selector(f'.present[data-phase="{phase}"]')
        assert misfits(deck) == [], phase
        axe(deck)
        if phase != "released":
            deck.keyboard.press(key)
    frame = deck.locator(".present .askfirst-release")
    assert frame.evaluate("f => f.scrollHeight <= f.clientHeight + 1")
    letters = deck.locator(".present .askfirst-order [role=img]").all_inner_texts()
    assert letters == ["F", "B", "A", "D", "C", "E"]


def test_few_items_stand_with_air_on_a_slide(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result of four items under a short question has rows as high as those of a poll."""
    few = Rank("02-few", "What comes first?", items=RANK.items[:4])
    shown = result([12, 20, 3, 12], 25, few)["release"]
    monkeypatch.setattr(fake_room, "RELEASE", shown)
    room = FakeRoom(
        render_deck(module(asks(few), folder=tmp_path), live=True), {few.id: few.spec()}
    )
    with deck_led_by(room, open_page) as page:
        for phase, key in {"draft": "o", "open": "o", "closed": "r"}.items():
            page.locator(f'.present[data-phase="{phase}"] .act button').wait_for()
            page.keyboard.press(key)
        rows = page.locator(".present .askfirst-bars > li")
        expect(rows).to_have_count(4)
        assert min(rows.evaluate_all("them => them.map((row) => row.offsetHeight)")) >= 64
        assert misfits(page) == []


def test_long_items_scroll_and_can_be_reached(deck: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven items of two lines each are set smaller, never overlap, and scroll by keyboard."""
    monkeypatch.setattr(
        fake_room, "RELEASE", result([12, 20, 3, 12, 1, 23, 9], 25, LONG)["release"]
    )
    show(deck, 3)
    overlap = """rows => rows.some((row, i) => i &&
        row.querySelector('.askfirst-label').getBoundingClientRect().top + 1 <
        rows[i - 1].querySelector('.askfirst-label').getBoundingClientRect().bottom)"""
    for phase, key in {"draft": "o", "open": "o", "closed": "r", "released": ""}.items():
        deck.wait_for_selector(f'.present[data-phase="{phase}"]')
        rows = deck.locator(".present :is(.askfirst > ol, .askfirst-bars) > li")
        assert not rows.evaluate_all(overlap), phase
        expect(deck.locator(".present [tabindex='0'].askfirst-dense")).to_have_count(1)
        axe(deck)
        if key:
            deck.keyboard.press(key)
