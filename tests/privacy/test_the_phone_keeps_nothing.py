"""On a phone nothing of an answer comes back: not by reload, not by Back, not from any store."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from tests.browser.served import Served, served_to_phones
from tests.browser.surface import OpenPage, Screen
from tests.room.rooms import POLL, WORDS, make_room

TEXT = "Kanarienvogel"
STORED = """async () => [localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, JSON.stringify(history.state ?? {}), location.href]"""


@pytest.fixture
def served() -> Iterator[Served]:
    """A room in which words can be written."""
    with served_to_phones(make_room()) as served:
        served.do(served.room.open, WORDS.id)
        yield served


def joined(served: Served, page: Page) -> None:
    page.goto("about:blank")
    page.goto(f"{served.url}#river")
    page.get_by_label(WORDS.question).wait_for()


def nothing_kept(page: Page) -> None:
    """Expect no word of it in what stands there, or in anything the browser keeps."""
    assert TEXT not in page.content()
    values = "[...document.querySelectorAll('input, textarea')].map((one) => one.value).join()"
    assert TEXT not in page.evaluate(values)
    kept = page.evaluate(STORED)
    assert kept[:4] == [0, 0, "", 0]
    assert TEXT not in str(kept)
    assert page.context.cookies() == []


@pytest.mark.parametrize("send", [False, True])
@pytest.mark.parametrize("way", ["reload", "back and forward", "elsewhere and back"])
def test_what_was_written_does_not_come_back(
    served: Served, open_page: OpenPage, send: bool, way: str
) -> None:
    """Written or sent, after a reload or by Back the field is empty and nothing is chosen."""
    page = open_page(Screen.PHONE)
    joined(served, page)
    page.get_by_label(WORDS.question).fill(TEXT)
    if send:
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Thank you. That is in.").wait_for()
        nothing_kept(page)
    if way == "reload":
        page.reload()
    else:
        page.goto("about:blank") if way == "back and forward" else page.goto(f"{served.url}bye")
        page.go_back()
    page.get_by_label(WORDS.question).wait_for()
    expect(page.get_by_label(WORDS.question)).to_have_value("")
    nothing_kept(page)


def test_no_step_of_the_history_holds_an_answer(served: Served, open_page: OpenPage) -> None:
    """Joining, answering, taking back and answering anew add no step one could go back to."""
    page = open_page(Screen.PHONE)
    joined(served, page)
    before = page.evaluate("history.length")
    page.get_by_label(WORDS.question).fill(TEXT)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_label(WORDS.question).fill(f"{TEXT} 2")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you. That is in.").wait_for()
    served.do(served.room.close, WORDS.id)
    served.do(served.room.open, POLL.id)
    page.get_by_label("Habit").check()
    assert page.evaluate("history.length") == before
    assert page.url == served.url
    nothing_kept(page)


def test_leaving_leaves_nothing_to_go_back_to(served: Served, open_page: OpenPage) -> None:
    """After Leave now, Back leads to what was there before, and Forward to nothing of ours."""
    page = open_page(Screen.PHONE)
    joined(served, page)
    page.get_by_label(WORDS.question).fill(TEXT)
    page.get_by_role("link", name="Leave now").click()
    expect(page.locator("h2")).to_have_text("You have left.")
    page.go_back()
    assert page.url == "about:blank"
    page.go_forward()
    expect(page.locator("h2")).to_have_text("You have left.")
    nothing_kept(page)


def test_no_reply_is_kept_by_the_browser(served: Served, open_page: OpenPage) -> None:
    """Every reply that a phone gets, page, script or stream, says that it must not be stored."""
    page = open_page(Screen.PHONE)
    replies: list[tuple[str, str]] = []
    page.on(
        "response",
        lambda reply: replies.append((reply.url, reply.headers.get("cache-control", ""))),
    )
    joined(served, page)
    page.get_by_label(WORDS.question).fill(TEXT)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you. That is in.").wait_for()
    page.goto(f"{served.url}bye")
    ours = [(url, said) for url, said in replies if url.startswith("http")]
    assert len(ours) > 3
    assert {said for _, said in ours} == {"no-store"}


def joined_without_script(served: Served, page: Page) -> None:
    page.goto(served.url)
    page.get_by_label("The word on the screen").fill("river")
    page.get_by_role("button", name="Join").click()
    page.get_by_label(WORDS.question).fill(TEXT)


def back(page: Page) -> None:
    """Go back to where a form was sent: Chromium kept nothing, and asks before it resends."""
    with pytest.raises(PlaywrightError, match="ERR_CACHE_MISS"):
        page.go_back()
    page.wait_for_url("chrome-error://chromewebdata/")
    assert TEXT not in page.content()


def test_without_javascript_back_does_not_bring_the_form_back(
    served: Served, open_page: OpenPage
) -> None:
    """Without JavaScript Chromium shows on no way back what was written, and the page warns."""
    page = open_page(Screen.PHONE, javascript=False)
    joined_without_script(served, page)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you. That is in.").wait_for()
    expect(page.get_by_text("Back may show what this phone sent.")).to_be_visible()
    assert TEXT not in page.content()
    back(page)
    page.go_back()
    expect(page.get_by_label("The word on the screen")).to_have_value("")
    page.goto(served.url)
    assert TEXT not in page.content()


def test_without_javascript_back_after_leaving_shows_no_word(
    served: Served, open_page: OpenPage
) -> None:
    """Written and not sent, it is not there after Leave now and Back, nor if the form is resent."""
    page = open_page(Screen.PHONE, javascript=False)
    joined_without_script(served, page)
    page.get_by_role("link", name="Leave now").click()
    expect(page.locator("h2")).to_have_text("You have left.")
    back(page)
    page.reload()
    expect(page.get_by_label(WORDS.question)).to_have_value("")
    assert TEXT not in page.content()
