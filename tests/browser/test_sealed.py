"""Sealed answers in a real browser: the page seals all it sends, and says when it cannot."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import zxingcpp
from playwright.sync_api import Page, Request, Route, expect

from askfirst import Pace
from askfirst.room.sealing import Sealing
from tests.browser.leading import led_workshop, opened
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe
from tests.opening.scanning import picture
from tests.room.rooms import ACTIVITIES, POLL, WORDS, client, make_room

PACE = Pace("05-pace", "How is the pace?")
SAYS_SEALED = "Sealed: whoever listens on this network learns that this phone sends something"
SAYS_NOT = "Not sealed: whoever listens on this network could read what this phone sends."


@pytest.fixture
def served(library: str) -> Iterator[Served]:
    """A room where phones seal."""
    room = make_room(activities=(PACE, *ACTIVITIES))
    room.sealing = Sealing.begin(library)
    with served_to_phones(room) as served:
        yield served


def code(served: Served) -> str:
    """What a camera reads from the screen."""
    assert served.room.sealing is not None
    (found,) = zxingcpp.read_barcodes(picture(f"{served.url}#river.{served.room.sealing.digits}"))
    return found.text


def posted(page: Page) -> list[Request]:
    """Return a list that fills with all that the page posts."""
    requests: list[Request] = []
    page.on("request", lambda one: requests.append(one) if one.method == "POST" else None)
    return requests


def said(page: Page, text: str) -> None:
    expect(page.locator("#sealed")).to_contain_text(text)


def scan(served: Served, page: Page) -> None:
    page.goto(code(served))
    page.wait_for_url(served.url)
    expect(page.locator("h2")).to_have_text("Nothing to answer now")


def send(page: Page) -> None:
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you. That is in.")).to_be_visible()


def test_all_that_a_phone_sends_is_one_shape(served: Served, open_page: OpenPage) -> None:
    """Joining, answer, take-back, pass, words and signal go to one address in one size, sealed."""
    page = open_page(Screen.PHONE)
    requests = posted(page)
    scan(served, page)
    said(page, SAYS_SEALED)
    axe(page)
    served.do(served.room.open, PACE.id)
    served.do(served.room.open, POLL.id)
    page.get_by_label("Habit").check()
    send(page)
    assert served.room.asked[POLL.id].tally.counts == [0, 1, 0]
    axe(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_label("Habit")).not_to_be_checked()
    page.get_by_label("Pass").check()
    send(page)
    assert served.room.asked[POLL.id].tally.counts == [0, 0, 0]
    served.do(served.room.close, POLL.id)
    served.do(served.room.open, WORDS.id)
    page.get_by_label(WORDS.question).fill("Später 🌱")
    send(page)
    assert served.room.asked[WORDS.id].tally.pool == ["Später 🌱"]
    page.get_by_text("Pace", exact=False).first.click()
    with page.expect_response("**/sealed"):
        page.get_by_role("button", name="Slower").click()
    assert {urlsplit(one.url).path for one in requests} == {"/sealed"}
    assert len({len(one.post_data or "") for one in requests}) == 1
    assert len({one.post_data for one in requests}) == len(requests) == 6
    replies = [one.response() for one in requests]
    assert {(one.status, len(one.body())) for one in replies if one} == {(200, _size(replies[0]))}
    sizes = {one.sizes()["requestHeadersSize"] for one in requests}
    assert len(sizes) == 1


def _size(reply: Any) -> int:
    return len(reply.body())


@pytest.mark.parametrize("sealed", [True, False])
def test_the_start_page_says_that_phones_seal(
    library: str, tmp_path: Path, open_page: OpenPage, sealed: bool
) -> None:
    """One line says that the room is sealed, and what that is worth; in any other there is none."""
    with led_workshop(tmp_path) as workshop:
        workshop.room.sealing = Sealing.begin(library) if sealed else None
        page = opened(workshop, open_page)
        line = page.locator("aside").get_by_text("Sealed: whoever listens on the Wi-Fi learns")
        expect(line).to_have_count(int(sealed))
        axe(page)


def test_the_page_of_a_sealed_room_stays_small(library: str) -> None:
    """With what it seals with, all in one request, the page has at most 20,000 bytes packed."""
    room = make_room()
    room.sealing = Sealing.begin(library)
    room.open(WORDS.id)
    html = client(room).get("/").text
    assert library.strip() in html
    assert len(gzip.compress(html.encode(), 9, mtime=0)) <= 20_000


def test_a_typed_address_seals_as_well(served: Served, open_page: OpenPage) -> None:
    """Who types address and word takes the key from the page, and what a reload keeps is sealed."""
    page = open_page(Screen.PHONE)
    requests = posted(page)
    page.goto(served.url)
    said(page, SAYS_SEALED)
    expect(page.get_by_text("Browsers with JavaScript do, others cannot.")).to_be_visible()
    axe(page)
    page.get_by_label("The word on the screen").fill("rivre")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_contain_text("That is not the word on the screen.")
    page.get_by_label("The word on the screen").fill("river")
    page.get_by_role("button", name="Join").click()
    expect(page.locator("h2")).to_have_text("Nothing to answer now")
    page.reload()
    said(page, SAYS_SEALED)
    served.do(served.room.open, POLL.id)
    page.get_by_label("Fear").check()
    send(page)
    assert {urlsplit(one.url).path for one in requests} == {"/sealed"}
    assert served.room.seats.joined == 1


def test_a_sealed_page_is_used_by_keyboard_and_told_by_name(
    served: Served, open_page: OpenPage
) -> None:
    """Its note is a region with a name, before all else; joining and answering take keys alone."""
    page = open_page(Screen.PHONE, dark=True)
    page.goto(served.url)
    said(page, SAYS_SEALED)
    expect(page.locator("body")).to_match_aria_snapshot("""
      - banner:
        - heading "Workshop" [level=1]
        - link "Leave now"
      - region "What this phone sends":
        - paragraph
      - main:
        - heading "Join from the screen" [level=2]
        - textbox "The word on the screen"
        - button "Join"
    """)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("river")
    page.keyboard.press("Enter")
    expect(page.locator("h2")).to_have_text("Nothing to answer now")
    served.do(served.room.open, POLL.id)
    expect(page.get_by_label("Fear")).to_be_visible()
    expect(page.get_by_role("status").first).to_have_text(POLL.question)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Fear")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Thank you. That is in.")).to_be_visible()
    assert served.room.asked[POLL.id].tally.counts == [0, 1, 0]
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Take it back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Fear")).to_be_visible()
    assert served.room.asked[POLL.id].tally.counts == [0, 0, 0]


def test_a_page_with_another_key_than_the_code_sends_nothing(
    served: Served, open_page: OpenPage
) -> None:
    """A code of another room, or a page whose key was changed: it says so, and nothing leaves."""
    page = open_page(Screen.PHONE)
    requests = posted(page)
    page.goto(f"{served.url}#river.{Sealing.begin('').digits}")
    said(page, "This page has another key than the code that was scanned, so nothing is sent.")
    expect(page.get_by_role("alert")).to_contain_text("Scan the code on the screen again.")
    axe(page)
    assert requests == []
    assert served.room.seats.joined == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_a_browser_that_cannot_seal_says_so_and_takes_part(
    served: Served, open_page: OpenPage, javascript: bool
) -> None:
    """Without JavaScript every page says that it is not sealed, before anything is answered."""
    page = open_page(Screen.PHONE, javascript=javascript)
    if javascript:  # one that lacks what sealing takes: then the page follows the room unsealed
        page.add_init_script(
            "Object.defineProperty(globalThis, 'nacl', {get: () => ({}), set() {}})"
        )
    page.goto(served.url)
    said(page, SAYS_NOT)
    axe(page)
    page.get_by_label("The word on the screen").fill("river")
    page.get_by_role("button", name="Join").click()
    expect(page.locator("h2")).to_have_text("Nothing to answer now")
    said(page, SAYS_NOT)
    served.do(served.room.open, POLL.id)
    if not javascript:
        page.get_by_role("button", name="Look again").click()
    said(page, SAYS_NOT)
    axe(page)
    page.get_by_label("Noise").check()
    send(page)
    said(page, SAYS_NOT)
    assert served.room.asked[POLL.id].tally.counts == [0, 0, 1]


def test_a_thank_you_that_the_room_did_not_seal_is_none(
    served: Served, open_page: OpenPage
) -> None:
    """Whoever answers in the room's place is not believed: the phone sends again until it does."""
    page = open_page(Screen.PHONE)
    scan(served, page)
    served.do(served.room.open, POLL.id)
    page.get_by_label("Habit").check()
    seen: list[str] = []

    def forge(route: Route) -> None:
        seen.append(json.loads(route.request.post_data or "{}")["box"])
        if len(seen) == 1:
            route.fulfill(json={"box": "A" * 2100})
            return
        plain = {"content-type": "application/json"}
        port = urlsplit(served.url).port
        route.fulfill(response=route.fetch(url=f"http://127.0.0.1:{port}/sealed", headers=plain))

    page.route("**/sealed", forge)
    send(page)
    assert len(set(seen)) == 2  # the same message, sealed anew
    assert served.room.asked[POLL.id].tally.counts == [0, 1, 0]
