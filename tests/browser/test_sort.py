"""Sort in Chromium: by menu, by keys and by pointer, and what its result says."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from askfirst import Sort
from askfirst.activities.base import Totals
from askfirst.activities.component import component_css, component_source
from askfirst.activities.registry import TYPES
from askfirst.export.asked_rows import rows_fit
from askfirst.export.deck import render_deck
from askfirst.release import Tier
from askfirst.room.pages import component, phone_style
from tests.browser import fake_room
from tests.browser.deck_sheet import misfits, open_deck, show
from tests.browser.fake_room import FakeRoom, deck_led_by
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe
from tests.export.samples import asks, module
from tests.release_audit import Vector, vectors
from tests.room.rooms import POLL, client, make_room

SORT = Sort(
    "05-signals",
    "Which is a yes, for this, for now?",
    cards=[
        "Stepping closer while you talk",
        "Going quiet",
        "“If you like”, looking away",
        "Pulling you in by the hand",
        "A shrug and a laugh",
        "Saying “slower”",
        "“Yes, and my shoes stay on”",
    ],
    columns=["A yes, for this", "Not a yes", "Ask before going on"],
)
SMALL = Sort("05-small", "Which goes where?", cards=["A hug", "A wave"], columns=["Ask", "Go on"])
ROOM = [(21, 0, 0), (0, 20, 1), (16, 5, 0), (9, 6, 6), (12, 0, 9), (0, 6, 14), (18, 1, 0)]
RESULT = SORT.release(Totals(counts=[c for card in ROOM for c in card], answered=21)).to_json()
OPEN: dict[str, Any] = {"phase": "open", "alone": True}
GROUND = """body { background: #fff }
@media (prefers-color-scheme: dark) {
  body { background: #10191d; color: #eceae2;
    --jp-layout-color0: #10191d; --jp-ui-font-color1: #eceae2 } }"""
LATER: list[dict[str, Any]] = [
    {"phase": "open", "sent": True, "alone": True},
    {"phase": "closed"},
    {"phase": "draft", "lead": True},
    {"phase": "released", "release": RESULT},
    {"phase": "released", "release": {"view": "locked", "k": 5}},
]

Views = Sequence[tuple[str, Sort, dict[str, Any]]]


def draw(page: Page, views: Views, *, phone: bool = False, direction: str = "ltr") -> None:
    """Draw components on an otherwise empty page, which notes every choice that is sent."""
    style = phone_style() if phone else component_css(*TYPES)
    script = component("sort") if phone else component_source("sort")
    data = json.dumps([(where, activity.spec(), state) for where, activity, state in views])
    page.set_content(
        f'<!doctype html><html lang="en" dir="{direction}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Sort</title><style>{style}{GROUND}</style><body><main><h1>Sort</h1></main>"
        f'<script type="module">{script}\nwindow.sent = [];\n'
        "const dark = matchMedia('(prefers-color-scheme: dark)').matches;\n"
        "document.body.dataset.jpThemeLight = String(!dark);\n"
        f"for (const [surface, spec, state] of {data.replace('<', chr(92) + 'u003c')}) {{\n"
        "const view = document.createElement('askfirst-sort');\n"
        "Object.assign(view, { surface, spec, state });\n"
        "view.addEventListener('askfirst-answer', (e) => window.sent.push(e.detail.choice));\n"
        "document.querySelector('main').append(view); }\n"
        "document.body.dataset.drawn = 'all';</script>"
    )
    page.locator("body[data-drawn]").wait_for()


def send(page: Page, label: str = "Answer") -> str:
    """Send, and return the choice."""
    page.get_by_role("button", name=label).click()
    return str(page.evaluate("window.sent.at(-1)"))


def lies_in(page: Page, column: str, card: str) -> None:
    """Wait until a card lies in a column, which is a list of that name."""
    place = page.get_by_role("list", name=column, exact=True)
    expect(place.get_by_label(card, exact=True)).to_be_visible()


@pytest.fixture
def sorting() -> Iterator[Served]:
    """A room that is being served, which asks a poll and a Sort."""
    with served_to_phones(make_room(activities=[POLL, SORT])) as served:
        yield served


def test_in_a_room_it_comes_when_it_is_asked(sorting: Served, open_page: OpenPage) -> None:
    """A page that began with a poll fetches Sort, looks right, and its answer is counted."""
    room = sorting.room
    page = open_page(Screen.PHONE)
    wrong: list[str] = []
    page.on("console", lambda line: wrong.append(line.text))
    sorting.do(room.open, POLL.id)
    page.goto(f"{sorting.url}#river")
    expect(page.get_by_label("Habit")).to_be_enabled()
    sorting.do(room.close, POLL.id)
    sorting.do(room.open, SORT.id)
    menu = page.get_by_label("Going quiet", exact=True)
    menu.select_option("Not a yes")
    assert menu.evaluate("m => m.offsetHeight") >= 44
    axe(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you. That is in.")).to_be_visible()
    tally = room.asked[SORT.id].tally
    assert (tally.counts[4], sum(tally.counts), tally.answered) == (1, 1, 1)
    page.get_by_role("button", name="Take it back").click()
    expect(menu).to_have_value("-")
    assert (sum(tally.counts), tally.answered) == (0, 0)
    assert not [line for line in wrong if "Security Policy" in line]


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_each_card_has_a_menu(open_page: OpenPage, dark: bool) -> None:
    """On a phone menus of 44 px or more place the cards; axe finds nothing, sent or not."""
    page = open_page(Screen.PHONE, dark=dark)
    draw(page, [("phone", SORT, {"phase": "open"})], phone=True)
    assert send(page, "Send") == "-,-,-,-,-,-,-"
    page.get_by_label("Going quiet").select_option("Not a yes")
    page.get_by_label("Saying “slower”").select_option("Ask before going on")
    assert send(page, "Send") == "-,1,-,-,-,2,-"
    heights = page.locator("select").evaluate_all("all => all.map((m) => m.offsetHeight)")
    assert min(heights) >= 44
    axe(page)
    page.get_by_label("Pass").check()
    assert send(page, "Send") == "pass"


def test_without_javascript_the_form_answers(open_page: OpenPage) -> None:
    """A phone without JavaScript gets the menus as a form; axe finds nothing on it."""
    room = make_room(activities=[SORT])
    room.open(SORT.id)
    web = client(room)
    page = open_page(Screen.PHONE, javascript=False)
    page.set_content(web.post("/join", data={"word": "river"}).text)
    page.get_by_label("Going quiet").select_option("Not a yes")
    axe(page)
    named = "[name=seat], [name=activity], [name=round], [name=nonce], [name=choice]"
    pairs = page.locator(named).evaluate_all(
        "all => all.filter((f) => f.type !== 'checkbox').map((f) => [f.name, f.value])"
    )
    fields: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        fields[name].append(value)
    reply = web.post("/answer", data=fields)
    assert "Thank you. That is in." in reply.text
    tally = room.asked[SORT.id].tally
    assert (tally.counts[4], sum(tally.counts), tally.answered) == (1, 1, 1)


def test_arrow_keys_move_a_card(open_page: OpenPage) -> None:
    """Left and right move a card by a column, keep the focus on it and say where it lies."""
    page = open_page()
    draw(page, [("lab", SORT, OPEN)])
    menu = page.get_by_label("Going quiet", exact=True)
    menu.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    lies_in(page, "Not a yes", "Going quiet")
    expect(menu).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Going quiet: Not a yes")
    page.keyboard.press("ArrowLeft")
    lies_in(page, "A yes, for this", "Going quiet")
    assert send(page) == "-,0,-,-,-,-,-"


def test_arrow_keys_follow_the_script(open_page: OpenPage) -> None:
    """Where the page runs from right to left, the left key moves a card on."""
    page = open_page()
    draw(page, [("page", SMALL, OPEN)], direction="rtl")
    page.get_by_label("A wave").press("ArrowLeft")
    lies_in(page, "Ask", "A wave")
    assert send(page) == "-,0"


def test_a_mouse_carries_a_card(open_page: OpenPage) -> None:
    """A card goes where the mouse drops it; Escape, or a drop outside, leaves it where it was."""
    page = open_page()
    draw(page, [("lab", SORT, OPEN)])

    def carry(card: str, column: str, *, end: str = "drop") -> None:
        page.get_by_text(card, exact=True).first.hover()
        page.mouse.down()
        place = page.get_by_role("list", name=column, exact=True).locator("xpath=..")
        box = place.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 20, box["y"] + 60, steps=4)
        expect(page.locator(".askfirst-over")).to_have_count(1)
        if end == "escape":
            page.keyboard.press("Escape")
        elif end == "outside":
            page.mouse.move(2, 2)
        page.mouse.up()
        expect(page.locator(".askfirst-over")).to_have_count(0)

    carry("A shrug and a laugh", "Not a yes")
    lies_in(page, "Not a yes", "A shrug and a laugh")
    carry("Going quiet", "Not a yes", end="escape")
    carry("Saying “slower”", "Not a yes", end="outside")
    carry("A shrug and a laugh", "Ask before going on")
    carry("Stepping closer while you talk", "Ask before going on")
    assert send(page) == "2,-,-,-,2,-,-"


def test_on_a_narrow_page_cards_stay_where_the_finger_is(open_page: OpenPage) -> None:
    """On a page as narrow as a phone no card moves, and no empty column is in the way."""
    page = open_page(Screen.PHONE)
    draw(page, [("page", SORT, OPEN)])
    menu = page.get_by_label("Going quiet", exact=True)
    before = menu.bounding_box()
    menu.select_option("Not a yes")
    assert menu.bounding_box() == before
    expect(page.locator(".askfirst-place:visible")).to_have_count(1)
    axe(page)
    assert send(page) == "-,1,-,-,-,-,-"


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_any_state(open_page: OpenPage, dark: bool) -> None:
    """Asked, sent, closed, led and released, on lab and page: axe finds nothing."""
    page = open_page(dark=dark)
    for where in ("lab", "page"):
        for state in (OPEN, *LATER):
            draw(page, [(where, SORT, state)])
            axe(page)


@pytest.fixture
def deck(open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A live deck with one Sort of seven cards in three columns."""
    monkeypatch.setattr(fake_room, "RELEASE", RESULT)
    asked = module(asks(SORT), folder=tmp_path)
    room = FakeRoom(render_deck(asked, live=True), {SORT.id: SORT.spec()})
    with deck_led_by(room, open_page) as page:
        page.wait_for_selector(".present .act button")
        yield page


def test_a_slide_holds_seven_cards_in_every_state(deck: Page) -> None:
    """Seven cards and three columns fit the slide before and after; axe finds nothing."""
    for phase, key in {"draft": "o", "open": "o", "closed": "r", "released": "r"}.items():
        deck.wait_for_selector(f'.present[data-phase="{phase}"]')
        assert misfits(deck) == [], phase
        axe(deck)
        if phase != "released":
            expect(deck.locator(".present .askfirst-columns li")).to_have_count(3)
            deck.keyboard.press(key)
    table = deck.locator(".present .askfirst-sorted")
    expect(table.get_by_role("rowheader")).to_have_count(7)
    expect(table.get_by_role("row", name="Going quiet")).to_contain_text("Not shown.")
    expect(table.get_by_role("row", name="shoes stay on")).to_contain_text("15 to 19")
    frame = deck.locator(".present .askfirst-release")
    assert frame.evaluate("f => f.scrollHeight <= f.clientHeight + 1")


def test_few_cards_stand_with_air_on_a_slide(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result of two cards has rows almost as high as those of a poll."""
    shown = SMALL.release(Totals(counts=[12, 9, 9, 12], answered=21)).to_json()
    monkeypatch.setattr(fake_room, "RELEASE", shown)
    asked = module(asks(SMALL), folder=tmp_path)
    room = FakeRoom(render_deck(asked, live=True), {SMALL.id: SMALL.spec()})
    with deck_led_by(room, open_page) as page:
        for phase, key in {"draft": "o", "open": "o", "closed": "r"}.items():
            page.locator(f'.present[data-phase="{phase}"] .act button').wait_for()
            page.keyboard.press(key)
        rows = page.locator(".present .askfirst-sorted tbody tr")
        expect(rows).to_have_count(2)
        assert min(rows.evaluate_all("them => them.map((row) => row.offsetHeight)")) > 56
        assert misfits(page) == []


@pytest.mark.parametrize("columns", [2, 4])
def test_the_longest_cards_that_fit_by_the_rule_fit_every_screen(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    """Seven cards as long as `rows_fit` lets them be need no scrolling in their result."""
    said = "A card that says a bit more than fits, and so it goes on to a second line of it"
    asked = next(
        sort
        for letters in range(len(said), 9, -1)
        if rows_fit(sort := longest(said[:letters], columns))
    )
    shown = asked.release(Totals(counts=[12] * asked.width, answered=60)).to_json()
    monkeypatch.setattr(fake_room, "RELEASE", shown)
    live = render_deck(module(asks(asked), folder=tmp_path), live=True)
    with deck_led_by(FakeRoom(live, {asked.id: asked.spec()}), open_page) as page:
        for phase, key in {"draft": "o", "open": "o", "closed": "r"}.items():
            page.locator(f'.present[data-phase="{phase}"] .act button').wait_for()
            page.keyboard.press(key)
        page.locator('.present[data-phase="released"] .askfirst-sorted').wait_for()
        for width, height in ((1024, 768), (1280, 720), (1920, 1080)):
            page.set_viewport_size({"width": width, "height": height})
            frame = page.locator(".present .askfirst-release")
            assert frame.evaluate("f => f.scrollHeight <= f.clientHeight + 1"), width
            assert misfits(page) == [], width


def longest(said: str, columns: int) -> Sort:
    """A question of two lines with seven cards that say this."""
    question = "Where does each of these cards belong, in your own view of it?"
    names = ["At work", "In private", "Not clear: ask first", "Not OK anywhere"][:columns]
    return Sort("05-long", question, cards=[f"{n} {said}" for n in range(7)], columns=names)


def test_columns_are_places_on_a_slide(open_page: OpenPage, tmp_path: Path) -> None:
    """Each column is a box of its own; four short names keep to one line over seven cards."""
    names = ["At work", "In private", "Not clear: ask first", "Not OK anywhere"]
    asked = Sort("x", "Which?", cards=SORT.cards, columns=names)
    file = tmp_path / "deck.html"
    file.write_text(render_deck(module(asks(asked))), encoding="utf-8")
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    open_deck(page, file.as_uri())
    show(page, 2)
    assert misfits(page) == []
    boxes = page.locator(".present .askfirst-columns li")
    edges = boxes.evaluate_all("all => all.map(li => getComputedStyle(li).borderTopWidth)")
    assert edges == ["2px"] * 4
    tops = boxes.evaluate_all("all => all.map(li => li.getBoundingClientRect().top)")
    assert len(set(tops)) == 1


def test_long_cards_scroll_and_can_be_reached(open_page: OpenPage) -> None:
    """A result higher than its frame is a group that the keyboard can reach and scroll."""
    page = open_page()
    draw(page, [("lab", SORT, {"phase": "released", "release": RESULT})])
    expect(page.get_by_role("group")).to_have_count(0)
    page.add_style_tag(content=".askfirst-release { max-height: 100px; }")
    expect(page.get_by_role("group", name=SORT.question)).to_have_attribute("tabindex", "0")
    axe(page)


def test_words_say_only_what_the_print_proves(open_page: OpenPage) -> None:
    """Most agree, or Divided, holds for every tally that would print the same numbers."""
    groups: dict[str, list[Vector]] = defaultdict(list)
    for tier in (Tier.PERSONAL, Tier.OPEN):
        asked = Sort("x", "Which?", cards=["a", "b"], columns=["c", "d"], tier=tier)
        for n in (5, 8, 13, 14, 20, 22):
            for card in vectors(n, 3):
                counts = [*card[:-1], *card[:-1]]
                shown = asked.release(Totals(counts=counts, answered=n)).to_json()
                groups[json.dumps(shown)].append(card)
    page = open_page()
    draw(page, [("lab", SMALL, {"phase": "draft", "lead": True})])
    words = page.locator("askfirst-sort").evaluate(
        """(view, all) => all.map((text) => {
          view.state = { phase: "released", lead: true, release: JSON.parse(text) };
          return view.querySelector("tbody tr > :last-child").textContent; })""",
        list(groups),
    )
    for said, group in zip(words, groups.values(), strict=True):
        if said == "Most agree":
            assert all(2 * max(card[:-1]) > sum(card) for card in group)
        if said == "Divided":
            assert all(min(card[:-1]) >= 5 for card in group)
    assert {"Most agree", "Divided", "Not clear", "Not shown."} <= set(words)
