"""Pages carry on when the room dies, and say so where anything is lost."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from askfirst.opening.workshop import Workshop
from askfirst.room.texts import RENEWED
from askfirst.start.texts import TEXTS
from tests.browser.held import Opened, open_workshop
from tests.browser.leading import answer, led, opened
from tests.browser.surface import OpenPage, Screen, axe
from tests.opening.projects import POLL, WORDS, make_project

ASKED = "05-red"


def kill_room(workshop: Opened) -> None:
    """Kill the process that serves the room."""
    (child,) = (
        one
        for one in psutil.Process(workshop.process.pid).children()
        if "askfirst.opening.room_main" in one.cmdline()
    )
    os.kill(child.pid, signal.SIGKILL)


def step(workshop: Opened, page: Page, activity: str, name: str) -> None:
    reply = page.request.post(
        f"http://127.0.0.1:{workshop.port}/host/activities/{activity}/{name}",
        headers={"Authorization": f"Bearer {workshop.key}"},
    )
    assert reply.ok


def test_a_phone_carries_on_by_itself(open_page: OpenPage, tmp_path: Path) -> None:
    """The room is killed under open phones: each goes on without a reload, and counts once."""
    with open_workshop(tmp_path) as workshop:
        phones = [open_page(Screen.PHONE) for _ in range(2)]
        for phone in phones:
            phone.goto(f"{workshop.url}/#{workshop.word}")
            phone.get_by_role("heading", name="Nothing to answer now").wait_for()
            phone.evaluate("globalThis.notReloaded = true")
        step(workshop, phones[0], ASKED, "open")
        for phone in phones:
            phone.get_by_role("radio").nth(1).check()
        kill_room(workshop)
        for phone in phones:
            phone.get_by_role("button", name="Send").click()
            expect(phone.locator("main")).to_contain_text("Thank you. That is in.")
        kill_room(workshop)
        step(workshop, phones[0], ASKED, "close")
        for phone in phones:
            phone.get_by_role("button", name="Take it back").click()
            phone.get_by_role("heading", name="This question is closed").wait_for()
            assert phone.evaluate("globalThis.notReloaded")
        assert workshop.phase(ASKED) == "closed"


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[Workshop]:
    """A workshop that goes on after everything stopped: one was closed, one was open."""
    project = make_project(tmp_path)
    with led(project) as first:
        first.room.open(POLL.id)
        answer(first, POLL.id, ["0"] * 6)
        first.room.close(POLL.id)
        first.room.open(WORDS.id)
    with led(project) as made:
        yield made


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Workshop]:
    """A workshop that goes on after words and numbers were shown."""
    project = make_project(tmp_path)
    with led(project) as first:
        for activity, choices in ((POLL, ["0", "1", "2"]), (WORDS, ["=Hello"])):
            first.room.open(activity.id)
            answer(first, activity.id, choices * 6)
            first.room.close(activity.id)
            if activity.moderated:
                first.room.texts(activity.id)
            first.room.release(activity.id)
    with led(project) as made:
        yield made


@pytest.mark.parametrize("dark", [False, True])
def test_the_start_page_says_what_is_lost(
    stopped: Workshop, open_page: OpenPage, dark: bool
) -> None:
    """It says that it goes on, that the closed one has no result, and that the open one is new."""
    page = opened(stopped, open_page, dark=dark)
    expect(page.locator("#goes-on")).to_have_text(TEXTS["goes_on"])
    page.get_by_role("button", name=POLL.question).click()
    expect(page.locator(".control")).to_contain_text(TEXTS["lost"])
    expect(page.get_by_role("button", name="Show the result")).to_have_count(0)
    axe(page)
    page.keyboard.press("r")
    page.get_by_role("button", name="Next question").click()
    expect(page.locator(".control h2")).to_have_text(WORDS.question)
    expect(page.locator(".control")).to_contain_text(TEXTS["renewed"])
    axe(page)
    page.keyboard.press("o")
    expect(page.locator(".control[data-phase=open]")).to_be_visible()
    assert stopped.room.asked[POLL.id].phase == "closed"


def test_the_start_page_shows_what_is_on_disk(shown: Workshop, open_page: OpenPage) -> None:
    """Numbers are shown as they were written; of words it says that they are written nowhere."""
    page = opened(shown, open_page)
    page.get_by_role("button", name="Small").first.click()
    page.get_by_role("button", name=POLL.question).click()
    expect(page.locator(".control .askfirst-bars li")).to_have_count(3)
    page.get_by_role("button", name=WORDS.question).click()
    expect(page.locator(".control")).to_contain_text(TEXTS["lost_words"])
    axe(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_phones_are_told_that_it_is_asked_again(
    stopped: Workshop, open_page: OpenPage, javascript: bool
) -> None:
    """Before the question stands one plain sentence, with and without JavaScript."""
    stopped.room.open(WORDS.id)
    phone = open_page(Screen.PHONE, javascript=javascript)
    if javascript:
        phone.goto(stopped.join)
    else:
        phone.goto(stopped.local)
        phone.get_by_role("textbox").fill(stopped.room.word)
        phone.get_by_role("button", name="Join").click()
    expect(phone.get_by_text(RENEWED)).to_be_visible()
    axe(phone)
    phone.get_by_role("textbox").fill("Hello")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("main")).to_contain_text("Thank you. That is in.")
    expect(phone.get_by_text(RENEWED)).to_have_count(1 if javascript else 0)


def test_the_slide_says_it_too(stopped: Workshop, open_page: OpenPage) -> None:
    """The slide of the closed question has no next step; the other one's says that it is new."""
    deck = open_page(Screen.PROJECTOR)
    deck.goto(f"{stopped.local}/deck/05_small#k={stopped.room.host_key}")
    for activity, said in ((POLL, "not asked again"), (WORDS, "Asked again")):
        deck.locator("section.present").first.wait_for()
        for _ in range(9):
            if deck.locator(f"section.present [data-activity='{activity.id}']").count():
                break
            deck.keyboard.press("ArrowRight")
        expect(deck.locator("section.present .state")).to_contain_text(said)
        axe(deck)
