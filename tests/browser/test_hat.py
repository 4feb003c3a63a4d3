"""Seats from a hat in a real browser: a slip opens the room on one phone, script or not."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from askfirst.room.hat import Hat, Slips, spelled
from askfirst.room.state import Room
from tests.browser.deck_sheet import READY
from tests.browser.leading import led_workshop, opened
from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe
from tests.room.rooms import POLL, make_room

CODES = ("CDFGHJKMN", "PQRTVWXY2", "345789CDF")
SLIP = spelled(CODES[0])


def with_hat(room: Room, *, elsewhere: str = "") -> Room:
    """The room, with slips in place of the word."""
    room.word, room.hat = "", Hat(slips=Slips.of(CODES), elsewhere=elsewhere)
    return room


@pytest.fixture
def served() -> Iterator[Served]:
    """A room that lets slips in."""
    with served_to_phones(with_hat(make_room())) as served:
        yield served


def scan(served: Served, page: Page, code: str = SLIP) -> None:
    page.goto(f"{served.url}#{code}")


def waiting(page: Page) -> None:
    expect(page.locator("h2")).to_have_text("Nothing to answer now")


def type_in(page: Page, code: str) -> None:
    page.get_by_label("The code on your slip").fill(code)
    page.get_by_role("button", name="Join").click()


def test_a_scanned_slip_is_a_seat_that_a_reload_keeps(served: Served, open_page: OpenPage) -> None:
    """The QR code joins at once, takes the code out of the address, and a reload stays in."""
    page = open_page(Screen.PHONE)
    scan(served, page)
    waiting(page)
    page.wait_for_url(served.url)
    page.reload()
    waiting(page)
    assert served.room.seats.joined == 1


def test_a_reload_while_the_seat_is_on_its_way_keeps_the_slip(
    served: Served, open_page: OpenPage
) -> None:
    """Where the reply was lost, the page that comes anew is the same phone as before."""
    page = open_page(Screen.PHONE)

    def lose(route: Route) -> None:
        plain = {"content-type": "application/json"}
        route.fetch(url=f"http://127.0.0.1:{urlsplit(served.url).port}/join", headers=plain)
        route.abort()

    page.route("**/join", lose)
    with page.expect_request("**/join"):
        scan(served, page)
    expect(page.locator(".askfirst-error")).to_contain_text("The room does not answer")
    assert served.room.seats.joined == 1
    page.unroute("**/join")
    page.reload()
    page.wait_for_url(served.url)
    waiting(page)
    assert served.room.seats.joined == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_a_slip_is_for_one_phone(served: Served, open_page: OpenPage, javascript: bool) -> None:
    """A made-up code and a used slip are said in one sentence each; the next slip lets in."""
    scan(served, first := open_page(Screen.PHONE))
    waiting(first)
    page = open_page(Screen.PHONE, javascript=javascript)
    page.goto(served.url)
    expect(page.get_by_role("heading", name="Join with your slip")).to_be_visible()
    axe(page)
    type_in(page, "river")
    expect(page.get_by_role("alert")).to_contain_text("That is no code of this workshop.")
    type_in(page, SLIP)
    expect(page.get_by_role("alert")).to_contain_text("This slip was used")
    axe(page)
    type_in(page, CODES[1].lower())
    waiting(page)
    served.do(served.room.open, POLL.id)
    if not javascript:
        page.get_by_role("button", name="Look again").click()
    page.get_by_label("Habit").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you. That is in.")).to_be_visible()
    assert (served.room.seats.joined, served.room.asked[POLL.id].tally.counts) == (2, [0, 1, 0])


@pytest.mark.parametrize("elsewhere", ["", "10.0.0.2:8080"])
def test_the_start_page_says_that_seats_come_from_a_hat(
    tmp_path: Path, open_page: OpenPage, elsewhere: str
) -> None:
    """It asks for slips in place of a word, says how many there are, and where they do not lead."""
    with led_workshop(tmp_path) as workshop:
        with_hat(workshop.room, elsewhere=elsewhere)
        page = opened(workshop, open_page)
        panel = page.locator("aside")
        expect(panel).to_contain_text("the code on your slip")
        expect(panel).to_contain_text("3 slips")
        expect(panel.get_by_text("open nothing")).to_have_count(1 if elsewhere else 0)
        axe(page)
        page.get_by_role("button", name="Put on screen").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Scan your slip")
        axe(page)


def test_a_slide_asks_for_the_code_of_the_slip(tmp_path: Path, open_page: OpenPage) -> None:
    """Beside its QR code and address, a question slide names the slip and no word."""
    with led_workshop(tmp_path) as workshop:
        with_hat(workshop.room)
        page = open_page()
        page.goto(f"{workshop.local}/deck/05_small#k={workshop.room.host_key}")
        page.wait_for_selector(READY)
        page.keyboard.press("ArrowRight")
        page.wait_for_selector(".present .act button")
        page.keyboard.press("o")
        expect(page.locator(".present .join")).to_contain_text("type the code on your slip")
