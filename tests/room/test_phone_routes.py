import re

import pytest
from starlette.testclient import TestClient

from askfirst.activities.base import Activity
from askfirst.room.state import Room
from tests.room.rooms import (
    POLL,
    SCALE,
    WORDS,
    client,
    make_room,
    number,
)


def join(web: TestClient, name: object = "a") -> str:
    reply = web.post("/join", json={"word": "river", "ticket": number(name)})
    return str(reply.json()["seat"])


def message(seat: str, activity: Activity, choice: str = "0", **other: object) -> dict[str, object]:
    fields = {"seat": seat, "activity": activity.id, "nonce": number("n"), "choice": choice}
    return {**fields, **other}


def hidden(html: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the form with this action."""
    (form,) = re.findall(rf'<form[^>]*action="{action}".*?</form>', html, re.DOTALL)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def open_room(activity: Activity) -> tuple[Room, TestClient]:
    room = make_room()
    room.open(activity.id)
    return room, client(room)


def test_the_whole_way_without_javascript() -> None:
    """Join by word, answer, take it back, answer anew, go on: all by plain forms."""
    room, web = open_room(POLL)
    start = web.get("/")
    page = web.post("/join", data={"word": "River ", **hidden(start.text, "/join")})
    assert POLL.question in page.text
    page = web.post("/answer", data={"choice": "1", **hidden(page.text, "/answer")})
    assert room.asked[POLL.id].tally.counts == [0, 1, 0]
    page = web.post("/take-back", data=hidden(page.text, "/take-back"))
    assert room.asked[POLL.id].tally.counts == [0, 0, 0]
    page = web.post("/answer", data={"choice": "2", **hidden(page.text, "/answer")})
    assert room.asked[POLL.id].tally.counts == [0, 0, 1]
    page = web.post("/next", data=hidden(page.text, "/next"))
    assert "This phone has answered or passed." in page.text
    room.close(POLL.id)
    page = web.post("/next", data=hidden(page.text, "/next"))
    assert "This question is closed" in page.text
    room.open(SCALE.id)
    page = web.post("/next", data=hidden(page.text, "/next"))
    assert SCALE.question in page.text
    seat = hidden(page.text, "/answer")["seat"]
    room.end()
    page = web.post("/next", data={"seat": seat})
    assert "The workshop has ended" in page.text


def test_page_sent_twice_takes_one_seat_and_counts_once() -> None:
    """Going back and sending a page again changes nothing."""
    room, web = open_room(POLL)
    fields = {"word": "river", **hidden(web.get("/").text, "/join")}
    first, second = (web.post("/join", data=fields).text for _ in range(2))
    assert hidden(first, "/answer")["seat"] == hidden(second, "/answer")["seat"]
    sent = {"choice": "1", **hidden(first, "/answer")}
    pages = {web.post("/answer", data=sent).content for _ in range(3)}
    assert (len(pages), room.seats.joined) == (1, 1)
    assert room.asked[POLL.id].tally.counts == [0, 1, 0]


@pytest.mark.parametrize(
    ("activity", "line"),
    [
        (POLL, "Nothing is chosen yet. Choose one, or Pass."),
        (SCALE, "Nothing is chosen yet. Choose one, or Pass."),
        (WORDS, "Nothing is written yet. Write something, or Pass."),
    ],
)
def test_empty_form_comes_back_with_what_to_do(activity: Activity, line: str) -> None:
    """A form without a choice comes back with a line that says what to do."""
    _, web = open_room(activity)
    page = web.post("/join", data={"word": "river"})
    page = web.post("/answer", data=hidden(page.text, "/answer"))
    assert page.status_code == 422
    assert line in page.text
    assert activity.question in page.text


def test_wrong_word_without_javascript() -> None:
    """A wrong word brings the field back with what to do."""
    page = client(make_room()).post("/join", data={"word": "lake"})
    assert page.status_code == 403
    assert "That is not the word on the screen." in page.text
    assert 'name="word"' in page.text


def test_forged_seat_without_javascript() -> None:
    """An unknown seat leads back to the word."""
    _, web = open_room(POLL)
    page = web.post("/next", data={"seat": '"><script>alert(1)</script>'})
    assert page.status_code == 403
    assert 'name="word"' in page.text
    assert "<script" not in page.text


def test_component_of_another_type() -> None:
    """What draws another type is fetched when needed; nothing else lies there."""
    web = client(make_room())
    reply = web.get("/c/words.js")
    assert reply.headers["content-type"].startswith("text/javascript")
    assert "askfirst-words" in reply.text
    for path in ("/c/none.js", "/c/kit.js", "/c/../app.js", "/c/%2e%2e%2fphone.js"):
        assert web.get(path).status_code == 404
