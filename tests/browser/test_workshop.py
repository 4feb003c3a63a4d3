"""A whole workshop in a real browser: deck, phones and release, through a plain-http host name."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.held import Opened, open_workshop
from tests.browser.surface import OpenPage, Screen, axe

POLL = "05-red"


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Opened]:
    """A workshop of its own for each test."""
    with open_workshop(tmp_path) as opened:
        yield opened


def go_to(deck: Page, activity: str) -> None:
    """Turn the deck to the slide of an activity, with the arrow key."""
    slide = deck.locator(f"section.present [data-activity='{activity}']")
    deck.locator("section.present").first.wait_for()
    for _ in range(60):
        if slide.count():
            return
        deck.keyboard.press("ArrowRight")
    pytest.fail(f"no slide shows {activity}")


def join(open_page: OpenPage, workshop: Opened, *, javascript: bool) -> Page:
    """Join as a phone: by the code's address, or by typing the word where there is no script."""
    phone = open_page(Screen.PHONE, javascript=javascript)
    if javascript:
        phone.goto(f"{workshop.url}/#{workshop.word}")
    else:
        phone.goto(workshop.url)
        phone.get_by_role("textbox").fill(workshop.word)
        phone.get_by_role("button", name="Join").click()
    return phone


def answer(phone: Page, row: int) -> None:
    """Choose a row, from 0, and send it."""
    phone.get_by_role("radio").nth(row).check()
    phone.get_by_role("button", name="Send").click()
    phone.locator("main").get_by_text("Thank you. That is in.").first.wait_for()


def test_from_join_to_release(open_page: OpenPage, workshop: Opened) -> None:
    """Twelve phones answer, nothing shows before the release, which then shows on the slide."""
    deck = open_page(Screen.PROJECTOR)
    deck.goto(f"{workshop.url}/deck/05_consent#k={workshop.key}")
    go_to(deck, POLL)
    assert workshop.key not in deck.url
    deck.keyboard.press("o")
    deck.locator("section.present").get_by_text("Open: answers arriving").wait_for()

    phones = [join(open_page, workshop, javascript=number % 3 != 0) for number in range(12)]
    opened = deck.locator("section.present").inner_text()
    for phone, row in zip(phones[:4], (0, 1, 4, 4), strict=True):
        answer(phone, row)
    assert deck.locator("section.present").inner_text() == opened
    assert workshop.snapshot()["activities"][POLL]["release"] is None
    assert deck.locator(".askfirst-bar").count() == 0

    # Second thoughts, with and without a script: taken back, then answered otherwise.
    for phone in phones[:2]:
        phone.get_by_role("button", name="Take it back").click()
        phone.get_by_role("radio").first.wait_for()
        answer(phone, 4)
    for number, phone in enumerate(phones[4:]):
        answer(phone, 5 if number == 7 else 3 + number % 2)  # the last of them passes

    deck.keyboard.press("o")
    deck.locator("section.present").get_by_text("Closed").wait_for()
    assert deck.locator(".askfirst-bar").count() == 0
    deck.keyboard.press("r")
    deck.locator("section.present").get_by_text("Released").wait_for()
    release = workshop.snapshot()["activities"][POLL]["release"]
    assert release["answered"] == [10, 14]
    assert release["view"] in {"bands", "exact"}
    expect(deck.locator("section.present .askfirst-bars li")).to_have_count(len(release["cells"]))
    for low, high in release["cells"]:
        said = str(low) if low == high else f"{low} to {high}"
        expect(deck.locator("section.present").get_by_text(said, exact=True).first).to_be_visible()
    written = list((workshop.folder / "results").glob("*.json"))
    assert len(written) == 1
    assert json.loads(written[0].read_text())["results"][0]["release"] == release
    axe(deck)


def test_four_phones_are_too_few(open_page: OpenPage, workshop: Opened) -> None:
    """With four answers a closed question shows that nothing is shown, and no count anywhere."""
    deck = open_page(Screen.PROJECTOR)
    deck.goto(f"{workshop.url}/deck/05_consent#k={workshop.key}")
    go_to(deck, POLL)
    deck.keyboard.press("o")
    deck.locator("section.present").get_by_text("Open: answers arriving").wait_for()
    phones = [join(open_page, workshop, javascript=True) for _ in range(4)]
    for phone in phones:
        answer(phone, 4)
    deck.keyboard.press("o")
    deck.locator("section.present").get_by_text("Closed").wait_for()
    deck.keyboard.press("r")
    deck.get_by_text("Fewer than five phones answered, so nothing is shown.").wait_for()
    assert workshop.snapshot()["activities"][POLL]["release"] == {"view": "locked", "k": 5}


def test_ends_with_phones_connected(open_page: OpenPage, workshop: Opened) -> None:
    """Ctrl-C ends room and lab while phones listen, and says what is gone and what is left."""
    phones = [join(open_page, workshop, javascript=True) for _ in range(3)]
    for phone in phones:
        phone.get_by_role("heading", name="Nothing to answer now").wait_for()
    said = workshop.end()
    assert "gone" in said
    assert "Left on disk: nothing" in said
    assert not (workshop.folder / "results").exists()


def test_a_phone_leaves_no_trace(open_page: OpenPage, workshop: Opened) -> None:
    """Leaving empties the page, and nothing was ever put into the phone's storage."""
    phone = join(open_page, workshop, javascript=True)
    phone.get_by_role("heading", name="Nothing to answer now").wait_for()
    assert phone.title() == "Workshop"
    stored = phone.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]
    phone.get_by_role("button", name="Leave now").or_(
        phone.get_by_role("link", name="Leave now")
    ).click()
    phone.get_by_role("heading", name="You have left.").wait_for()
    phone.go_back()
    expect(phone.get_by_text("Nothing to answer now")).to_have_count(0)
