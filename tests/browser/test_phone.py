"""The phone's page in a real browser, at a plain-http name that is not localhost."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen, axe
from tests.room.rooms import CHECK, POLL, SCALE, WORDS, Help, make_room

HELP = [Help("emergency", number="112"), Help("Someone to listen", "", "01632 960 042", "evenings")]
INJECTION = "<img src=x onerror=alert(1)>"


@pytest.fixture
def served() -> Iterator[Served]:
    """A room with phones still connected when it ends."""
    with served_to_phones(make_room(), services=HELP) as served:
        yield served


def waiting(page: Page) -> None:
    expect(page.locator("h2")).to_have_text("Nothing to answer now")


def thanked(page: Page) -> None:
    expect(page.get_by_text("Thank you. That is in.")).to_be_visible()


def in_the_room(served: Served, page: Page) -> None:
    page.goto(f"{served.url}#river")
    page.wait_for_url(served.url)


def test_scanned_code_asks_at_once(served: Served, open_page: OpenPage) -> None:
    """With the word in the fragment, one request brings the question; the fragment is a seat."""
    served.do(served.room.open, POLL.id)
    page = open_page(Screen.PHONE)
    needed: list[str] = []

    def note(request: Request) -> None:
        needed.append(f"{request.method} {urlsplit(request.url).path}")

    page.on("request", note)
    page.route("**/join", lambda _: None)  # the seat does not come before the question is there
    with page.expect_request("**/events"), page.expect_request("**/join"):
        page.goto(f"{served.url}#river")
    expect(page.get_by_label("Habit")).to_be_enabled()
    assert set(needed) == {"GET /", "GET /events", "POST /join"}
    in_the_room(served, open_page(Screen.PHONE))
    assert served.room.seats.joined == 1


def test_answer_take_back_and_answer_anew(served: Served, open_page: OpenPage) -> None:
    """An answer goes in, comes back, and goes in anew; the page follows by itself."""
    tally = served.room.asked[POLL.id].tally
    page = open_page(Screen.PHONE)
    in_the_room(served, page)
    waiting(page)
    served.do(served.room.open, POLL.id)
    page.get_by_label("Habit").check()
    page.get_by_role("button", name="Send").click()
    thanked(page)
    assert tally.counts == [0, 1, 0]
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_label("Habit")).not_to_be_checked()
    assert tally.counts == [0, 0, 0]
    page.get_by_label("Pass").check()
    page.get_by_role("button", name="Send").click()
    thanked(page)
    served.do(served.room.close, POLL.id)
    served.do(served.room.open, WORDS.id)
    page.get_by_label(WORDS.question).fill("Not now")
    page.get_by_role("button", name="Send").click()
    thanked(page)
    assert served.room.asked[WORDS.id].tally.pool == ["Not now"]
    page.get_by_role("button", name="Take back an earlier answer").click()
    expect(page.get_by_role("button", name="Take back an earlier answer")).to_have_count(0)
    assert tally.used == {}


def test_closed_question_can_still_be_taken_back(served: Served, open_page: OpenPage) -> None:
    """After the close the thank-you stays until the result is shown, for those who answered."""
    served.do(served.room.open, POLL.id)
    answered, silent = open_page(Screen.PHONE), open_page(Screen.PHONE)
    for page in (answered, silent):
        in_the_room(served, page)
    answered.get_by_label("Fear").check()
    answered.get_by_role("button", name="Send").click()
    thanked(answered)
    served.do(served.room.close, POLL.id)
    expect(silent.locator("h2")).to_have_text("This question is closed")
    expect(answered.get_by_role("button", name="Take it back")).to_be_visible()
    served.do(served.room.release, POLL.id)
    expect(answered.locator("h2")).to_have_text("This question is closed")
    expect(answered.get_by_role("button", name="Take it back")).to_have_count(0)


def test_lost_acknowledgement_counts_once(served: Served, open_page: OpenPage) -> None:
    """When the acknowledgement is lost the same message goes again, and counts once."""
    served.do(served.room.open, POLL.id)
    page = open_page(Screen.PHONE)
    in_the_room(served, page)
    sent: list[str | None] = []

    def lose_the_first(route: Route) -> None:
        sent.append(route.request.post_data)
        plain = {"content-type": "application/json"}
        reply = route.fetch(
            url=f"http://127.0.0.1:{urlsplit(served.url).port}/answer", headers=plain
        )
        if len(sent) == 1:
            route.abort()
        else:
            route.fulfill(response=reply)

    page.route("**/answer", lose_the_first)
    page.get_by_label("Noise").check()
    page.get_by_role("button", name="Send").click()
    thanked(page)
    assert (len(sent), len(set(sent))) == (2, 1)
    assert served.room.asked[POLL.id].tally.counts == [0, 0, 1]


def test_reload_keeps_the_seat_and_nothing_else(served: Served, open_page: OpenPage) -> None:
    """A reload keeps the seat; no storage and no cookie holds anything, and no second answer."""
    served.do(served.room.open, CHECK.id)
    page = open_page(Screen.PHONE)
    in_the_room(served, page)
    page.get_by_label("This").check()
    page.get_by_role("button", name="Send").click()
    thanked(page)
    page.reload()
    page.get_by_label("That").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("This phone has answered or passed.")).to_be_visible()
    assert served.room.asked[CHECK.id].tally.counts == [1, 0]
    assert served.room.seats.joined == 1
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_wrong_word_says_what_to_do(served: Served, open_page: OpenPage) -> None:
    """A wrong word in code or field brings the field with a line; the right one goes on."""
    page = open_page(Screen.PHONE)
    page.goto(f"{served.url}#lake")
    expect(page.get_by_role("alert")).to_contain_text("That is not the word on the screen.")
    assert page.url == served.url
    page.get_by_label("The word on the screen").fill("river")
    page.get_by_role("button", name="Join").click()
    waiting(page)


def test_a_wrong_word_is_typed_again_without_the_mouse(served: Served, open_page: OpenPage) -> None:
    """After a refusal the field has the focus, and keeps it when something changes in the room."""
    page = open_page(Screen.PHONE)
    page.goto(served.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("rivver")
    page.keyboard.press("Enter")
    field = page.get_by_label("The word on the screen")
    expect(page.get_by_role("alert")).to_contain_text("You can type it again.")
    expect(field).to_be_focused()
    page.keyboard.press("Shift+Tab")
    served.do(served.room.open, POLL.id)
    expect(page.get_by_role("link", name="Leave now")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("river")  # the old word is selected when the field is tabbed to
    page.keyboard.press("Enter")
    expect(page.get_by_label("Habit")).to_be_visible()


def test_leave_now_leaves_nothing(served: Served, open_page: OpenPage) -> None:
    """Leaving replaces the page, and going back shows nothing of it."""
    page = open_page(Screen.PHONE)
    page.goto("about:blank")
    in_the_room(served, page)
    page.get_by_role("link", name="Leave now").click()
    expect(page.locator("h2")).to_have_text("You have left.")
    page.go_back()
    assert page.url == "about:blank"


def test_end_of_the_workshop(served: Served, open_page: OpenPage) -> None:
    """When the workshop ends, the page says so."""
    page = open_page(Screen.PHONE)
    in_the_room(served, page)
    served.do(served.room.end)
    expect(page.locator("h2")).to_have_text("The workshop has ended")
    for again in (page, open_page(Screen.PHONE)):
        again.goto(served.url)
        expect(again.locator("h2")).to_have_text("The workshop has ended")
        expect(again.get_by_role("textbox")).to_have_count(0)
        axe(again)


def test_form_and_component_are_never_both_there(served: Served, open_page: OpenPage) -> None:
    """With JavaScript the join form gives way; without it there is no component."""
    served.do(served.room.open, POLL.id)
    scripted, plain = open_page(Screen.PHONE), open_page(Screen.PHONE, javascript=False)
    in_the_room(served, scripted)
    expect(scripted.locator("main form")).to_have_count(1)
    expect(scripted.locator("#join")).to_have_count(0)
    plain.goto(served.url)
    plain.get_by_label("The word on the screen").fill("river")
    plain.get_by_role("button", name="Join").click()
    plain.get_by_label("Habit").check()
    plain.get_by_role("button", name="Send").click()
    thanked(plain)
    plain.get_by_role("button", name="Take it back").click()
    expect(plain.locator("main form")).to_have_count(1)
    assert served.room.asked[POLL.id].tally.counts == [0, 0, 0]


def test_text_of_a_participant_stays_text(served: Served, open_page: OpenPage) -> None:
    """What looks like HTML is sent as it is, and no page makes an element of it."""
    served.do(served.room.open, WORDS.id)
    page = open_page(Screen.PHONE)
    page.on("dialog", lambda _: pytest.fail("a dialog opened"))
    in_the_room(served, page)
    page.get_by_label(WORDS.question).fill(INJECTION)
    page.get_by_role("button", name="Send").click()
    thanked(page)
    assert served.room.asked[WORDS.id].tally.pool == [INJECTION]
    expect(page.locator("img")).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("javascript", [False, True])
def test_axe_finds_nothing(
    served: Served, open_page: OpenPage, dark: bool, javascript: bool
) -> None:
    """Join, error, question, thank-you, waiting and help pass the accessibility check."""
    page = open_page(Screen.PHONE, dark=dark, javascript=javascript)
    page.goto(served.url)
    axe(page)
    word = page.get_by_label("The word on the screen")
    word.fill("lake")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_contain_text("not the word")
    axe(page)
    served.do(served.room.open, SCALE.id)
    word.fill("river")
    page.get_by_role("button", name="Join").click()
    page.get_by_label("1 Disagree").check()
    axe(page)
    page.get_by_role("button", name="Send").click()
    thanked(page)
    axe(page)
    page.get_by_text("What happens to my answer").click()
    page.get_by_text("Help", exact=True).click()
    axe(page)
