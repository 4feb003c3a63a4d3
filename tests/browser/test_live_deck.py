"""The live deck in Chromium, before a stand-in for the room's host side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from askfirst import Poll, Sort
from askfirst.export.deck import render_deck
from tests.browser.deck_sheet import READY, at, misfits, show
from tests.browser.fake_room import KEY, FakeRoom, serving
from tests.browser.gathered import gather_slides
from tests.browser.surface import OpenPage, Screen, axe
from tests.export.samples import CLAIMS, FILLED, whole_module
from tests.states import Seen, releases

STRAW = "rgb(251, 239, 198)"
CHOICE, WORDS, CLAIM = 3, 9, 4
ASKED = {
    1: "Which are a yes?",
    2: "Which of these are a yes, for this, for now?",
    3: "Two friends say “mutual masturbation”. Do they mean the same thing?",
}
"""Questions by the lines that they take on a slide."""


@pytest.fixture
def room(tmp_path: Path) -> FakeRoom:
    """A room whose deck has one slide of each kind."""
    module = whole_module(tmp_path)
    page = render_deck(module, claims=CLAIMS, services=FILLED, live=True)
    return FakeRoom(page, {activity.id: activity.spec() for activity in module.activities})


@pytest.fixture
def address(room: FakeRoom) -> Iterator[str]:
    """Where the live deck is served."""
    with serving(room) as base:
        yield f"{base}/deck/05_consent"


@pytest.fixture
def deck(open_page: OpenPage, address: str) -> Page:
    """The live deck, opened with the key, at its first poll."""
    page = open_page(Screen.LAPTOP)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{address}#k={KEY}")
    page.wait_for_selector(READY)
    show(page, CHOICE)
    page.wait_for_selector(".present .act button")
    return page


def phase(page: Page, name: str) -> None:
    """Wait until the present slide shows a phase."""
    page.wait_for_selector(f'.present[data-phase="{name}"]')


def ground(page: Page) -> str:
    """Return the colour behind the present slide."""
    return str(page.eval_on_selector(".present .frame", "f => getComputedStyle(f).backgroundColor"))


def test_the_key_leaves_the_address_and_stays_in_the_tab(deck: Page) -> None:
    """The host key is taken out of the address, and survives a reload of the tab."""
    assert KEY not in deck.url
    deck.reload()
    show(deck, CHOICE)
    deck.wait_for_selector(".present .act button")
    assert KEY not in deck.content()


def test_keys_open_close_and_show_the_result(deck: Page, room: FakeRoom) -> None:
    """O opens and closes, R shows the result; each state has its word, ring and one next step."""
    expect(deck.locator(".present .state")).to_have_text("Draft")
    deck.keyboard.press("o")
    phase(deck, "open")
    assert ground(deck) == STRAW
    expect(deck.locator(".present .join")).to_contain_text("or go to 192.168.1.20:8080")
    expect(deck.locator(".present .join")).to_contain_text("and type river")
    expect(deck.locator(".present .state")).to_contain_text("about half of the room")
    expect(deck.locator(".present .pips .full")).to_have_count(2)
    deck.keyboard.press("o")
    phase(deck, "closed")
    assert ground(deck) != STRAW
    assert not deck.locator(".present .join").is_visible()
    deck.keyboard.press("r")
    phase(deck, "released")
    expect(deck.locator(".present .askfirst-bars li")).to_have_count(3)
    expect(deck.locator(".present .state")).to_contain_text("25 to 29 phones answered.")
    expect(deck.locator(".present .act button")).to_have_count(0)
    assert room.steps == ["05-hard/open", "05-hard/close", "05-hard/release"]


def test_buttons_do_what_the_keys_do(deck: Page, room: FakeRoom) -> None:
    """Each state has one button with the same effect, by pointer, Enter and Space."""
    deck.locator(".present .act button").click()
    phase(deck, "open")
    deck.locator(".present .act button").press("Enter")
    phase(deck, "closed")
    deck.locator(".present .act button").press("Space")
    phase(deck, "released")
    at(deck, CHOICE)
    assert len(room.steps) == 3


def test_keys_do_nothing_on_other_slides(deck: Page, room: FakeRoom) -> None:
    """On a slide without an activity the letters change nothing."""
    show(deck, CLAIM)
    deck.keyboard.press("o")
    deck.keyboard.press("r")
    show(deck, CHOICE)
    deck.keyboard.press("r")
    deck.keyboard.press("o")
    phase(deck, "open")
    assert room.steps == ["05-hard/open"]


def test_the_code_fills_the_slide(deck: Page) -> None:
    """Q shows the code as large as the slide allows, on any slide, and takes it away again."""
    show(deck, CLAIM)
    deck.keyboard.press("q")
    box = deck.locator(".present .code .qr").bounding_box()
    assert box is not None
    assert box["width"] > 640
    modules = deck.locator(".present .code .qr path").bounding_box()
    assert modules is not None
    assert 80 <= modules["x"] <= 1280 - 80 - modules["width"]
    assert 64 <= modules["y"] <= 720 - 64 - modules["height"]
    assert 0 <= box["y"] <= 720 - box["height"]
    assert [one for one in misfits(deck) if "'qr'" not in one] == []  # its white is the margin
    deck.keyboard.press("q")
    expect(deck.locator(".code")).to_have_count(0)


def test_a_finger_makes_the_code_large_and_small(deck: Page) -> None:
    """Where there are no keys, the code is touched, and once more to go back."""
    deck.keyboard.press("o")
    deck.locator(".present .join .qr").click()
    expect(deck.locator(".present .code .qr")).to_be_visible()
    deck.locator(".present .code .qr").click()
    expect(deck.locator(".code")).to_have_count(0)


def test_its_keys_stand_below_those_of_every_deck(deck: Page) -> None:
    """The question mark lists what leads the room as well, and keys lead nothing meanwhile."""
    deck.keyboard.press("?")
    keys = deck.locator("dialog[open] dt")
    assert keys.all_inner_texts()[-3:] == ["O", "Q", "R"]
    deck.keyboard.press("o")
    deck.keyboard.press("Escape")
    expect(deck.locator(".present .state")).to_have_text("Draft")


def test_words_are_read_on_the_start_page_first(deck: Page, room: FakeRoom) -> None:
    """Closed words are not shown from the deck: it sends the facilitator to the start page."""
    show(deck, WORDS)
    deck.keyboard.press("o")
    phase(deck, "open")
    deck.keyboard.press("o")
    phase(deck, "closed")
    deck.keyboard.press("r")
    expect(deck.locator(".present .act button")).to_have_text("Open the start page")
    expect(deck.locator(".present .foot-said")).to_contain_text("Read and choose")
    with deck.context.expect_page() as opened:
        deck.locator(".present .act button").click()
    assert opened.value.url.endswith(f"/host#k={KEY}")
    assert room.steps == ["05-words/open", "05-words/close"]


def test_a_refusal_is_one_line_in_the_words_of_the_room(deck: Page, room: FakeRoom) -> None:
    """What the room refuses is said on the slide, as text, and the state stays."""
    room.refuse = "<b>05-hard</b> cannot open: end the other one first."
    deck.keyboard.press("o")
    expect(deck.locator(".present .trouble")).to_have_text(room.refuse)
    expect(deck.locator(".present .state")).to_have_text("Draft")
    assert misfits(deck) == []


def test_a_stream_that_breaks_is_taken_up_again(deck: Page, room: FakeRoom) -> None:
    """When the room goes away the deck says so, tries again, and is right at once."""
    room.hang_up()
    expect(deck.locator(".present .trouble")).to_contain_text("The room does not answer")
    expect(deck.locator(".present .trouble")).to_have_text("")
    deck.keyboard.press("o")
    phase(deck, "open")
    assert room.streams >= 2


def test_at_the_end_help_stays_on_the_screen(deck: Page, room: FakeRoom) -> None:
    """Once the workshop has ended the deck turns to its last slide of help, and asks no more."""
    deck.keyboard.press("q")
    expect(deck.locator(".present .code")).to_be_visible()
    room.end()
    expect(deck.locator(".present .danger")).to_be_visible()
    expect(deck.locator(".present .foot-said")).to_contain_text("The workshop has ended.")
    expect(deck.locator(".code")).to_have_count(0)
    expect(deck.locator(".trouble:not(:empty)")).to_have_count(0)
    assert room.streams == 1
    axe(deck)


def test_the_speaker_view_follows_and_leads(deck: Page, room: FakeRoom) -> None:
    """The speaker view shows the live state over one stream, and its keys lead the room."""
    deck.keyboard.press("o")
    phase(deck, "open")
    with deck.context.expect_page() as opened:
        deck.keyboard.press("s")
    speaker = opened.value
    small = speaker.frame_locator("#current-slide iframe")
    small.locator(".present .join .qr").wait_for()
    speaker.locator("body").press("o")
    phase(deck, "closed")
    small.locator('.present[data-phase="closed"]').wait_for()
    small.locator(".present .act button").click()
    phase(deck, "released")
    assert room.steps == ["05-hard/open", "05-hard/close", "05-hard/release"]
    assert room.streams == 1


@pytest.mark.parametrize("key", ["", "#k=wrong"])
def test_without_the_key_it_is_a_plain_deck(open_page: OpenPage, address: str, key: str) -> None:
    """Without the right key the deck says where to open it from, and nothing breaks."""
    page = open_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address + key)
    page.wait_for_selector(READY)
    show(page, CHOICE)
    expect(page.locator(".present .foot-said")).to_contain_text("from the start page")
    expect(page.locator(".present .act button")).to_have_count(0)
    page.keyboard.press("o")
    page.keyboard.press("q")
    assert errors == []


@pytest.mark.parametrize("slide", [CHOICE, 7, 8, WORDS])
def test_every_state_fits_and_axe_finds_nothing(deck: Page, room: FakeRoom, slide: int) -> None:
    """In every state of every type nothing leaves the slide, and axe finds nothing."""
    show(deck, slide)
    states = {"draft": "o", "open": "o", "closed": "r", "released": "r"}
    for state, key in states.items():
        if state == "released" and slide != CHOICE:
            break  # the stand-in releases what a poll of three options would show
        phase(deck, state)
        assert misfits(deck) == [], state
        axe(deck)
        deck.keyboard.press(key)


@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("option", ["Option", "Says nothing, hopes it passes, and looks"])
@pytest.mark.parametrize("count", [2, 5, 7])
def test_every_row_of_a_result_is_seen(
    open_page: OpenPage, lines: int, option: str, count: int
) -> None:
    """The last row stands on the slide with its line, however many there are and below whatever."""
    options = [f"{option} {number}" for number in range(count)]
    poll = Poll("05-which", ASKED[lines], options=options)
    release = {"view": "bands", "k": 5, "answered": [30, 34], "cells": [[5, 9]] * count}
    state = {"phase": "released", "release": release}
    page = open_page(Screen.LAPTOP)
    gather_slides(page, [Seen(poll, "deck", "shown", state)])
    rows = page.locator(f".slide.lines-{lines} .askfirst-bars > li")
    expect(rows).to_have_count(count)
    cut = rows.last.evaluate(
        "row => row.getBoundingClientRect().bottom"
        " - row.closest('.askfirst-release').getBoundingClientRect().bottom"
    )
    assert cut <= 0


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_seven_cards_are_seen_under_every_headline(open_page: OpenPage, lines: int) -> None:
    """With the most cards nothing scrolls and Pass is seen: open, and whatever was released."""
    sort = Sort(
        "07-where",
        ASKED[lines],
        cards=[f"Going quiet, and not looking {number}" for number in range(7)],
        columns=["Plan ahead", "Ask on the night", "Leave out"],
    )
    shown = [Seen(sort, "deck", "open", {"phase": "open"})]
    shown += [
        Seen(sort, "deck", view, {"phase": "released", "release": release})
        for view, release in releases(sort).items()
    ]
    page = open_page(Screen.LAPTOP)
    gather_slides(page, shown)
    boxes = page.locator(f".slide.lines-{lines} :is(.stage > .askfirst > ol, .askfirst-release)")
    expect(boxes).to_have_count(len(shown))
    over = boxes.evaluate_all("all => all.map((box) => box.scrollHeight - box.clientHeight)")
    assert max(over) <= 0
